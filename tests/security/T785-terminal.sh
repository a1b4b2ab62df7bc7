#!/bin/sh
# Whatever mails, files and people are called, it commands no terminal, and JSON stays JSON.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../cli/held.sh"

text=$(printf '\033]0;owned\007\033[2J\302\233H\302\205\342\200\256live\342\200\213\342\200\250x\363\240\201\245\177')
evil=$text$(printf '\377')
# What no terminal may get, and no reader sees.
perl -e 'exit(eval { require Encode } ? 0 : 1)' || skip_all 'no Encode'

# clean TEXT NAME: nothing in it but what can be seen, and line ends and tabs
clean()
{
	found=$(printf '%s\n' "$1" | perl -MEncode -e 'local $/; my $text = eval { Encode::decode("UTF-8", <STDIN>, Encode::FB_CROAK) };
		print "no UTF-8\n" unless defined $text;
		printf "U+%04X\n", ord $1 while ($text // "") =~ /([\x{0}-\x{8}\x{b}-\x{1f}\x{7f}-\x{9f}\p{Cf}\p{Zl}\p{Zp}])/g')
	is "$found" '' "$2"
}

# said NAME: both ways of what was run
said()
{
	clean "$out" "$1: standard output"
	clean "$err" "$1: standard error"
	like "$out$err" '.' "$1: something is said"
}

# json NAME: every line of standard output is an object
json()
{
	said "$1"
	found=$(printf '%s\n' "$out" | perl -MJSON::PP -ne 'eval { JSON::PP->new->utf8->decode($_); 1 } or print "$.: $@"')
	is "$found" '' "$1: every line is JSON"
}

begin terminal
cat >"$conf" <<-END
	database $db
	rules $ROOT/rules
	authserv-id mx.example.org
END

# mail, by its text and by its file's name

# encoded TEXT: as an encoded word
encoded()
{
	printf '=?utf-8?B?%s?=' "$(printf '%s' "$1" | perl -MMIME::Base64 -e 'local $/; print encode_base64(<STDIN>, "")')"
}
letter()
{
	cat <<-END
		From: $(encoded "Jane $evil Doe") <invitations@linkedin.com>
		To: $(encoded "$evil") <bob@example.org>
		Subject: $(encoded "I want to connect $evil")
		Message-ID: <$evil@linkedin.com>
		X-LinkedIn-Template: email_m2m_invite_single_01
		X-Invitation: $evil
		Content-Type: text/plain; charset=utf-8; name="$evil"

		Hi $evil Bob
		View profile: https://www.linkedin.com/comm/in/jane$evil?midToken=A&trk=eml-email_m2m_invite_single_01-hero-4-prof
	END
}
mkdir "$work/mails"
letter >"$work/mails/$(printf '%s' "$evil" | tr -d /).eml"
letter >"$work/plain.eml"
printf 'From MAILER Thu Jan  1 00:00:00 1970\n' | cat - "$work/plain.eml" >"$work/mails/box$evil"
mkdir "$work/mails/a$(printf '\n')b"

run "$INVITECTL" -c "$conf" check "$work/mails"
said check
like "$out" 'kind +invitation' 'the mail is read'
run "$INVITECTL" -c "$conf" check --json --to "bob$evil@example.org" "$work/mails"
json 'check --json'
like "$out" '\\u001b' 'where what cannot be seen is escaped'
run "$INVITE_MILTER" -c "$conf" -t "$work/plain.eml" "$work/mails/$(ls "$work/mails" | head -n 1)" "$work/no$evil"
said 'invite-milter -t'
run "$INVITECTL" -c "$conf" check "$work/no such $evil"
said 'a file that is not there'
run "$INVITECTL" -c "$conf" check --json "$work/no such $evil"
json 'a file that is not there, as JSON'
run "$INVITECTL" -c "$conf" rehearse "$work/mails"
said rehearse
run "$INVITECTL" -c "$conf" rehearse --json "$work/mails"
json 'rehearse --json'
run "$INVITECTL" -c "$conf" rules test --show "$work/plain.eml"
clean "$out$err" 'rules test'

# held mail

id=$(hold "$work/plain.eml" "Inviter-Name=Jane $evil" "Inviter-Profile=strong linkedin:slug:jane$evil" "Why=$evil" \
	"Queue-ID=$evil" "Client-Name=$evil" "Recipient-Parameter=$evil" "Refused=550 $evil")
for command in list "show $id" 'check' 'expire --dry-run'; do
	held $command
	said "held $command"
done
for command in 'list --json' "show --json $id"; do
	held $command
	json "held $command"
done
if command -v script >/dev/null; then
	run script -qec "'$INVITECTL' -c '$conf' held show --raw $id; echo status \$?" /dev/null
	like "$out" 'status 64' 'a terminal gets no raw mail'
	unlike "$out" "$(printf '\033')" 'nor anything else of it'
else
	skip 'no script' 'a terminal gets no raw mail'
fi
"$INVITECTL" -c "$conf" held show --raw "$id" >"$work/raw" 2>/dev/null
is "$(tr -d '\r' <"$work/raw" | cmp - "$work/plain.eml" 2>&1)" '' 'a file gets it as it came'

# contacts

run "$INVITECTL" -c "$conf" contact add --owner bob@example.org --name "Jane $text Doe" --email jane@example.net
is "$status" 64 'nobody is called so'
said 'contact add'
run "$INVITECTL" -c "$conf" contact add --owner bob@example.org --name "Jane Doe" --email jane@example.net --note "$text"
is "$status" 0 'a note may say anything'
printf 'BEGIN:VCARD\nVERSION:3.0\nFN:Mary %s Major\nEMAIL:mary@example.net\nEMAIL:%s\nX-INVITE-STATE:%s\nEND:VCARD\n%s\n' \
	"$evil" "$evil" "$evil" "$evil" >"$work/card.vcf"
run "$INVITECTL" -c "$conf" contact import --owner bob@example.org "$work/card.vcf"
said 'contact import'
printf 'Name,Email,State\n"Rita %s Roe",rita@example.net,"%s"\n"Eve","%s",\n' "$evil" "$evil" "$evil" >"$work/table$evil.csv"
run "$INVITECTL" -c "$conf" contact import --owner bob@example.org "$work/table$evil.csv"
said 'contact import of a table'
run "$INVITECTL" -c "$conf" contact import --json --owner bob@example.org "$work/table$evil.csv"
json 'contact import --json'
for command in 'list' 'show --owner bob@example.org jane@example.net' 'export --person jane@example.net' \
	'forget --owner bob@example.org nobody@example.net'; do
	run "$INVITECTL" -c "$conf" contact $command
	said "contact $command"
done
for command in 'list --json' 'show --json --owner bob@example.org jane@example.net' 'export --json --person jane@example.net'; do
	run "$INVITECTL" -c "$conf" contact $command
	json "contact $command"
done
for word in contact owner held db rules $evil; do
	run "$INVITECTL" -c "$conf" "$word" "$evil" "$evil"
	said "the command line, behind $word"
done
run "$INVITECTL" -c "$conf" owner set --owner "bob$evil@example.org" --never "$evil"
said 'owner set'

# configuration and rules

printf 'mode %s\n' "$evil" >"$work/wrong$evil.conf"
run "$INVITE_MILTER" -c "$work/wrong$evil.conf" -n
said 'a mistake in the configuration'
run "$INVITECTL" -c "$work/wrong$evil.conf" held list
said 'and in the tool'
mkdir "$work/rules"
printf 'network a "%s"\n    from %s\n' "$evil" "$evil" >"$work/rules/a.rules"
run "$INVITECTL" -c "$conf" rules check "$work/rules"
said 'a mistake in the rules'

done_testing
