#!/bin/bash
# Keys from the DNS, whose servers lie, are slow or say nothing.  The filter and a name server of our
# own run in a network of their own, with a resolv.conf of their own.
. "$(dirname "$0")/../mta/common.sh"
. "$ROOT/tests/lib.sh"

[ "$(id -u)" = 0 ] || skip_all 'needs root'
if [ -z "${in_own_network:-}" ]; then
	unshare -mn true 2>/dev/null || skip_all 'needs a network namespace'
	in_own_network=yes exec unshare -mn bash "$0"
fi

. "$ROOT/tests/mta/postfix.sh"
. "$ROOT/tests/mta/filter.sh"
. "$ROOT/tests/mta/letters.sh"

begin
ip link set lo up
printf 'nameserver 127.0.0.1\n' >"$work/resolv.conf"
mount --bind "$work/resolv.conf" /etc/resolv.conf

filter_dns=yes
filter_make 'verify-timeout 3s'
for conduct in '' dead. slow. servfail. refused. lies. junk. short. loop. many.; do
	sed -n "s/^test\._domainkey\.example\.net/test._domainkey.${conduct}example.net/p" "$signing_keys"
done >"$work/names"
cat "$signing_keys" >>"$work/names"
contact bob@example.org --name 'Jane Doe' --email jane@example.net --profile linkedin:slug:jane-doe-42 &&
	filter_start || { ok false 'the filter starts'; done_testing; exit 1; }
start dns perl "$ROOT/tests/mta/dns.pl" "$work/names"
wait_until 5 grep -q '0100007F:0035' /proc/net/udp

# judge FILE: the fields that the filter puts in, unfolded
judge()
{
	"$BUILD/protocol/milter-send" "${filter_socket#unix:}" "$1" --from x@example.com --to bob@example.org \
		--client mail.example.com --address 192.0.2.25 --queue-id Q1 | sed -z 's/\n\t/ /g'
}

# sign_as DOMAIN [SELECTOR]
sign_as()
{
	perl "$ROOT/tests/mta/dkim-sign.pl" "$1" "${2:-test}" "$signing_key"
}

invitation 'Jane Doe' jane-doe-42 | sign_as linkedin.com >"$work/genuine"
like "$(judge "$work/genuine")" 'standing=trusted; .*proof=dkim' 'a key from the DNS proves the mail'
like "$(cat "$work/log/dns")" '^test\._domainkey\.linkedin\.com$' 'it was asked for by its name'

invitation 'Jane Doe' jane-doe-42 | sign_as linkedin.com invented >"$work/invented"
like "$(judge "$work/invented")" 'standing=forged; .*proof=failed' 'an invented selector excuses nothing'

# a member's own mail, by a domain whose servers behave so
own_name()
{
	update 'Jane Doe' "jane@$1example.net" | sign_as "$1example.net"
}

# conduct NAME WANTED SENTENCE
conduct()
{
	own_name "$1." >"$work/letter"
	like "$(judge "$work/letter")" "$2" "$3"
}

conduct dead 'proof=unproven' 'a name server that says nothing proves nothing'
conduct slow 'proof=dkim' 'a slow one is waited for'
conduct servfail 'proof=unproven' 'SERVFAIL proves nothing'
conduct refused 'proof=unproven' 'nor does a refusal'
conduct lies 'proof=unproven' 'answers to other questions prove nothing'
conduct junk 'proof=unproven' 'octets that are no text prove nothing and stop nothing'
conduct short 'proof=unproven' 'nor does a packet that ends too early'
conduct loop 'proof=unproven' 'nor does a name that points to itself'
conduct many 'proof=unproven' 'nor do two hundred texts'

own_name '' >"$work/letter"
like "$(judge "$work/letter")" 'proof=dkim' 'after all of that the filter still answers'

: >"$work/log/dns"
ordinary | sign_as example.net >"$work/ordinary"
judge "$work/ordinary" >/dev/null
is "$(cat "$work/log/dns")" '' 'for ordinary mail nobody is asked'

# Fifty connections wait for a server that is dead.
filter_configure 'verify-timeout 15s'
kill -HUP "$(pid_of filter)"
filter_says reloaded
own_name dead. >"$work/letter"
for ((i = 0; i < 50; i++)); do
	judge "$work/letter" >"$work/waiting.$i" &
	waiting[i]=$!
done
wait_until 10 eval '[ $(sort "$work/log/dns" | grep -c dead) -ge 50 ]'
for ((i = 0; i < 10; i++)); do
	judge "$work/ordinary" >"$work/passed.$i"
done
ok "kill -0 ${waiting[49]}" 'while fifty messages wait for a dead server ten ordinary ones pass'
is "$(cat "$work"/passed.* | grep -c '^answer accept')" 10 'each with its answer'
wait "${waiting[@]}"
is "$(cat "$work"/waiting.* | grep -c 'proof=unproven')" 50 'and each of the fifty has its answer in the end'
filter_configure 'verify-timeout 3s'
kill -HUP "$(pid_of filter)"

stop dns
like "$(judge "$work/genuine")" 'proof=unproven' 'while the resolver is down a signature that is whole is no forgery'
like "$(judge "$work/invented")" 'proof=unproven' 'even one with an invented selector, for nobody can tell'
sed "s/I'd like to join/I would like to join/" "$work/genuine" >"$work/changed"
like "$(judge "$work/changed")" 'standing=forged; .*proof=failed' 'but a body that is not what was signed is'

done_testing
