#!/bin/bash
# No mail costs more than a quarter of a second of processor time and 64 MiB of memory.
#
# What a bomb costs is what "invitectl check" needs for it, less what it needs for an empty mail: best of
# three, user and system time together, so that others on the machine do not count.
. "$(dirname "$0")/../lib.sh"
work_folder

MILLISECONDS=250
KIBIBYTES=65536
bomb=$ROOT/tests/bombs/bomb.pl
measure=$BUILD/tests/measure
conf=$work/invite-milter.conf

printf 'rules %s\ndatabase %s\nauthserv-id mx.example.org\nown-hosts mx.example.org\n' \
	"$ROOT/rules" "$work/invite.db" >"$conf"

# A sanitizer, whose folder is named by it, takes its time: there the bombs are only run.
case $BUILD in
*/build-*) budget=no ;;
*)         budget=yes ;;
esac

# cost FILE: "MILLISECONDS KIB STATUS" of judging it
cost()
{
	"$measure" "$INVITECTL" -c "$conf" check --json --to bob@example.org "$1" 2>/dev/null
}

# least FILE: the same, the best of three, but no more tries than it takes to be within the budget
least()
{
	local try best="" now
	for try in 1 2 3; do
		now=$(cost "$1")
		[ -n "$best" ] && [ "${best%% *}" -le "${now%% *}" ] || best=$now
		within "$best" && break
	done
	echo "$best"
}

# within COST: whether that is within the budget beyond what an empty mail costs, and it ended well
within()
{
	set -- $1 $empty
	[ "$3" = 0 ] || return 1
	[ "$budget" = no ] || { [ $(($1 - $4)) -le $MILLISECONDS ] && [ $(($2 - $5)) -le $KIBIBYTES ]; }
}

printf 'From: jane@example.org\nSubject: x\n\nx\n' >"$work/empty.eml"
empty='0 0 0'
empty=$(cost "$work/empty.eml")
for try in 1 2 3; do
	now=$(cost "$work/empty.eml")
	[ "${now%% *}" -ge "${empty%% *}" ] || empty=$now
done
like "$empty" '^[0-9]+ [0-9]+ 0$' 'an empty mail is judged'

while read -r name; do
	perl "$bomb" make "$name" >"$work/bomb.eml"
	came=$(least "$work/bomb.eml")
	within "$came"
	result $? "$name" || comment 'ms, KiB, status' "$came; an empty mail: $empty"
	rm -f "$work/bomb.eml"
done < <(perl "$bomb" list)

done_testing
