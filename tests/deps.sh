#!/bin/sh
# What `make deps` runs: install what is missing to build and to test on Debian and its relatives.
#
#	deps.sh [bench|fuzz|lint|valgrind]	also what only `make bench` compares with and counts by, what
#					`make fuzz` builds with, what `make lint` looks with, what
#					`make check-valgrind` runs under
#
# It asks nothing and starts no daemon.  Mail servers, OpenDKIM and Rspamd are never installed: their
# packages are only unpacked below build/mta, where tests/mta/*.sh take them from; the system's own
# Postfix or Sendmail stay as they are.  Does nothing where all is there.
set -eu
umask 022
cd "$(dirname "$0")/.."

BUILDING='build-essential pkg-config libmilter-dev libgmime-3.0-dev libglib2.0-dev libpcre2-dev
	libxml2-dev libidn2-dev libpsl-dev libicu-dev libsqlite3-dev libjson-glib-dev libcsv-dev
	libssl-dev libc-ares-dev'
TESTING='perl m4 netbase openssl iproute2'
MEASURING='valgrind'
FUZZING='clang libclang-rt-dev'
LINTING='clang-format clang-tidy mandoc shellcheck'
SERVERS=build/mta

fail()
{
	echo "make deps: $*" >&2
	exit 1
}

missing()
{
	for package; do
		case $(dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null) in
		installed*) ;;
		*) echo "$package" ;;
		esac
	done
}

# as_root COMMAND...
as_root()
{
	if [ "$(id -u)" = 0 ]; then
		"$@"
	else
		sudo -n "$@"
	fi
}

can_be_root()
{
	[ "$(id -u)" = 0 ] || { command -v sudo >/dev/null && sudo -n true 2>/dev/null; }
}

# One at a time on a machine: another run may be installing, forbid daemons until it is done, or unpack
# into the same folder.  Waits for half an hour at most.
one_at_a_time()
{
	command -v flock >/dev/null || return 0
	exec 9</var/lib/dpkg
	flock -w 1800 9 || fail "another run has been installing for half an hour"
}

# Nothing that comes along may start a daemon; an answer that is there already is left alone.
policy=/usr/sbin/policy-rc.d
forbid_daemons()
{
	[ -e $policy ] && return
	trap 'as_root rm -f $policy' EXIT
	trap 'exit 1' HUP INT TERM
	as_root sh -c "printf '#!/bin/sh\nexit 101\n' > $policy && chmod 755 $policy"
}

updated=no
apt_update()
{
	[ $updated = no ] || return 1
	updated=yes
	as_root apt-get -q update
}

apt_install()
{
	[ $# -gt 0 ] || return 0
	echo "make deps: installing" "$@"
	can_be_root || fail "cannot become root to install: $*"
	forbid_daemons
	try_install "$@" || { apt_update && try_install "$@"; } ||
		fail "apt cannot install what is missing: $*"
}

try_install()
{
	as_root env DEBIAN_FRONTEND=noninteractive \
		apt-get -q -y -o DPkg::Lock::Timeout=300 --no-install-recommends install "$@" </dev/null 9>&-
}

# The sandbox user _apt need not reach this folder.
try_download()
{
	apt-get -q -o APT::Sandbox::User="$(id -un)" download "$@" </dev/null
}

libraries_of()
{
	for package; do
		dpkg-deb -f "$package" Depends
	done | tr ',' '\n' | sed -n '/^ *libjs-/d; s/^ *\(lib[^ |:]*\).*/\1/p' | sort -u
}

# unpack FOLDER PACKAGE...: below build/mta; their libraries are installed, they start nothing
unpack()
{
	folder=$SERVERS/$1; shift
	[ ! -d "$folder" ] || return 0

	echo "make deps: unpacking $* below $SERVERS"
	rm -rf "$folder.new"
	mkdir -p "$folder.new/packages"
	(cd "$folder.new/packages" && try_download "$@") ||
		{ can_be_root && apt_update && (cd "$folder.new/packages" && try_download "$@"); } ||
		fail "apt cannot download: $*"
	# shellcheck disable=SC2046 # package names have no spaces
	apt_install $(missing $(libraries_of "$folder.new"/packages/*.deb))
	for package in "$folder.new"/packages/*.deb; do
		dpkg -x "$package" "$folder.new"
	done
	rm -rf "$folder.new/packages"
	mv "$folder.new" "$folder"
}

if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
	echo 'make deps: no apt here; INSTALL names the libraries to install by hand' >&2
	exit 0
fi

one_at_a_time
# shellcheck disable=SC2046,SC2086
apt_install $(missing $BUILDING $TESTING)

wanted=
case ${1:-} in
fuzz) wanted=$FUZZING ;;
lint) wanted=$LINTING ;;
valgrind) wanted=$MEASURING ;;
esac
if [ -n "$wanted" ]; then
	# shellcheck disable=SC2046,SC2086
	apt_install $(missing $wanted)
	exit 0
fi

# Tests with mail servers need root; others are told so by each of them.
if [ "$(id -u)" = 0 ]; then
	unpack postfix postfix
	unpack sendmail sendmail-bin sendmail-base sendmail-cf
	unpack opendkim opendkim
fi

[ "${1:-}" = bench ] || exit 0
# shellcheck disable=SC2046,SC2086
apt_install $(missing $MEASURING)
unpack rspamd rspamd
