#!/bin/bash
# What `make demo` shows: a private Postfix takes mail by SMTP, invite-milter verifies it and
# judges it by two people's contacts.  Exits 0 only if everything came out as it should.
. "$(dirname "$0")/mta/common.sh"
. "$ROOT/tests/mta/postfix.sh"
. "$ROOT/tests/mta/filter.sh"

why=$(why_no_servers postfix)
[ -z "$why" ] || { echo "make demo: $why" >&2; exit 1; }

# File, who signs it (- nobody), to whom | how it should come out: action, kind, network, standing,
# proof, and what mode enforce would do; "untouched": no field of ours; "held": by the filter; for
# several people with "/" between them | what it is.
letters()
{
	cat <<-END
		1-a-contact-invites linkedin.com bob|pass invitation linkedin trusted dkim -|somebody bob knows invites him, and LinkedIn's signature proves it
		1-a-contact-invites linkedin.com carol|tag invitation linkedin unknown dkim -|the same to carol, who does not know her
		1-a-contact-invites linkedin.com bob,carol|pass reminder linkedin trusted dkim -/tag reminder linkedin unknown dkim quarantine|the same message to both: each gets their own copy, and it is a reminder by now
		2-a-stranger-reminds linkedin.com bob|tag reminder linkedin unknown dkim quarantine|a stranger reminds
		3-only-the-name-is-known linkedin.com bob|tag invitation linkedin name-only dkim -|the name is in the book, the profile is not
		4-a-look-alike linkedin.com bob|tag invitation linkedin lookalike dkim -|a contact's name on another profile
		5-plaxo-asks-for-details plaxo.com bob|tag update plaxo name-only dkim -|Plaxo asks for contact details; an address in the text proves nobody
		6-ere-invites ere.net bob|tag invitation ere unknown dkim -|the ERE network invites
		7-a-letter - bob|untouched|ordinary mail of a friend that speaks of LinkedIn
		8-an-imitation - bob|tag invitation linkedin forged unproven quarantine|an imitation: looks like LinkedIn, leads elsewhere
		9-a-forged-sender - bob|tag invitation linkedin forged failed quarantine|LinkedIn's address and a forged Authentication-Results, but no signature
	END
}

# The second act, in mode enforce.
letters_enforced()
{
	cat <<-END
		10-another-contact-reminds linkedin.com bob,carol|pass reminder linkedin trusted dkim -/held|one message to two: passed to bob, held for carol
		11-a-stranger-invites linkedin.com bob|tag invitation linkedin unknown dkim -|a stranger invites
		11-a-stranger-invites linkedin.com bob|held|and again: nobody wrote "reminder", but it is one
	END
}

# parameter NAME: of the field in $said
parameter()
{
	sed -n "s/.*; $1=\"\{0,1\}\([^;\"]*\).*/\1/p" <<<"$said" | grep . || echo -
}

outcome()
{
	[ -s "$mail" ] || { echo 'not delivered'; return; }
	said=$(field X-Invitation "$mail")
	[ -n "$said" ] || { echo untouched; return; }
	for name in action kind network standing proof would; do
		parameter $name
	done | paste -sd ' '
}

# The log's line for the message sent last, without program and queue id; nothing for ordinary mail.
reason()
{
	sed -n "s/^[^ ]* $(queue_id): //p" "$filter_log"
}

say()
{
	printf '   %-8s %s\n' "$@"
}

indent()
{
	fold -s -w 88 | sed '1!s/^/            /; s/ *$//'
}

