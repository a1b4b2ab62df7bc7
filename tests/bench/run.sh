#!/bin/sh
# What ordinary mail costs, in processor time, against a filter that does nothing.
#
#	tests/bench/run.sh [PAIRS [MESSAGES]]
#
# BUILD is the folder with the programs.  PROFILE=yes runs ours under callgrind instead of
# measuring it, and leaves $BUILD/callgrind.out.PID for callgrind_annotate.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
BUILD=${BUILD:-$root/build}
INVITE_MILTER=${INVITE_MILTER:-$BUILD/invite-milter}
folder=$(mktemp -d)
empty= ours=

stop()
{
	[ -z "$empty" ] || kill "$empty" 2>/dev/null || :
	[ -z "$ours" ] || kill "$ours" 2>/dev/null || :
	wait
	rm -rf "$folder"
}
trap stop EXIT
trap 'exit 1' HUP INT TERM

cat > "$folder/invite-milter.conf" <<CONF
rules       $root/rules
database    $folder/invite.db
authserv-id mx.example.org
own-hosts   mx.example.org mx1.example.org
CONF

wait_for()
{
	for _ in $(seq 600); do
		[ -S "$1" ] && return
		sleep 0.1
	done
	cat "$folder/log" >&2
	exit 1
}

wrap=
[ "${PROFILE:-no}" = no ] ||
	wrap="valgrind -q --tool=callgrind --callgrind-out-file=$BUILD/callgrind.out.%p"

"$BUILD/bench/empty-filter" "unix:$folder/empty.sock" & empty=$!
# shellcheck disable=SC2086 # the wrapper's words
$wrap "$INVITE_MILTER" -f -c "$folder/invite-milter.conf" -p "unix:$folder/ours.sock" \
	2> "$folder/log" & ours=$!
wait_for "$folder/empty.sock"
wait_for "$folder/ours.sock"
if [ -n "$wrap" ]; then
	"$BUILD/bench/bench" "$folder/empty.sock" $empty "$folder/ours.sock" $ours 1 400 || :
	exit 0
fi
"$BUILD/bench/bench" "$folder/empty.sock" $empty "$folder/ours.sock" $ours "$@"
