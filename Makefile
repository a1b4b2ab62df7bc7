# invite-milter - a milter that knows who invites
#
#   make              both programs, ./invite-milter and ./invitectl
#   make demo         the main job on a private Postfix
#   make check        all tests; SANITIZE=address,undefined in a folder of its own
#   make check-unit   the unit tests and what fuzzing kept
#   make check-all    the same, and those that take long
#   make bench        what mail costs, beside other filters; bench-quick: beside an empty one
#   make bench-verify   what it costs to verify a signature
#   make bench-look-up  what it costs to find an inviter among a million contacts
#   make fuzz         SECONDS=60 of libFuzzer for each target of tests/fuzz, or for TARGET alone
#   make fuzz-minimize  keep of what it found only what reaches code of its own
#   make format       C in its form (.clang-format)
#   make lint         what can be seen without running: form, clang-tidy, manual pages, scripts
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
FLOORS = base mail language people recognize judge import store sqlite inject verify filter decide

# What each floor brings along from outside (INSTALL says what for).
GROUND_LIBS = glib-2.0 gobject-2.0 gio-2.0 libpcre2-8
MAIL_LIBS   = gmime-3.0 libxml-2.0 libidn2 libpsl icu-uc icu-i18n
SQLITE_LIBS = sqlite3
VERIFY_LIBS = libcrypto libcares
FILTER_LIBS = json-glib-1.0
DAEMON_LIBS = milter
# libcsv has no pkg-config file.
IMPORT_LDLIBS = -lcsv
ALL_LIBS    = $(GROUND_LIBS) $(MAIL_LIBS) $(SQLITE_LIBS) $(VERIFY_LIBS) $(FILTER_LIBS)

base_pc   = $(GROUND_LIBS)
mail_pc   = $(base_pc) $(MAIL_LIBS)
language_pc  = $(mail_pc)
people_pc    = $(mail_pc)
recognize_pc = $(mail_pc)
judge_pc     = $(mail_pc)
import_pc = $(people_pc)
store_pc  = $(judge_pc)
sqlite_pc = $(store_pc) $(SQLITE_LIBS)
inject_pc = $(mail_pc)
verify_pc = $(judge_pc) $(VERIFY_LIBS)
filter_pc = $(store_pc) $(VERIFY_LIBS) $(FILTER_LIBS)
decide_pc = $(filter_pc)
# What the programs link with but for their own libraries: all floors, and the engine.
all_pc    = $(decide_pc) $(SQLITE_LIBS)

PKG_CFLAGS := $(shell pkg-config --cflags $(ALL_LIBS) $(DAEMON_LIBS) 2>/dev/null)
libs        = $(shell pkg-config --libs $(1))

OUR_CFLAGS = -std=gnu17 -Imilter -DINVITE_MILTER_VERSION='"$(VERSION)"' \
	-DRULES_DIRECTORY='"$(rulesdir)"' -D_FORTIFY_SOURCE=2 \
	$(WARNINGS) -pthread -fstack-protector-strong -fPIE \
	$(if $(SANITIZE),-fsanitize=$(SANITIZE) -fno-omit-frame-pointer -U_FORTIFY_SOURCE)
OUR_LDFLAGS = -pthread -pie $(if $(SANITIZE),-fsanitize=$(SANITIZE))

sources  = $(sort $(wildcard milter/$(1)/*.c milter/$(1)/*/*.c))
objects  = $(patsubst %.c,$(BUILD)/%.o,$(call sources,$(1)))
ARCHIVES = $(FLOORS:%=$(BUILD)/lib%.a)
archives = $(foreach f,$(1),$(BUILD)/lib$(f).a)
# What a floor links with: itself and those below, the top first.
up_to_base   = base
up_to_mail   = mail $(up_to_base)
up_to_language = language $(up_to_mail)
up_to_people = people $(up_to_language)
up_to_recognize = recognize $(up_to_people)
up_to_judge  = judge $(up_to_recognize)
up_to_import = import $(up_to_judge)
up_to_store  = store $(up_to_judge)
up_to_sqlite = sqlite $(up_to_store)
up_to_inject = inject $(up_to_mail)
up_to_verify = verify $(up_to_judge)
up_to_filter = filter inject verify $(up_to_store)
up_to_decide = decide $(up_to_filter)
all_floors   = sqlite $(up_to_decide)

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

$(BUILD)/invite-milter: $(call objects,daemon) $(call archives,$(all_floors))
	$(CC) $(OUR_LDFLAGS) $(LDFLAGS) -o $@ $^ $(call libs,$(all_pc) $(DAEMON_LIBS))

