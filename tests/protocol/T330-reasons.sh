#!/bin/bash
# With -v the log tells each step of a judgement, and always what was not read of a mail.
. "$(dirname "$0")/../lib.sh"
work_folder

send=$BUILD/protocol/milter-send
mkdir "$work/rules"
cat > "$work/rules/club.rules" <<'END'
network club "The Club"
    from       club.example
    invitation text /would like you to join/
    invitation header X-Club-Template /^invite$/
END
cat > "$work/full.conf" <<CONF
socket      unix:$work/milter.sock
rules       $work/rules
database    $work/invite.db
read-limit  64K
verify      no
authserv-id mx.example.org
own-hosts   mx.example.org
CONF
sed '$a log-inviter none' "$work/full.conf" > "$work/none.conf"

# begin CONFIGURATION [-v]: a filter, with its log in $work/log
begin()
{
	rm -f "$work/milter.sock"
	"$INVITE_MILTER" -f $2 -c "$work/$1.conf" 2> "$work/log" & filter=$!
	trap 'kill $filter 2>/dev/null; wait $filter; rm -rf "$work"' EXIT
	for _ in $(seq 100); do
		[ -S "$work/milter.sock" ] && break
		sleep 0.1
	done
}

end()
{
	kill $filter
	wait $filter
}

invitation='Jane Doe would like you to join The Club'

# mail TYPE [FIELD]: the filter gets the body of standard input, from the club; its answer and log
mail()
{
	{
		printf 'From: The Club <no-reply@club.example>\nTo: bob@example.org\nSubject: Hi\n'
		printf 'MIME-Version: 1.0\nContent-Type: %s\n' "$1"
		[ -z "$2" ] || echo "$2"
		echo
		cat
	} > "$work/mail.eml"
	before=$(wc -l < "$work/log")
	answer=$("$send" "$work/milter.sock" "$work/mail.eml" --to bob@example.org --queue-id 4XQ)
	log=$(tail -n +$((before + 1)) "$work/log")
}

# parts NUMBER: so many empty ones, then an invitation
parts()
{
	for _ in $(seq "$1"); do
		printf -- '--b\n\n\n'
	done
	printf -- '--b\n\n%s\n--b--\n' "$invitation"
}

# nest DEPTH: an invitation in so many parts in parts
nest()
{
	for depth in $(seq "$1"); do
		printf -- '--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n' "$depth" $((depth + 1))
	done
	printf -- '--b%d\n\n%s\n' $(($1 + 1)) "$invitation"
}

# told WORD SENTENCE NAME: the line of the last mail has the word, and its steps the sentence
told()
{
	like "$log" "4XQ: kind=.* unread=$1( |\$)" "$3: in the line of the log"
	like "$log" "4XQ: why: $2" "$3: among the steps"
}

begin full -v
mail 'multipart/mixed; boundary=b' < <(parts 3)
like "$log" '4XQ: kind=invitation network=club' 'an invitation in the fourth part is one'
like "$log" '4XQ: why: from club.example: mail by the network club' 'and each step is told'
like "$log" '4XQ: why: club.rules:3: invitation \(text\)' 'the line that decided, too'
unlike "$log" 'unread=' 'all of it was read'

mail 'multipart/mixed; boundary=b' < <(parts 600)
unlike "$log" 'kind=invitation' 'an invitation behind six hundred parts is not seen'
told parts 'there are more MIME parts than are read' 'six hundred parts'
mail 'multipart/mixed; boundary=b' 'X-Club-Template: invite' < <(parts 600)
like "$(tr -d "\n" <<< "$answer")" 'X-Invitation.*kind=invitation.*unread="?parts' \
	'where the header tells what it is, the field has it'
told parts 'there are more MIME parts than are read' 'six hundred parts of an invitation'

mail 'multipart/mixed; boundary=b1' < <(nest 40)
told depth 'MIME parts are nested deeper than is read' 'forty parts in one another'
mail text/plain < <(yes 'a line as any other' | head -n 5000; echo "$invitation")
told body 'of the body the first 65536 bytes were read' 'what lies beyond the read-limit'
end

begin full
mail text/plain <<< "$invitation"
like "$log" '4XQ: kind=invitation' 'without -v there is one line'
unlike "$log" 'why: ' 'and no steps'
end

begin none -v
mail text/plain <<< "$invitation"
like "$log" '4XQ: kind=invitation' 'where the log names no inviter it has the line'
unlike "$log" 'why: ' 'but no steps, which name one'
end

done_testing
