#!/bin/bash
# Who proves a domain of their own, and claims another author, is not trusted.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/forgeries.sh"

stranger="$ours dkim=pass header.d=stranger.example; spf=pass smtp.mailfrom=stranger.example; dmarc=pass header.from=stranger.example
$handed_in
$(signature stranger.example)"

# member: an invitation in the member's own name, as LinkedIn wrote until 2013
member()
{
	subject='Invitation to connect on LinkedIn' extra='X-Mailer: JavaMail'
	text="Bob,

I'd like to add you to my professional network on LinkedIn.

https://www.linkedin.com/e/abc/isd/123/x/
https://www.linkedin.com/e/abc/accept/"
}

usual
top="$ours dkim=pass header.d=example.net
$handed_in
$(signature example.net)"
from='Nora Lind <nora@example.net>'
member
invitation | mail 'trusted dkim' 'a member whose own domain signs is trusted'

while IFS= read -r author; do
	shown=$(printf '%s' "$author" | tr '\\' '/')
	for kind in network member; do
		usual
		[ $kind = network ] || member
		top=$stranger
		from=$(printf '%b' "$author")
		invitation | mail "$untrusted" "as a $kind: $shown"
	done
done <<'END'
Nora Lind <nora@example.net>
"Nora Lind" <nora@example.net>, mole@stranger.example
mole@stranger.example, Nora Lind <nora@example.net>
g: Nora Lind <nora@example.net>;
g: Nora Lind <nora@example.net>, x@stranger.example;
"nora@example.net"@stranger.example
Nora <nora@example.net>@stranger.example
<@stranger.example:nora@example.net>
<@example.net:mole@stranger.example>
nora@example.net\n <mole@stranger.example>
nora@example.net <mole@stranger.example>
Nora Lind (nora@example.net) <mole@stranger.example>
=?utf-8?q?Nora_Lind_=3Cnora=40example.net=3E?= <mole@stranger.example>
=?utf-8?q?Nora_Lind_=3Cnora=40example.net=3E=2C?= mole@stranger.example
nora@example.net(@stranger.example)
nora@example.net\001@stranger.example
nora@example.net.stranger.example
nora@stranger.example(@example.net)
<nora@example.net\\@stranger.example>
"Nora Lind\\" <nora@example.net>" <mole@stranger.example>
Nora Lind <nora@example.net> <mole@stranger.example>
mole@stranger.example <nora@example.net>
nora@exаmple.net
nora@[stranger.example]
nora@example.net@stranger.example
invitations@linkedin.com, mole@stranger.example
mole@stranger.example, invitations@linkedin.com
<invitations@linkedin.com> mole@stranger.example
"x" <@stranger.example,@linkedin.com:invitations@linkedin.com>
END

# also TITLE FIELD: with one more field
also()
{
	top="$top
$2"
	invitation | mail "$untrusted" "$1"
}

usual; top=$stranger; also 'a second author, who signs' 'From: mole@stranger.example'
usual; also 'a second author beside one that is proven' 'From: mole@stranger.example'
usual; top=$stranger; also 'a second author with white space before the colon' 'From : mole@stranger.example'
usual; top=$stranger; from='Nora Lind <nora@example.net>'; also 'LinkedIn as the sender' 'Sender: invitations@linkedin.com'
usual; top=$stranger; also 'the signer as the sender' 'Sender: mole@stranger.example'
usual; top=$stranger; from='mole@stranger.example'
also 'an author who sent it again' 'Resent-From: nora@example.net
Resent-Sender: invitations@linkedin.com'

# An unlisted network, which proves itself, speaks for nobody else.
for domain in stranger.example gmail.com; do
	for local in noreply invitations no-reply.invite invite; do
		for answer in nora@example.net ann@gmail.com 'Ann Berg <ann@gmail.com>'; do
			for subject in 'Nora Lind invited you to join Strangers' 'ann@gmail.com invited you to join Strangers' \
				'Ann Berg (ann@gmail.com) has invited you to connect'; do
				wanted_subject=$subject
				usual
				subject=$wanted_subject
				top="$ours dkim=pass header.d=$domain
$handed_in
$(signature $domain)
Reply-To: $answer"
				from="Nora Lind <$local@$domain>"
				extra='List-Unsubscribe: <https://stranger.example/u>'
				text='Someone wants to be your friend

Accept the invitation: https://www.stranger.example/accept?id=1&to=bob@example.org
unsubscribe https://www.stranger.example/unsub'
				invitation | mail "$untrusted" "$local@$domain, answers to $answer: $subject"
			done
		done
	done
done

judge
done_testing
