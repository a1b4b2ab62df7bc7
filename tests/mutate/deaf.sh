#!/bin/bash
# deaf.sh [SCRIPT...] - which assertions of tests/cli pass though the program does nothing at all?
#
# Runs each script with /bin/true and with /bin/false in place of invitectl and lists what passes with
# either: such an assertion needs a positive beside it, or should notice.  T000 and T110 do not ask invitectl.
# Those that stand in `hears-nothing` are known: they are about something else than the program.
# Exits 1 if there are others.
: "${ROOT:=$(cd "$(dirname "$0")/../.." && pwd)}"
: "${BUILD:=$ROOT/build}"
export ROOT BUILD
cd "$ROOT" || exit 2
[ $# -gt 0 ] || set -- tests/cli/T100-*.sh tests/cli/T1[2-9]*.sh tests/cli/T[2-9]*.sh

# passing PROGRAM SCRIPT: the names of the assertions that pass
passing()
{
	INVITECTL=$1 "$BUILD/tests/watch" 300 "$2" bash "$2" </dev/null 2>/dev/null |
		sed -n 's/^ok [0-9]* - //p' | grep -v '# SKIP'
}

# asserted SCRIPT: how many there are
asserted()
{
	"$BUILD/tests/watch" 300 "$1" bash "$1" </dev/null 2>/dev/null | grep -cE '^(not )?ok [0-9]'
}

found=0
all=0
deaf=0
for script; do
	all=$((all + $(INVITECTL=$BUILD/invitectl asserted "$script")))
	while IFS= read -r name; do
		deaf=$((deaf + 1))
		grep -qxF "$(basename "$script"): $name" tests/mutate/hears-nothing && continue
		echo "$script: $name"
		found=1
	done < <({ passing /bin/true "$script"; passing /bin/false "$script"; } | sort -u)
done
echo "$deaf of $all pass with /bin/true or /bin/false"
exit $found
