#!/bin/sh
# What we store is for its owner alone, and root is led nowhere by who owns a folder.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../cli/held.sh"

# open_to_others FOLDER: what group or others have any right to
open_to_others()
{
	find "$@" ! -type l -perm /077
}

contact()
{
	run "$INVITECTL" -c "$conf" contact "$@"
}

# new files, whatever the umask

for mask in 0000 0022 0077; do
	begin "mask$mask"
	chmod 700 "$lib"
	umask $mask
	contact add --owner bob@example.org --name 'Jane Doe'
	hold "$(mail "m$mask")" "$jane" >/dev/null
	hold "$(mail "o$mask")" "$jane" place=outbox >/dev/null
	id=$(hold "$(mail "d$mask")" "$jane")
	held delete "$id"
	run "$INVITECTL" -c "$conf" db backup "$lib/copy.db"
	contact export --owner bob@example.org "$lib/bob.vcf"
	umask 022
	is "$(ls "$lib" | tr '\n' ' ')" 'bob.vcf copy.db done held invite.db outbox tmp ' "umask $mask: everything is there"
	is "$(open_to_others "$lib")" '' 'and is for its owner alone'
done

# the daemon, and the log of a database in use

begin daemon
chmod 755 "$lib"
cat >"$conf" <<-END
	socket unix:$work/milter.sock
	database $db
	rules $ROOT/rules
END
contact add --owner bob@example.org --name 'Jane Doe'
chmod 664 "$db"
mkdir -m 755 "$lib/held"
(umask 0; exec "$INVITE_MILTER" -f -c "$conf" >"$work/daemon.log" 2>&1) &
daemon=$!
pids="$pids $daemon"
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	sleep 0.2
	grep -q 'waits for mail' "$work/daemon.log" && break
done
is "$(stat -c %a "$work/milter.sock")" 660 'the socket is for the group of the mail server'
hold "$(mail daemon)" "$jane" >/dev/null
is "$(open_to_others "$lib" -mindepth 1)" '' 'what an older version let the group read is read by it no more'
is "$(stat -c %a "$lib")" 755 'a folder that may have others things in it stays'
kill "$daemon"
wait "$daemon" 2>/dev/null
is "$(open_to_others "$lib" -mindepth 1)" '' 'nor when the filter has ended'

# exports into what is there

begin export
contact add --owner bob@example.org --name 'Jane Doe'
echo precious >"$work/victim"
ln -s "$work/victim" "$work/link.vcf"
contact export --owner bob@example.org "$work/link.vcf"
is "$status" 73 'an export follows no link'
ln "$work/victim" "$work/second.vcf"
contact export --owner bob@example.org "$work/second.vcf"
is "$status" 73 'nor writes to a file that has two names'
is "$(cat "$work/victim")" precious 'and nothing is lost'
(umask 022; : >"$work/open.vcf")
contact export --owner bob@example.org "$work/open.vcf"
is "$status" 0 'a file that is there is written to'
like "$err" 'open.vcf: others than its owner have rights to it \(mode 0644\)' 'and that others may read it is said'

# what stands in the place of a copy

begin planted
id=$(hold "$(mail planted)" "$jane")
short=$(printf %.12s "$id")
mv "$lib/held/$id" "$work/away"
ln -s "$work/away" "$lib/held/$id"
held show "$short"
unlike "$out" 'Hello Bob' 'a link in the place of a held message is not read'
rm "$lib/held/$id"
mkfifo "$lib/held/$id"
run timeout 10 "$INVITECTL" -c "$conf" held show "$short"
ok '[ "$status" -ne 124 ]' 'a pipe in its place keeps nobody waiting'
rm "$lib/held/$id"
mv "$work/away" "$lib/held/$id"
echo precious >"$work/victim"
chmod 644 "$work/victim"
ln -s "$work/victim" "$lib/done/$id" 2>/dev/null || { mkdir "$lib/done"; ln -s "$work/victim" "$lib/done/$id"; }
held check --repair
held delete "$short"
is "$(cat "$work/victim") $(stat -c %a "$work/victim")" 'precious 644' 'a link among what is over leads to no file that is emptied'

# root

if [ "$(id -u)" != 0 ]; then
	skip 'needs root' 'root becomes nobody by a link'
	done_testing
fi

alice=65534 # nobody: a user whose files the filter's user wants
filter=$(id -u uucp)

begin owned
mkdir "$work/alice"
: >"$work/alice/empty"
mkdir "$work/alice/old"
: >"$work/alice/old/letter"
touch -d '2001-01-01' "$work/alice/old/letter"
chown -R $alice "$work/alice"
chown "$filter" "$lib"
ln -s "$work/alice/empty" "$db"
chown -h "$filter" "$db"
contact add --owner bob@example.org --name 'Jane Doe'
is "$status" 77 "root makes no database where a link to another's file stands"
is "$(stat -c %s "$work/alice/empty")" 0 'and the file stays as it was'
rm "$db"
install -m 600 -o $alice /dev/null "$db"
contact add --owner bob@example.org --name 'Jane Doe'
is "$status" 77 "root does not become the owner of another's file in the folder"
like "$err" 'belongs to another than its folder' 'which is said'
rm "$db"

contact add --owner bob@example.org --name 'Jane Doe'
is "$(stat -c %u "$db")" "$filter" 'it becomes the owner of the folder'
for folder in held "done" outbox tmp; do
	ln -s "$work/alice/old" "$lib/$folder"
done
run "$INVITECTL" -c "$conf" held expire
run "$INVITECTL" -c "$conf" held check --repair
run "$INVITECTL" -c "$conf" db erase --person 'Jane Doe'
hold "$(mail led)" "$jane" >/dev/null 2>&1
is "$(ls "$work/alice/old")" letter 'links in the place of our folders lead nowhere'
is "$(stat -c %a "$work/alice/old")" 755 'and no rights are taken away there'

begin roots
contact add --owner bob@example.org --name 'Jane Doe'
chown $alice "$db"
contact add --owner bob@example.org --name 'John Roe'
is "$status" 77 'in a folder of root only who may write there writes a database of somebody'
rm -f "$db"*
ln -s "$work/alice/empty" "$db"
chown -h $alice "$db"
contact add --owner bob@example.org --name 'John Roe'
is "$status" 77 "and a link that is not root's is followed nowhere"
like "$err" "a link that is not root's" 'which is said'

begin looked
contact add --owner bob@example.org --name 'Jane Doe'
chown -R "$filter" "$lib"
echo "rules $ROOT/rules" >>"$conf"
run "$INVITECTL" -c "$conf" check "$(mail looked)"
run "$INVITE_MILTER" -c "$conf" -t "$(mail looked)"
is "$status" 0 'root looks at mail'
is "$(find "$lib" -user 0)" '' "and leaves nothing of root's beside the database"

done_testing
