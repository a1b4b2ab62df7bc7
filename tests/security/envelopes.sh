# What a sender writes into the envelope, or between the lines of a mail, when a copy of it is injected or released;
# T770 runs it on Postfix, T771 on Sendmail.  Sourced after common.sh, TAP and a server's file.

. "$ROOT/tests/mta/actions.sh"
. "$ROOT/tests/mta/copies.sh"

# say FROM TO... -- FILE
say()
{
	answers=$(perl "$(dirname "$0")/smtp-raw.pl" "$server_port" "$@" 2>&1)
}

# wire FILE: with the line ends of SMTP, dots doubled
wire()
{
	sed 's/\r*$/\r/; s/^\./../' "$1"
}

# body FILE: behind the header, byte by byte
body()
{
	perl -0777 -ne 's/\A.*?\n\r?\n//s; print' "$1"
}

# two_get SENTENCE FROM TO... -- FILE: who keeps the message and who gets a copy get the same, and nobody else anything
two_get()
{
	local name=$1 first; shift
	# Two messages that are the same in all are one that came again.
	{ printf 'X-Case: %s\r\n' "$name"; cat "${!#}"; } >"$work/case"
	say "${@:1:$#-1}" "$work/case"
	if ! grep -q '^END 250' <<<"$answers"; then
		result 0 "$name: the mail server wants none of it"
		return
	fi
	take bob || { ok false "$name: the first has it"; comment answers "$answers"; return; }
	first=$mail
	take carol || { ok false "$name: the second has it"; return; }
	like "$(cat "$mail")" 'invite-milter\) with SMTP id' "$name: the second has a copy"
	is "$(field Return-Path "$mail")" "$(field Return-Path "$first")" "$name: from the same sender"
	is "$(body "$mail" | cksum)" "$(body "$first" | cksum)" "$name: with the same text"
	is "$(verdict "$mail" | wc -l) $(verdict "$first" | wc -l)" '1 1' "$name: and one field"
}

nothing_else()
{
	ok 'nothing_more bob carol dave erin smuggler' "$1"
}

test_paths()
{
	sign <(invitation 'Jane Doe' jane-doe-42) >"$work/signed"
	wire "$work/signed" >"$work/letter"
	two_get 'parameters within a quoted sender' '<"a> SIZE=1 BODY=8BITMIME <b"@evil.example>' \
		'<bob@example.org>' '<carol@example.org>' -- "$work/letter"
	two_get 'an escaped quote' '<"a\"> X <b"@evil.example>' '<bob@example.org>' '<carol@example.org>' -- "$work/letter"
	two_get 'line ends in xtext' '<a@evil.example> BODY=8BITMIME RET=HDRS ENVID=x+0D+0AMAIL' \
		'<bob@example.org> NOTIFY=NEVER ORCPT=rfc822;bob+0D+0AX@example.org' \
		'<carol@example.org> NOTIFY=FAILURE ORCPT=rfc822;carol+0D+0ARCPT+20TO:x@example.org' -- "$work/letter"
	two_get 'a route' '<@relay.example,@x:user@evil.example>' '<bob@example.org>' '<carol@example.org>' -- "$work/letter"
	two_get 'nobody' '<>' '<bob@example.org>' '<carol@example.org>' -- "$work/letter"
	two_get 'a claim' '<x@evil.example> AUTH=<>' '<bob@example.org>' '<carol@example.org>' -- "$work/letter"
	two_get 'no brackets' 'x@evil.example' 'bob@example.org' 'carol@example.org' -- "$work/letter"
	two_get 'a pipe and a shell' '<"|id>/tmp/x"@evil.example>' '<bob@example.org>' '<carol@example.org>' -- "$work/letter"
	nothing_else 'and nobody got anything else'
}

# smuggled SENTENCE BYTES: behind these bytes, which end no mail here, stands another
smuggled()
{
	{ cat "$work/letter"; printf 'tail%b' "$2"
	  printf 'MAIL FROM:<mallory@evil.example>\r\nRCPT TO:<smuggler@example.org>\r\nRCPT TO:<dave@example.org>\r\n'
	  printf 'DATA\r\nSubject: smuggled\r\n\r\nx'; printf '%b' "$2"; printf 'QUIT\r\n'; } >"$work/smuggled"
	two_get "$1" '<x@evil.example>' '<bob@example.org>' '<carol@example.org>' -- "$work/smuggled"
}

# What is added breaks the signature: for one it passes all the same, for the other it is tagged.
test_smuggling()
{
	"$INVITECTL" -c "$filter_config" owner set --owner bob@example.org --policy 'forged pass' >>"$work/log/contact" 2>&1
	smuggled 'a line of one dot, doubled' '\r\n..\r\n'
	smuggled 'a dot between returns' '\r.\r'
	smuggled 'a dot behind a return' '\r.\r\n'
	smuggled 'a dot and a return' '\r\n.\r'
	smuggled 'a dot before a NUL' '\r\n.\0\r\n'
	smuggled 'a dot behind a NUL' '\r\n\0.\r\n'
	smuggled 'two returns' '\r\r\n..\r\r\n'
	nothing_else 'and no mail came out of a mail'
}

# The same when a held message is released.
test_released()
{
	local id
	sign <(reminder 'Jane Doe' jane-doe-42) >"$work/signed"
	wire "$work/signed" >"$work/letter"
	{ cat "$work/letter"; printf 'tail\r\n..\r\nMAIL FROM:<mallory@evil.example>\r\nRCPT TO:<dave@example.org>\r\nDATA\r\n\r\n..\r\n'; } \
		>"$work/smuggled"
	say '<"a> SIZE=1 <b"@evil.example>' '<carol@example.org>' -- "$work/smuggled"
	if ! grep -q '^END 250' <<<"$answers"; then
		say '<x@evil.example>' '<carol@example.org>' -- "$work/smuggled"
	fi
	wait_until 10 test -n "$(held list)"
	id=$(held list --json | sed -n 's/.*"id":"\([0-9a-f]*\)".*/\1/p')
	held release "$id" >/dev/null
	arrives carol
	is "$(body "$mail" | tr -d '\r' | tail -n 8)" "$(printf 'tail\n.\nMAIL FROM:<mallory@evil.example>\nRCPT TO:<dave@example.org>\nDATA\n\n.')" \
		'a released message is the text that came'
	nothing_else 'and one mail'
}