$(BUILD)/invitectl: $(call objects,ctl) $(call archives,import $(all_floors))
	$(CC) $(OUR_LDFLAGS) $(LDFLAGS) -o $@ $^ $(call libs,$(all_pc)) $(IMPORT_LDLIBS)

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

$(BUILD)/unit/%: $(BUILD)/tests/unit/%.o $(call archives,import $(all_floors))
	@mkdir -p $(@D)
	$(CC) $(OUR_LDFLAGS) $(LDFLAGS) -o $@ $^ $(call libs,$(all_pc)) $(IMPORT_LDLIBS)

# Objects stay for the next make.
.SECONDARY:

# Tests of the milter protocol: a driver that speaks it as a mail server does.
PROTOCOL_TESTS = $(patsubst tests/protocol/%.c,$(BUILD)/protocol/%,$(sort $(wildcard tests/protocol/test-*.c)))
TEST_PROGRAMS  = $(PROTOCOL_TESTS) $(BUILD)/protocol/milter-send $(BUILD)/tests/hold $(BUILD)/tests/footer $(BUILD)/tests/measure $(BUILD)/tests/watch
BENCH_PROGRAMS = $(patsubst %,$(BUILD)/bench/%,bench empty-filter look-up stages verify)
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

# Sees to it that a test ends, and leaves nothing running.
$(BUILD)/tests/watch: tests/watch.c
	@mkdir -p $(@D)
	$(CC) -O2 $(WARNINGS) -o $@ $<

# Keeps a copy of a mail file as the filter would.
$(BUILD)/tests/hold: $(BUILD)/tests/cli/hold.o $(call archives,$(up_to_sqlite))
	$(CC) $(OUR_LDFLAGS) $(LDFLAGS) -o $@ $^ $(call libs,$(sqlite_pc))

# A filter that changes mail.
$(BUILD)/tests/footer: $(BUILD)/tests/mta/footer.o
	$(CC) $(OUR_LDFLAGS) $(LDFLAGS) -o $@ $^ $(call libs,$(DAEMON_LIBS))

# What a command costs.
$(BUILD)/tests/measure: $(BUILD)/tests/bombs/measure.o
	$(CC) $(OUR_LDFLAGS) $(LDFLAGS) -o $@ $^

$(BUILD)/bench/bench: $(patsubst %,$(BUILD)/tests/bench/%.o,bench figures library letters peer) $(MTA_SIDE)
	@mkdir -p $(@D)
	$(CC) $(OUR_LDFLAGS) $(LDFLAGS) -o $@ $^ $(call libs,gmime-3.0 libxml-2.0) -lm

$(BUILD)/bench/stages: $(patsubst %,$(BUILD)/tests/bench/%.o,stages library letters) \
		$(BUILD)/tests/protocol/letter.o $(call archives,$(all_floors))
	@mkdir -p $(@D)
	$(CC) $(OUR_LDFLAGS) $(LDFLAGS) -o $@ $^ $(call libs,$(all_pc))

$(BUILD)/bench/empty-filter: $(BUILD)/tests/bench/empty-filter.o
	@mkdir -p $(@D)
	$(CC) $(OUR_LDFLAGS) $(LDFLAGS) -o $@ $^ $(call libs,$(DAEMON_LIBS))

$(BUILD)/bench/look-up: $(BUILD)/tests/bench/look-up.o $(call archives,$(up_to_sqlite))
	@mkdir -p $(@D)
	$(CC) $(OUR_LDFLAGS) $(LDFLAGS) -o $@ $^ $(call libs,$(sqlite_pc))

$(BUILD)/bench/verify: $(BUILD)/tests/bench/verify.o $(call archives,$(up_to_verify))
	@mkdir -p $(@D)
	$(CC) $(OUR_LDFLAGS) $(LDFLAGS) -o $@ $^ $(call libs,$(verify_pc))

