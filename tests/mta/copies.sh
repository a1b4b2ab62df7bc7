# Each recipient their own: copies, quarantine and release on a real server; T530 runs it on Postfix,
# T630 on Sendmail.  Sourced after actions.sh.

with_reinject=yes

held()
{
	"$INVITECTL" -c "$filter_config" held "$@" 2>>"$work/log/held"
}

# nothing_more PERSON...: no mailbox has anything left
nothing_more()
{
	sleep 1
	for person; do
		[ -z "$(mail_of "$person")" ] || return 1
	done
}

# original FILE: the mail without what was put above it on its way
original()
{
	sed '1,/^From: /{/^From: /!d}' "$1"
}

test_two_in_mode_tag()
{
	actions_begin 'mode tag'
	sign <(invitation 'Jane Doe' jane-doe-42) >"$work/signed"
	post "$work/signed" bob@example.org carol@example.org
	like "$(answer END)" '^250 ' 'one message to two: the client is told nothing'
	arrives bob
	like "$(verdict "$mail")" '^mx\.example\.org; action=pass; kind=invitation; .*standing=trusted; count=0; proof=dkim' \
		'who knows the inviter gets it passed, with a field of their own'
	unlike "$(cat "$mail")" 'carol|=unknown' 'which says nothing of the other'
	arrives carol
	like "$(verdict "$mail")" '^mx\.example\.org; action=tag; kind=invitation; .*standing=unknown; count=0; proof=dkim' \
		'who does not know her gets a copy, tagged, with a field of their own'
	is "$(verdict "$mail" | wc -l)" 1 'and only that'
	unlike "$(grep -v '^To: ' "$mail")" 'bob@|trusted' 'which says nothing of the other'
	is "$(original "$mail")" "$(original "$work/signed")" 'the copy is the message, but for our fields'
	like "$(cat "$mail")" 'by mx.example.org \(invite-milter\) with SMTP id' 'a Received line tells where it was made'
	ok 'nothing_more bob carol' 'each gets exactly one'
	ok '[ -z "$(ls "$filter/lib/held" "$filter/lib/outbox" 2>/dev/null | grep -v :)" ]' 'and nothing is left behind'

	post "$work/signed" bob@example.org bob@example.org
	arrives bob
	like "$(verdict "$mail")" 'standing=trusted' 'twice the same recipient is one'
	ok 'nothing_more bob carol' 'and gets one'
}

test_two_in_mode_enforce()
{
	actions_begin 'mode enforce' 'subject-tag on'
	sign <(reminder 'Jane Doe' jane-doe-42) >"$work/signed"
	post "$work/signed" bob@example.org carol@example.org
	like "$(answer END)" '^250 ' 'enforced for one of two: the client is told nothing'
	arrives bob
	like "$(verdict "$mail")" 'action=pass; kind=reminder; .*standing=trusted' \
		'who knows the inviter gets it'
	unlike "$(cat "$mail")" 'carol|quarantine' 'and learns nothing of the other'
	wait_until 5 test -n "$(held list)"
	like "$(held list --owner carol@example.org)" 'Jane Doe' "the other's is held"
	ok 'nothing_more bob carol' 'and is not delivered'

	post "$work/signed" carol@example.org
	like "$(answer END)" '^250 ' 'the same again, as after a lost answer'
	is "$(held list | wc -l)" 1 'is held once'

	id=$(held list --json | sed -n 's/.*"id":"\([0-9a-f]*\)".*/\1/p')
	like "$(held release --trust "$id")" '[Dd]elivered|released' 'released, and the inviter trusted'
	arrives carol
	is "$(original "$mail")" "$(original "$work/signed")" 'it arrives as it came, but for our fields'
	like "$(verdict "$mail")" 'action=quarantine; kind=reminder' 'which say what was decided then'
	is "$(verdict "$mail" | wc -l)" 1 'once'
	is "$(held list)" '' 'nothing is held any more'
	held release "$id" >/dev/null
	ok 'nothing_more bob carol' 'released twice it comes once'
	is "$(grep -c 'kind=' "$filter_log")" 2 'and is not judged again'

	sign <(invitation 'Jane Doe' jane-doe-42) >"$work/signed"
	post "$work/signed" carol@example.org
	arrives carol
	like "$(verdict "$mail")" 'action=pass; .*standing=trusted; count=1' 'the next of the same person passes'

	sign <(invitation 'Rita Roe' rita-roe-9) >"$work/signed"
	post "$work/signed" bob@example.org
	arrives bob
	like "$(verdict "$mail")" 'action=tag; kind=invitation; .*count=0' 'an invitation of a stranger is tagged'
	like "$(field Subject "$mail")" '^\[invitation\] I want to connect' 'its subject too'
	sign <(invitation 'Rita Roe' rita-roe-9) >"$work/signed"
	post "$work/signed" bob@example.org
	wait_until 5 test -n "$(held list)"
	like "$(held list --owner bob@example.org)" 'reminder' 'the same again is a reminder by history, and held'
	id=$(held list --json | sed -n 's/.*"id":"\([0-9a-f]*\)".*/\1/p')
	held decline "$id" >/dev/null
	sign <(reminder 'Rita Roe' rita-roe-9) >"$work/signed"
	post "$work/signed" bob@example.org
	like "$(answer END)" '^250 ' 'declined once, the next'
	wait_until 5 grep -q standing=declined "$filter_log"
	is "$(held list --owner bob@example.org)" '' 'is held in silence'
	ok 'nothing_more bob carol' 'and not delivered'
}

