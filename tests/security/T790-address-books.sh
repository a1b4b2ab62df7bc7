#!/bin/sh
# Address books: what somebody else's says of itself, and what a spreadsheet makes of ours.
. "$(dirname "$0")/../lib.sh"
work_folder

# new_book: an empty one
new_book()
{
	rm -f "$work"/invite.db*
	printf 'rules %s\ndatabase %s\n' "$ROOT/rules" "$work/invite.db" >"$work/conf"
}

contact()
{
	run "$INVITECTL" -c "$work/conf" contact "$@"
}

import()
{
	contact import --owner bob@example.org "$@"
}

# contents: the book, without numbers
contents()
{
	"$INVITECTL" -c "$work/conf" contact list --json 2>/dev/null | sed 's/"id":[0-9]*,"owner":"[^"]*",//'
}

# what only our own exports say

new_book
cat >"$work/foreign.vcf" <<-END
	BEGIN:VCARD
	VERSION:4.0
	FN:Mallory Mole
	EMAIL;X-INVITE-LEARNED=YES:mallory@example.com
	X-INVITE-PROFILE:linkedin:slug:jane-doe-42
	item1.X-INVITE-SOURCE:manual
	x-invite-since:2001-01-01T00:00:00Z
	X-INVITE-NOTE:an old friend
	X-INVITE-STATE:trusted
	END:VCARD
	BEGIN:VCARD
	VERSION:4.0
	FN:Jane Doe
	EMAIL:jane@example.net
	X-Invite-State;VALUE=text:declined
	END:VCARD
	BEGIN:VCARD
	VERSION:4.0
	FN:John Roe
	X-INVITE-STATE:DECLINED
	X-INVITE-NETWORK:linkedin
	END:VCARD
END
import "$work/foreign.vcf"
is "$status" 65 "a card that speaks as ours do is told"
is "$(contents | sed 's/,"since":"[^"]*"//')" \
	'{"names":["Mallory Mole"],"emails":["mallory@example.com"],"profiles":[],"state":"trusted","network":null,"source":"import","note":null}' \
	'who is in it is imported, by what address books show'
unlike "$(contents)" '2001' 'since today'
like "$err" 'foreign.vcf:4: what our own exports say of a contact is taken with --restore alone' 'the rest is not taken, which is said'
is "$(printf '%s\n' "$err" | grep -c 'what our own exports say')" 1 'once'
like "$err" 'foreign.vcf:15: not trusted in this file: left out without --restore' 'who is declined in it is not trusted for that'

new_book
contact add --owner bob@example.org --name 'Jane Doe' --email jane@example.net
import "$work/foreign.vcf"
contact show --owner bob@example.org --json jane@example.net
like "$out" '"state":"trusted"' 'nobody declines a friend by a file'

printf '%s\n' 'Name,Email,State,Network,Note' 'Jane Doe,jane@example.net,declined,,hello' 'Mary Major,mary@example.net,trusted,,hello' \
	>"$work/table.csv"
printf '%s\n' 'Names,Addresses,Profiles,Learned,State,Network,Source,Since,Note' \
	'Jane Doe,jane@example.net,,,declined,,manual,2001-01-01T00:00:00Z,' \
	'Mary Major,mary@example.net,,mary@example.net,trusted,,manual,2001-01-01T00:00:00Z,hello' >"$work/ours.csv"
for table in table ours; do
	new_book
	import "$work/$table.csv"
	is "$(contents | sed 's/,"since":"20[2-9][^"]*"//')" \
		'{"names":["Mary Major"],"emails":["mary@example.net"],"profiles":[],"state":"trusted","network":null,"source":"import","note":"hello"}' \
		"$table.csv: a table says no more than a card"
	like "$err" "$table.csv:2: not trusted in this file" "$table.csv: and that is said"
	new_book
	import --restore "$work/$table.csv"
	is "$status" 0 "$table.csv: restored it is taken whole"
	like "$(contents)" '"names":\["Jane Doe"\].*"state":"declined"' "$table.csv: who is declined, too"
done

# round trips

new_book
contact add --owner bob@example.org --name '=HYPERLINK("x") Doe' --name "'+John" --email '+x@example.org' --email '=cmd|x@example.org' \
	--email '-a@example.org' --note "$(printf '=1+1\n+49 89 1234;=2\t@SUM(1)\r\nquoted "x"; =3')"
contact add --owner bob@example.org --name '@Jane Doe' --email jane@example.net --note "'=x"
contact decline --owner bob@example.org --name '-Rita Roe' --network xing
contents >"$work/before"
is "$(wc -l <"$work/before")" 3 'names, addresses and notes may begin as formulas do'
for format in csv vcard; do
	contact export --owner bob@example.org --format $format "$work/book.$format"
	new_book
	import --restore "$work/book.$format"
	is "$status" 0 "$format: what was exported is restored"
	is "$(contents)" "$(cat "$work/before")" "$format: and is as it was"
done

# formulas SEPARATOR: cells of the export that a spreadsheet which parts them there would compute
formulas()
{
	perl -e 'my $separator = shift; local $/; my $text = <STDIN>; my ($cell, $quoted, $begun) = ("", 0, 0);
		for my $c (split //, $text, -1) {
			if ($quoted) { if ($c eq "\"") { $quoted = 0 } else { $cell .= $c } next }
			if ($c eq "\"" && !$begun) { $quoted = $begun = 1; next }
			if ($c eq $separator || $c eq "\n") { print "$cell\n" if $cell =~ /^["\s]*[=+\-@\t\r]/; ($cell, $begun) = ("", 0); next }
			next if $c eq "\r";
			$cell .= $c; $begun = 1;
		}' "$1" <"$work/book.csv"
}
for separator in ',' ';' "$(printf '\t')"; do
	is "$(formulas "$separator")" '' "parted at \"$separator\" no cell is a formula"
done
ok 'printf "a;=1\n" >"$work/book.csv"; [ -n "$(formulas ";")" ]' 'which would be seen'

# by way of decisions

new_book
contact add --owner bob@example.org --name 'Jane Doe' --email jane@example.net --note "$(printf 'a\rX-INVITE-STATE:declined\033[2J')"
contact export --owner bob@example.org "$work/note.vcf"
is "$(tr '\r' '\n' <"$work/note.vcf" | grep -c '^X-INVITE-STATE')" 1 'a note writes no property'
unlike "$(cat "$work/note.vcf")" "$(printf '\033')" 'and commands nothing'

done_testing
