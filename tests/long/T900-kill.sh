#!/bin/bash
# The filter is killed again and again while twenty clients send: nobody loses a mail, and what comes
# twice was named.  KILL_SECONDS=120.
. "$(dirname "$0")/../mta/common.sh"
. "$ROOT/tests/lib.sh"
. "$ROOT/tests/mta/postfix.sh"
. "$ROOT/tests/mta/actions.sh"
. "$ROOT/tests/mta/copies.sh"
: "${KILL_SECONDS:=120}"

actions_begin 'mode enforce'
server_stop
postfix_lines=('smtpd_error_sleep_time = 0' 'smtpd_soft_error_limit = 10000' 'smtpd_hard_error_limit = 10000'
	'smtpd_client_connection_count_limit = 0' 'default_process_limit = 100')
server_start tempfail "$filter_socket"
sed -i 's/^policy.*//' "$filter_config"
printf '%s\n' 'require-proof no' >>"$filter_config"
kill -HUP "$(pid_of filter)"
mkdir "$work/sent"

# client NUMBER: one mail after the other to bob, who knows Jane, carol, who does not, and dave, who has
# no book; each is tried until it is taken
client()
{
	local end=$((SECONDS + KILL_SECONDS)) number=0 letter
	while [ $SECONDS -lt $end ]; do
		letter=$work/sent/$1-$((++number))
		reminder 'Jane Doe' jane-doe-42 | sed "s/^Hi Bob/Letter $1-$number ends/; s/<\(.*\)@maila/<$1-$number.\1@maila/" >"$letter.new"
		until perl "$ROOT/tests/mta/smtp-send.pl" --port "$server_port" --from bounce@linkedin.com \
			--to bob@example.org --to carol@example.org --to dave@example.org "$letter.new" >/dev/null 2>&1; do
			sleep 0.3
		done
		mv "$letter.new" "$letter"
	done
}

# Until the clients are done.
kill_and_start()
{
	while [ ! -e "$work/done" ]; do
		sleep 0.$((RANDOM % 900 + 100))
		kill -KILL "$(pid_of filter)" 2>/dev/null
		wait_until 5 gone "$(pid_of filter)"
		echo killed >>"$work/kills"
		"$INVITE_MILTER" -f -c "$filter_config" -u $account </dev/null >>"$filter_log" 2>&1 &
		echo $! >"$work/pid/filter"
		disown
		wait_until 5 filter_answers
	done
}

kill_and_start &
killer=$!
clients=()
for number in $(seq 20); do
	client "$number" &
	clients+=($!)
done
wait "${clients[@]}"
touch "$work/done"
wait $killer

queues_are_empty()
{
	[ -z "$(ls -A "$filter/lib/outbox")" ] && postfix_run postqueue -p | grep -q 'queue is empty'
}
ok 'wait_until 120 queues_are_empty' 'in the end nothing waits any more'
held list --json | sed -n 's/.*"id":"\([0-9a-f]*\)".*/\1/p' >"$work/held"
held check >"$work/oddities" || true
xargs -r -n 100 "$INVITECTL" -c "$filter_config" held release <"$work/held" >>"$work/log/release" 2>&1
ok 'wait_until 120 queues_are_empty' 'and what was held is released'

# counted PERSON: how many copies of each letter, "1 3-7"
counted()
{
	grep -rhoE 'Letter [0-9]+-[0-9]+ ends' "$postfix/mail/$1/new" | sort | uniq -c
}
sent=$(find "$work/sent" -type f ! -name '*new*' | wc -l)
twice=$(grep -c 'may come twice' "$filter_log")
for person in bob carol dave; do
	counted $person >"$work/count-$person"
	is "$(wc -l <"$work/count-$person")" "$sent" "$person has every one of the letters"
done
doubles=$(awk '$1 > 1' "$work"/count-carol "$work"/count-dave | wc -l)
ok "[ $doubles -le $twice ]" 'and no more doubles than were named'
ok "! awk '\$1 > 2' $work/count-* | grep ." 'none more than twice'
echo "# $sent letters to three by 20 clients, $(wc -l <"$work/kills") kills, $(wc -l <"$work/held") held and released; doubles: $doubles of copies, $(awk '$1 > 1' "$work/count-bob" | wc -l) of the message itself; named: $twice"
done_testing
