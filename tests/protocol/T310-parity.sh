#!/bin/bash
# What invitectl says of a mail is what the filter does with it: every example of the rules, both ways.
. "$(dirname "$0")/../lib.sh"
work_folder

send=$BUILD/protocol/milter-send
cat > "$work/invite-milter.conf" <<CONF
socket      unix:$work/milter.sock
rules       $ROOT/rules
database    $work/invite.db
verify no
authserv-id mx.example.org
own-hosts   mx.example.org
subject-tag yes
CONF

"$INVITE_MILTER" -f -c "$work/invite-milter.conf" 2> "$work/log" & filter=$!
# The filter may end before: that fails the tests, not the cleaning up.
trap 'kill $filter 2>/dev/null; wait $filter; rm -rf "$work"' EXIT
for _ in $(seq 100); do
	[ -S "$work/milter.sock" ] && break
	sleep 0.1
done

# What the filter did, as invitectl puts it: fields unfolded, the topmost first, removals after them.
done_by_filter()
{
	perl -0 -ne '
		s/\n[ \t]+/ /g;
		my (@insert, @remove, @other);
		for (split /\n/) {
			if (/^insert 0 (\S+: .*)/) { unshift @insert, "add $1" }
			elsif (/^remove (\d+) (.*)/) { push @remove, "take off $2 (number $1)" }
			elsif (/^change 1 Subject: (.*)/) { push @other, "subject $1" }
			elsif (!/^answer accept$/) { push @other, $_ }
		}
		print map { "$_\n" } @insert, @remove, @other;'
}

said_by_invitectl()
{
	perl -ne 's/\s+/ /g; print "$1 $2\n" if /^ (add|take off|subject) (.*?) ?$/'
}

# The words of the log line, from JSON.
words_of_json()
{
	perl -MJSON::PP -ne '
		my $j = decode_json($_);
		my $to = $j->{recipients}[0];
		my %words = (kind => $j->{kind}, network => $j->{network}, proof => $j->{proof},
			rule => $j->{rule}, action => $to->{action}, would => $to->{would});
		print join(" ", map { "$_=$words{$_}" } grep { defined $words{$_} } sort keys %words), "\n"'
}

words_of_log()
{
	perl -ne '
		my %words = /\b(kind|network|proof|rule|action|would)=(\S+)/g;
		tr/"//d for values %words;
		print join(" ", map { "$_=$words{$_}" } sort keys %words), "\n"'
}

# One run over all examples: what it says of the Nth stands in $work/said/N and on the Nth line of $work/json.
mails=("$ROOT"/rules/examples/*/*.eml)
mkdir "$work/said"
"$INVITECTL" -c "$work/invite-milter.conf" check --to bob@example.org "${mails[@]}" 2>/dev/null |
	perl -e 'while (<STDIN>) { if (/^\S/) { open $out, ">", "$ARGV[0]/" . ++$n or die } print $out $_ }' "$work/said"
"$INVITECTL" -c "$work/invite-milter.conf" check --json --to bob@example.org "${mails[@]}" 2>/dev/null |
	words_of_json > "$work/json"

number=0
for mail in "${mails[@]}"; do
	number=$((number + 1))
	name=${mail#"$ROOT"/rules/examples/}
	did=$("$send" "$work/milter.sock" "$mail" --to bob@example.org --queue-id "4XP$number" |
		done_by_filter)
	is "$did" "$(said_by_invitectl < "$work/said/$number")" \
		"the filter changes what invitectl says: $name"
	logged=$(grep "4XP$number: " "$work/log" | words_of_log)
	[ -n "$logged" ] || continue # it left at the end of its headers: there is no line
	is "$logged" "$(sed -n "${number}p" "$work/json")" \
		"the filter logs what invitectl says: $name"
done
ok '[ "$number" -gt 0 ]' "there are examples"
kill $filter
wait $filter
is $? 0 "the filter ends without a fault"
done_testing