# A listener that writes down what it gets, in place of the server's own.
sink_start()
{
	sink=$work/sink
	mkdir -p "$sink"
	sink_port=$(free_ports 1)
	start sink perl "$ROOT/tests/mta/smtp-sink.pl" --port "$sink_port" --folder "$sink"
	wait_until 10 grep -q ready "$work/log/sink"
}

# keeps SENTENCE SENDER RECIPIENT MAIL RCPT: with these addresses and parameters a message is held, and
# the release says MAIL and RCPT so
keeps()
{
	sign <(reminder 'Eve Stranger' eve-stranger-1) >"$work/signed"
	rm -f "$sink"/*
	send --port "$server_port" --xclient 'NAME=relay.example.com ADDR=192.0.2.25' --from "$2" --to "$3" "$work/signed"
	like "$(answer END)" '^250 ' "$1: it is taken"
	wait_until 5 test -n "$(held list --all)"
	held release "$(held list --all --json | sed -n 's/.*"id":"\([0-9a-f]*\)".*/\1/p' | head -n 1)" >/dev/null
	wait_until 10 test -n "$(ls "$sink")"
	like "$(cat "$sink"/*)" "^MAIL FROM:$4" "$1: the sender survives the release"
	like "$(cat "$sink"/*)" "^RCPT TO:$5" "$1: and the recipient"
	like "$(cat "$sink"/* | tr -d '\r')" '^Subject: Reminder: Eve Stranger' "$1: and the message"
}

test_envelopes()
{
	actions_begin 'mode enforce' 'policy unknown quarantine'
	sink_start
	filter_configure 'mode enforce' 'policy unknown quarantine' "reinject smtp:127.0.0.1:$sink_port"
	kill -HUP "$(pid_of filter)"
	filter_says reloaded
	contact dave@example.org --name 'Somebody Else'
	contact jörg@example.org --name 'Somebody Else'

	keeps 'a null sender' '' bob@example.org '<>' '<bob@example.org>'
	keeps 'VERP' 'bounce+42-bob=example.org@linkedin.com' bob@example.org \
		'<bounce\+42-bob=example.org@linkedin.com>' '<bob@example.org>'
	keeps 'SRS' 'SRS0=hhh=TT=linkedin.com=bounce@relay.example.com' carol@example.org \
		'<SRS0=hhh=TT=linkedin.com=bounce@relay.example.com>' '<carol@example.org>'
	keeps 'a detail' 'bounce@linkedin.com' bob+lists@example.org '<bounce@linkedin.com>' '<bob\+lists@example.org>'
	keeps 'DSN' 'bounce@linkedin.com RET=HDRS ENVID=QQ314159' \
		'dave@example.org NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;dave+40home@example.org' \
		'<bounce@linkedin.com> RET=HDRS ENVID=QQ314159' \
		'<dave@example.org> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;dave\+40home@example.org'
	keeps '8BITMIME' 'bounce@linkedin.com BODY=8BITMIME' bob@example.org \
		'<bounce@linkedin.com> BODY=8BITMIME' '<bob@example.org>'
	[ "$server_name" != Postfix ] || keeps 'SMTPUTF8' 'jürgen@example.net SMTPUTF8' jörg@example.org \
		'<jürgen@example.net> SMTPUTF8' '<jörg@example.org>'
}

# What nobody should do: the filter gets what it injects.
test_loop()
{
	actions_begin 'mode enforce'
	filter_configure 'mode enforce' "reinject smtp:127.0.0.1:$server_port"
	kill -HUP "$(pid_of filter)"
	filter_says reloaded
	sign <(reminder 'Jane Doe' jane-doe-42) >"$work/signed"
	post "$work/signed" carol@example.org
	wait_until 5 test -n "$(held list)"
	id=$(held list --json | sed -n 's/.*"id":"\([0-9a-f]*\)".*/\1/p')
	held release "$id" >/dev/null
	arrives carol
	like "$(verdict "$mail")" 'action=quarantine' \
		'where reinject leads back to the filter what is released is delivered all the same'
	ok "filter_says 'sends its mail to this filter'" 'and the log says what to mend'
	ok 'nothing_more bob carol' 'nothing goes round and round'
}
