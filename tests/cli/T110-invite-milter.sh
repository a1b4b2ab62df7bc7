#!/bin/sh
# invite-milter's command line: what it says and how it ends, before any mail.
. "$(dirname "$0")/../lib.sh"
work_folder

mkdir "$work/rules"
cat >"$work/rules/club.rules" <<'RULES'
network club "The Club"
    category     social
    from         club.example
    invitation   subject /^(?<name>.+?) invited you/
RULES
: >"$work/there.db"
conf=$work/invite-milter.conf
printf '%s\n' "rules $work/rules" "database $work/there.db" 'authserv-id mx.example.org' >"$conf"
cat >"$work/a.eml" <<'MAIL'
Received: from club.example by mx.example.org; Mon, 2 Mar 2026 10:00:00 +0000
From: The Club <no-reply@club.example>
To: bob@example.org
Subject: Jane Doe invited you

Come in.
MAIL

milter()
{
	run timeout 30 "$INVITE_MILTER" "$@"
}

# ends STATUS NAME ARGUMENT...: it ends at once with STATUS
ends()
{
	wanted=$1 name=$2
	shift 2
	milter "$@"
	is "$status" "$wanted" "$name"
}

ends 0 '-V is fine' -V
like "$out" '^invite-milter [0-9]' 'and says the version'
ends 0 '--help is fine' --help
like "$out" '^usage: invite-milter' 'and says how to call it'
ends 64 'an unknown option is not' -x
ends 64 'nor is -t without mail' -t
ends 64 'nor are words left over' -n "$conf"
ends 64 'nor -p with what is no socket' -n -c "$conf" -p bogus
like "$err" '^invite-milter: -p: expected unix:/path' 'and says what is one'
ends 64 'nor with a port that is none' -f -c "$conf" -p inet:99999@127.0.0.1
ends 64 'nor with a port of every host' -f -c "$conf" -p inet:8899
for socket in "unix:$work/s" "local:$work/s" inet:8899@127.0.0.1 'inet6:8899@[::1]' fd:3; do
	ends 0 "$socket is a socket" -n -c "$conf" -p "$socket"
done
ends 67 'nobody can become who is not there' -f -c "$conf" -p "unix:$work/s" -u nobody-of-that-name
ends 69 'a descriptor must be handed over' -f -c "$conf" -p fd:9

cd / || exit 1
ends 0 'a good configuration is fine' -n -c "$conf"
is "$out$err" '' 'and nothing is said of it'
ends 78 'one that is not there is not' -n -c "$work/none.conf"
echo 'mode loud' >>"$conf"
ends 78 'nor is one with a mistake' -n -c "$conf"
like "$err" '^invite-milter: .*/invite-milter.conf:4:6: ' 'which is shown with its place'
ends 78 'nor does it serve' -f -c "$conf"
ends 78 'nor judge' -t -c "$conf" "$work/a.eml"
sed -i '$d' "$conf"

ends 0 '-t judges mail' -t -c "$conf" "$work/a.eml"
like "$out" 'kind +invitation' 'and says what it is'
ends 66 'mail that is not there is said' -t -c "$conf" "$work/b.eml"

# without anything: a program that lies beside its rules, and no configuration
if [ -e /etc/invite-milter ] || [ -e /var/lib/invite-milter ]; then
	skip 'it is installed here' 'without configuration and database it says so, once'
else
	cp "$INVITE_MILTER" "$work/invite-milter"
	for task in -n "-t $work/a.eml"; do
		run "$work/invite-milter" $task
		is "$status $(printf '%s\n' "$err" | grep -c 'no /etc/invite-milter/invite-milter.conf') \
$(printf '%s\n' "$err" | grep -c 'no database /var/lib/invite-milter/invite.db')" '0 1 1' \
			"without configuration and database ${task% *} says so, once"
	done
	ok '[ ! -e /etc/invite-milter ] && [ ! -e /var/lib/invite-milter ] && [ ! -e /run/invite-milter ]' \
		'and nothing is made'
fi
is "$(cd "$work" && echo *)" "$(cd "$work" && ls -d a.eml invite-milter* rules stderr stdout there.db | paste -sd ' ')" \
	'nothing is left beside the database'

done_testing
