#!/bin/sh
# Mail judged without a mail server.
. "$(dirname "$0")/../lib.sh"
work_folder

rules=$work/rules
db=$work/invite.db
conf=$work/invite-milter.conf
mkdir -p "$rules" "$work/mail"
cat >"$rules/club.rules" <<'END'
network club "The Club"
    category     social
    from         club.example
    signs        yes
    member-links club.example/join

    ignore       subject /newsletter/i
    reminder     subject /^Reminder: (?<name>.+?) invited you/
    invitation   subject /^(?<name>.+?) invited you/
    inviter      header X-Member /^(?<profile_id>\d+)$/
END
cat >"$conf" <<END
database    $db
rules       $rules
authserv-id mx.example.org
own-hosts   mx.example.org
END

# mail FILE SUBJECT [FIELD]...: an invitation of the club
mail()
{
	file=$1 subject=$2
	shift 2
	{
		echo 'Authentication-Results: mx.example.org; dkim=pass header.d=club.example'
		echo 'DKIM-Signature: v=1; a=rsa-sha256; d=club.example; s=s1; h=From:To:Subject:X-Member; bh=YSBib2R5; b=YSBzaWduYXR1cmU='
		for field; do echo "$field"; done
		echo 'From: The Club <no-reply@club.example>'
		echo "Subject: $subject"
		echo "Message-ID: <$subject@club.example>" | tr ' ' .
		echo
		echo 'Come in: https://club.example/join/42'
	} >"$file"
}

check()
{
	run "$INVITECTL" -c "$conf" check "$@"
}

invitation=$work/mail/a.eml
mail "$invitation" 'Jane Doe invited you' 'To: bob@example.org' 'X-Member: 42'
mail "$work/mail/b.eml" 'Reminder: Jane Doe invited you' 'To: bob@example.org, ann@example.org'
mail "$work/mail/c.eml" 'Lunch?' 'To: bob@example.org'

# what is printed

check --json "$invitation"
did 0 '"kind":' 'a mail is judged'
is "$(echo "$out" | grep -c '"kind":')-$(echo "$out" | wc -l)" 1-1 'in one line'
like "$out" "^\{\"v\":1,\"file\":\"$invitation\",\"message_id\":\"Jane\.Doe\.invited\.you@club\.example\",\"kind\":\"invitation\",\"kind_by\":\"rule\",\"network\":\"club\",\"forged\":false," \
	'with its file, id, kind and network'
like "$out" '"inviter":\{"name":"Jane Doe","email":null,"profile":"club:id:42","from":\{' \
	'and who invites'
like "$out" '"proof":"dkim","rule":"club.rules:9","read":"body","why":\["' \
	'and why'
like "$out" '"recipients":\[\{"to":"bob@example.org","standing":"unknown","count":0,"action":"tag","would":null\}\]\}$' \
	'and for whom'
like "$err" "no database $db: every book is empty" 'and that nobody has a book'
ok '[ -n "$out" ] && [ ! -e "$db" ]' 'and no database is made'

check "$invitation"
like "$out" 'invitation' 'a person can read it, too'
like "$out" 'Jane Doe' 'with who invites'

check --json "$work/mail/c.eml"
like "$out" '"kind":"none",.*"network":"club".*"read":"header"' 'other mail of a network is nothing'

run sh -c "cd / && '$INVITECTL' check --json --rules '$rules' '$invitation'"
did 0 '"kind":' 'it works from any directory, without a configuration'
[ -e /etc/invite-milter/invite-milter.conf ] ||
	like "$err" 'no /etc/invite-milter/invite-milter.conf: using the defaults' 'and says so'
like "$out" '"kind":"invitation".*"proof":"none"' 'where nobody looked there is no proof'

if [ -e /etc/invite-milter ]; then
	skip 'there is an /etc/invite-milter' 'built and not installed it takes the rules beside it'
else
	cp "$INVITECTL" "$work/invitectl"
	run sh -c "cd / && '$work/invitectl' check --json '$invitation'"
	like "$status $out" '^0 .*"rule":"club.rules:9"' \
		'built and not installed it takes the rules beside it'
fi

# for whom

check --json --to ann@example.org --to bob@example.org "$invitation"
like "$out" '"recipients":\[\{"to":"ann@example.org",.*\{"to":"bob@example.org",' \
	'the recipients given are judged, in their order'

check --json --to '<bob@example.org>' "$invitation"
like "$out" '"recipients":\[\{"to":"bob@example.org",' 'a recipient may be written as in RCPT'

check --json --to '<"bob"@example.org>' --to 'BOB@example.org' "$invitation"
like "$out" '"recipients":\[\{"to":"bob@example.org",[^{]*\]\}$' 'in two spellings it is one'

# to SENTENCE WANTED FIELD...
to()
{
	sentence=$1 wanted=$2
	shift 2
	mail "$work/to.eml" 'Jane Doe invited you' "$@"
	check --json "$work/to.eml"
	like "$out" "\"recipients\":\[\{\"to\":\"$wanted\",[^{]*\]\}\$" "$sentence"
}
to 'X-Original-To goes first' carol@example.org 'X-Original-To: carol@example.org' \
	'Delivered-To: dave@example.org' 'To: bob@example.org'
to 'then Delivered-To' dave@example.org 'Delivered-To: <dave@example.org>' 'To: bob@example.org'
to 'then To, if it is one mailbox' bob@example.org 'To: Bob <bob@example.org>'
to 'of several nobody is picked' '\*' 'To: bob@example.org, ann@example.org'
to 'without any it is the site' '\*' 'X-Nothing: at all'

