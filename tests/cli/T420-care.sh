#!/bin/sh
# The database is checked, backed up, upgraded; who asks is told what is stored, or forgotten.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/held.sh"

db_is()
{
	run "$INVITECTL" -c "$conf" db "$@"
}
contact()
{
	run "$INVITECTL" -c "$conf" contact "$@"
}

# nothing there

begin empty
for command in check upgrade "backup $work/copy.db"; do
	db_is $command
	is "$status" 66 "without a database there is nothing to ${command%% *}"
done
db_is erase --person jane@example.net
is "$out" 'erased: 0 contacts, 0 senders in the history, 0 held messages' 'and nobody to erase'
ok '[ -z "$(ls -A "$lib")" ]' 'and nothing is made'

# check

begin check
contact add --owner bob@example.org --name 'Jane Doe' --email jane@example.net
db_is check
is "$status" 0 'a database in use is whole'
like "$out" "$db is whole" 'which is said'
like "$out" '^index and files agree' 'the held messages too'
id=$(hold "$(mail 1)" "$jane" index=no)
db_is check
is "$status" 65 'a held message that the index lacks is told'
like "$out" "^$(echo "$id" | cut -c 1-12): " 'with its id'
held check --repair
db_is check
is "$status" 0 'and mended all is well'
perl -e 'open F, "+<", $ARGV[0] or die; seek F, 4096 * 3, 0; print F "x" x 4096' "$db"
db_is check
is "$status" 65 'a damaged page is told'
ok '[ -n "$out$err" ]' 'in words'
echo 'no database at all, but a letter of more than a few bytes' >"$db"
db_is check
is "$status" 65 'so is a file that is none'
rm "$db"

# backup

begin backup
contact add --owner bob@example.org --name 'Jane Doe' --email jane@example.net
db_is backup "$work/copy.db"
is "$status" 0 'a backup is made'
is "$(stat -c %a "$work/copy.db")" 600 'readable by its owner alone'
is "$(find "$work" -maxdepth 1 -name 'copy.db*' | wc -l)" 1 'with nothing beside it'
contact add --owner bob@example.org --name 'John Roe'
echo "database $work/copy.db" >"$work/copy.conf"
run "$INVITECTL" -c "$work/copy.conf" contact list
is "$(echo "$out" | wc -l)" 1 'it is what the database was'
db_is backup "$work/copy.db"
run "$INVITECTL" -c "$work/copy.conf" contact list
is "$(echo "$out" | wc -l)" 2 'once more it takes the place of the first'
run "$INVITECTL" -c "$work/copy.conf" db check
is "$status" 0 'and is whole'
db_is backup /nonexistent/copy.db
is "$status" 73 'a folder that is not there is said'
db_is backup
is "$status" 64 'a backup needs a file'
if [ "$(id -u)" = 0 ]; then
	chown -R uucp "$lib"
	mkdir -m 700 "$work/roots"
	db_is backup "$work/roots/copy.db"
	is "$status" 0 'root backs up to where the owner of the database may not write'
	is "$(stat -c %U "$work/roots/copy.db")" root 'as root'
	is "$(find "$lib" -user root)" '' "and leaves nothing of root's beside the database"
else
	skip 'needs root' 'root backs up to where the owner of the database may not write'
fi

# upgrade

db_is upgrade
is "$status" 0 'a database of this version needs no upgrade'
like "$out" 'schema [0-9]+, up to date' 'which is said'
perl -e 'open F, "+<", $ARGV[0] or die; seek F, 60, 0; print F pack "N", 99' "$work/copy.db"
run "$INVITECTL" -c "$work/copy.conf" db upgrade
is "$status" 65 'one of a newer version is left alone'

# who asks: export

begin person
contact add --owner bob@example.org --name 'Jane Doe' --email jane@example.net --profile linkedin:slug:jane-doe-42
contact add --owner '*' --name 'Jane Doe' --email jd@example.com
contact add --owner carol@example.org --name 'Jenny' --email jane@example.net --note 'from the club'
hold "$(mail 2 'Jane Doe <jane@example.net>')" "$jane" "$profile" >/dev/null
contact export --person jane@example.net
is "$status" 0 'a person may know what is stored'
like "$out" 'contact 1 of bob@example.org' 'in one book'
like "$out" 'from the club' 'in another, with the note'
like "$out" 'held message' 'and of held mail'
unlike "$out" 'jd@example.com' 'a namesake is somebody else'
contact export --json --person 'jane doe'
is "$(echo "$out" | grep -c '"owner"')" 3 'by name it is all who are called so'
like "$out" '"record":"held".*"profile":"linkedin:slug:jane-doe-42"' 'in JSON too'
contact export --person nobody@example.net
is "$status" 65 'of who is not there nothing is stored'
contact export --person jane@example.net --owner bob@example.org
is "$status" 64 'it is what all books have'

# who asks: erase

# traces WORD: the files that have it, in any case
traces()
{
	grep -rlia -e "$1" "$lib"
}
ok '[ -n "$(traces jane@example.net)" ]' 'a person has traces'
db_is erase --dry-run --person jane@example.net
is "$out" 'would be erased: 2 contacts, 0 senders in the history, 1 held messages' 'a dry run counts them'
ok '[ -n "$(traces jane@example.net)" ]' 'and erases none'
db_is erase --person jane@example.net
is "$status" 0 'a person is erased'
like "$out" '^erased: 2 contacts, 0 senders in the history, 1 held messages' 'in all books, and held mail'
like "$out" "^kept, for a name alone is not the person: 1 contacts" 'a namesake is kept and mentioned'
like "$out" "erase --person 'Jane Doe' as well" 'with what to do'
is "$(traces jane@example.net)$(traces jane-doe-42)$(traces 'from the club')" '' 'no file has a trace'
db_is erase --person 'Jane Doe'
is "$(traces jane)$(traces jd@example.com)" '' 'by the name not even of that'
ok '[ -z "$(find "$lib/done" -type f -size +0)" ]' 'what is over is an empty file'
like "$(strings -a "$db" 2>/dev/null || tr -cd "[:print:]" <"$db")" 'erased' 'that it was done is taken down'

contact add --owner bob@example.org --name 'John Roe'
contact add --owner carol@example.org --name 'Mary Major'
db_is erase --owner Bob@Example.org
is "$status" 0 'an owner is erased'
is "$(traces bob@example.org)" '' 'and no file has a trace'
contact list
is "$(echo "$out" | wc -l)" 1 "others' books stay"
db_is erase
is "$status" 64 'whom to erase must be said'
db_is erase --owner bob@example.org --person jane@example.net
is "$status" 64 'an owner or a person, not both'
db_is erase --owner bob
is "$status" 64 'an owner looks like one'

done_testing
