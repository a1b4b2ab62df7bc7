#!/bin/sh
# invitectl held ends at each of its acts on disk and wire, and is called again, as people do.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/held.sh"

stop=$BUILD/fault/stop.so
[ -f "$stop" ] || skip_all 'fault/stop.so is not built'
export ASAN_OPTIONS="${ASAN_OPTIONS:+$ASAN_OPTIONS:}verify_asan_link_order=0:detect_leaks=0"

# stopped NUMBER COMMAND...: ended before that act; $status is 99, or what it is where there are fewer acts
stopped()
{
	number=$1; shift
	run env STOP_ARM="$conf" STOP_AT="$number" LD_PRELOAD="$stop" "$INVITECTL" -c "$conf" held "$@"
}

# again COMMAND...: called again it must say yes, and leave a store without oddities
again()
{
	held "$@"
	first=$err
	[ "$status" = 0 ] || problems="$problems at $at: $* exits $status ($err);"
	held check --repair
	[ "$status" = 0 ] || problems="$problems at $at: $out;"
	[ -f "$lib/done/$id" ] && [ ! -s "$lib/done/$id" ] || problems="$problems at $at: it is not over;"
}

# mails_of_sink: how many the listener was given
mails_of_sink()
{
	find "$sink" -name '*mail*' | wc -l
}

contacts()
{
	"$INVITECTL" -c "$conf" contact list --owner bob@example.org | grep -c "$1"
}

# release

begin release
listen release
at=0 problems="" doubles=0 unnamed=0 status=99
while [ "$status" = 99 ] && [ $at -lt 200 ]; do
	at=$((at + 1))
	id=$(hold "$(mail "release-$at")" "$jane" "$profile")
	before=$(mails_of_sink)
	stopped $at release --trust "$id"
	[ "$status" = 99 ] || break
	again release "$id"
	status=99
	came=$(($(mails_of_sink) - before))
	[ $came = 1 ] || [ $came = 2 ] || problems="$problems at $at: it came $came times;"
	[ $came = 2 ] || continue
	doubles=$((doubles + 1))
	case $first in *'may come twice'*) ;; *) unnamed=$((unnamed + 1)) ;; esac
done
is "$status" 0 "without a stop a release ends well, after $((at - 1)) acts"
ok "[ $at -gt 20 ]" 'the acts were counted'
is "$problems" '' 'wherever a release ends, the next one delivers, and all is well'
ok "[ $doubles -ge 1 ]" "what the listener had taken came twice ($doubles times)"
is $unnamed 0 'and each time that was said'
is "$(contacts 'Jane Doe')" 1 'whoever was trusted is in the book once'

# decline, delete: with decline her reminder goes too

for verb in decline delete; do
	begin $verb
	at=0 problems="" status=99
	while [ "$status" = 99 ] && [ $at -lt 200 ]; do
		at=$((at + 1))
		id=$(hold "$(mail "$verb-$at")" "$jane" "$profile")
		[ $verb = delete ] || hold "$(mail "reminder-$at")" "$profile" Kind=reminder >/dev/null
		stopped $at $verb "$id"
		[ "$status" = 99 ] || break
		again $verb "$id"
		held list
		[ -z "$out" ] || problems="$problems at $at: still held: $out"
		status=99
	done
	is "$status" 0 "without a stop $verb ends well, after $((at - 1)) acts"
	ok "[ $at -gt 8 ]" 'the acts were counted'
	is "$problems" '' "wherever $verb ends, the next one does it"
done

done_testing
