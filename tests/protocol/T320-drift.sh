#!/bin/bash
# A network writes mail that its rules do not know: the filter counts it, and invitectl tells.
. "$(dirname "$0")/../lib.sh"
work_folder

send=$BUILD/protocol/milter-send
mkdir "$work/rules"
cat > "$work/rules/club.rules" <<'END'
network club "The Club"
    from       club.example
    template   header X-Template
    ignore     subject /^News/
    invitation subject /invited you/
END
cat > "$work/rules/guild.rules" <<'END'
network guild "The Guild"
    from       guild.example
    invitation text /invited you/
END
cat > "$work/invite-milter.conf" <<CONF
socket      unix:$work/milter.sock
rules       $work/rules
database    $work/invite.db
verify no
authserv-id mx.example.org
own-hosts   mx.example.org
CONF

control()
{
	run "$INVITECTL" -c "$work/invite-milter.conf" "$@"
}

# mail FROM PROOF SUBJECT [FIELD]: what the filter answers to it
mail()
{
	{
		echo "Authentication-Results: mx.example.org; dkim=$2 header.d=${1#*@}"
		echo "DKIM-Signature: v=1; a=rsa-sha256; d=${1#*@}; s=s1; h=From:To:Subject; bh=YQ==; b=Yg=="
		printf 'From: %s\nTo: bob@example.org\nSubject: %s\n' "$1" "$3"
		[ -z "$4" ] || echo "$4"
		printf '\nBob, something else.\n'
	} > "$work/mail.eml"
	"$send" "$work/milter.sock" "$work/mail.eml" --to bob@example.org --queue-id 4XQ
}

control rules list
like "$out" '^club ' 'without a database the networks are listed'
unlike "$out" 'no line knows' 'and nothing drifts'
# A contact makes the database.
control contact add --owner bob@example.org --email jane@example.net

"$INVITE_MILTER" -f -v -c "$work/invite-milter.conf" 2> "$work/log" & filter=$!
trap 'kill $filter 2>/dev/null; wait $filter; rm -rf "$work"' EXIT
for _ in $(seq 100); do
	[ -S "$work/milter.sock" ] && break
	sleep 0.1
done

is "$(mail hello@club.example pass Spring 'X-Template: spring_2')" 'answer accept' \
	'mail that drifts is delivered as it came'
mail hello@club.example pass 'Spring again' 'X-Template: spring_2' > "$work/second"
mail no-reply+bob@guild.example pass 'Bob, read this' > "$work/third"
mail hello@club.example fail Spring 'X-Template: forged_1' > "$work/fourth"
mail hello@club.example pass News 'X-Template: news_1' > "$work/fifth"
mail jane@example.net pass Lunch 'X-Template: lunch_1' > "$work/sixth"
is "$(mail hello@club.example pass Spring 'X-Invitation: x')" "$(printf 'remove 1 X-Invitation\nanswer accept')" \
	'and fields that look like ours are taken off'

is "$(grep -c '4XQ: drift network=club template=spring_2$' "$work/log")" 2 'the log tells of each at debug level'
like "$(cat "$work/log")" '4XQ: drift network=guild template=no-reply@$' 'one whose body was read, too'
unlike "$(cat "$work/log")" 'drift.*(forged_1|news_1|lunch_1)' \
	'but of none that is not proven, is ignored or is by nobody listed'

# It is noted late; the last one has no template and was not written by a role.
for _ in $(seq 50); do
	control rules list
	echo "$out" | grep -q '^club  *\* ' && break
	sleep 0.1
done
like "$out" '^club +spring_2 +2 20[0-9-]{8} 20[0-9-]{8}$' 'invitectl lists the template, how often it came and when'
like "$out" '^guild +no-reply@ +1 ' 'or the role that wrote'
unlike "$out" 'forged_1|news_1|lunch_1|bob|Bob' 'and nobody'"'"'s name'
control rules list --json club
like "$out" '"drift":\[\{"template":"spring_2","count":2,"first":"20.*Z","last":"20.*Z"\},' 'in JSON, too'
control rules list guild
unlike "$out" 'spring_2' 'of one network only its own'

kill $filter
wait $filter
like "$(cat "$work/log")" 'messages=7 ordinary=[0-9]+ exempt=0 drift=4 judged=' 'the counters tell how many there were'

done_testing
