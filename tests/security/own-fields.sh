# Fields of our names that others wrote; T760 runs it on Postfix, T761 on Sendmail.
# Sourced after common.sh, TAP and a server's file.

. "$ROOT/tests/mta/actions.sh"

lie='X-Invitation: mx.example.org; action=pass; kind=invitation; network=linkedin; standing=trusted; proof=dkim'
lie_from='X-Invitation-From: Jane Doe <jane@example.net>'
own_line='Received: from mail.linkedin.com by mx.example.org (Postfix) id 4XQ1; Tue, 14 Nov 2023 15:56:58 +0000'
other_line='Received: from client.example.net by mail.example.net; Tue, 14 Nov 2023 15:56:58 +0000'

# ours FILE: how many fields of our names it has, in whatever spelling
ours()
{
	sed '/^\r*$/,$d' "$1" | grep -aciE '^x-invitation(-from)?[[:space:]]*(:|$)'
}

# comes_off SENTENCE: what stands in $work/letter arrives without any field of ours
comes_off()
{
	send --port "$server_port" --from mallory@example.net --to carol@example.org "$work/letter"
	if ! arrives carol; then
		comment answers "$answers"
		return
	fi
	is "$(ours "$mail")" 0 "$1"
	like "$(cat "$mail")" 'free at noon' "$1: the mail is there"
}

# lines N LINE: LINE, N times
lines()
{
	yes "$2" | head -n "$1"
}

test_spellings()
{
	ordinary "$lie" "$lie_from" >"$work/letter"
	comes_off 'on top of the mail'
	ordinary 'x-INVITATION: mx.example.org; standing=trusted' 'X-invitation-FROM: Jane Doe:;' >"$work/letter"
	comes_off 'in another case'
	ordinary 'X-Invitation : mx.example.org; standing=trusted' >"$work/letter"
	comes_off 'with a space before the colon'
	ordinary "X-Invitation$(printf '\t \t'): mx.example.org; standing=trusted" "X-Invitation-From	:a:;" >"$work/letter"
	comes_off 'with tabs before the colon'
	ordinary 'X-Invitation:mx.example.org;standing=trusted' >"$work/letter"
	comes_off 'with nothing behind the colon'
	ordinary 'X-Invitation:' '	mx.example.org; standing=trusted' >"$work/letter"
	comes_off 'folded at once'
	ordinary 'X-Invitation:' ' ' '	mx.example.org;' ' standing=trusted' >"$work/letter"
	comes_off 'with an empty fold'
	ordinary 'X-Invitation:' >"$work/letter"
	comes_off 'without a value'
	ordinary 'X-Invitation: =?utf-8?Q?mx.example.org=3B_standing=3Dtrusted?=' >"$work/letter"
	comes_off 'in an encoded word'
}

test_places()
{
	ordinary "$lie" "$lie_from" "$own_line" >"$work/letter"
	comes_off "above a forged Received of our own host"
	ordinary "$own_line" "$lie" "$lie_from" "$own_line" >"$work/letter"
	comes_off 'between two forged Received of our own host'
	ordinary "$own_line" "$lie" >"$work/letter"
	comes_off 'below a forged Received of our own host'
	ordinary "$lie" "$own_line" "$other_line" "$lie" >"$work/letter"
	comes_off 'above all and below all'
	{ ordinary "$(lines 1005 'X-A: b')" "$lie"; } >"$work/letter"
	comes_off 'behind more fields than are read'
	{ ordinary "$lie" "$(lines 1005 'X-A: b')" "$own_line" "$lie" "$lie_from"; } >"$work/letter"
	comes_off 'before and behind more fields than are read'
	{ ordinary "$(lines 12 "X-Invitation: mx.example.org; standing=trusted")" "$own_line"; } >"$work/letter"
	comes_off 'twelve times'
	{ ordinary "$(lines 1005 "x-Invitation : a;b=c")" "$own_line"; } >"$work/letter"
	comes_off 'more than a thousand times'
}

# Both mail servers look for each from the top.
test_flood()
{
	ordinary "$(lines 3500 'X-Invitation: ')" >"$work/letter"
	send --port "$server_port" --from mallory@example.net --to carol@example.org "$work/letter"
	like "$(answer END)" '^55[0-9] 5\.[67]' 'thousands of them are refused'
	ordinary >"$work/letter"
	send --port "$server_port" --from mallory@example.net --to carol@example.org "$work/letter"
	arrives carol
	like "$(cat "$mail")" 'free at noon' 'and the next mail is not'
}

# handed_over CLIENT: an answer of a member, as our other host hands it on: its field, its line on top of what it got
handed_over()
{
	ordinary "$lie" "$lie_from" 'Received: from a by mx2.example.org; Tue, 14 Nov 2023 15:56:58 +0000' >"$work/letter"
	send --port "$server_port" --xclient "NAME=$1 ADDR=192.0.2.66" --from jane@example.net --to carol@example.org \
		"$work/letter"
	arrives carol
}

test_own_host()
{
	handed_over mx2.example.org
	is "$(verdict "$mail")" "${lie#*: }" 'what another host of ours wrote stays'
	handed_over mail.example.net
	is "$(ours "$mail")" 0 'the same from anybody else comes off'
	handed_over '[UNAVAILABLE]'
	is "$(ours "$mail")" 0 'and from a client without a name'
	handed_over mx.example.org
	is "$(ours "$mail")" 0 'and from a program on the mail server'
}

# An invitation has one field, which is true.
test_invitation()
{
	sign <(invitation 'Jane Doe' jane-doe-42) >"$work/signed"
	{ echo "$lie"; echo 'x-invitation : a'; echo "$own_line"; sed '/^$/,$d' "$work/signed"
	  lines 1005 'X-A: b'; echo "$lie"; echo "$lie_from"; sed -n '/^$/,$p' "$work/signed"; } >"$work/letter"
	post "$work/letter" carol@example.org
	arrives carol
	is "$(ours "$mail")" 2 'an invitation has one field of each name'
	like "$(verdict "$mail")" 'standing=unknown' 'and it is ours'
	unlike "$(cat "$mail")" 'standing=trusted' 'not what the sender wrote'
}
