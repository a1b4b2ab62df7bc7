#!/bin/bash
# Nobody can spoil the standing of somebody else: what proves nothing counts for nobody, and declines nobody.
. "$(dirname "$0")/../lib.sh"
work_folder

send=$BUILD/protocol/milter-send
conf=$work/invite-milter.conf
mkdir "$work/rules"
cat >"$work/rules/clubs.rules" <<'END_OF_RULES'
network club "The Club"
    from       club.example
    member-links club.example/e/
    invitation by member subject /^Join me at The Club$/
    reminder   subject /^Reminder: (?<name>.+?) invites? you to The Club$/
    invitation subject /^(?<name>.+?) invites? you to The Club$/
    invitation subject /^The Club waits for you$/
    inviter    header X-Member /^(?<profile_slug>[^ ]+)$/
    inviter    header X-Invitation-Number /^(?<invitation>[0-9]+)$/
    inviter weak text /^See club\.example\/in\/(?<profile_slug>[a-z0-9-]+)$/m
    inviter weak text /^(?<name>.+?) waits for you\.$/m
network guild "The Guild"
    from       guild.example
    signs      yes
    invitation subject /^(?<name>.+?) invites you to The Guild$/
    inviter    header X-Member /^(?<profile_slug>[^ ]+)$/
END_OF_RULES

# configure [LINE]...
configure()
{
	printf '%s\n' "socket unix:$work/milter.sock" "rules $work/rules" "database $work/invite.db" \
		'verify no' 'authserv-id mx.example.org' 'own-hosts mx.example.org' 'mode enforce' \
		'reinject smtp:127.0.0.1:1' "$@" >"$conf"
}

control()
{
	run "$INVITECTL" -c "$conf" "$@"
}

# A filter that ends has written down all that is written late.
filter=
trap 'kill $filter 2>/dev/null; rm -rf "$work"' EXIT
stop()
{
	[ -z "$filter" ] || { kill "$filter"; wait "$filter"; }
	filter=
}
start()
{
	stop
	"$INVITE_MILTER" -f -c "$conf" 2>>"$work/log" & filter=$!
	for _ in $(seq 100); do
		[ -S "$work/milter.sock" ] && break
		sleep 0.1
	done
}

# mail HOW ID SUBJECT [FIELD]...: the file of that $number; HOW: signed, dmarc (our verifier says so), unsigned (our verifier found none), broken, unseen.
# $domain sends it; $text is its text.
domain=club.example
id_too=Message-ID:
from=
said=()
text='You are asked to join.'
number=0
mail()
{
	how=$1 id=$2 subject=$3; shift 3
	{
		case $how in
		dmarc) echo "Authentication-Results: mx.example.org; spf=none smtp.helo=a; dmarc=pass header.from=$domain" ;;
		signed) echo "Authentication-Results: mx.example.org;"
			echo "	dkim=pass header.d=$domain header.s=s1 header.b=q1Fz0Vb2" ;;
		unsigned) echo "Authentication-Results: mx.example.org; dkim=none" ;;
		broken) echo "Authentication-Results: mx.example.org; dkim=fail header.d=$domain; dmarc=fail header.from=$domain" ;;
		esac
		echo 'Received: from mail.example.net (mail.example.net [192.0.2.1])'
		echo '	by mx.example.org with ESMTPS id 4XQ1; Tue, 14 Nov 2023 15:56:59 +0000'
		[ $# -eq 0 ] || printf '%s\n' "$@"
		[ "$how" != signed ] || printf '%s\n' "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=$domain; s=s1;" \
			"	h=From:To:Subject:Date:${id_too}MIME-Version:Content-Type:" \
			'	 X-Member:X-Invitation-Number;' \
			'	bh=frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY=; b=q1Fz0Vb2aGVsbG8gd29ybGQgb2YgcGVuZ3VpbnM='
		printf '%s\n' "From: ${from:-The Club <invitations@$domain>}" 'To: Bob Miller <bob@example.org>' \
			"Subject: $subject" 'Date: Tue, 14 Nov 2023 15:56:58 +0000' "Message-ID: <$id>" \
			'MIME-Version: 1.0' 'Content-Type: text/plain; charset=utf-8' '' 'Hello Bob,' '' "$text"
	} >"$work/$number.eml"
	echo "$work/$number.eml"
}

# came HOW ID SUBJECT [FIELD]...: what the filter says of it, in one line
came()
{
	number=$((number + 1))
	"$send" "$work/milter.sock" "$(mail "$@")" --to bob@example.org --queue-id "4XQ$number" "${said[@]}" |
		tr '\n\t' '  '
}

