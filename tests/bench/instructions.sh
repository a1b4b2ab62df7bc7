# Instructions and system calls of a message, which no noise disturbs.  Sourced by run.sh.
#
# Each filter runs under callgrind twice, for some letters and for more; what the latter cost is the
# difference by their number, so what it does at start and end does not count.  Callgrind sees the
# program, not the kernel.  OpenDKIM and Rspamd are left out: the first runs other code there than
# on the processor, the second does not come up within minutes.

FEW=400
MANY=1200

# start_counted NAME
start_counted()
{
	case $1 in
	empty-header) serve "$1" "$BUILD/bench/empty-filter" "unix:$work/$1.sock" ;;
	empty-body)   serve "$1" "$BUILD/bench/empty-filter" "unix:$work/$1.sock" body ;;
	*)            serve_ours "$1" "$work/rules-of-$1" ;;
	esac
}

# Ours has the rules as they are; many-networks has a thousand more.
rules_to_count()
{
	local name
	for name in invite-milter many-networks; do
		[ ! -e "$work/rules-of-$name" ] || continue
		cp -R "$ROOT/rules" "$work/rules-of-$name"
	done
	perl "$ROOT/tests/bench/networks.pl" 1000 >"$work/rules-of-many-networks/made-up.rules"
}

has_counted()
{
	grep -q '^summary:' "$1" 2>/dev/null
}

# count NAME KIND LETTERS: "INSTRUCTIONS CALLS ..." of the whole process
count()
{
	local out=$work/callgrind-$1-$2-$3
	wrap=(valgrind -q --tool=callgrind --collect-systime=yes "--callgrind-out-file=$out")
	start_counted "$1" || return 1
	wrap=()
	"$BUILD/bench/bench" send "$2" "$3" "$1=$work/$1.sock,$(pid_of "$1")" || return 1
	stop "$1"
	wait_until 60 has_counted "$out" || return 1
	sed -n 's/^summary: //p' "$out"
}

# instructions NAME KIND: a row of the table
instructions()
{
	local few many
	few=$(count "$1" "$2" $FEW) && many=$(count "$1" "$2" $MANY) ||
		fail "no instructions of $1 for $2 mail"
	awk -v few="$few" -v many="$many" -v name="$1" -v kind="$2" -v letters=$((MANY - FEW)) \
		-v facts="$work/facts" 'BEGIN {
		split(few, a); split(many, b)
		instructions = (b[1] - a[1]) / letters; calls = (b[2] - a[2]) / letters
		printf "| %s | %s | %.0f | %.1f |\n", name, kind, instructions, calls
		print kind "/instructions/" name, instructions >>facts }'
}

# instructions_of NAME...
instructions_of()
{
	local name kind
	title 'Instructions a message'
	rules_to_count
	printf '\n| | mail | instructions | system calls |\n|---|---|---|---|\n'
	for name; do
		instructions "$name" ordinary
	done
	for name; do
		for kind in read invitations; do
			case $name in
			empty-body | invite-milter) instructions "$name" $kind ;;
			esac
		done
	done
}
