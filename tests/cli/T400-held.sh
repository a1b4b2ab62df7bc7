#!/bin/sh
# The quarantine from the command line, over copies made for the test.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/held.sh"

# nothing

begin nothing
held list
is "$status" 0 'without a database nothing is held'
is "$out" '' 'and nothing is printed'
held check
is "$status" 0 'nothing is odd about that'
held release 0123456789ab
is "$status" 78 'a release without a listener is a mistake in the configuration'
like "$err" 'reinject' 'and the setting is named'
held delete 0123456789ab
is "$status" 65 'what is not there is not deleted'
ok '[ -z "$(ls -A "$lib")" ]' 'and nothing of all that is made'
held delete 01234
is "$status" 64 'five digits are too few'
held delete not-an-id
is "$status" 64 'an id has digits alone'
held show
is "$status" 64 'a message must be named'

# list

begin list
one=$(hold "$(mail 1)" "$jane" "$profile" Count=2)
two=$(hold "$(mail 2)" Recipient='<ann@example.org>' Owner=ann@example.org Kind=reminder \
	"Inviter-Email=weak john@example.net" Since=1700000001)
silent=$(hold "$(mail 3)" "$jane" Standing=declined Since=1700000002)
refused=$(hold "$(mail 4)" 'Refused=answered RCPT with 550 no such user' Since=1700000003)
waiting=$(hold "$(mail 5)" "$jane" place=outbox Since=1700000004)
held list
is "$(echo "$out" | cut -c1-12 | tr '\n' ' ')" "$(for id in $one $two $refused; do printf '%.12s ' "$id"; done)" \
	'the list has twelve digits of each, the oldest first, and not who was declined'