# where mail lies

check --json "$work/mail"
is "$(echo "$out" | grep -c '^{"v":1')" 3 'a folder is walked'
is "$(echo "$out" | sed 's/.*"kind":"\([a-z]*\)".*/\1/' | tr '\n' ' ')" 'invitation reminder none ' \
	'in the order of names'

mkdir -p "$work/Maildir/cur" "$work/Maildir/new" "$work/Maildir/tmp"
cp "$invitation" "$work/Maildir/new/1.a"
cp "$work/mail/b.eml" "$work/Maildir/cur/2.b:2,S"
cp "$invitation" "$work/Maildir/tmp/3.c"
check --json "$work/Maildir"
is "$(echo "$out" | grep -c '^{"v":1')" 2 'of a Maildir what was delivered'

for f in "$work"/mail/*.eml; do
	echo 'From no-reply@club.example Mon Jan  2 03:04:05 2006'
	cat "$f"
	echo
done >"$work/mbox"
check --json "$work/mbox"
is "$(echo "$out" | grep -o '"index":[0-9]' | tr '\n' ' ')" '"index":0 "index":1 "index":2 ' \
	'an mbox is counted through'
run sh -c "'$INVITECTL' -c '$conf' check --json - <'$invitation'"
like "$out" '"file":"-",.*"kind":"invitation"' 'standard input is a mail'

check --json "$work/none.eml" "$invitation"
is "$status" 66 'a file that is not there is an error'
like "$out" "^\{.*\"file\":\"$work/none.eml\",.*\"error\":\"" 'said in its own object'
like "$out" '"kind":"invitation"' 'and the others are judged'
like "$err" 'none.eml' 'and it is said on stderr'

# the books

add()
{
	"$INVITECTL" -c "$conf" contact add "$@" >/dev/null
}
standing()
{
	check --json "$invitation"
	like "$out" "\"standing\":\"$1\"" "$2"
}
add --owner ann@example.org --name 'Jane Doe' --profile club:id:42
standing unknown "another's friend is not mine"
add --owner bob@example.org --name 'Doe, Jane' --email jane@example.net
standing name-only "a friend's name is no proof"
is "$(echo "$out" | grep -c standing)$err" 1 'with a database nothing is missing'
add --owner bob@example.org --email jane@example.net --profile club:id:7
standing lookalike "a friend's name with another profile is a look-alike's"
add --owner bob@example.org --email jane@example.net --profile club:id:42
standing trusted "a friend's profile is proof"
like "$out" '"action":"pass"' 'and the mail passes'
"$INVITECTL" -c "$conf" contact decline --owner bob@example.org --profile club:id:42 >/dev/null
standing declined 'who was declined is declined'
like "$out" '"action":"tag","would":"quarantine"' 'and what would happen is said'

echo 'not a database, whatever it may be' >"$work/broken.db"
sed "s|^database .*|database $work/broken.db|" "$conf" >"$work/broken.conf"
run "$INVITECTL" -c "$work/broken.conf" check --json "$invitation"
is "$status" 65 'a broken database is an error'
like "$out" '"error":".*broken.db' 'of each mail that needs it'

# rules of several folders

mkdir "$work/site"
sed 's/invited you/asked you/' "$rules/club.rules" >"$work/site/club.rules"
check --json --rules "$work/site" --rules "$rules" "$invitation"
like "$out" '"kind":"none"' 'of two folders of rules the first wins'
check --json --rules "$rules" --rules "$work/site" "$invitation"
like "$out" '"kind":"invitation"' 'whichever it is'

# near misses

mail "$work/near.eml" 'Jane Doe invites you' 'To: bob@example.org'
check "$work/near.eml"
like "$out" '^  why  +club\.rules:9: invitation comes nearest$' 'the line that nearly recognized a mail is named'
like "$out" '^  why  +subject /.* invited you/ does not hold: the nearest is "Jane Doe invites you"$' \
	'and what it lacks'
mail "$work/news.eml" 'newsletter: Jane Doe invited you' 'To: bob@example.org'
sed -i 's/^Subject: newsletter: Jane/Subject: Jane Newsletter/' "$work/news.eml"
check --json "$work/news.eml"
like "$out" '"rule":"club.rules:7",.*"without that line club.rules:9 would make it an invitation"' \
	'and the line that was beaten by an ignore line'
check "$work/mail/c.eml" "$invitation"
is "$(echo "$out" | grep -cE '^/')-$(echo "$out" | grep -c 'comes nearest')" 2-0 'a mail that was recognized, and one that is like nothing, have none'

# the command line

run "$INVITECTL"
is "$status" 64 'without a command there is nothing to do'
run "$INVITECTL" chekc
is "$status" 64 'an unknown command is a usage error'
run "$INVITECTL" check
is "$status" 64 'without a path there is nothing to judge'
run "$INVITECTL" help
did 0 '^Usage: invitectl COMMAND' 'help helps'
like "$out" '^  check  ' 'and lists the commands'
for command in check contact rules 'contact add' 'rules test'; do
	run "$INVITECTL" $command --help
	did 0 "invitectl $command " "$command explains itself"
	like "$out" "^Usage:|^  invitectl $command" 'on standard output'
done
run "$INVITECTL" -V
like "$out" '^invitectl [0-9]' 'the version is told'
run "$INVITECTL" check --rules "$work/nowhere" "$invitation"
is "$status" 78 'rules that are not there are a mistake'
"$INVITECTL" help >/dev/full 2>/dev/null
is $? 74 'a full disk does not look like success'

done_testing