# Fuzzing (tests/fuzz/README).  Each tests/fuzz/fuzz-NAME.c is a target: a program of libFuzzer in a folder
# of its own, where clang built everything, and in each other folder one that replays the corpus.
FUZZ_TARGETS  = $(patsubst tests/fuzz/fuzz-%.c,%,$(sort $(wildcard tests/fuzz/fuzz-*.c)))
FUZZ_SHARED   = $(patsubst %.c,$(BUILD)/%.o,$(filter-out tests/fuzz/fuzz-% tests/fuzz/replay.c,$(wildcard tests/fuzz/*.c)))
FUZZ_SIDE     = $(FUZZ_SHARED) -Wl,--start-group $(ARCHIVES) -Wl,--end-group \
	$(call libs,$(sort $(foreach f,$(FLOORS),$($(f)_pc)))) $(IMPORT_LDLIBS)
FUZZ_PROGRAMS = $(FUZZ_TARGETS:%=$(BUILD)/fuzz/%)
REPLAYS       = $(FUZZ_TARGETS:%=$(BUILD)/replay/fuzz-%)
FUZZ_BUILD    = BUILD=build-fuzz CC=clang CFLAGS='-O2 -g -fno-sanitize-recover=all' \
	SANITIZE=fuzzer-no-link$(comma)address$(comma)undefined
SECONDS       = 60
TARGET        = $(FUZZ_TARGETS)

$(BUILD)/fuzz/%: $(BUILD)/tests/fuzz/fuzz-%.o $(FUZZ_SHARED) $(ARCHIVES)
	@mkdir -p $(@D)
	$(CC) $(OUR_LDFLAGS) -fsanitize=fuzzer $(LDFLAGS) -o $@ $< $(FUZZ_SIDE)

$(BUILD)/replay/fuzz-%: $(BUILD)/tests/fuzz/fuzz-%.o $(BUILD)/tests/fuzz/replay.o $(FUZZ_SHARED) $(ARCHIVES)
	@mkdir -p $(@D)
	$(CC) $(OUR_LDFLAGS) $(LDFLAGS) -o $@ $< $(BUILD)/tests/fuzz/replay.o $(FUZZ_SIDE)

# Tests.  check and demo first install what a fresh machine lacks; what pkg-config says is then read anew.

TEST_ENV = ROOT=$(CURDIR) BUILD=$(abspath $(BUILD)) SANITIZE=$(SANITIZE) \
	INVITE_MILTER=$(abspath $(BUILD)/invite-milter) INVITECTL=$(abspath $(BUILD)/invitectl) \
	TIME_FACTOR=$(TIME_FACTOR)
# How much longer than tests/limits says a test may take.
TIME_FACTOR    = $(if $(SANITIZE),5,1)
FLOOR_PROGRAMS = $(FLOORS:%=$(BUILD)/floor-%)
# Of the acts at which the program is stopped, "make check" tries every seventh.
STOP_EVERY = 7
LONG_TESTS = $(sort $(wildcard tests/long/T*.sh))
TESTS = $(UNIT_TESTS) $(REPLAYS) $(PROTOCOL_TESTS) $(sort $(wildcard tests/cli/T*.sh tests/protocol/T*.sh tests/mta/T*.sh tests/security/T*.sh tests/bombs/T*.sh))

deps:
	sh tests/deps.sh

check: deps
	+$(MAKE) --no-print-directory check-built

check-built: $(PROGRAMS) $(UNIT_TESTS) $(REPLAYS) $(FLOOR_PROGRAMS) $(TEST_PROGRAMS)
	$(TEST_ENV) STOP_EVERY=$(STOP_EVERY) tests/run $(TESTS)

# Those that need no program: quick enough for a sanitizer at each commit.
check-unit: deps
	+$(MAKE) --no-print-directory check-unit-built

check-unit-built: $(UNIT_TESTS) $(REPLAYS) $(BUILD)/tests/watch
	$(TEST_ENV) tests/run $(UNIT_TESTS) $(REPLAYS)

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

bench-verify: deps
	+$(MAKE) --no-print-directory bench-verify-built

bench-verify-built: $(BUILD)/bench/verify
	$(TEST_ENV) $(BUILD)/bench/verify

fuzz fuzz-minimize:
	sh tests/deps.sh fuzz
	+$(MAKE) --no-print-directory $(FUZZ_BUILD) $@-built

fuzz-built: $(TARGET:%=$(BUILD)/fuzz/%)
	$(TEST_ENV) tests/fuzz/run.sh $(SECONDS) $(TARGET)

fuzz-minimize-built: $(TARGET:%=$(BUILD)/fuzz/%)
	$(TEST_ENV) tests/fuzz/minimize.sh $(TARGET)

# Under valgrind: the unit tests, what fuzzing kept, and the filter while the protocol tests run.
VALGRIND = valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite \
	--suppressions=$(CURDIR)/tests/valgrind.supp

check-valgrind:
	sh tests/deps.sh valgrind
	+$(MAKE) --no-print-directory check-valgrind-built

check-valgrind-built: TIME_FACTOR = 20
check-valgrind-built: $(PROGRAMS) $(UNIT_TESTS) $(REPLAYS) $(TEST_PROGRAMS)
	$(TEST_ENV) G_SLICE=always-malloc TEST_WRAP='$(VALGRIND)' tests/run $(UNIT_TESTS) $(REPLAYS)
	$(TEST_ENV) G_SLICE=always-malloc WRAP='$(VALGRIND)' tests/run $(PROTOCOL_TESTS)

# Changes in one place after the other, and whether a test notices: tests/mutate/README.  All is built
# twice, without optimization: as it is, and with counters of the lines that run.
MUTATE       = build/mutate
MUTATE_FLAGS = -O0 -g0 -fPIC -U_FORTIFY_SOURCE
MUTATE_ARGS  = $(foreach a,FILES FLOOR COMMIT COUNT SEED WORKERS THRESHOLD,$(if $($(a)),'$(a)=$($(a))'))

mutate:
	+$(MAKE) --no-print-directory BUILD=$(MUTATE)/plain CFLAGS='$(MUTATE_FLAGS)' mutate-parts $(TEST_PROGRAMS:$(BUILD)/%=$(MUTATE)/plain/%)
	+$(MAKE) --no-print-directory BUILD=$(MUTATE)/cover CFLAGS='$(MUTATE_FLAGS) --coverage' mutate-parts
	ROOT=$(CURDIR) MUTATE_SCRIPTED='daemon ctl filter' tests/mutate/mutate $(abspath $(MUTATE)) $(MUTATE_ARGS)

UNIT_OBJECTS = $(UNIT_TESTS:$(BUILD)/unit/%=$(BUILD)/tests/unit/%.o)
MUTATE_FLOORS = $(foreach f,$(FLOORS),$(call objects,$(f)))

.PHONY: mutate-parts
mutate-parts: $(MUTATE_FLOORS) $(call objects,daemon) $(call objects,ctl) $(UNIT_OBJECTS)
	$(file >$(BUILD)/parts,cc $(CC) $(OUR_LDFLAGS:-pie=) $(filter --coverage,$(CFLAGS)))
	$(file >>$(BUILD)/parts,compile $(CC) $(OUR_CFLAGS) $(CFLAGS) $(PKG_CFLAGS))
	$(file >>$(BUILD)/parts,libs $(call libs,$(all_pc)) $(IMPORT_LDLIBS))
	$(file >>$(BUILD)/parts,daemon_libs $(call libs,$(DAEMON_LIBS)))
	$(file >>$(BUILD)/parts,programs $(PROGRAMS))
	$(file >>$(BUILD)/parts,floors $(MUTATE_FLOORS))
	$(file >>$(BUILD)/parts,invite-milter $(call objects,daemon))
	$(file >>$(BUILD)/parts,invitectl $(call objects,ctl))
	$(file >>$(BUILD)/parts,unit $(UNIT_OBJECTS))
	$(file >>$(BUILD)/parts,tests $(abspath $(MUTATE))/plain)
	@:

# What can be seen without running: the form of C, its analysis, the manual pages, the scripts.
SCRIPTS  = .ci/run tests/exec tests/run $(wildcard tests/*.sh tests/*/*.sh)
PAGES    = $(wildcard milter/*/*.[58] rules/*.5)
ALL_C    = $(wildcard milter/*/*.[ch] milter/*/*/*.[ch] tests/*.[ch] tests/*/*.[ch])

format: lint-deps
	@clang-format -i $(ALL_C)

lint: lint-deps
	@echo 'clang-format, mandoc, shellcheck, clang-tidy'
	@clang-format --dry-run -Werror $(ALL_C)
	@mandoc -T lint -W warning $(PAGES)
	@shellcheck -S warning $(SCRIPTS)
	@+$(MAKE) --no-print-directory -j "$$(nproc)" tidy

tidy: $(patsubst %.c,$(BUILD)/tidy/%,$(wildcard milter/*/*.c milter/*/*/*.c))

$(BUILD)/tidy/%: %.c .clang-tidy
	@mkdir -p $(@D)
	@clang-tidy --quiet --warnings-as-errors='*' $< -- $(OUR_CFLAGS) $(PKG_CFLAGS)
	@touch $@

lint-deps:
	sh tests/deps.sh lint

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

.PHONY: all deps mutate check check-unit check-unit-built check-all check-built check-valgrind check-valgrind-built demo demo-built bench bench-built bench-quick bench-quick-built bench-look-up bench-look-up-built bench-verify bench-verify-built fuzz fuzz-built fuzz-minimize fuzz-minimize-built format lint lint-deps tidy install uninstall clean

-include $(wildcard $(BUILD)/milter/*/*.d $(BUILD)/milter/*/*/*.d $(BUILD)/tests/*/*.d)
