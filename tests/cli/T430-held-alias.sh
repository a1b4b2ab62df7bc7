#!/bin/sh
# What was held for an address before it became somebody's alias is held for the person.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/held.sh"

owner()
{
	run "$INVITECTL" -c "$conf" owner "$@"
}

begin alias
one=$(hold "$(mail 1)" "$jane" "$profile" Recipient='<bobby@example.net>' Owner=bobby@example.net)
two=$(hold "$(mail 2)" "$jane" Since=1700000001)
waiting=$(hold "$(mail 3)" "$jane" Recipient='<bobby@example.net>' Owner=bobby@example.net place=outbox Since=1700000002)
other=$(hold "$(mail 4)" "$jane" Recipient='<carol@example.org>' Owner=carol@example.org Since=1700000003)
sales=$(hold "$(mail 5)" "$jane" Recipient='<sales@example.org>' Owner=sales@example.org Since=1700000004)

# first ID...: their first twelve digits, as the list begins
first()
{
	for id; do printf '%.12s ' "$id"; done
}
listed()
{
	held list --all --owner "$1"
	echo "$out" | cut -c1-12 | tr '\n' ' '
}

is "$(listed bob@example.org)" "$(first $two)" 'before, each has their own'
owner alias bobby@example.net bob@example.org
owner alias sales@example.org bob@example.org carol@example.org
is "$(listed bob@example.org)" "$(first $one $two $waiting)" 'an alias later, the person has both, in the outbox too'
is "$(listed bobby@example.net)" "$(first $one $two $waiting)" 'by whichever address they are asked for'
is "$(listed carol@example.org)" "$(first $other)" 'what several share is held for none of them'
held show --owner bob@example.org "$one"
is "$status" 0 'the person may see it'
held show --owner carol@example.org "$one"
is "$status" 65 'and nobody else'
held check
is "$status" 0 'nothing is odd about that'
held decline "$one"
run "$INVITECTL" -c "$conf" contact list --owner bob@example.org --json
like "$out" '"owner":"bob@example.org",.*"profiles":\["linkedin:slug:jane-doe-42"\],"state":"declined"' \
	'who is declined is so in the book of the person'
is "$(journal "$one" | sed 's, *$,,')" 'shown declined' 'as the journal has it'
owner alias --remove bobby@example.net
is "$(listed bobby@example.net)" "$(first $waiting)" 'taken away, the address has its own again'

done_testing