like "$out" "^${one%"${one#????????????}"}  2023-11-14T22:13:20Z  bob@example.org .* invitation .* linkedin .* 2  Jane Doe\$" \
	'a line says since when, whose, what and by whom'
like "$out" 'refused: answered RCPT with 550 no such user' 'what the listener refused says so'
held list --all
is "$(echo "$out" | wc -l)" 5 'with --all there are the declined and the outbox too'
like "$out" "^$(printf %.12s "$waiting").*in the outbox, to be delivered" 'which the line says'
held list --json
is "$(echo "$out" | head -1)" "{\"id\":\"$one\",\"owner\":\"bob@example.org\",\"network\":\"linkedin\",\"kind\":\"invitation\",\"inviter\":{\"name\":\"Jane Doe\",\"email\":null,\"profile\":\"linkedin:slug:jane-doe-42\"},\"since\":\"2023-11-14T22:13:20Z\",\"count\":2,\"size\":$(($(wc -c <"$work/1.eml") + 8)),\"standing\":\"unknown\",\"refused\":null,\"place\":\"held\"}" \
	'the JSON has all of it, an object a line'
held list --owner 'Ann+x@Example.org'
is "$(echo "$out" | cut -c1-12)" "$(printf %.12s "$two")" 'an owner sees their own'
held list --owner ann
is "$status" 64 'an owner is an address'

# expire: what its owner saw, or wants to hear nothing of

echo 'retention 400000000000y' >>"$conf"
held expire --dry-run
like "$out" '^0 would expire' 'with a retention longer than time itself nothing expires'
echo "database $db" >"$conf"
held expire --dry-run
like "$out" '^2 would expire, 2 as old kept: their owners never saw a list' 'what nobody was told of is kept'
held expire
is "$(echo "$out" | cut -c1-12 | head -2 | tr '\n' ' ')" "$(printf '%.12s %.12s ' "$two" "$silent")" \
	'what was shown to its owner and what is silent expires'
held list --all
unlike "$out" "^$(printf %.12s "$two")" 'and is gone'
ok '[ -f "$lib/done/$two" ] && [ ! -s "$lib/done/$two" ]' 'but for an empty file, so that a retry finds it'
new=$(hold "$(mail 6)" "$jane" Since="$(date +%s)")
held list --owner bob@example.org
held expire
like "$out" "^$(printf %.12s "$one")" 'the next list makes the next ones expire'
unlike "$out" "^$(printf %.12s "$new")" 'but none that are young'
held delete "$two"
is "$status" 0 'to delete what expired is no error'
like "$out" 'was expired before' 'and is said'

# show

begin show
evil=$(printf 'Jane \033[2JDoe')
id=$(hold "$(mail 7 "$evil <invitations@example.com>")" "$jane" "$profile" 'Why=the subject says so' \
	'Sender-Parameter=BODY=8BITMIME' 'Inviter-Email=weak jane@example.net' Proof=dkim Queue-Id=4XQ1)
held show "$(echo "$id" | cut -c1-6)"
is "$status" 0 'six digits are enough to show one'
like "$out" '^  MAIL +<>$' 'the envelope is shown'
like "$out" '^  +BODY=8BITMIME$' 'with its parameters'
like "$out" '^  why +the subject says so' 'and why'
like "$out" '^  email +jane@example.net \(weak' 'what is weak says so'
like "$out" '^Subject: Jäne wants to connect$' 'the header as a reader sees it'
like "$out" '^\.a line that begins with a dot$' 'and the text'
unlike "$out" "$(printf '\033')" 'nothing in it moves the cursor'
held show --json "$id"
like "$out" '"header":\{"From":"Jane .*Doe <invitations@example.com>"' 'the JSON has the header'
like "$out" '"text":"Hello Bob,\\n' 'and the beginning of the text'
held show --raw "$id"
is "$(tr -d '\r' <"$work/stdout" | md5sum)" "$(md5sum <"$work/7.eml")" '--raw is the message as it came'
held show --owner ann@example.org "$id"
is "$status" 65 "another's message is not shown for --owner"
is "$out" '' 'not a word of it'
held show --owner bob@example.org "$id"
is "$status" 0 'but to its owner'
is "$(journal "$id")" 'shown shown shown shown ' 'the journal has each look'
held show "$(echo "$id" | tr a-f A-F)"
is "$status" 0 'an id may be in capitals'

# release

begin release
listen release
cat >"$work/odd.eml" <<'END'
Received: from mail.example.net by mx.example.org; Tue, 14 Nov 2023 15:56:59 +0000
from:   Jane Doe <invitations@example.com>
SUBJECT:folded	
 	 here 
	and there  
X-Bare: caf� 

.dot
..two

END
sed -i "s/caf./$(printf 'caf\351')/" "$work/odd.eml"
sed 's/$/\r/' "$work/odd.eml" >"$work/crlf.eml"
id=$(hold "$work/odd.eml" "$jane" "$profile" 'Sender=<>' 'Sender-Parameter=BODY=8BITMIME' \
	'Sender-Parameter=ENVID=a+3Db' 'Recipient-Parameter=NOTIFY=FAILURE' \
	'Recipient-Parameter=ORCPT=rfc822;bob+2Bx@example.org' Client-Name=mail.example.net \
	Client-Address=192.0.2.1 mark=prepared 'Edit=0 0 X-Invitation: mx.example.org; action=quarantine')
held release "$id"
is "$status" 0 'a message is released'
like "$out" "^$(printf %.12s "$id") delivered to <bob@example.org>: END answered" 'with what the listener said'
like "$err" "$(printf %.12s "$id") to <bob@example.org> may come twice: .* answer" \
	'and that it may come twice, where the filter ended before its answer'
like "$(cat "$sink/1.envelope")" '^XFORWARD.* ADDR=192\.0\.2\.1' 'the listener is told who brought it'
is "$(grep -v XFORWARD "$sink/1.envelope")" "MAIL FROM:<> BODY=8BITMIME ENVID=a+3Db
RCPT TO:<bob@example.org> NOTIFY=FAILURE ORCPT=rfc822;bob+2Bx@example.org" 'with its envelope, the empty sender too'
is "$(head -1 "$sink/1.mail" | tr -d '\r')" 'X-Invitation: mx.example.org; action=quarantine' 'with our field'
is "$(tail -n +2 "$sink/1.mail" | md5sum)" "$(md5sum <"$work/crlf.eml")" 'and else byte by byte as it came'
held release "$id"
is "$status" 0 'to release it again is no error'
like "$out" 'was released before' 'and is said'
ok '[ ! -e "$sink/2.mail" ]' 'it is not delivered again'
held list --all
is "$out" '' 'nothing is held any more'
held release --trust "$id"
is "$status" 65 'whom nobody knows any more cannot be trusted'
held delete "$id"
is "$status" 65 'what was delivered cannot be deleted'
held check
is "$status" 0 'and all is well'

printf 'From: jane@example.com\n\nno end' >"$work/short.eml"
id=$(hold "$work/short.eml" 'Sender=<b+bob=example.org@example.com>')
held release "$id"
is "$status" 0 'a last line without an end is delivered'
is "$(cat "$sink/2.mail" | tr -d '\r')" "$(cat "$work/short.eml")" 'with one'

id=$(hold "$(mail 8)" "$jane" place=outbox)
held release "$id"
is "$status" 0 'what waits in the outbox is sent at once'
like "$out" 'is on its way already' 'and it is said that it was on its way'
ok '[ -e "$sink/3.mail" ]' 'it is delivered'
id=$(hold "$(mail 9)" "$jane" place=outbox mark=prepared)
held release "$id"
is "$status" 0 'but not while the mail server has no answer'
ok '[ ! -e "$sink/4.mail" ] && [ -e "$lib/outbox/$id" ]' 'that copy is left alone'
rm "$lib/outbox/$id"
id=$(hold "$(mail 10)" "$jane" place=outbox mark=sending)
held release "$id"
like "$err" 'may come twice' 'where another try was interrupted that is said'
ok '[ -e "$sink/4.mail" ]' 'and it is delivered'

a=$(hold "$(mail 11)") b=$(hold "$(mail 12)")
held release "$a" 0123456789abcdef "$b"
is "$status" 65 'of several the one that is not there is an error'
ok '[ -e "$sink/5.mail" ] && [ -e "$sink/6.mail" ]' 'and the others are released'

# --trust

id=$(hold "$(mail 13)" "$jane" "$profile" 'Inviter-Email=weak evil@example.net')
held release --trust "$id"
is "$status" 0 'whoever is released may be trusted'
like "$out" 'bob@example.org +trusted +Jane Doe, linkedin:slug:jane-doe-42$' 'the contact is printed'
like "$err" 'evil@example.net is not taken: anybody could have typed it' 'what is weak is not taken, and that is said'
run "$INVITECTL" -c "$conf" contact list --json --owner bob@example.org
like "$out" '"names":\["Jane Doe"\],"emails":\[\],"profiles":\["linkedin:slug:jane-doe-42"\],"state":"trusted","network":null,"source":"released"' \
	'and it is in the book'
id=$(hold "$(mail 14)" "$jane" "$profile" Standing=forged)
held release --trust "$id"
is "$status" 65 'nobody is trusted by what a network did not send'
ok '[ -e "$lib/held/$id" ]' 'which stays held'
id=$(hold "$(mail 15)" 'Inviter-Email=weak evil@example.net')
held release --trust "$id"
is "$status" 65 'nor by what anybody could have typed'
ok '[ -e "$lib/held/$id" ]' 'that stays too'

# the listener refuses, is busy, hangs up, is not there

begin refused
listen refused --answer RCPT=550
id=$(hold "$(mail 16)" "$jane")
held release "$id"
is "$status" 69 'what the listener refuses is an error'
like "$err" 'answered RCPT with 550' 'with what it said'
held list
like "$out" "^$(printf %.12s "$id").*refused: .*550" 'and is held again, with that'
listen again
held release "$id"
is "$status" 0 'it may be released once more'
ok '[ -e "$sink/1.mail" ]' 'and is delivered then'
listen dot --answer END=554
id=$(hold "$(mail 17)" "$jane")
held release "$id"
is "$status" 69 'the final dot may be refused too'
ok '[ -e "$lib/held/$id" ]' 'then it is held as well'

listen busy --answer END=451
held release "$id"
is "$status" 0 'where the listener is busy the filter delivers it'
like "$out" 'as soon as it can be, by the filter.*451' 'and it is said why it waits'
ok '[ -e "$lib/outbox/$id" ]' 'it is in the outbox'
held delete "$id"
is "$status" 65 'there it cannot be deleted'
listen lost --answer END=hang-up
held release "$id"
like "$err" 'may come twice' 'where the answer is lost it may come twice, and that is said'
ok '[ -e "$lib/outbox/$id" ]' 'it stays until an answer comes'
printf 'database %s\nreinject smtp:127.0.0.1:1\n' "$db" >"$conf"
held release "$id"
is "$status" 0 'where nobody listens it waits'
like "$out" 'as soon as it can be' 'and is said so'
listen there
held release "$id"
is "$status" 0 'until somebody does'
ok '[ -e "$sink/1.mail" ] && [ ! -s "$lib/done/$id" ]' 'who gets it'

# two at once

begin race
listen race --delay 0.3
id=$(hold "$(mail 18)" "$jane")
for i in 1 2 3 4 5; do
	"$INVITECTL" -c "$conf" held release "$id" >"$work/race.out$i" 2>"$work/race.err$i" &
	racers="$racers $!"
done
good=0
for pid in $racers; do wait "$pid" && good=$((good + 1)); done
is "$good" 5 'five who release one message at once see no error'
is "$(ls "$sink")" "1.envelope
1.mail" 'and it is delivered once'

# decline and delete

begin decline
one=$(hold "$(mail 19)" "$jane" "$profile")
reminder=$(hold "$(mail 20)" "$profile" Kind=reminder)
byname=$(hold "$(mail 21)" "$jane")
namesake=$(hold "$(mail 22)" "$jane" 'Inviter-Profile=strong linkedin:slug:jane-doe-99')
elsewhere=$(hold "$(mail 23)" "$jane" Network=xing)
forged=$(hold "$(mail 24)" "$jane" "$profile" Standing=forged)
anns=$(hold "$(mail 25)" "$jane" "$profile" 'Recipient=<ann@example.org>' Owner=ann@example.org)
held decline "$one"
is "$status" 0 'an inviter is declined'
like "$out" 'bob@example.org +declined +Jane Doe, linkedin:slug:jane-doe-42 at linkedin$' 'the contact is printed'
like "$out" '^2 more of this inviter to bob@example.org' 'her reminders go with it'
held list
is "$(echo "$out" | cut -c1-12 | sort)" "$(for id in $namesake $elsewhere $forged $anns; do printf '%.12s\n' "$id"; done | sort)" \
	'but not a namesake, another network, a forger, or what another owner got'
is "$(journal "$reminder")" 'declined ' 'the journal has that'
held decline "$one"
is "$status" 0 'to decline it again is no error'
held decline "$forged"
is "$status" 0 'what a network did not send is declined'
like "$err" 'the network did not send it, .*: nobody is declined' 'but nobody with it, and that is said'
is "$(journal "$forged")" 'declined ' 'the message goes'
held list
unlike "$out" "^$(printf %.12s "$forged")" 'and is not held any more'
held release "$one"
is "$status" 78 'a release still needs its listener'
listen gone
held release "$one"
is "$status" 65 'what was declined cannot be released'
like "$err" 'it was declined at' 'and it is said when that was'
byname=$(hold "$(mail 26)" 'Inviter-Name=John Roe')
held decline "$byname"
run "$INVITECTL" -c "$conf" contact list --json
like "$out" '"names":\["John Roe"\],"emails":\[\],"profiles":\[\],"state":"declined","network":"linkedin","source":"declined"' \
	'a decline by name alone covers its network'
held delete "$namesake" "$elsewhere"
is "$status" 0 'messages are deleted'
held delete "$namesake"
like "$out" 'was deleted before' 'and once only'
run "$INVITECTL" -c "$conf" contact list
is "$(echo "$out" | wc -l)" 2 'which changes no book'

# check

begin check
id=$(hold "$(mail 27)" "$jane" index=no)
held list
like "$err" 'no database' 'without a database the list says so'
like "$out" "^$(printf %.12s "$id")" 'and is read from the files'
ok '[ ! -e "$db" ]' 'none is made for that'
held check
is "$status" 65 'that the index lacks it is odd'
like "$out" "^$(printf %.12s "$id"): the index did not have it" 'and said'
held check --repair
is "$status" 0 'it is mended'
like "$out" 'the index did not have it: mended' 'and that is said'
held check
is "$out" 'index and files agree' 'then all is well'
touch -d '2 hours ago' "$lib/tmp/copy-left"
touch "$lib/tmp/copy-young"
held check
like "$out" '^copy-left: a half-written file' 'a half-written file is told'
held check --repair
ok '[ ! -e "$lib/tmp/copy-left" ] && [ -e "$lib/tmp/copy-young" ]' 'and removed, but not one that may still be written'
stuck=$(hold "$(mail 28)" place=outbox)
printf 'broken' >"$lib/outbox/$stuck"
held check --repair
is "$status" 65 'a broken file in the outbox is odd, and not mended'
rm "$lib/outbox/$stuck"
cp "$lib/held/$id" "$lib/outbox/$id"
held check
like "$out" 'it is held, and waits in the outbox too' 'so is a copy in two folders'
rm "$lib/outbox/$id"
printf 'broken' >"$lib/held/$id"
held check --repair
is "$status" 65 'a broken file is not mended'
held show "$id"
is "$status" 65 'nor shown'
held delete "$id"
is "$status" 0 'but it may be deleted'
held check
is "$status" 0 'and then all is well'

# root

if [ "$(id -u)" = 0 ]; then
	begin given
	id=$(hold "$(mail 29)" "$jane")
	chown -R 65534:65534 "$lib"
	listen given
	held release "$id"
	is "$status" 0 'root releases as the owner of the database'
	is "$(find "$lib" ! -uid 65534)" '' 'and leaves nothing that belongs to root'
else
	skip 'needs root' 'root releases as the owner of the database'
fi

done_testing
