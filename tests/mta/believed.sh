# What a verifier writes is text of strangers, too: attacks on the believed field, with a real
# OpenDKIM.  T560 runs it on Postfix, T640 on Sendmail.  Sourced after actions.sh.

# A signature of LinkedIn's that everybody can write: well-formed, and it verifies nowhere.
invented='DKIM-Signature: v=1; a=rsa-sha256; d=linkedin.com; s=test;
	h=From:To:Subject:Date:MIME-Version:Content-Type; bh=aGFzaA==; b=aBcDeFgHiJkL'

# judge FILE: how the filter judged it, "standing proof", into $outcome
judge()
{
	post "$1" bob@example.org
	arrives bob
	outcome=$(verdict "$mail" | sed -n 's/.*standing=\([a-z-]*\);.*proof=\([a-z]*\);.*/\1 \2/p')
}

# claims FILE: what our verifier is made to say in the delivered mail, for a look when a test fails
claims()
{
	field Authentication-Results "$1" | sed 's/^/# /'
}

test_control()
{
	invitation 'Jane Doe' jane-doe-42 >"$work/plain"
	sign "$work/plain" >"$work/signed"
	judge "$work/signed"
	is "$outcome" 'trusted dkim' 'what LinkedIn signed is proven'
	judge "$work/plain"
	is "$outcome" 'forged failed' 'what it did not is forged'
	{ echo "$invented"; cat "$work/plain"; } >"$work/invented"
	judge "$work/invented"
	is "$outcome" 'forged failed' 'and so is what only says that it did'
}