# would HOW ID SUBJECT [FIELD]...: what invitectl says of it, the history counted
would()
{
	number=$((number + 1))
	"$INVITECTL" -c "$conf" check --json --history --to bob@example.org "$(mail "$@")" 2>/dev/null
}

# held_id SUBJECT: the id of the held message with it
held_id()
{
	control held list --all
	for id in $(echo "$out" | cut -c1-12); do
		"$INVITECTL" -c "$conf" held show --raw "$id" | tr -d '\r' | grep -qFx "Subject: $1" && echo "$id"
	done
}

jane='X-Member: jane-doe-42'
invites='Jane Doe invites you to The Club'

configure
control contact add --owner bob@example.org --name 'Jane Doe' --profile club:slug:jane-doe-42 \
	--profile guild:slug:jane-doe-42
start

# histories

for i in 1 2 3; do
	last=$(came unsigned "p$i@forger.example" "$invites" "$jane")
done
start
like "$last" 'standing=name-only; .*proof=unproven' 'mail that proves nothing is a name'
like "$(came unsigned p4@forger.example "$invites" "$jane")" 'kind=reminder; .*count=3' \
	'and reminds of mail that proves as little'
like "$(would signed g1@club.example "$invites" "$jane")" '"kind":"invitation".*"standing":"trusted","count":0,"action":"pass"' \
	'three unsigned mails in the name of a friend do not count against her, says invitectl'
like "$(came signed g1@club.example "$invites" "$jane")" 'action=pass; kind=invitation; .*standing=trusted; count=0; proof=dkim' \
	'and her signed invitation passes as her first'

came unsigned g2@club.example "$invites" "$jane" >/dev/null
came signed g2@club.example "$invites" "$jane" >/dev/null
start
like "$(would signed g3@club.example "$invites" "$jane")" '"standing":"trusted","count":2' \
	'who sends her Message-ID first takes no count from her message'
for i in 1 2 3; do
	came signed g2@club.example "$invites" "Message-ID: <again$i@forger.example>" "$jane" >/dev/null
done
start
like "$(would signed g3@club.example "$invites" "$jane")" '"standing":"trusted","count":2' \
	'and who sends it again with another Message-ID on top adds none'

id_too='' rita='X-Member: rita-roe-5'
for i in 1 2 3; do
	came signed "r$i@forger.example" 'Rita Roe invites you to The Club' "$rita" >/dev/null
done
start
like "$(would signed r4@forger.example 'Rita Roe invites you to The Club' "$rita")" '"kind":"invitation".*"count":0' \
	'one signed mail sent again under Message-IDs that nobody signed is one mail'
id_too=Message-ID:

text='See club.example/in/mary-major-7'
control contact add --owner bob@example.org --name 'Mary Major' --profile club:slug:mary-major-7
for i in 1 2 3; do
	last=$(came signed "t$i@club.example" 'Mel Mole invites you to The Club')
done
text='Mary Major waits for you.'
for i in 4 5 6; do
	came signed "t$i@club.example" 'The Club waits for you' >/dev/null
done
text='You are asked to join.'
for i in 7 8 9; do
	came signed "t$i@club.example" 'Mary Major invites you to The Club' >/dev/null
done
start
like "$last" 'standing=name-only; .*proof=dkim' "a friend's page that a member types is a claim"
like "$(would signed m1@club.example 'Mary Major invites you to The Club' 'X-Member: mary-major-7')" \
	'"kind":"invitation".*"standing":"trusted","count":0,"action":"pass"' \
	'neither that, nor her name in a text, nor a namesake makes her invitation a reminder'

for i in 1 2 3; do
	came unsigned "n$i@forger.example" 'Nina North invites you to The Club' 'X-Invitation-Number: 4711' >/dev/null
done
start
like "$(would signed n1@club.example 'Nora South invites you to The Club' 'X-Invitation-Number: 4711')" \
	'"kind":"invitation".*"count":0' 'the number of an invitation in mail that proves nothing is no invitation of hers'

domain=guild.example
for i in 1 2 3; do
	came broken "f$i@forger.example" 'Jane Doe invites you to The Guild' "$jane" >/dev/null
done
start
like "$(would broken f4@forger.example 'Jane Doe invites you to The Guild' "$jane")" '"kind":"invitation".*"standing":"forged","count":0' \
	'forged mail has no history'
