# What the tests of forged mail share: Bob, who knows Nora Lind and Ann Berg, and mails that want
# to be taken for theirs.  Sourced after ../lib.sh.

shopt -s lastpipe # "invitation | mail" counts in this shell
work_folder
mkdir "$work/mails" "$work/db"
conf=$work/invite-milter.conf
cat >"$conf" <<END
authserv-id   mx.example.org
own-hosts     mx.example.org
local-domains example.org
rules         $ROOT/rules
database      $work/db/invite.db
END
"$INVITECTL" -c "$conf" contact add --owner bob@example.org --name 'Nora Lind' \
	--email nora@example.net --profile linkedin:slug:nora-lind-7 \
	--profile trello:login:noralind --profile github:login:noralind >/dev/null
"$INVITECTL" -c "$conf" contact add --owner bob@example.org --name 'Ann Berg' --email ann@gmail.com >/dev/null

ours='Authentication-Results: mx.example.org;'
handed_in='Received: from mail.stranger.example (mail.stranger.example [192.0.2.66])
	by mx.example.org (Postfix) with ESMTPS id 4Xyz; Tue, 14 Nov 2023 15:56:59 +0000'
passes="$ours dkim=pass header.d=linkedin.com
$handed_in"
hero='https://www.linkedin.com/comm/in/nora-lind-7?midToken=A&trk=eml-email_m2m_invite_single_01-hero-4-prof'
accept='https://www.linkedin.com/comm/mynetwork/invite-accept/?trk=eml-email_m2m_invite_single_01-hero-5-accept'

# signature DOMAIN [TAGS]: well-formed, signing what an invitation has
signature()
{
	printf 'DKIM-Signature: v=1; a=rsa-sha256; d=%s; s=s1; bh=aGFzaA==; b=aBcDeFgHiJkL;\n' "$1"
	printf '\th=From:To:Subject:Date:Message-ID:MIME-Version:Content-Type:X-LinkedIn-Template:Reply-To%s\n' "${2:-}"
}

# invitation: of LinkedIn in Nora's name, told by $top (fields), $from, $subject, $type, $extra, $text
invitation()
{
	printf '%s\nFrom: %s\nTo: Bob <bob@example.org>\nSubject: %s\n' "$top" "$from" "$subject"
	printf 'Date: Tue, 14 Nov 2023 15:56:58 +0000\nMessage-ID: <1@x.linkedin.com>\n'
	printf 'MIME-Version: 1.0\nContent-Type: %s\n' "$type"
	[ -z "$extra" ] || printf '%s\n' "$extra"
	printf '\n%s\n' "$text"
}

# usual: everything as LinkedIn writes
usual()
{
	top="$passes
$(signature linkedin.com)"
	from='Nora Lind via LinkedIn <invitations@linkedin.com>'
	subject='I want to connect' type='text/plain; charset=utf-8'
	extra='X-LinkedIn-Template: email_m2m_invite_single_01'
	text="Hi Bob

View profile: $hero
Accept: $accept"
}

mails=0

# mail WANTED TITLE <MAIL: one more to be judged; WANTED is an expression for "standing proof"
mail()
{
	mails=$((mails + 1))
	cat >"$work/mails/$(printf '%03d' $mails).eml"
	printf '%s\t%s\n' "$1" "$2" >>"$work/wanted"
}

# Wanted of every forgery; "null null" is mail that is no invitation at all.
untrusted='(null|name-only|lookalike|declined|unknown|forged) [a-z]+'

# judge: all mails at once, each a test
judge()
{
	"$INVITECTL" -c "$conf" check --json --to bob@example.org "$work"/mails/*.eml >"$work/said" 2>"$work/errors"
	sed 's/.*"proof":"\{0,1\}\([a-z]*\)"\{0,1\},.*"standing":"\{0,1\}\([a-z-]*\)"\{0,1\},.*/\2 \1/' \
		"$work/said" >"$work/outcomes"
	is "$(wc -l <"$work/outcomes")" "$mails" 'every mail is judged'
	number=0
	while IFS='	' read -r wanted title; do
		number=$((number + 1))
		read -r outcome <&3
		[[ $outcome =~ ^($wanted)$ ]]
		result $? "$title" || { comment wanted "$wanted"; sed -n "${number}s/^/# /p" "$work/said"; }
	done <"$work/wanted" 3<"$work/outcomes"
}
