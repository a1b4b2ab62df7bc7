#!/bin/sh
# Address books of other programs, read back whole; and what they may be like on bad days.
. "$(dirname "$0")/../lib.sh"
work_folder
cd "$work" || exit 1
books=$ROOT/tests/import

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

# contents: the book without what differs from run to run
contents()
{
	"$INVITECTL" -c "$work/conf" contact list --owner bob@example.org --json 2>/dev/null |
		sed 's/"id":[0-9]*,"owner":"[^"]*",//; s/,"since":"[^"]*"//'
}

# is_empty NAME: nobody stands in the book, so who comes now is alone
is_empty()
{
	"$INVITECTL" -c "$work/conf" contact add --owner bob@example.org --name 'First Comer' >/dev/null
	is "$(contents | sed 's/",.*//')" '{"names":["First Comer"],"emails":[],"profiles":[],"state":"trusted' "$1"
}

# each producer's form

for book in "$books"/*.vcf "$books"/*.csv; do
	name=$(basename "$book")
	charset=
	restore=
	[ ! -f "$book.charset" ] || charset=$(cat "$book.charset")
	[ ! -f "$book.restore" ] || restore=--restore
	new_book
	cp "$book" "$work/$name"
	import $restore ${charset:+--charset "$charset"} "$name"
	left_out=$(cat "$book.left-out" 2>/dev/null)
	is "$(contents)" "$(cat "$book.wanted")" "$name is read back whole"
	stored=$(contents | wc -l) wanted=$(wc -l <"$book.wanted")
	is "$stored $(printf '%s\n' "$err" | sed -n "s/^$name://p")" "$wanted $left_out" "$name: what is left out is said with its line"
	is "$stored $status" "$wanted $([ -z "$left_out" ] && echo 0 || echo 65)" "$name: and told by the exit status"
	before=$("$INVITECTL" -c "$work/conf" contact list --json)
	import $restore ${charset:+--charset "$charset"} "$name"
	is "$(contents | wc -l) $("$INVITECTL" -c "$work/conf" contact list --json)" "$wanted $before" "$name: once more changes nothing"
	like "$out" ' 0 added, 0 merged' "$name: and is said to be there already"
done

# formats and encodings

new_book
import --format google "$books/outlook.csv"
is "$status" 65 'a file that is not of the format is refused'
like "$err" 'outlook.csv: expected a vCard, or the header row of google' 'and it is said which was expected'
import "$ROOT/README.md"
is "$status" 65 'a file that is no address book is refused'
import --format sheet "$books/apple.vcf"
is "$status" 64 'a format that nobody knows is a mistake'
import --charset klingon "$books/apple.vcf"
is "$status" 64 'a charset that nobody knows is a mistake'
import "$books/apple.vcf" /nowhere/b.vcf
is "$status" 66 'a file that is not there is said'
import
is "$status" 64 'a file must be named'
is_empty 'and nothing was stored by any of them'
contact import "$books/apple.vcf"
is "$status" 64 'an owner must be named'

for order in LE BE; do
	new_book
	{ [ $order = LE ] && printf '\377\376' || printf '\376\377'
	  iconv -f utf-8 -t utf-16$order "$books/google-new.csv"; } >utf-16.csv
	import utf-16.csv
	is "$(contents)" "$(cat "$books/google-new.csv.wanted")" "UTF-16$order is known by its mark"
done
new_book
iconv -f utf-8 -t utf-16le "$books/google-new.csv" >unmarked.csv
import unmarked.csv
is "$status" 65 'without the mark it is not guessed'
like "$err" '^unmarked.csv:1: not UTF-8: --charset tells' 'but said'
import --charset utf-16le unmarked.csv
is "$(contents)" "$(cat "$books/google-new.csv.wanted")" 'and read when it is told'
new_book
{ printf '\357\273\277'; cat "$books/apple.vcf"; } >bom.vcf
import bom.vcf
is "$(contents)" "$(cat "$books/apple.vcf.wanted")" 'a byte order mark of UTF-8 is no part of the first line'
new_book
import "$books/outlook-german.csv"
like "$err" '^.*outlook-german.csv:1: not UTF-8' 'Latin-1 is not guessed'
import --charset utf-8 "$books/outlook-german.csv"
is "$status" 65 'nor is a charset that is not the right one'
is_empty 'and nothing of it is stored'
new_book
import - <"$books/apple.vcf"
is "$(contents)" "$(cat "$books/apple.vcf.wanted")" 'standard input is read'

# what becomes of whom

new_book
contact decline --owner bob@example.org --email jane@example.net
contact add --owner bob@example.org --name 'Zoe Poe'
import --dry-run "$books/google-old.csv"
like "$out" '^dry run: bob@example.org: 4 read, 3 added, 1 merged, 0 unchanged, 0 left out$' 'a dry run says what would be'
is "$(contents | wc -l)" 2 'and stores nothing'
import --json "$books/google-old.csv" "$books/google.vcf"
is "$status" 65 'several files are imported at once'
like "$out" '"file":".*google.vcf","line":21,"reason":"nobody' 'JSON tells what is left out'
like "$out" '"owner":"bob@example.org","read":6,"added":4,"merged":1,"unchanged":0,"left_out":1,"dry_run":false' 'and what became of the rest'
contact show --owner bob@example.org --json jane@example.com
like "$out" '"names":\["Dr. Jane Q. Doe","Jenny"\].*"state":"declined"' 'who was declined stays so, and is known by more'
contact show --owner bob@example.org --json zoe@example.com
like "$out" '"profiles":\["github:login:zoepoe"\]' 'two files that know one address tell of one person'
is "$("$INVITECTL" -c "$work/conf" contact list | grep -c 'Zo[eë] Poe')" 2 'a name alone joins nobody'
rm -f "$work"/invite.db*
import --dry-run "$books/apple.vcf"
did 0 '^dry run: ' 'a dry run needs no database'
ok '[ -n "$out" ] && [ ! -e "$work/invite.db" ]' 'and makes none'

# what it is for

standing()
{
	"$INVITECTL" -c "$work/conf" check --json --to bob@example.org \
		"$ROOT/rules/examples/linkedin/a-member-invites-and-the-template-says-so.eml" 2>/dev/null |
		sed -n 's/.*"standing":"\([a-z-]*\)".*"action":"\([a-z]*\)".*/\1 \2/p'
}

