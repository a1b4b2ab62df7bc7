#!/bin/sh
# The books as a postmaster keeps them.
. "$(dirname "$0")/../lib.sh"
work_folder

mkdir "$work/store"
db=$work/store/invite.db
conf=$work/invite-milter.conf
echo "database $db" >"$conf"

contact()
{
	run "$INVITECTL" -c "$conf" contact "$@"
}

# without a database

contact list
did 0 "no database at $db" 'a book that is not there yet is listed as empty, and it is said that there is none'
is "$(printf '%s\n' "$out" "$err" | grep -c .)" 1 'and nothing else is printed'
ok '[ -n "$err" ] && [ -z "$(ls -A "$work/store")" ]' 'and none is made'
contact remove --owner bob@example.org 1
is "$status" 65 'nobody can be removed from it'

# add

contact add --owner bob@example.org --name 'Jane Doe' --name Jenny --email jane@example.net \
	--profile linkedin:slug:jane-doe-42 --note 'from the club'
did 0 'trusted +Jane Doe' 'a person is added'
ok '[ -f "$db" ]' 'the database is made by the first'
is "$(stat -c %a "$db")" 600 'readable by its owner alone'
is "$(ls "$work/store")" invite.db 'with nothing left beside it'

contact list --json --owner bob@example.org
like "$out" '^\{"id":1,"owner":"bob@example.org","names":\["Jane Doe","Jenny"\],"emails":\["jane@example.net"\],"profiles":\["linkedin:slug:jane-doe-42"\],"state":"trusted",' \
	'the list has all of it, an object a line'
like "$out" '"source":"manual",.*"since":"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"\}$' \
	'and since when'

contact add --owner bob@example.org --email Jane+work@Example.NET --name 'J. Doe'
contact list --json
is "$(echo "$out" | grep -c jane@example.net)-$(echo "$out" | wc -l)" 1-1 'an address with another +detail is the same person'
like "$out" '"names":\["Jane Doe","Jenny","J. Doe"\]' 'who now has one name more'

LC_ALL=C contact add --owner '@Example.org' --name 'Jörg Müller'
did 0 'Jörg Müller' 'a foreign name needs no locale'
contact list --json --owner @example.org
like "$out" '"owner":"@example.org","names":\["Jörg Müller"\]' 'and is stored as it was written'
contact show --owner @example.org 'muller jorg'
like "$out" 'Jörg Müller' 'a name is found in any order and without accents'

contact add --owner '*' --profile XING:slug:John-Roe --json
like "$out" '"owner":"\*".*"profiles":\["XING:slug:John-Roe"\]' 'the site has a book too'
contact list
is "$(echo "$out" | wc -l)" 3 'without an owner all books are listed'

# what is refused

refused()
{
	sentence=$1; shift
	contact "$@"
	is "$status" 64 "$sentence"
}
refused 'an owner must be named' add --name 'Jane Doe'
refused 'an owner is an address, a domain or the site' add --owner bob --name 'Jane Doe'
refused 'a contact is known by something' add --owner bob@example.org
refused 'an address looks like one' add --owner bob@example.org --email jane
refused 'a profile has three parts' add --owner bob@example.org --profile linkedin:jane
refused 'a name has a letter at least' add --owner bob@example.org --name '  '
refused 'a name has no line end' add --owner bob@example.org --name 'Jane
Doe'
refused 'a name is UTF-8' add --owner bob@example.org --name "$(printf 'J\344ne Doe')"
refused 'a decline by name alone names its network' decline --owner bob@example.org --name 'John Roe'
refused 'only one contact is removed at a time' remove --owner bob@example.org 1 2
refused 'an option that it does not know is refused' add --owner bob@example.org --nmae Jane
refused 'a command that is not there is refused' befriend --owner bob@example.org
contact list
is "$(echo "$out" | wc -l)" 3 'and nothing was stored by any of them'

# decline, remove, forget

# remove WORD: $removed is the status, and who is left of Jane's two and John
remove()
{
	contact remove --owner bob@example.org "$1"
	removed="$status: $("$INVITECTL" -c "$conf" contact list --json | grep -oE 'J[a-z]+ Roe|jane@example.net|jd@example.com' | paste -sd ' ')"
}

