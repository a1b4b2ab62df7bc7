#!/bin/sh
# Mail that was sent says whom one knows; mail to lists, roles, networks and crowds does not.
. "$(dirname "$0")/../lib.sh"
work_folder
cd "$work" || exit 1

printf 'rules %s\ndatabase %s\nlist-address team@example.org\n' "$ROOT/rules" "$work/invite.db" >conf
mkdir -p Sent/cur Sent/new Sent/tmp

# mail NAME: the header on standard input, From bob unless it says other
mail()
{
	{
		cat >"$work/header"
		grep -q '^From:' "$work/header" || echo 'From: Bob Coe <bob@example.org>'
		cat "$work/header"
		printf 'Date: Mon, 23 Nov 2026 12:00:00 +0000\n\nHello.\n'
	} >"Sent/cur/$1:2,S"
}

contents()
{
	"$INVITECTL" -c conf contact list --json 2>/dev/null |
		sed 's/"id":[0-9]*,"owner":"[^"]*",//; s/,"profiles".*//'
}

mail 01 <<'E'
To: Jane Doe <jane@example.net>, "Roe, John" <John.Roe+x@example.com>
Cc: =?utf-8?q?Zo=C3=AB?= Poe <zoe@example.com>
Bcc: hidden@example.net
E
mail 02 <<'E'
To: Jane <Jane@Example.net>
E
mail 03 <<'E'
To: "jane@example.net" <jane@example.net>, DOE JANE <jane+home@example.net>
E
mail 04-own <<'E'
To: Bob <bob+notes@example.org>
E
mail 05-list <<'E'
To: Club <club-announce@example.net>, chess@googlegroups.com, tea@lists.example.net
Cc: Our Team <team@example.org>
E
mail 06-role <<'E'
To: no-reply@example.net, postmaster@example.net, Support <support@example.com>
E
mail 07-network <<'E'
To: Jane via LinkedIn <jane.doe@linkedin.com>, x@mg.gitlab.com
E
mail 08-bulk <<'E'
Precedence: bulk
To: Ann Bulk <ann1@example.net>
E
mail 09-vacation <<'E'
Auto-Submitted: auto-replied
To: Ann Vacation <ann2@example.net>
E
mail 10-resent-list <<'E'
List-Id: <club.example.net>
To: Ann List <ann3@example.net>
E
mail 11-others <<'E'
From: Mallory <mallory@example.com>
To: Ann Other <ann4@example.net>
E
mail 12-two-from <<'E'
From: bob@example.org
From: mallory@example.com
To: Ann Two <ann5@example.net>
E
{
	printf 'To: c0@example.net'
	for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
		printf ',\n c%d@example.net' $i
	done
	echo
} | mail 13-crowd
mail 14-alias <<'E'
From: Robert Coe <robert@example.com>
To: Mary Coe <mary@example.net>
E

wanted='{"names":["Jane Doe","Jane"],"emails":["jane@example.net"]
{"names":["Roe, John"],"emails":["John.Roe+x@example.com"]
{"names":["Zoë Poe"],"emails":["zoe@example.com"]
{"names":[],"emails":["hidden@example.net"]'

run "$INVITECTL" -c conf contact import --owner bob@example.org Sent
is "$status" 66 'a Maildir is no address book unless it is said to be mail'
run "$INVITECTL" -c conf contact import --owner bob@example.org --format sent Sent
did 0 ' 4 read, 4 added' 'sent mail is imported'
is "$(contents)" "$wanted" 'the persons it was addressed to, by the names they were called'
like "$out" ' 4 read, 4 added' 'and it is said how many'
"$INVITECTL" -c conf contact list --json >before
is "$(grep -c '"source":"learned"' before)" 4 'they are learned, not said'
run "$INVITECTL" -c conf contact import --owner bob@example.org --format sent Sent
like "$out" ' 0 added, 0 merged, 4 unchanged' 'once more changes nothing'
run "$INVITECTL" -c conf contact import --owner bob@example.org --format sent --from robert@example.com Sent
like "$out" ' 1 added' "the owner's other addresses are theirs too"

rm -f invite.db
run "$INVITECTL" -c conf contact import --owner ann@example.org --format sent Sent
like "$err" 'none of 14 mails is from ann@example.org' "another's mail teaches nothing, and it is said"
"$INVITECTL" -c conf contact add --owner bob@example.org --name 'First Comer' >/dev/null
is "$(contents)" '{"names":["First Comer"],"emails":[]' 'and nobody is stored: who comes now is alone'
rm -f invite.db
run "$INVITECTL" -c conf contact import --owner @example.org --format sent Sent
is "$(contents)" "$wanted" "a domain's book takes the mail of its people"

rm -f invite.db
for mail in Sent/cur/*; do
	echo 'From bob@example.org Mon Nov 23 12:00:00 2026'
	cat "$mail"
	echo
done >sent.mbox
run "$INVITECTL" -c conf contact import --owner bob@example.org --format sent sent.mbox
is "$(contents)" "$wanted" 'an mbox is read as well'
rm -f invite.db
run "$INVITECTL" -c conf contact import --owner bob@example.org --format sent - <sent.mbox
is "$(contents)" "$wanted" 'and from standard input'
run "$INVITECTL" -c conf contact import --owner bob@example.org --format sent /nowhere/Sent
is "$status" 66 'mail that is not there is said'
like "$err" '^/nowhere/Sent: No such file' 'by its name'

"$INVITECTL" -c conf contact decline --owner bob@example.org --email jane@example.net >/dev/null
run "$INVITECTL" -c conf contact import --owner bob@example.org --format sent Sent
run "$INVITECTL" -c conf contact show --owner bob@example.org --json jane@example.net
like "$out" '"state":"declined"' 'a decline is not unlearned by writing'

done_testing