# show FILE SIGNER TO WANTED TITLE: one mail, from the client to the mailboxes
show()
{
	local file=$ROOT/tests/demo/$1.eml signer=$2 people=${3//,/ } wanted to=() person came verdict=ok
	local each=$4
	sed "s/^Message-ID: </&$((number + 1))./I" "$file" >"$work/unsigned"
	file=$work/unsigned
	cp "$file" "$work/letter"
	[ "$signer" = - ] || sign "$file" "$signer" >"$work/letter"
	for person in $people; do
		to+=(--to "$person@example.org")
	done

	((++number))
	echo
	echo "$number. $5"
	send --port "$server_port" --xclient 'NAME=relay.example.com ADDR=192.0.2.25' \
		--from bounce@example.com "${to[@]}" "$work/letter"
	say 'From:' "$(field From "$file")"
	say 'Subject:' "$(field Subject "$file")"
	say 'SMTP' "to ${people// / and }: $(answer END)"
	for person in $people; do
		wanted=${each%%/*}
		each=${each#*/}
		if [ "$wanted" = held ]; then
			came=$(is_held "$person" && echo held)
		else
			take "$person"
			came=$(outcome)
			cp "$mail" "$work/mailboxes/$person/$number"
		fi
		[ "$came" = "$wanted" ] || { verdict="WRONG, wanted: $wanted"; wrong=1; }
		summary+=("$number|$person|$(field From "$file" | sed 's/"//g; s/ <.*//')|${came// /|}|$verdict")
	done
	say 'filter' "$(reason | grep . || echo 'ordinary mail: not judged')" | indent
	[ "$wanted" = held ] ||
		say 'arrived' "$(field X-Invitation "$mail" | sed 's/^/X-Invitation: /' | grep . || echo 'as it came')" | indent
	[ "$verdict" = ok ] || { echo "   $verdict"; echo "   came:  $came"; }
}

held()
{
	"$INVITECTL" -c "$filter_config" held "$@"
}

# is_held PERSON: a message is held for them, and none came
is_held()
{
	wait_until 10 test -n "$(held list --owner "$1@example.org")" && [ -z "$(mail_of "$1")" ]
}

# Carol looks at what is held for her, wants it, and trusts Hugo from now on.
release()
{
	local id
	id=$(held list --owner carol@example.org --json | sed -n 's/.*"id":"\([0-9a-f]\{12\}\).*/\1/p')
	echo
	echo "$((++number)). carol wants to have it, and to trust Hugo from now on"
	echo '   $ invitectl held list --owner carol@example.org'
	held list --owner carol@example.org | sed 's/^/   /'
	echo "   \$ invitectl held release --trust $id"
	held release --trust "$id" | sed 's/^/   /'
	take carol
	cp "$mail" "$work/mailboxes/carol/$number"
	say 'arrived' "$(field X-Invitation "$mail" | sed 's/^/X-Invitation: /')" | indent
	said=$(field X-Invitation "$mail")
	[ "$(parameter action)" = quarantine ] || { echo '   WRONG: not released'; wrong=1; }
	summary+=("$number|carol|Hugo Hill via LinkedIn|released|-|-|-|-|-|ok")
}

row='%-3s %-10.10s %-24.24s %-9s %-10s %-8s %-9s %-8s %-10s %s\n'
table()
{
	local line cells
	printf "$row" no to from action kind network standing proof would ''
	for line in "${summary[@]}"; do
		IFS='|' read -ra cells <<<"$line"
		[ ${#cells[@]} -gt 5 ] || cells=("${cells[@]:0:4}" - - - - - "${cells[4]}")
		printf "$row" "${cells[@]}"
	done | uniq
}

mailbox()
{
	local letter action
	echo "$1@example.org"
	for letter in $(find "$work/mailboxes/$1" -type f | sort -V); do
		said=$(field X-Invitation "$letter")
		action=$(parameter action)
		printf '   %-3s %-8s %-38s %s\n' "$(basename "$letter")" "${action/#-/}" \
			"$(field From "$letter" | sed 's/"//g; s/ <.*//')" "$(field Subject "$letter")"
	done
}

# The introduction is what the books were filled from.
introduce()
{
	cat <<-'END'
		A Postfix of its own on this machine and invite-milter with its database behind it, first in its default
		mode: tag.
		(The networks' mails are signed with a key made for this demonstration; the filter has its other half in
		a file instead of DNS.  All else is what a site would run.)

		Who knows whom:
		   bob    Jane Doe by her LinkedIn profile, linkedin:slug:jane-doe-42
		   bob    Hugo Hill by his, linkedin:slug:hugo-hill-7
		   bob    Mary Major and Nora Field by name and address
		   carol  Rita Roe by her LinkedIn profile, linkedin:slug:rita-roe-9
	END
}

fill_books()
{
	contact bob@example.org --name 'Jane Doe' --profile linkedin:slug:jane-doe-42 &&
		contact bob@example.org --name 'Hugo Hill' --profile linkedin:slug:hugo-hill-7 &&
		contact bob@example.org --name 'Mary Major' --email mary@example.net &&
		contact bob@example.org --name 'Nora Field' --email nora@example.net &&
		contact carol@example.org --name 'Rita Roe' --profile linkedin:slug:rita-roe-9
}

number=0
wrong=0
summary=()
begin
reinject_port=$(free_ports 1)
filter_make "reinject smtp:127.0.0.1:$reinject_port"
mkdir -p "$work/mailboxes/bob" "$work/mailboxes/carol"
introduce
fill_books && filter_start && server_start accept "$filter_socket" || exit 1

# play LETTERS: show each
play()
{
	local letter wanted title name signer to
	while IFS='|' read -r letter wanted title; do
		read -r name signer to <<<"$letter"
		show "$name" "$signer" "$to" "$wanted" "$title"
	done < <("$1")
}

play letters

echo
echo 'Now the same filter in mode enforce: what the policy quarantines is held for its recipient.'
filter_configure 'mode enforce' "reinject smtp:127.0.0.1:$reinject_port"
kill -HUP "$(pid_of filter)"
filter_says reloaded
play letters_enforced
release
show 12-another-contact-invites linkedin.com carol 'pass reminder linkedin trusted dkim -' \
	'the next invitation of the same person passes'

echo
echo 'All together:'
table
echo
echo 'What each mailbox holds:'
mailbox bob
mailbox carol
echo
if [ $wrong = 0 ]; then
	echo 'Everything came out as it should.'
else
	echo 'Something came out otherwise than it should: see WRONG above.'
fi
exit $wrong
