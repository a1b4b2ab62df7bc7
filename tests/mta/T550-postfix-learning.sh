#!/bin/bash
# On a private Postfix: whom bob writes to he knows from then on, and nobody else can teach his book.
. "$(dirname "$0")/common.sh"
. "$ROOT/tests/lib.sh"
. "$ROOT/tests/mta/postfix.sh"
. "$ROOT/tests/mta/actions.sh"

# begin_learning: nobody has a book
begin_learning()
{
	local why
	why=$(why_no_servers postfix)
	[ -z "$why" ] || skip_all "$why"
	begin
	reinject_port=$(free_ports 1)
	filter_make "reinject smtp:127.0.0.1:$reinject_port" 'mode enforce' 'policy trusted pass' \
		'policy name-only quarantine' 'policy unknown tag' \
		'exempt-clients 127.0.0.44' 'list-address team@example.org' 'log-inviter none'
	filter_start && server_start accept "$filter_socket" ||
		{ ok false 'the servers start'; done_testing; exit 1; }
}

ctl()
{
	"$INVITECTL" -c "$filter_config" "$@" 2>>"$work/log/ctl"
}

# write LOGIN FILE TO: a user sends mail; LOGIN "-": a client that did not log in
write()
{
	local login="LOGIN=$1"
	[ "$1" != - ] || login='ADDR=127.0.0.44'
	send --port "$server_port" --xclient "NAME=home.example.org ADDR=127.0.0.9 $login" \
		--from "${1/#-/printer}" --to "$3" "$2"
}

# knows OWNER ADDRESS: it stands in the book, by now or soon
knows()
{
	wait_until 10 has "$@"
}

has()
{
	ctl contact list --owner "$1" --source learned | grep -qF "$2"
}

begin_learning

# Bob writes to Jane.

letter 'Bob Miller <bob@example.org>' 'Jane Doe <jane@example.net>' >"$work/letter"
write bob@example.org "$work/letter" jane@example.net
like "$(answer END)" '^250 ' 'bob, who logged in, writes to jane'
ok 'knows bob@example.org "Jane Doe, jane@example.net"' 'and she is his contact'
is "$(ctl contact list | wc -l)" 1 "nobody else's"
is "$(stat -c '%U %a' "$filter/lib/invite.db")" "$account 600" 'the first contact made the database'

# One message to two, of whom one knows her.

# shared FILE DOMAIN WHAT: proven mail of jane's with her address passes to bob and is tagged for carol
shared()
{
	sign "$1" "$2" >"$work/signed"
	post "$work/signed" bob@example.org carol@example.org
	arrives bob
	like "$(verdict "$mail")" 'action=pass; .*standing=trusted; .*proof=dkim' "$3 passes to bob"
	arrives carol
	like "$(verdict "$mail")" 'action=tag; .*standing=unknown; .*proof=dkim' \
		'and the same message is tagged for carol'
}
invitation 'Jane Doe' jane-doe-42 'Reply-To: Jane Doe <jane@example.net>' >"$work/plain"
shared "$work/plain" linkedin.com 'an invitation that carries her address'
update 'Jane Doe' jane@example.net >"$work/plain"
shared "$work/plain" example.net "Plaxo's request in her own name"

# What names no address.

sign <(invitation 'Jane Doe' jane-doe-77) >"$work/signed"
post "$work/signed" bob@example.org
wait_until 5 test -n "$(ctl held list)"
like "$(ctl held list --owner bob@example.org)" 'name-only .*Jane Doe' \
	'her invitation without an address is name-only for bob: held, as the policy says'
id=$(ctl held list --json | sed -n 's/.*"id":"\([0-9a-f]*\)".*/\1/p')
ctl contact add --owner bob@example.org --email jane@example.net \
	--profile https://www.linkedin.com/in/jane-doe-77 >/dev/null
sign <(invitation 'Jane Doe' jane-doe-77) >"$work/signed"
post "$work/signed" bob@example.org
arrives bob
like "$(verdict "$mail")" 'action=pass; .*standing=trusted' 'after contact add --profile her next one passes'
ctl held delete "$id" >/dev/null

