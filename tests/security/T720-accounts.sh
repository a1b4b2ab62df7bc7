#!/bin/bash
# Who has an account at a network, or its genuine mail, is not trusted as somebody else.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/forgeries.sh"

mole='Mallory Mole via LinkedIn <invitations@linkedin.com>'
own='https://www.linkedin.com/comm/in/mallory-mole?trk=eml-email_m2m_invite_single_01-hero-4-prof'

# by DOMAIN: proven mail of that network
by()
{
	usual
	top="$ours dkim=pass header.d=$1
$handed_in
$(signature "$1")"
	extra=
}

# names that a member can take

by trello.com
from='Nora Lind (@noralind) invited you to a (@mole) <invitation-do-not-reply@trello.com>'
subject='Nora Lind (@noralind) invited you to a (@mole) invited you to join the board "x" on Trello'
text='Hi https://trello.com/b/1'
invitation | mail "$untrusted" 'a member of Trello called as an invitation begins'
subject='Nora Lind (@noralind) invited you to join the board "x" on Trello'
invitation | mail "$untrusted" 'what a member of Trello can call herself makes nobody trusted, even where it is true'
by github.com
from='Mole <noreply@github.com>' text='Hi https://github.com/mole/x/invitations'
subject='[mole/x] noralind invited you to mole/x'
invitation | mail "$untrusted" 'a name of a repository in front'
subject='mole invited you to noralind/x'
text='@noralind has invited you to collaborate on the x
Hi https://github.com/mole/x/invitations'
invitation | mail "$untrusted" 'a name of a repository in the text'
by dropbox.com
from='"Nora Lind nora@example.net via Dropbox" <no-reply@dropbox.com>' text='https://www.dropbox.com/x'
subject='Something for you'
invitation | mail "$untrusted" 'a member of Dropbox with an address in the name'

# what the signer never saw

# with TYPE FIELD TEXT: LinkedIn's own mail with FIELD on top
with()
{
	usual
	top="$top
$2"
	type=$1 text=$3
}

parts="--orig
Content-Type: text/plain

Hi Bob, note:
--X
Content-Type: text/plain

View $hero
Accept $accept
--X--
--orig
Content-Type: text/html

<a href=\"$own\">Mallory</a>
--orig--"
usual; type='multipart/mixed; boundary=X' text=$parts
invitation | mail 'trusted dkim' 'a type that is signed is as good as the text'
with 'multipart/alternative; boundary=orig' 'Content-Type: multipart/mixed; boundary=X' "$parts"
invitation | mail "$untrusted" 'a second type on top'
with text/plain 'content-type: text/html' "<a href=\"$hero\">x</a> $accept"
invitation | mail "$untrusted" 'a second type in small letters'
with text/plain 'Content-Transfer-Encoding: base64' "$(printf 'x %s %s' "$hero" "$accept" | base64 -w 70)"
invitation | mail "$untrusted" 'an encoding on top'
with text/plain 'MIME-Version: 1.0' "$hero $accept"
invitation | mail "$untrusted" 'a version on top'
usual
top=$(sed 's/:Content-Type//' <<<"$top")
invitation | mail "$untrusted" 'a type that nobody signed'
usual
top=$(sed 's/a=rsa-sha256;/a=rsa-sha256; l=10;/' <<<"$top")
invitation | mail "$untrusted" 'a body signed in part'
usual
top=$(sed 's/a=rsa-sha256;/a=rsa-sha256; l = 10 ;/' <<<"$top")
invitation | mail "$untrusted" 'a body signed in part, with white space'
with text/plain 'Reply-To: nora@example.net
Reply-To: nora@example.net' "$accept"
invitation | mail "$untrusted" 'more answers than were signed'
usual
top=$(sed 's/:Reply-To//' <<<"$top")
top="$top
Reply-To: nora@example.net"
text=$accept
invitation | mail "$untrusted" 'an answer that nobody signed'

# links that a member typed

# typed TYPE TITLE TEXT: a genuine invitation of Mallory's
typed()
{
	usual
	from=$mole type=$1 text=$3
	invitation | mail "$untrusted" "$2"
}

note="<p>Hi Bob, see <a href=\"${hero/m2m_invite_single_01/x}\">link</a></p><a href=\"$accept\">Accept</a>"
typed text/html 'beside the own link' "$note<a href=\"$own\">M</a>"
typed text/html 'beside the own link of a contact' "$note<a href=\"https://www.linkedin.com/in/mallory-mole?invAcpt=1_I123\">M</a>"
typed text/plain 'in plain text beside the own link' "note: $hero

Mallory: $own
Accept: $accept"
typed 'multipart/mixed; boundary=b' 'in the text beside attached HTML' "--b

note: $hero
--b
Content-Type: text/html
Content-Disposition: attachment

<a href=\"$accept\">Accept</a>
--b--"
typed 'multipart/mixed; boundary=b' 'in a second text beside HTML' "--b
Content-Type: text/html

<a href=\"$accept\">Accept</a>
--b

note: $hero
--b--"
typed 'multipart/alternative; boundary=b' 'in the text of an alternative' "--b

note: $hero
--b
Content-Type: text/html

<a href=\"$accept\">Accept</a>
--b--"
typed text/html 'as a target of a link that unwraps' "<a href=\"https://www.linkedin.com/redir/redirect?url=$hero\">x</a><a href=\"$own\">M</a><a href=\"$accept\">a</a>"

# profiles that look like a contact's

while read -r slug; do
	usual
	from=$mole
	text="V: ${hero/nora-lind-7/$slug}
A: $accept"
	invitation | mail "$untrusted" "the profile $(printf '%s' "$slug" | tr '\\' '/')"
done <<'END'
nora-lind-7%00
nora-lind-7%2F
nora-lind-7.
nora-lind-7%20
nоra-lind-7
nora-lind-7;x
nora-lind-7\
nora-lind-7%E2%80%8B
nora-lind-7&amp;
ｎora-lind-7
nora-lind-7@x
END

judge
done_testing
