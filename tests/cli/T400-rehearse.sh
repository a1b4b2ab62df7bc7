#!/bin/sh
# What would have happened to mail that came before.
. "$(dirname "$0")/../lib.sh"
work_folder

rules=$work/rules
store=$work/Maildir
conf=$work/invite-milter.conf
mkdir -p "$rules" "$work/new" "$store/cur" "$store/new" "$store/tmp"
cat >"$rules/club.rules" <<'END'
network club "The Club"
    from         club.example
    template     header X-Template
    ignore       subject /^News/
    reminder     subject /^Reminder: (?<name>.+?) invited you/
    invitation   subject /^(?<name>.+?) invited you/
END
# The rules as they might become: spring mail is known, and reminders are taken for invitations.
cat >"$work/new/club.rules" <<'END'
network club "The Club"
    from         club.example
    template     header X-Template
    ignore       subject /^News/
    invitation   subject /^(?:Reminder: )?(?<name>.+?) invited you/
    invitation   subject /^(?<name>.+?) awaits you in spring/
END
cat >"$conf" <<END
database    $work/invite.db
rules       $rules
authserv-id mx.example.org
own-hosts   mx.example.org
policy      unknown    quarantine
policy      name-only  quarantine
END

# mail FILE SUBJECT [FIELD]: mail by the club for Bob
mail()
{
	{
		echo 'Authentication-Results: mx.example.org; dkim=pass header.d=club.example'
		echo 'DKIM-Signature: v=1; a=rsa-sha256; d=club.example; s=s1; h=From:To:Subject; bh=YSBib2R5; b=YSBzaWduYXR1cmU='
		printf 'From: The Club <no-reply@club.example>\nTo: bob@example.org\nSubject: %s\n' "$2"
		[ -z "$3" ] || echo "$3"
		printf '\nCome in.\n'
	} >"$1"
}
mail "$store/cur/1:2,S" 'Jane Doe invited you'
mail "$store/cur/2:2,S" 'Reminder: John Roe invited you'
mail "$store/cur/3:2,S" 'John Roe invited you'
mail "$store/cur/4:2,S" 'News of today' 'X-Template: news_1'
mail "$store/cur/5:2,S" 'Ann Poe awaits you in spring' 'X-Template: spring_2'
mail "$store/new/6" 'Ann Poe awaits you in spring' 'X-Template: spring_2'
printf 'From: jane@example.net\nTo: bob@example.org\nSubject: Lunch?\n\nOn Friday.\n' >"$store/new/7"

rehearse()
{
	run "$INVITECTL" -c "$conf" rehearse "$@"
}

"$INVITECTL" -c "$conf" contact add --owner bob@example.org --name 'Jane Doe' >/dev/null

# the summary

rehearse "$store"
is "$status" 0 'a store is rehearsed'
is "$out" '7 messages, 0 of them unreadable; 4 left at the end of their headers
3 recognized, 0 of them forged; 2 by a known network that no line knows
would have quarantined 3, of which 1 by people in the book

What would have happened, by recipient:
   count  network  kind        standing   action
       1  club     invitation  name-only  quarantine
       1  club     invitation  unknown    quarantine
       1  club     reminder    unknown    quarantine

Who invites:
   count  inviter   network  standing   action
       2  John Roe  club     unknown    quarantine
       1  Jane Doe  club     name-only  quarantine

Proven mail that no line knows:
   count  network  template  nearest
       2  club     spring_2  -' 'and summed up'
is "$err" '' 'without a word or a bar elsewhere'
rehearse --json "$store"
is "$out" '{"messages":7,"unreadable":0,"interrupted":false,"header_alone":4,"recognized":3,"forged":0,"drifting":2,"quarantined":3,"quarantined_known":1,"outcomes":[{"network":"club","kind":"invitation","standing":"name-only","action":"quarantine","count":1},{"network":"club","kind":"invitation","standing":"unknown","action":"quarantine","count":1},{"network":"club","kind":"reminder","standing":"unknown","action":"quarantine","count":1}],"inviters":[{"inviter":"John Roe","network":"club","standing":"unknown","action":"quarantine","count":2},{"inviter":"Jane Doe","network":"club","standing":"name-only","action":"quarantine","count":1}],"drift":[{"network":"club","template":"spring_2","nearest":null,"count":2}]}' \
	'in JSON'
rehearse --to ann@example.org "$store"
like "$out" '^would have quarantined 0, of which 0 by' 'who has no book loses nothing'
like "$out" '^ +2  club +invitation +unknown +tag$' 'but is tagged'
rehearse --to bob@example.org --to ann@example.org "$store"
like "$out" '^would have quarantined 3, ' 'of several recipients each is counted'
rehearse --rules "$work/new" "$store"
like "$out" '^5 recognized, .*; 0 by a known network' 'other rules can be rehearsed'

