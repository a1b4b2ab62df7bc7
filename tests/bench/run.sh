#!/bin/bash
# What the filter costs, beside an empty one, OpenDKIM, Rspamd, and the libraries that it reads with.
#
#	tests/bench/run.sh [quick]	"quick": ordinary mail at 4 connections and the instructions
#
# The tables go to standard output; at last it says of each figure that was promised whether it is
# reached.  What cannot be measured is a failure.  doc/performance.md has a run, and what it means.
. "$(dirname "$0")/../mta/common.sh"
. "$ROOT/tests/bench/servers.sh"
. "$ROOT/tests/bench/instructions.sh"
. "$ROOT/tests/bench/delivery.sh"
. "$ROOT/tests/bench/targets.sh"

ROUNDS=${ROUNDS:-15}  # at least 11
SECONDS_A_RUN=${SECONDS_A_RUN:-0.4}

title()
{
	printf '\n## %s\n' "$1"
}

fail()
{
	echo "bench: $*" >&2
	exit 1
}

# peers NAME...: as many words for the bench
peers()
{
	local name
	for name; do
		peer "$name"
	done
}

# side_by_side KIND CONNECTIONS PEER...
side_by_side()
{
	"$BUILD/bench/bench" run --rounds "$ROUNDS" --seconds "$SECONDS_A_RUN" --facts "$work/facts" "$@" ||
		fail "no figures for $1 mail"
}

machine()
{
	title 'The machine'
	printf '\n%s, %s processors, Linux %s, load %s\n' \
		"$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)" "$(nproc)" "$(uname -r)" \
		"$(cut -d ' ' -f 1 /proc/loadavg)"
}

idle()
{
	title 'Connections that wait'
	# shellcheck disable=SC2046 # words
	"$BUILD/bench/bench" idle --facts "$work/facts" 500 $(peers empty-header invite-milter) ||
		fail 'no figures for idle connections'
}

# The words of peers have no spaces.
# shellcheck disable=SC2046
throughput()
{
	local connections
	title 'Ordinary mail'
	for connections in 1 4 16 100; do
		side_by_side ordinary $connections $(peers empty-header invite-milter opendkim rspamd)
	done
	side_by_side ordinary 500 $(peers empty-header invite-milter)
	title 'Mail that is read whole, and no invitation'
	for connections in 1 4 16 100; do
		side_by_side read $connections library=library \
			$(peers empty-body invite-milter opendkim rspamd)
	done
	title 'Invitations'
	for connections in 1 4 16 100; do
		side_by_side invitations $connections $(peers empty-body invite-milter opendkim rspamd)
	done
}

stages()
{
	title 'Where the time goes'
	"$BUILD/bench/stages" "$work/invite-milter.conf" 20 >"$work/stages" || fail 'no figures for stages'
	cat "$work/stages"
	# All stages of mail read whole, by the libraries alone on the same bytes.
	awk -F'|' '$2 ~ /^ read / {
		for (i = 3; i <= 9; i++) sum += $i
		print "stages/read/by-library", sum / $10 }' "$work/stages" >>"$work/facts"
}

# median_of DATABASE: microseconds of a look-up
median_of()
{
	"$BUILD/bench/look-up" measure "$1" | sed -n 's/.*median \([0-9.]*\) us.*/\1/p'
}

look_up()
{
	local count round
	title 'Looking an inviter up, in microseconds'
	for count in 1000 1000000; do
		"$BUILD/bench/look-up" fill "$work/$count.db" $count || fail 'no contacts'
		median_of "$work/$count.db" >/dev/null # into memory
	done
	printf '\n| among 1,000 contacts | among 1,000,000 |\n|---|---|\n'
	for round in $(seq 5); do
		few=$(median_of "$work/1000.db") many=$(median_of "$work/1000000.db")
		echo "| $few | $many |"
		awk "BEGIN { print $many / $few }" >>"$work/look-up"
	done
	echo "look-up/1000000/ratio $(sort -n "$work/look-up" | sed -n 3p)" >>"$work/facts"
}

begin
umask 022
machine
if [ "${1:-}" = quick ]; then
	serve_empty && serve_ours || fail 'a filter does not start'
	# shellcheck disable=SC2046
	side_by_side ordinary 4 $(peers empty-header invite-milter)
	stop invite-milter
	stop empty-header
	instructions_of empty-header invite-milter
	exit
fi
serve_empty && serve_ours && serve_opendkim && serve_rspamd || fail 'a filter does not start'
idle
stages
throughput
for name in rspamd opendkim invite-milter empty-body empty-header; do
	stop $name
done
instructions_of empty-header empty-body invite-milter many-networks
look_up
delivery
targets