like "$(would signed g4@guild.example 'Jane Doe invites you to The Guild' "$jane")" \
	'"kind":"invitation".*"standing":"trusted","count":0,"action":"pass"' 'and makes none'
domain=club.example

# declines

came unsigned c1@forger.example 'Reminder: Carl Coe invites you to The Club' 'X-Member: carl-coe-7' >/dev/null
came signed c2@club.example 'Reminder: Carl Coe invites you to The Club' 'X-Member: carl-coe-7' >/dev/null
start
control held list
is "$(echo "$out" | grep -c 'Carl Coe')" 2 'reminders of a stranger are held, the signed one and the other'
id=
for one in $(echo "$out" | sed -n 's/^\([0-9a-f]\{12\}\).*Carl Coe.*/\1/p'); do
	"$INVITECTL" -c "$conf" held show "$one" | grep -q '^  proof  *unproven$' && id=$one || genuine=$one
done
control held release --trust "$id"
is "$status" 65 'nobody is trusted by what proves nothing'
like "$err" 'nothing proves who sent it, so nobody is trusted by it' 'which is said'
control held decline "$id"
is "$status" 0 'what proves nothing can be declined'
like "$err" 'only mail in this name that proves as little is declined' 'and it is said what that means'
like "$out" 'declined +Carl Coe at club, unproven mail alone$' 'the contact has the name alone'
unlike "$out" 'more of this inviter' 'and nothing goes with it'
control held list
like "$out" "^$genuine .*Carl Coe" 'what the person really sent stays held'
unlike "$out" "^$id" 'what was declined is gone'
like "$(would signed c3@club.example 'Carl Coe invites you to The Club' 'X-Member: carl-coe-7')" '"standing":"unknown"' \
	'the person is no more declined than before'
like "$(would signed c4@club.example 'Carl Coe invites you to The Club')" '"standing":"unknown"' \
	'nor a signed mail that has only the name'
like "$(would unsigned c5@forger.example 'Carl Coe invites you to The Club' 'X-Member: carl-coe-8')" '"standing":"declined"' \
	'but whoever goes on without proof in that name is'
control contact list --owner bob@example.org --json
like "$out" '"names":\["Carl Coe"\],"emails":\[\],"profiles":\[\],"state":"declined","network":"club","source":"unproven"' \
	'the book says what the decline rests on'
control contact export --owner bob@example.org "$work/book.vcf"
control contact import --restore --owner carol@example.org "$work/book.vcf"
control contact list --owner carol@example.org --json
like "$out" '"names":\["Carl Coe"\].*"state":"declined","network":"club","source":"unproven"' \
	'and says so still after it was carried into another'

control owner set --owner bob@example.org --policy 'name-only quarantine'
came unsigned j1@forger.example "$invites" "$jane" >/dev/null
start
control owner set --owner bob@example.org --clear policy
ids=$(held_id "$invites")
control held decline $ids
is "$status" 0 "a mail in a friend's name that proves nothing is declined"
like "$(would signed g5@club.example "$invites" "$jane")" '"standing":"trusted"' 'who is trusted as before'
like "$(would signed g6@club.example "$invites")" '"standing":"name-only"' 'by name, too'
ids=$(held_id 'Jane Doe invites you to The Guild')
is "$(echo "$ids" | wc -l)" 3 'forgeries were held'
control held decline $ids
is "$status" 0 'they are declined, too'
like "$err" 'the network did not send it, so whom it names did not invite: nobody is declined' 'with which nobody is'
control held list --all
unlike "$out" '  forged  ' 'they are gone all the same'
control contact show --owner bob@example.org club:slug:jane-doe-42
like "$out" '^  state +trusted$' 'a friend is a friend after all that'
unlike "$out" 'declined' 'and nothing else'

# several inviters

