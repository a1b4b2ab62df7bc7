#!/bin/bash
# On a private Postfix: aliases and shared addresses, and each recipient in the mode and by the policy of their own.
. "$(dirname "$0")/common.sh"
. "$ROOT/tests/lib.sh"
. "$ROOT/tests/mta/postfix.sh"
. "$ROOT/tests/mta/actions.sh"
. "$ROOT/tests/mta/copies.sh"

# A second domain, with mailboxes of its own.
postfix_lines=(
	'virtual_mailbox_domains = example.org, example.net'
	'virtual_mailbox_maps = texthash:$config_directory/people, inline:{ann@example.net=ann/, bobby@example.net=bobby/}'
)

owner()
{
	"$INVITECTL" -c "$filter_config" owner "$@" >>"$work/log/owner" 2>&1 ||
		{ cat "$work/log/owner" >&2; return 1; }
}

# signed KIND NAME SLUG: in $work/signed
signed()
{
	sign <("$@") >"$work/signed"
}

# all_held OWNER: also what is silent
all_held()
{
	held list --all --owner "$1"
}

test_alias()
{
	ok 'owner alias bobby@example.net bob@example.org' 'bob has two addresses'
	signed invitation 'Jane Doe' jane-doe-42
	post "$work/signed" bobby@example.net
	arrives bobby
	like "$(verdict "$mail")" 'action=pass; kind=invitation; .*standing=trusted; count=0' \
		'his contact is known to the other one, without a reload'
	signed invitation 'Jane Doe' jane-doe-42
	post "$work/signed" bob@example.org
	arrives bob
	like "$(verdict "$mail")" 'kind=reminder; .*standing=trusted; count=1' 'and what came to one came to both'
	signed reminder 'Jane Doe' jane-doe-42
	post "$work/signed" bob@example.org bobby@example.net
	arrives bob
	arrives bobby
	like "$(verdict "$mail")" 'action=pass' 'one message to both arrives at both'
	ok 'nothing_more bob bobby' 'once'
}

test_shared()
{
	ok 'owner alias dave@example.org bob@example.org carol@example.org' 'an address that bob and carol share'
	ok 'owner set --owner dave@example.org --mode enforce --policy "unknown reject"' 'where all strangers are refused'
	signed reminder 'Jane Doe' jane-doe-42
	post "$work/signed" dave@example.org
	like "$(answer END)" '^250 ' 'is tagged at most'
	arrives dave
	like "$(verdict "$mail")" 'action=tag; kind=reminder; .*standing=unknown' 'and not judged by the book of one of them'
}

test_pilot()
{
	contact ann@example.net --name 'Somebody Else'
	ok 'owner set --owner @example.net --mode enforce' 'one domain is enforced'
	signed reminder 'Rita Roe' rita-roe-9
	post "$work/signed" ann@example.net carol@example.org
	like "$(answer END)" '^250 ' 'one message to both domains is taken'
	arrives carol
	like "$(verdict "$mail")" 'action=tag; would=quarantine; kind=reminder; .*standing=unknown' \
		'where all are tagged it is tagged'
	unlike "$(cat "$mail")" 'ann@|enforce' 'and says nothing of the other'
	wait_until 5 test -n "$(held list)"
	like "$(held list --owner ann@example.net)" 'Rita Roe' 'where the policy is carried out it is held'
	ok 'nothing_more ann carol' 'and not delivered'

	ok 'owner alias ann@example.net bob@example.org' 'what was held for an address that becomes an alias'
	like "$(held list --owner bob@example.org)" 'Rita Roe' 'is held for the person'
	id=$(held list --json | sed -n 's/.*"id":"\([0-9a-f]*\)".*/\1/p')
	like "$(held release --trust "$id")" 'bob@example.org' 'whose contact the inviter becomes'
	arrives ann
	like "$(verdict "$mail")" 'action=quarantine' 'and it is delivered to the address it was for'
	owner alias --remove ann@example.net
}

test_never()
{
	ok 'owner set --owner erin@example.org --mode enforce --never linkedin' 'erin wants nothing of a network'
	signed invitation 'Jane Doe' jane-doe-42
	post "$work/signed" bob@example.org erin@example.org
	arrives bob
	like "$(verdict "$mail")" 'standing=trusted' 'who trusts the inviter gets it'
	wait_until 5 test -n "$(all_held erin@example.org)"
	like "$(all_held erin@example.org)" 'linkedin +declined' 'who does not want the network has it held'
	is "$(held list --owner erin@example.org)" '' 'in silence, as of somebody declined'
	ok 'nothing_more bob erin' 'and it is not delivered'
	owner set --owner erin@example.org --clear all --always linkedin
	signed invitation 'Mary Stranger' mary-stranger-1
	post "$work/signed" erin@example.org
	arrives erin
	like "$(verdict "$mail")" 'action=pass; .*standing=unknown' 'who always wants it gets it of strangers too'
	forgery >"$work/forged"
	post "$work/forged" erin@example.org
	arrives erin
	like "$(verdict "$mail")" 'action=tag; would=quarantine; .*standing=forged' 'but forged mail is not its mail'
}

test_monitor()
{
	ok 'owner set --owner carol@example.org --mode monitor' 'carol is only watched'
	signed invitation 'Jane Doe' jane-doe-666
	post "$work/signed" bob@example.org carol@example.org
	arrives bob
	like "$(verdict "$mail")" 'standing=lookalike' 'the other has a field of their own'
	arrives carol
	is "$(verdict "$mail")$(field X-Invitation-From "$mail")" '' 'she has none'
	is "$(original "$mail")" "$(original "$work/signed")" 'and the message as it was'
	ok 'nothing_more bob carol' 'each gets one'
	ok "filter_says 'carol@example.org:unknown:pass:tag'" 'the log says what would have been done'
}

actions_begin 'mode tag' 'local-domains example.org example.net'
test_alias
test_shared
test_pilot
test_never
test_monitor
done_testing