mail "$work/near.eml" 'Jane Doe invites you' 'X-Template: plea_3'
rehearse "$work/near.eml"
like "$out" '^ +1  club +plea_3 +club\.rules:6$' 'with the line that comes nearest'

# against other rules

rehearse --against "$work/new" "$store"
is "$status" 0 'rules are compared'
is "$out" "$store/cur/2:2,S
  was  club reminder: quarantine, John Roe
  is   club invitation: quarantine, John Roe
$store/cur/5:2,S
  was  none
  is   club invitation: quarantine, Ann Poe
$store/new/6
  was  none
  is   club invitation: quarantine, Ann Poe
3 of 7 messages are judged otherwise

How:
   count  was                        is
       2  none                       club invitation: quarantine
       1  club reminder: quarantine  club invitation: quarantine" 'only what they judge otherwise is shown'
rehearse --json --against "$work/new" "$store/new"
is "$out" "{\"file\":\"$store/new/6\",\"was\":{\"kind\":\"none\",\"network\":\"club\",\"forged\":false,\"name\":null,\"email\":null,\"profile\":null,\"actions\":[\"pass\"],\"rule\":null},\"is\":{\"kind\":\"invitation\",\"network\":\"club\",\"forged\":false,\"name\":\"Ann Poe\",\"email\":null,\"profile\":null,\"actions\":[\"quarantine\"],\"rule\":\"club.rules:6\"}}
{\"messages\":2,\"unreadable\":0,\"interrupted\":false,\"different\":1,\"differences\":[{\"was\":\"none\",\"is\":\"club invitation: quarantine\",\"count\":1}]}" \
	'in JSON, too'
rehearse --against "$rules" "$store"
is "$out" '0 of 7 messages are judged otherwise' 'the same rules judge alike'

# an mbox, standard input, what cannot be read

for file in "$store"/cur/*; do
	echo 'From no-reply@club.example Mon Nov 23 10:00:00 2026'
	cat "$file"
	echo
done >"$work/mbox"
rehearse "$work/mbox"
like "$out" '^5 messages, 0 of them' 'an mbox is a store'
rehearse --against "$work/new" "$work/mbox"
like "$out" "^$work/mbox \[4\]$" 'whose mails have numbers'
rehearse - <"$work/mbox"
like "$out" '^5 messages, 0 of them' 'and so is standard input'
rehearse "$work/nowhere" "$store"
is "$status" 66 'mail that cannot be read is a failure'
like "$out" '^8 messages, 1 of them unreadable' 'and counted, and the rest is rehearsed'
like "$err" "$work/nowhere" 'and named'
rehearse
is "$status" 64 'without a path there is nothing to rehearse'
rehearse --against "$work/nowhere" "$store"
is "$status" 78 'rules that are not there are a mistake'
rehearse "$store" --rules "$work/new" --json
is "$status" 0 'options may follow the paths'

# the books: who comes into one while the store stays is known; one that cannot be read is said for each mail

"$INVITECTL" -c "$conf" contact add --owner bob@example.org --name 'John Roe' >/dev/null
rehearse "$store"
like "$out" '^would have quarantined 3, of which 3 by people in the book$' 'each look-up is made in the book as it is'
echo 'no database' >"$work/torn.db"
sed "s|^database .*|database $work/torn.db|" "$conf" >"$work/torn.conf"
run "$INVITECTL" -c "$work/torn.conf" rehearse "$store"
is "$status" 65 'a book that cannot be read is a failure'
like "$out" '^7 messages, 3 of them unreadable' 'the mail that would have asked it is counted as not judged'
like "$err" "^invitectl rehearse: $store/cur/1:2,S: $work/torn\.db: " 'and named, with the book'
run "$INVITECTL" -c "$work/torn.conf" rehearse --against "$work/new" "$store"
like "$out" '^0 of 7 messages are judged otherwise$' 'rules are not compared by guesses'

# interrupted: a pipe that does not end; the mails of it that were seen are counted

mkfifo "$work/pipe"
"$INVITECTL" -c "$conf" rehearse - <"$work/pipe" >"$work/stdout" 2>&1 & rehearsal=$!
exec 3>"$work/pipe"
cat "$work/mbox" >&3
sleep 1
kill -INT "$rehearsal"
# The next mail is the last that is seen.
cat "$work/mbox" >&3
exec 3>&-
wait "$rehearsal"
is $? 75 'an interrupted rehearsal says so by its status'
like "$(cat "$work/stdout")" '^Interrupted; up to there:$' 'and in words'
like "$(cat "$work/stdout")" '^[56] messages, ' 'and sums up what it had seen'

done_testing