# names: how many contacts are called John Roe
names()
{
	"$INVITECTL" -c "$conf" contact list --owner bob@example.org --json | grep -c 'John Roe'
}

contact decline --owner bob@example.org --name 'John Roe' --network XING
did 0 'declined +John Roe at xing' 'a name is declined at a network'
contact list --json --owner bob@example.org
like "$out" '"names":\["John Roe"\],.*"state":"declined","network":"xing"' 'and stored so'
contact decline --owner bob@example.org --email jane@example.net
contact show --owner bob@example.org --json jane@example.net
like "$out" '"id":1,.*"state":"declined"' 'who is declined later is trusted no more'
contact add --owner bob@example.org --email jane@example.net
contact show --owner bob@example.org 1
like "$out" '^  state +trusted' 'who is trusted again is trusted'
like "$out" 'from the club' 'and the note is kept'

contact add --owner bob@example.org --name 'Jane Doe' --email jd@example.com
contact remove --owner bob@example.org 'Jane Doe'
is "$status" 65 'a name that two contacts have removes neither'
is "$(echo "$out" | wc -l)" 2 'but shows both'
contact remove --owner ann@example.org 1
is "$status" 65 "another owner's contact is not removed"
remove jd@example.com
is "$removed" '0: jane@example.net John Roe' 'a contact is removed by its address'
remove 1
is "$removed" '0: John Roe' 'and by its id'
contact show --owner bob@example.org 'Jane Doe'
is "$status" 65 'and both are gone'

contact add --owner bob@example.org --name 'John Roe' --email roe@example.com
before=$(names)
contact forget --owner bob@example.org 'John Roe'
is "$before-$status-$(names)" 2-0-0 'a person is forgotten, with the decline and all'

# a database that cannot be used

echo 'database /nowhere/store/invite.db' >"$work/nowhere.conf"
run "$INVITECTL" contact add -c "$work/nowhere.conf" --owner '*' --name 'Jane Doe'
is "$status" 73 'without its folder the database cannot be made'
like "$err" '/nowhere/store' 'and the folder is named'

echo 'this is not a database at all, it is a text' >"$work/store/text.db"
echo "database $work/store/text.db" >"$work/text.conf"
run "$INVITECTL" contact list -c "$work/text.conf"
is "$status" 65 'a file that is no database is refused'

run "$INVITECTL" contact list -c "$work/none.conf"
is "$status" 78 'a configuration that is not there is a mistake'
echo 'databse /tmp/x.db' >"$work/wrong.conf"
run "$INVITECTL" contact list -c "$work/wrong.conf"
is "$status" 78 'a wrong keyword is a mistake'
like "$err" 'wrong.conf:1:1: ' 'and its place is said'

# two at once, and root

mkdir "$work/race"
echo "database $work/race/invite.db" >"$work/race.conf"
for i in 1 2 3 4 5 6; do
	"$INVITECTL" -c "$work/race.conf" contact add --owner '*' --email "p$i@example.net" >"$work/race/out$i" 2>&1 &
done
wait
run "$INVITECTL" -c "$work/race.conf" contact list
is "$(echo "$out" | wc -l)" 6 'six who write at once to a database that is not there lose nothing'

if [ "$(id -u)" = 0 ]; then
	mkdir "$work/given"
	chown 65534:65534 "$work/given"
	echo "database $work/given/invite.db" >"$work/given.conf"
	run "$INVITECTL" -c "$work/given.conf" contact add --owner '*' --name 'Jane Doe'
	is "$(stat -c %u:%g "$work/given/invite.db")" 65534:65534 'what root makes belongs to the owner of the folder'
	chmod 600 "$work/given.conf"
	run "$INVITECTL" -c "$work/given.conf" contact list
	did 0 'Jane Doe' 'root reads its configuration before it becomes the owner'
else
	skip 'needs root' 'what root makes belongs to the owner of the folder'
fi

done_testing
