# invite-milter - a milter that knows who invites
#
#   make              both programs, ./invite-milter and ./invitectl
#   make demo         the main job on a private Postfix
#   make check        all tests; SANITIZE=address,undefined in a folder of its own
#   make check-all    the same, and those that take long
#   make bench        what mail costs, beside other filters; bench-quick: beside an empty one
#   make bench-look-up  what it costs to find an inviter among a million contacts
#   make install      DESTDIR and prefix as usual
#   make deps         install what is missing on Debian

VERSION  = 0.1

prefix      = /usr/local
sbindir     = $(prefix)/sbin
datadir     = $(prefix)/share
mandir      = $(datadir)/man
rulesdir    = $(datadir)/invite-milter/rules
sysconfdir  = /etc
unitdir     = /usr/lib/systemd/system
sysusersdir = /usr/lib/sysusers.d
tmpfilesdir = /usr/lib/tmpfiles.d

CC       = cc
CFLAGS   = -O2 -g
WARNINGS = -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla
SANITIZE =
comma    = ,
BUILD    = build$(if $(SANITIZE),-$(subst $(comma),-,$(SANITIZE)))

# The floors, from the ground up (milter/README).
FLOORS = base mail invite import store inject filter

# What each floor brings along from outside (INSTALL says what for).
GROUND_LIBS = glib-2.0 gobject-2.0 gio-2.0 libpcre2-8
MAIL_LIBS   = gmime-3.0 libxml-2.0 libidn2 libpsl icu-uc icu-i18n
STORE_LIBS  = sqlite3
FILTER_LIBS = json-glib-1.0
DAEMON_LIBS = milter
# libcsv has no pkg-config file.
IMPORT_LDLIBS = -lcsv
ALL_LIBS    = $(GROUND_LIBS) $(MAIL_LIBS) $(STORE_LIBS) $(FILTER_LIBS)

base_pc   = $(GROUND_LIBS)
mail_pc   = $(base_pc) $(MAIL_LIBS)
invite_pc = $(mail_pc)
import_pc = $(invite_pc)
store_pc  = $(invite_pc) $(STORE_LIBS)
inject_pc = $(mail_pc)
filter_pc = $(store_pc) $(FILTER_LIBS)

PKG_CFLAGS := $(shell pkg-config --cflags $(ALL_LIBS) $(DAEMON_LIBS) 2>/dev/null)
libs        = $(shell pkg-config --libs $(1))

OUR_CFLAGS = -std=gnu17 -Imilter -DINVITE_MILTER_VERSION='"$(VERSION)"' \
	-DRULES_DIRECTORY='"$(rulesdir)"' -D_FORTIFY_SOURCE=2 \
	$(WARNINGS) -pthread -fstack-protector-strong -fPIE \
	$(if $(SANITIZE),-fsanitize=$(SANITIZE) -fno-omit-frame-pointer -U_FORTIFY_SOURCE)
OUR_LDFLAGS = -pthread -pie $(if $(SANITIZE),-fsanitize=$(SANITIZE))

