#!/bin/bash
# What `make demo` shows: a private Postfix takes mail by SMTP, OpenDKIM verifies it, invite-milter
# judges it by two people's contacts.  Exits 0 only if everything came out as it should.
. "$(dirname "$0")/mta/common.sh"
. "$ROOT/tests/mta/postfix.sh"
. "$ROOT/tests/mta/opendkim.sh"
. "$ROOT/tests/mta/filter.sh"

why=$(why_no_servers postfix opendkim)
[ -z "$why" ] || { echo "make demo: $why" >&2; exit 1; }

# File, who signs it (- nobody), to whom | how it should come out: action, kind, network, standing,
# proof, and what mode enforce would do; "untouched": no field of ours | what it is.
letters()
{
	cat <<-END
		1-a-contact-invites linkedin.com bob|pass invitation linkedin trusted dkim -|somebody bob knows invites him, and LinkedIn's signature proves it
		1-a-contact-invites linkedin.com carol|tag invitation linkedin unknown dkim -|the same to carol, who does not know her
		1-a-contact-invites linkedin.com bob,carol|shared invitation linkedin - dkim -|one message to both: the field they share says nothing of either
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
	local file=$ROOT/tests/demo/$1.eml signer=$2 people=${3//,/ } wanted=$4 to=() person came verdict=ok
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
		take "$person"
		came=$(outcome)
		[ "$came" = "$wanted" ] || verdict="WRONG, wanted: $wanted"
		cp "$mail" "$work/mailboxes/$person/$number"
		summary+=("$number|${3/,/, }|$(field From "$file" | sed 's/"//g; s/ <.*//')|${came// /|}|$verdict")
	done
	say 'filter' "$(reason | grep . || echo 'ordinary mail: not judged')" | indent
	say 'arrived' "$(field X-Invitation "$mail" | sed 's/^/X-Invitation: /' | grep . || echo 'as it came')" | indent
	[ "$verdict" = ok ] || { wrong=1; echo "   $verdict"; echo "   came:  $came"; }
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
		A Postfix of its own on this machine, OpenDKIM before the filter, invite-milter in its default mode: tag.
		(The networks' mails are signed with a key made for this demonstration; OpenDKIM has its other half in
		a file instead of DNS.  All else is what a site would run.)

		Who knows whom:
		   bob    Jane Doe by her LinkedIn profile, linkedin:slug:jane-doe-42
		   bob    Mary Major and Nora Field by name and address
		   carol  Rita Roe by her LinkedIn profile, linkedin:slug:rita-roe-9
	END
}

fill_books()
{
	contact bob@example.org --name 'Jane Doe' --profile linkedin:slug:jane-doe-42 &&
		contact bob@example.org --name 'Mary Major' --email mary@example.net &&
		contact bob@example.org --name 'Nora Field' --email nora@example.net &&
		contact carol@example.org --name 'Rita Roe' --profile linkedin:slug:rita-roe-9
}

number=0
wrong=0
summary=()
begin
filter_make
mkdir -p "$work/mailboxes/bob" "$work/mailboxes/carol"
introduce
fill_books && filter_start && opendkim_start &&
	server_start accept "$opendkim_socket" "$filter_socket" || exit 1

while IFS='|' read -r letter wanted title; do
	read -r name signer to <<<"$letter"
	show "$name" "$signer" "$to" "$wanted" "$title"
done < <(letters)

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
