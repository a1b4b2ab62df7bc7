# What tests in shell share: TAP, a folder of their own, the programs.  Sourced, by sh or bash.
#
# Each assertion prints one line; its name is a sentence.  What went wrong follows as a comment.

: "${ROOT:=$(cd "$(dirname "$0")/../.." && pwd)}"
: "${BUILD:=$ROOT/build}"
: "${INVITECTL:=$ROOT/invitectl}"
: "${INVITE_MILTER:=$ROOT/invite-milter}"
export ROOT BUILD INVITECTL INVITE_MILTER

tests=0
failed=0

# result STATUS NAME
result()
{
	tests=$((tests + 1))
	[ "$1" -eq 0 ] && { echo "ok $tests - $2"; return 0; }
	failed=$((failed + 1))
	echo "not ok $tests - $2"
	return 1
}

# comment LABEL TEXT: every line of it after "# "
comment()
{
	printf '%s\n' "$2" | sed "s/^/# $1: /"
}

# ok COMMAND NAME: whether COMMAND, a string of shell, succeeds
ok()
{
	eval "$1"
	result $? "$2" || comment failed "$1"
}

# is GOT WANTED NAME
is()
{
	[ "$1" = "$2" ]
	result $? "$3" || { comment wanted "$2"; comment came "$1"; }
}

# like GOT EXPRESSION NAME: whether a line of GOT matches the extended EXPRESSION
like()
{
	printf '%s\n' "$1" | grep -qE -e "$2"
	result $? "$3" || { comment "wanted a line like" "$2"; comment came "$1"; }
}

unlike()
{
	! printf '%s\n' "$1" | grep -qE -e "$2"
	result $? "$3" || { comment "wanted no line like" "$2"; comment came "$1"; }
}

# did STATUS EXPRESSION NAME: what was run ended so, and said a line like the extended EXPRESSION.  What
# only asks for success, or for silence, would be content with a program that does nothing.
did()
{
	[ "$status" = "$1" ] && printf '%s\n%s\n' "$out" "$err" | grep -qE -e "$2"
	result $? "$3" || {
		comment 'wanted a line like' "$2"
		comment "came, with status $status, not $1" "$out
$err"
	}
}

skip()
{
	tests=$((tests + 1))
	echo "ok $tests - $2 # SKIP $1"
}

skip_all()
{
	echo "1..0 # SKIP $1"
	exit 0
}

done_testing()
{
	echo "1..$tests"
	[ "$failed" -eq 0 ]
	exit
}

# run COMMAND...: $out, $err and $status are what it said and how it ended; stdin is kept
run()
{
	"$@" >"$work/stdout" 2>"$work/stderr"
	status=$?
	out=$(cat "$work/stdout")
	err=$(cat "$work/stderr")
}

# work_folder: makes $work, which goes when the test ends
work_folder()
{
	work=$(umask 022 && mktemp -d "${TMPDIR:-/tmp}/im-test.XXXXXX") || exit 1
	chmod 755 "$work"
	trap 'rm -rf "$work"' EXIT
	trap 'exit 130' HUP INT TERM
}
