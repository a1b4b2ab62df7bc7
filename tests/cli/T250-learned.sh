#!/bin/sh
# What was learned is listed and undone; whose logins are whose is checked before mail comes.
. "$(dirname "$0")/../lib.sh"
work_folder
cd "$work" || exit 1

printf 'rules %s\ndatabase %s\nauthserv-id mx.example.org\n' "$ROOT/rules" "$work/invite.db" >conf
contact()
{
	run "$INVITECTL" -c conf contact "$@"
}

printf 'From: bob@example.org\nTo: Jane Doe <jane@example.net>, Janie Roe <john@example.net>\n\nHello.\n' >mail
contact add --owner bob@example.org --name 'John Roe' --email john@example.net
contact add --owner carol@example.org --name 'Jane Doe' --email jane@example.net
contact import --owner bob@example.org --format sent mail

contact list --owner bob@example.org --source learned
is "$(echo "$out" | grep -c jane@example.net)-$(echo "$out" | wc -l)" 1-1 'what was learned is listed by itself'
like "$out" 'Jane Doe, jane@example.net' 'with what was learned'
contact list --source manual --json
is "$(echo "$out" | wc -l)" 2 'and what was said'
contact list --source heard
is "$status" 64 'a source has three names'
contact forget --owner bob@example.org --source manual
is "$status" 64 'what was said is not forgotten in one go'
contact forget --owner bob@example.org --source learned 'Jane Doe'
is "$status" 64 'all that was learned, or one person'
contact forget --owner bob@example.org --source learned
did 0 '^1 learned' 'what was learned is undone'
like "$out" '^1 learned contacts of bob@example.org forgotten' 'and it is said how much'
contact list --owner bob@example.org --json
like "$out" '"names":\["John Roe"\],"emails":\["john@example.net"\]' 'who was said stays, without the learned name'
is "$(echo "$out" | grep -c '"names"')-$(echo "$out" | wc -l)" 1-1 'and nobody else'
contact list --owner carol@example.org
like "$out" 'Jane Doe' "another's book stays"

# login-map

check()
{
	run "$INVITE_MILTER" -n -c conf
}
echo "login-map $work/logins" >>conf
check
is "$status" 78 'a map of logins that is not there is a mistake'
printf 'bob bob@example.org\n@mx.example.org example.org\n' >logins
check
is "$status" 78 'so is a line of it that makes no sense'
like "$err$out" "$work/logins:2:17: expected @domain, as the realm before it, found \"example.org\"" \
	'and file, line and column are said'
printf 'bob bob@example.org\n@mx.example.org @example.org\n' >logins
check
is "$status" 0 'a map that makes sense passes'

done_testing