sources  = $(sort $(wildcard milter/$(1)/*.c))
objects  = $(patsubst %.c,$(BUILD)/%.o,$(call sources,$(1)))
ARCHIVES = $(FLOORS:%=$(BUILD)/lib%.a)
archives = $(foreach f,$(1),$(BUILD)/lib$(f).a)
# What a floor links with: itself and those below, the top first.
up_to_base   = base
up_to_mail   = mail $(up_to_base)
up_to_invite = invite $(up_to_mail)
up_to_import = import $(up_to_invite)
up_to_store  = store $(up_to_invite)
up_to_inject = inject $(up_to_mail)
up_to_filter = filter inject $(up_to_store)

PROGRAMS = invite-milter invitectl
UNIT_TESTS = $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(sort $(wildcard tests/unit/test-*.c)))

all: $(PROGRAMS)

$(PROGRAMS): | dependencies

.PHONY: dependencies
dependencies:
	@{ pkg-config --exists $(ALL_LIBS) $(DAEMON_LIBS) && \
		echo '#include <csv.h>' | $(CC) -E -x c - >/dev/null 2>&1; } || \
		{ echo 'libraries are missing: "make deps" installs them, INSTALL names them' >&2; exit 1; }

ifeq ($(SANITIZE),)
$(PROGRAMS): %: $(BUILD)/%
	ln -f $< $@
else
.PHONY: $(PROGRAMS)
$(PROGRAMS): %: $(BUILD)/%
endif

$(BUILD)/invite-milter: $(call objects,daemon) $(call archives,$(up_to_filter))
	$(CC) $(OUR_LDFLAGS) $(LDFLAGS) -o $@ $^ $(call libs,$(filter_pc) $(DAEMON_LIBS))

$(BUILD)/invitectl: $(call objects,ctl) $(call archives,import $(up_to_filter))
	$(CC) $(OUR_LDFLAGS) $(LDFLAGS) -o $@ $^ $(call libs,$(filter_pc)) $(IMPORT_LDLIBS)

define floor
$(BUILD)/lib$(1).a: $(call objects,$(1))
	@mkdir -p $$(@D)
	rm -f $$@ && $(AR) rcs $$@ $$^

# The linker guards the floor: nothing in it may need a symbol of a higher floor or its libraries.
$(BUILD)/floor-$(1): $(call archives,$(up_to_$(1))) tests/floor.c
	$(CC) $(OUR_CFLAGS) $(OUR_LDFLAGS) $(LDFLAGS) -o $$@ tests/floor.c -Wl,--whole-archive \
		$(call archives,$(up_to_$(1))) -Wl,--no-whole-archive $$(call libs,$($(1)_pc)) \
		$(if $(filter import,$(1)),$(IMPORT_LDLIBS))
endef
$(foreach f,$(FLOORS),$(eval $(call floor,$(f))))

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(OUR_CFLAGS) $(CPPFLAGS) $(CFLAGS) $(PKG_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/unit/%: $(BUILD)/tests/unit/%.o $(call archives,import $(up_to_filter))
	@mkdir -p $(@D)
	$(CC) $(OUR_LDFLAGS) $(LDFLAGS) -o $@ $^ $(call libs,$(filter_pc)) $(IMPORT_LDLIBS)

# Objects stay for the next make.
.SECONDARY:

# Tests of the milter protocol: a driver that speaks it as a mail server does.
PROTOCOL_TESTS = $(patsubst tests/protocol/%.c,$(BUILD)/protocol/%,$(sort $(wildcard tests/protocol/test-*.c)))
TEST_PROGRAMS  = $(PROTOCOL_TESTS) $(BUILD)/protocol/milter-send $(BUILD)/tests/hold $(BUILD)/tests/measure
BENCH_PROGRAMS = $(patsubst %,$(BUILD)/bench/%,bench empty-filter look-up stages)
MTA_SIDE       = $(BUILD)/tests/protocol/mta.o $(BUILD)/tests/protocol/letter.o

$(BUILD)/protocol/test-%: $(BUILD)/tests/protocol/test-%.o $(BUILD)/tests/protocol/instance.o \
		$(BUILD)/tests/protocol/mails.o $(BUILD)/tests/protocol/sink.o $(MTA_SIDE)
	@mkdir -p $(@D)
	$(CC) $(OUR_LDFLAGS) $(LDFLAGS) -o $@ $^ $(call libs,glib-2.0 gio-2.0 sqlite3)

# Preloaded, it ends a program at a chosen act on disk or wire.
$(BUILD)/protocol/test-stop $(BUILD)/protocol/test-store: | $(BUILD)/fault/stop.so

$(BUILD)/fault/stop.so: tests/fault/stop.c
	@mkdir -p $(@D)
	$(CC) -shared -fPIC -O2 -Wall -Wextra -o $@ $< -ldl

$(BUILD)/protocol/milter-send: $(BUILD)/tests/protocol/milter-send.o $(MTA_SIDE)
	@mkdir -p $(@D)
	$(CC) $(OUR_LDFLAGS) $(LDFLAGS) -o $@ $^ $(call libs,glib-2.0)

# Keeps a copy of a mail file as the filter would.
$(BUILD)/tests/hold: $(BUILD)/tests/cli/hold.o $(call archives,$(up_to_filter))
	$(CC) $(OUR_LDFLAGS) $(LDFLAGS) -o $@ $^ $(call libs,$(filter_pc))

# What a command costs.
$(BUILD)/tests/measure: $(BUILD)/tests/bombs/measure.o
	$(CC) $(OUR_LDFLAGS) $(LDFLAGS) -o $@ $^

$(BUILD)/bench/bench: $(patsubst %,$(BUILD)/tests/bench/%.o,bench figures library letters peer) $(MTA_SIDE)
	@mkdir -p $(@D)
	$(CC) $(OUR_LDFLAGS) $(LDFLAGS) -o $@ $^ $(call libs,gmime-3.0 libxml-2.0) -lm

$(BUILD)/bench/stages: $(patsubst %,$(BUILD)/tests/bench/%.o,stages library letters) \
		$(BUILD)/tests/protocol/letter.o $(call archives,$(up_to_filter))
	@mkdir -p $(@D)
	$(CC) $(OUR_LDFLAGS) $(LDFLAGS) -o $@ $^ $(call libs,$(filter_pc))

$(BUILD)/bench/empty-filter: $(BUILD)/tests/bench/empty-filter.o
	@mkdir -p $(@D)
	$(CC) $(OUR_LDFLAGS) $(LDFLAGS) -o $@ $^ $(call libs,$(DAEMON_LIBS))

$(BUILD)/bench/look-up: $(BUILD)/tests/bench/look-up.o $(call archives,$(up_to_store))
	@mkdir -p $(@D)
	$(CC) $(OUR_LDFLAGS) $(LDFLAGS) -o $@ $^ $(call libs,$(store_pc))

# Tests.  check and demo first install what a fresh machine lacks; what pkg-config says is then read anew.

TEST_ENV = ROOT=$(CURDIR) BUILD=$(abspath $(BUILD)) \
	INVITE_MILTER=$(abspath $(BUILD)/invite-milter) INVITECTL=$(abspath $(BUILD)/invitectl)
FLOOR_PROGRAMS = $(FLOORS:%=$(BUILD)/floor-%)
# Of the acts at which the program is stopped, "make check" tries every seventh.
STOP_EVERY = 7
LONG_TESTS = $(sort $(wildcard tests/long/T*.sh))
TESTS = $(UNIT_TESTS) $(PROTOCOL_TESTS) $(sort $(wildcard tests/cli/T*.sh tests/protocol/T*.sh tests/mta/T*.sh tests/bombs/T*.sh))

deps:
	sh tests/deps.sh

check: deps
	+$(MAKE) --no-print-directory check-built

check-built: $(PROGRAMS) $(UNIT_TESTS) $(FLOOR_PROGRAMS) $(TEST_PROGRAMS)
	$(TEST_ENV) STOP_EVERY=$(STOP_EVERY) tests/run $(TESTS)

check-all: deps
	+$(MAKE) --no-print-directory STOP_EVERY=1 TESTS='$(TESTS) $(LONG_TESTS)' check-built

demo: deps
	+$(MAKE) --no-print-directory demo-built

demo-built: $(PROGRAMS)
	$(TEST_ENV) tests/demo.sh

bench bench-quick:
	sh tests/deps.sh bench
	+$(MAKE) --no-print-directory $@-built

bench-built: $(PROGRAMS) $(BENCH_PROGRAMS)
	$(TEST_ENV) tests/bench/run.sh

bench-quick-built: $(PROGRAMS) $(BENCH_PROGRAMS)
	$(TEST_ENV) tests/bench/run.sh quick

bench-look-up: deps
	+$(MAKE) --no-print-directory bench-look-up-built

bench-look-up-built: $(PROGRAMS) $(BUILD)/bench/look-up
	$(TEST_ENV) tests/bench/look-up.sh

# Under valgrind: the unit tests, and the filter while the protocol tests run.
VALGRIND = valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite \
	--suppressions=$(CURDIR)/tests/valgrind.supp

check-valgrind: deps
	+$(MAKE) --no-print-directory check-valgrind-built

check-valgrind-built: $(PROGRAMS) $(UNIT_TESTS) $(TEST_PROGRAMS)
	$(TEST_ENV) G_SLICE=always-malloc TEST_WRAP='$(VALGRIND)' tests/run $(UNIT_TESTS)
	$(TEST_ENV) G_SLICE=always-malloc WRAP='$(VALGRIND)' tests/run $(PROTOCOL_TESTS)

# Static checks, for developers: clang-tidy and the manual pages.
lint:
	clang-tidy --quiet $(sort $(wildcard milter/*/*.c)) -- $(OUR_CFLAGS) $(PKG_CFLAGS)
	mandoc -T lint -W warning $(wildcard milter/*/*.[58] rules/*.5)

RULES    = $(wildcard rules/*.rules)
WORDS    = $(wildcard rules/words/*.rules)
EXAMPLES = $(wildcard rules/examples/*)

install: all
	install -d $(DESTDIR)$(sbindir) $(DESTDIR)$(mandir)/man5 $(DESTDIR)$(mandir)/man8 \
		$(DESTDIR)$(rulesdir)/words $(DESTDIR)$(rulesdir)/examples \
		$(DESTDIR)$(unitdir) $(DESTDIR)$(sysusersdir) $(DESTDIR)$(tmpfilesdir) \
		$(DESTDIR)$(sysconfdir)/invite-milter/rules.d
	install -m 755 $(BUILD)/invite-milter $(BUILD)/invitectl $(DESTDIR)$(sbindir)
	install -m 644 $(wildcard milter/*/*.8) $(DESTDIR)$(mandir)/man8
	install -m 644 $(wildcard milter/*/*.5 rules/*.5) $(DESTDIR)$(mandir)/man5
	install -m 644 $(RULES) rules/README $(DESTDIR)$(rulesdir)
	install -m 644 $(WORDS) $(DESTDIR)$(rulesdir)/words
	cp -R $(EXAMPLES) $(DESTDIR)$(rulesdir)/examples
	sed 's|@sbindir@|$(sbindir)|g' systemd/invite-milter.service > $(DESTDIR)$(unitdir)/invite-milter.service
	install -m 644 systemd/invite-milter.sysusers $(DESTDIR)$(sysusersdir)/invite-milter.conf
	install -m 644 systemd/invite-milter.tmpfiles $(DESTDIR)$(tmpfilesdir)/invite-milter.conf

# Leaves configuration and database alone.
uninstall:
	rm -f $(DESTDIR)$(sbindir)/invite-milter $(DESTDIR)$(sbindir)/invitectl
	rm -f $(patsubst %,$(DESTDIR)$(mandir)/man8/%,$(notdir $(wildcard milter/*/*.8)))
	rm -f $(patsubst %,$(DESTDIR)$(mandir)/man5/%,$(notdir $(wildcard milter/*/*.5 rules/*.5)))
	rm -rf $(DESTDIR)$(datadir)/invite-milter
	rm -f $(DESTDIR)$(unitdir)/invite-milter.service $(DESTDIR)$(sysusersdir)/invite-milter.conf \
		$(DESTDIR)$(tmpfilesdir)/invite-milter.conf

clean:
	rm -rf build build-* $(PROGRAMS)

.PHONY: all deps check check-all check-built check-valgrind check-valgrind-built demo demo-built bench bench-built bench-quick bench-quick-built bench-look-up bench-look-up-built lint install uninstall clean

-include $(wildcard $(BUILD)/milter/*/*.d $(BUILD)/tests/*/*.d)