letter 'Dave <dave@example.org>' 'Rita Roe <rita@example.net>' >"$work/letter"
write dave@example.org "$work/letter" rita@example.net
knows dave@example.org rita@example.net
sign <(invitation 'Rita Roe' rita-roe-9) >"$work/signed"
post "$work/signed" dave@example.org
wait_until 5 test -n "$(ctl held list --owner dave@example.org)"
id=$(ctl held list --json | sed -n 's/.*"id":"\([0-9a-f]*\)".*/\1/p')
ctl held release --trust "$id" >/dev/null
arrives dave
like "$(verdict "$mail")" 'action=quarantine; .*standing=name-only' 'what is held is released'
sign <(invitation 'Rita Roe' rita-roe-9) >"$work/signed"
post "$work/signed" dave@example.org
arrives dave
like "$(verdict "$mail")" 'action=pass; .*standing=trusted' 'and with --trust the next one passes'

# Mallory, who would like to be known to bob.

ctl contact list >"$work/before"
bob='Bob Miller <bob@example.org>'
letter "$bob" 'Forged <forged@example.com>' >"$work/forged"
write mallory@example.org "$work/forged" forged@example.com
letter 'Mallory <mallory@example.com>' 'Other <other@example.com>' >"$work/other"
write bob@example.org "$work/other" other@example.com
letter "$bob" 'List <list@example.com>' 'List-Id: <club.example.com>' >"$work/list"
write bob@example.org "$work/list" list@example.com
write bob@example.org "$work/letter" team@example.org
letter "$bob" 'Printer <printer@example.com>' >"$work/printer"
write - "$work/printer" printer@example.com
letter "$bob" 'Reply <m17@reply.linkedin.com>' >"$work/reply"
write bob@example.org "$work/reply" m17@reply.linkedin.com
letter "$bob" 'Bounce <bounced@example.com>' >"$work/null"
send --port "$server_port" --xclient 'NAME=home.example.org ADDR=127.0.0.9 LOGIN=bob@example.org' \
	--from '' --to bounced@example.com "$work/null"

# The queue keeps its order: once this is in the book, all that came before would be.
letter "$bob" 'Last <last@example.com>' >"$work/last"
write bob@example.org "$work/last" last@example.com
ok 'knows bob@example.org last@example.com' 'what bob writes himself goes on teaching'
ctl contact list >"$work/after"

taught()
{
	unlike "$(cat "$work/after")" "$1" "mallory teaches nobody: $2"
}
taught forged@ "another login with bob's name in From"
taught other@ "bob's login with another's name in From"
taught list@ 'mail that came through a list'
taught team@ 'mail to a list of ours'
taught printer@ 'a printer on the local network'
taught linkedin.com "an answer to a network's address"
taught bounced@ 'the null sender'
is "$(grep -vF last@example.com "$work/after")" "$(cat "$work/before")" 'and every book is as it was'
unlike "$(cat "$filter_log")" '[Jj]ane|[Rr]ita' 'with log-inviter none the log names no inviter and no contact'

# Whoever wants to be forgotten is, while all goes on.

# traces EXPRESSION: files of the filter that have it
traces()
{
	grep -rlaiE -e "$1" "$filter/lib"
}
like "$(ctl contact export --person jane@example.net)" 'history of carol@example.org' \
	'jane may know what all books and their history have of her'
ctl db backup "$work/backup.db" >/dev/null
ok 'grep -qa jane@example.net "$work/backup.db"' 'a backup is made while the filter writes'
ok '[ -n "$(traces "jane@example\.net|jane-doe|doe jane")" ]' 'she has traces in its files'
ctl db erase --person jane@example.net --person 'Jane Doe' >/dev/null
is "$(traces 'jane@example\.net|jane-doe|doe jane|jane doe')" '' 'and none when she is erased, in no file, log or free page'
like "$(ctl contact list --owner dave@example.org)" 'Rita Roe' 'others stay'
like "$(ctl db check)" 'invite.db is whole' 'and the database is whole'
ctl db erase --owner bob@example.org >/dev/null
is "$(traces 'bob@example\.org')" '' 'bob is erased as well, book, history and journal'
letter "$bob" 'Ann <ann@example.com>' >"$work/letter"
write bob@example.org "$work/letter" ann@example.com
ok 'knows bob@example.org ann@example.com' 'and when he writes again the filter learns anew'

done_testing