came signed d1@club.example 'Reminder: Ann Ash, Ben Birch and Cleo Cole invite you to The Club' >/dev/null
came signed d2@club.example 'Reminder: Ben Birch invites you to The Club' >/dev/null
came signed d3@club.example 'Reminder: Cleo Cole invites you to The Club' >/dev/null
start
id=$(held_id 'Reminder: Ann Ash, Ben Birch and Cleo Cole invite you to The Club')
control held show "$id"
like "$out" '^  inviter  *Ann Ash$' 'a held message that names three shows the first'
like "$out" '^  and  *Cleo Cole$' 'and the last of them'
control held decline "$id"
is "$status" 65 'it is not said by itself who of the three is declined'
like "$err" "$id names 3 inviters, .*--inviter NUMBER.*: 1 Ann Ash, 2 Ben Birch, 3 Cleo Cole\$" 'so it is asked'
control held decline --inviter 4 "$id"
is "$status" 65 'there is no fourth'
control held decline --inviter 2 "$id" "$id"
is "$status" 64 'the number is for one message'
control held decline --inviter 2 "$id"
is "$status" 0 'the second is declined'
like "$out" 'declined +Ben Birch at club$' 'by her name'
like "$out" '^1 more of this inviter' 'what else is held of her goes'
like "$out" "^$id stays held: it names others" 'the message of the three stays'
control held list
like "$out" 'Cleo Cole' 'and so does what the third sent'
like "$(would signed d4@club.example 'Ann Ash invites you to The Club')" '"standing":"unknown"' 'nobody else is declined'
like "$(would signed d5@club.example 'Ben Birch invites you to The Club')" '"standing":"declined"' 'but who was named'
control held decline --inviter 1 "$id"
control held decline --inviter 3 "$id"
like "$out" "^$id declined\$" 'when all three are, the message goes'
is "$(held_id 'Reminder: Cleo Cole invites you to The Club')" '' 'with what is held of the last'

# what claims to be of a network

control owner set --owner bob@example.org --always club
like "$(came unsigned a1@forger.example 'Zoe Zane invites you to The Club')" 'action=tag; .*standing=unknown' \
	'a network that is always wanted is not wanted of whoever claims to be it'
like "$(came signed a2@club.example 'Zoe Zane invites you to The Club')" 'action=pass; .*standing=unknown' 'but if it is proven'
from='Zoe Zane <zoe@forger.example>' domain=forger.example text='Come: https://club.example/e/join/7'
like "$(came signed a3@forger.example 'Join me at The Club')" 'action=tag; kind=invitation; network=club; .*standing=unknown; .*proof=dkim' \
	'nor of who proves nothing but a domain of their own'
from='' domain=club.example text='You are asked to join.'
control owner set --owner bob@example.org --clear always

# members' own names

from='Otto Orr <otto@forger.example>' domain=forger.example text='Come: https://club.example/e/join/7'
for i in 1 2 3; do
	came signed "own$i@forger.example" 'Join me at The Club' >/dev/null
done
start
like "$(would signed own4@forger.example 'Join me at The Club')" '"kind":"reminder".*"count":3' 'who writes in their own name reminds of it'
from='' domain=club.example text='You are asked to join.'
like "$(would signed o1@club.example 'Otto Orr invites you to The Club')" '"kind":"invitation".*"standing":"unknown","count":0' \
	"but the network's first mail of one who is called so is a first one"

# what a client says of itself

like "$(came dmarc gr1@club.example 'Gus Gray invites you to The Club')" 'proof=dmarc' 'a verifier is believed'
said=(--greeting 'a; dmarc=pass header.from=club.example')
like "$(came dmarc gr2@club.example 'Hal Hill invites you to The Club')" 'proof=unproven' \
	'but not where the client may have written it, in its greeting'
said=(--from '<@b;dmarc=pass header.from=club.example a.b=c:x@forger.example>')
like "$(came dmarc gr3@club.example 'Ida Inn invites you to The Club')" 'proof=unproven' \
	'or in its envelope sender'
said=()

# a site that asks for no proof

configure 'require-proof no'
start
for i in 1 2; do
	came unseen "u$i@club.example" 'Olga Oak invites you to The Club' 'X-Member: olga-oak' >/dev/null
	came unsigned "w$i@club.example" 'Olga Oak invites you to The Club' 'X-Member: olga-oak' >/dev/null
done
start
like "$(would unseen u3@club.example 'Olga Oak invites you to The Club' 'X-Member: olga-oak')" '"count":2' \
	'where no proof is required, what nobody looked at counts, and what was found wanting does not'

# who asks what is stored

control contact export --json --person 'Olga Oak'
like "$out" '"network":"club","known_by":\["oak olga","club:slug:olga-oak"\],"count":2,.*"proven":true' 'a person is told of what is proven'
like "$out" '"network":"club","known_by":\["oak olga","club:slug:olga-oak"\],"count":2,.*"proven":false' 'and of what was sent in the same name'
control db erase --person 'Olga Oak' --person club:slug:olga-oak
stop
is "$(grep -lia 'olga' "$work/invite.db" "$work/invite.db-wal" 2>/dev/null)" '' 'and both can be erased'

done_testing