new_book
printf 'authserv-id mx.example.org\nown-hosts mx.example.org\n' >>"$work/conf"
is "$(standing)" 'unknown tag' 'a stranger invites'
import "$books/thunderbird-german.csv"
is "$(standing)" 'unknown tag' 'who knows others does not know her'
printf 'BEGIN:VCARD\nFN:Jane Doe\nEMAIL:jane@example.net\nEND:VCARD\n' | "$INVITECTL" -c "$work/conf" \
	contact import --owner bob@example.org - >/dev/null
is "$(standing)" 'name-only tag' 'who has her address knows her name alone, for LinkedIn writes no address'
import "$books/linkedin.csv"
is "$(standing)" 'trusted pass' 'who has imported his connections lets her in'
new_book
printf 'authserv-id mx.example.org\nown-hosts mx.example.org\n' >>"$work/conf"
contact add --owner bob@example.org --profile https://www.linkedin.com/in/jane-doe-42
is "$(standing)" 'trusted pass' 'and so does who has given the address of her page'

# all or nothing

new_book
perl "$books/generate.pl" 30000 >many.csv
"$INVITECTL" -c "$work/conf" contact add --owner bob@example.org --name 'Jane Doe' >/dev/null
for delay in 0.1 0.3 0.5 0.7 0.9 1.1 1.3; do
	"$INVITECTL" -c "$work/conf" contact import --restore --owner bob@example.org many.csv >/dev/null 2>&1 &
	pid=$!
	sleep $delay
	kill -9 $pid 2>/dev/null
	wait $pid 2>/dev/null
	contents | wc -l
done >sizes
is "$(sort -u sizes | grep -vE '^ *(1|30001)$')" '' 'an import that was killed leaves the book as it was, or is done'
like "$(head -1 sizes)" '^ *1$' 'the first was killed before its end'

new_book
"$INVITECTL" -c "$work/conf" contact add --owner bob@example.org --name 'Jane Doe' >/dev/null
"$INVITECTL" -c "$work/conf" contact import --restore --owner bob@example.org many.csv >/dev/null 2>&1 &
pid=$!
while kill -0 $pid 2>/dev/null; do
	contents | wc -l
done >sizes
is "$(sort -u sizes | grep -vE '^ *(1|30001)$')" '' 'while it runs readers see the book as it was, or all of it'
ok '[ "$(wc -l <sizes)" -gt 3 ]' 'and go on reading'

new_book
perl "$books/generate.pl" 3000 >few.csv
for i in 1 2 3; do
	"$INVITECTL" -c "$work/conf" contact import --restore --owner bob@example.org few.csv >"two-$i" 2>&1 &
done
wait
is "$(contents | wc -l)" 3000 'imports at once bring each person once'
is "$(cat two-* | grep -c ' 3000 read, ')" 3 'and all finish'
is "$(sed 's/.* read, \([0-9]*\) added.*/\1/' two-* | sort -n | tr '\n' ' ')" '0 0 3000 ' 'and only one says that it added them'

# round trips

"$INVITECTL" -c "$work/conf" contact list --json >/dev/null
new_book
perl "$books/generate.pl" 10000 >ten.csv
import --restore ten.csv
is "$(contents | wc -l)" 10000 'ten thousand are imported'
"$INVITECTL" -c "$work/conf" contact list --json >before
for format in vcard csv; do
	contact export --owner bob@example.org --format $format "$work/export.$format"
	ok '[ "$status" = 0 ] && [ -s "$work/export.$format" ]' "a book is exported as $format"
	new_book
	import --restore "export.$format"
	"$INVITECTL" -c "$work/conf" contact list --json >after
	ok '[ -s before ] && cmp -s before after' "and is exactly the same when it comes back from $format"
	contact export --owner bob@example.org --format $format
	ok "cmp -s '$work/stdout' 'export.$format'" 'and so is its export'
done
ok "[ -n \"\$(grep 'X-INVITE-LEARNED=YES' export.vcard)\" ]" 'what was only learned is marked'
is "$(grep -c '^BEGIN:VCARD' export.vcard) $(awk 'length($0) > 76' export.vcard)" '10000 ' 'no line of a card is longer than it may be'
contact export --owner zoe@example.org
is "$status-$out-$(wc -l <before)" 0--10000 'an empty book is an empty file'
contact export --owner bob@example.org /nowhere/file
is "$status" 73 'a file that cannot be made is said'
contact export --owner bob@example.org --format google
is "$status" 64 'nobody exports in the words of others'

done_testing