# The text of i= of a signature that verifies stands in our verifier's field.
test_identities()
{
	local identity
	while IFS='|' read -r identity title; do
		sign "$work/plain" stranger.example "$identity" >"$work/signed"
		{ echo "$invented"; cat "$work/signed"; } >"$work/injected"
		judge "$work/injected"
		unlike "$outcome" 'trusted|dkim|dmarc|spf' "$title" || claims "$mail"
		judge "$work/signed"
		unlike "$outcome" 'trusted|dkim|dmarc|spf' "$title, without a signature in LinkedIn's name" ||
			claims "$mail"
	done <<-'END'
		@stranger.example|an identity of the signer's own
		x=3Bdkim=3Dpass=20header.d=3Dlinkedin.com=20(@stranger.example|a result and an open comment
		x=3Bdkim=3Dpass=20header.d=3Dlinkedin.com=3Bnone=3Dnone=20a.b=3Dx@stranger.example|a result and another one behind it
		@stranger.example=3Bdkim=3Dpass=20header.d=3Dlinkedin.com=3Bx=3Dy=20a.b=3Dc.stranger.example|a result behind a good identity
		@stranger.example=3Bdmarc=3Dpass=20header.from=3Dlinkedin.com=3Bx=3Dy=20a.b=3Dc.stranger.example|DMARC behind a good identity
		@stranger.example=3Bspf=3Dpass=20smtp.mailfrom=3Dlinkedin.com=3Bx=3Dy=20a.b=3Dc.stranger.example|SPF behind a good identity
		a=20header.d=3Dlinkedin.com@stranger.example|a second domain
		@linkedin.com@stranger.example|two identities
		"a"=3Bdkim=3Dpass=20header.d=3Dlinkedin.com=3Bspf=3Dnone=20smtp.mailfrom=3Dx@stranger.example|a quoted local-part
		(@stranger.example|an open comment
		a=0D=0A=09b@stranger.example|a folded line
	END
}

# A signature that nobody can parse makes this OpenDKIM take the mail without a look.
test_malformed()
{
	local forged='Authentication-Results: mx.example.org; dkim=pass header.d=linkedin.com'
	invitation 'Jane Doe' jane-doe-42 'DKIM-Signature: eeee' >"$work/malformed"
	judge "$work/malformed"
	is "$outcome" 'forged failed' 'a verifier that was silenced is no excuse'
	invitation 'Jane Doe' jane-doe-42 "$forged" 'DKIM-Signature: eeee' "$invented" >"$work/malformed"
	judge "$work/malformed"
	unlike "$outcome" 'trusted|dkim' 'forged results beside a malformed signature prove nothing' ||
		claims "$mail"
	forged='Authentication-Results: mx.example.org; dmarc=pass header.from=linkedin.com'
	invitation 'Jane Doe' jane-doe-42 "$forged" 'DKIM-Signature: d=linkedin.com' >"$work/malformed"
	judge "$work/malformed"
	unlike "$outcome" 'trusted|dmarc' 'nor do those of DMARC' || claims "$mail"
}

# OpenDKIM takes off what speaks of DKIM alone, and only if it can read it.
test_left_over()
{
	local forged
	while read -r forged; do
		invitation 'Jane Doe' jane-doe-42 "Authentication-Results: $forged" "$invented" >"$work/forged"
		judge "$work/forged"
		is "$outcome" 'forged failed' "forged: $forged" || claims "$mail"
	done <<-'END'
		mx.example.org; dmarc=pass header.from=linkedin.com
		mx.example.org; spf=pass smtp.mailfrom=bounce@linkedin.com
		mx.example.org; dkim/1=pass header . d = linkedin.com
		mx.example.org/4Xyz; dkim=pass header.d=linkedin.com
		"mx.example.org/4Xyz"; dmarc=pass header.from=linkedin.com
		"mx\.example.org"; dkim=pass header.d=linkedin.com
		(mx) mx.example.org 1; dmarc=pass (p=none) header.from=linkedin.com; x-a=b c=d
	END
}

# A genuine invitation of Mallory's, whose note looks like a part of another message.
with_note()
{
	cat <<-'END'
		From: Mallory Mole via LinkedIn <invitations@linkedin.com>
		To: Accomplice <accomplice@stranger.example>
		Subject: I want to connect
		Date: Tue, 14 Nov 2023 15:56:58 +0000
		Message-ID: <note@maila-aa.linkedin.com>
		X-LinkedIn-Template: email_m2m_invite_single_01
		MIME-Version: 1.0
		Content-Type: multipart/alternative; boundary="genuine"

		--genuine
		Content-Type: text/plain; charset=utf-8

		Hello,
		--other
		Content-Type: text/plain

		View profile: https://www.linkedin.com/comm/in/jane-doe-42?trk=eml-email_m2m_invite_single_01-hero-4-prof
		--other--

		View profile: https://www.linkedin.com/comm/in/mallory-mole-6?trk=eml-email_m2m_invite_single_01-hero-4-prof
		--genuine
		Content-Type: text/html; charset=utf-8

		<a href="https://www.linkedin.com/comm/in/mallory-mole-6?trk=eml-email_m2m_invite_single_01-hero-4-prof">Mallory Mole</a>
		--genuine--
	END
}

# replay FIELD: the signed one again with FIELD on top
replay()
{
	{ echo "$1"; cat "$work/signed"; } >"$work/replayed"
	judge "$work/replayed"
}

test_replay()
{
	with_note >"$work/plain"
	sign "$work/plain" >"$work/signed"
	judge "$work/signed"
	is "$outcome" 'unknown dkim' "a stranger's genuine invitation is a stranger's"
	replay 'Content-Type: multipart/mixed; boundary=other'
	is "$outcome" 'name-only dkim' \
		'sent again with another type on top it trusts nobody'
	replay 'Content-Transfer-Encoding: quoted-printable'
	unlike "$outcome" 'trusted' 'nor with an encoding'
	replay 'Reply-To: jane@example.net'
	unlike "$outcome" 'trusted' 'nor with an address to answer to'
}

# Who looks under another name is named in the log, once.
test_stranger()
{
	local other='Authentication-Results: mail.example.org; dkim=pass header.d=linkedin.com'
	for slug in jane-doe-42 jane-doe-43; do
		invitation 'Jane Doe' $slug "$other" >"$work/plain"
		judge "$work/plain"
		is "$outcome" 'forged failed' 'a verifier of another name is not believed'
	done
	ok "filter_says 'mail.example.org says what it saw'" 'the log names it'
	is "$(grep -c 'mail.example.org says what it saw' "$filter_log")" 1 'once'
}

# With AuthservIDWithJobID OpenDKIM puts its queue id behind its name.
test_job()
{
	stop opendkim
	opendkim_conf 'AuthservIDWithJobID yes' >"$opendkim/conf"
	start opendkim "$MTA/opendkim/usr/sbin/opendkim" -f -x "$opendkim/conf"
	wait_until 20 listens "$opendkim_socket"
	invitation 'Jane Doe' jane-doe-42 >"$work/plain"
	sign "$work/plain" >"$work/signed"
	judge "$work/signed"
	is "$outcome" 'trusted dkim' 'a name with a job behind it is understood'
	like "$(field Authentication-Results "$mail")" 'mx\.example\.org/' 'it was there'
}

test_believed()
{
	contact bob@example.org --name 'Jane Doe' --email jane@example.net
	test_control
	test_identities
	test_malformed
	test_left_over
	test_replay
	test_stranger
	test_job
}
