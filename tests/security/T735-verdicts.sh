#!/bin/bash
# What is no proof: is it a failure, unproven, or nobody's look?
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/forgeries.sh"

# told WANTED TITLE RESULTS [FIELD]: an invitation with these results, without a signature but FIELD
told()
{
	usual
	top="$ours $3
$handed_in${4:+
$4}"
	invitation | mail "$1" "$2"
}

signed=$(signature linkedin.com)
told 'forged failed' 'a pass of a signature that is not there' 'dkim=pass header.d=linkedin.com'
told 'trusted dkim' 'the same with a signature' 'dkim=pass header.d=linkedin.com' "$signed"
told 'forged failed' 'with one of another selector' 'dkim=pass header.d=linkedin.com header.s=s2' "$signed"
told 'trusted dmarc' 'DMARC needs none' 'dmarc=pass header.from=linkedin.com'
told 'name-only unproven' 'a malformed signature beside it' 'dkim=pass header.d=linkedin.com' "$signed
DKIM-Signature: eeee"
told 'name-only unproven' 'a malformed signature beside DMARC' 'dmarc=pass header.from=linkedin.com' 'DKIM-Signature: eeee'
told 'forged failed' 'a malformed signature beside nothing that passes' 'dkim=fail header.d=linkedin.com' 'DKIM-Signature: eeee'
told 'name-only unproven' 'an identity that a verifier copies' \
	'dkim=pass header.d=stranger.example header.i=@stranger.example;dkim=pass header.d=linkedin.com;x=y a.b=c.stranger.example' \
	"$signed
$(signature stranger.example '; i=@stranger.example=3Bdkim=3Dpass=20header.d=3Dlinkedin.com=3Bx=3Dy=20a.b=3Dc.stranger.example')"
usual
top="$handed_in
DKIM-Signature: eeee"
invitation | mail 'forged failed' 'a malformed signature and silence'
usual
top=$handed_in
invitation | mail 'name-only none' 'silence alone'
usual
top='Return-Path: <"a);dmarc=pass(x)header.from=linkedin.com(b"@stranger.example>
'$top
invitation | mail 'name-only unproven' 'an envelope sender that a verifier copies'

# errors of DNS: not asked to verify, we cannot tell better than who met them
told 'name-only unproven' 'a temporary error of the key' \
	'dkim=temperror reason="key retrieval failed" header.d=linkedin.com header.i=@linkedin.com header.b="iBq2pAlZ"'
told 'name-only unproven' 'of all three' \
	'dkim=temperror header.d=linkedin.com; spf=temperror smtp.mailfrom=b.linkedin.com; dmarc=temperror header.from=linkedin.com'
told 'name-only unproven' 'of DMARC' 'dmarc=temperror header.from=linkedin.com'
told 'forged failed' 'beside a signature with an invented selector' 'dkim=temperror header.d=linkedin.com' "$signed"
told 'forged failed' 'beside one that has expired' 'dkim=temperror header.d=linkedin.com' \
	"$(signature linkedin.com '; t=1; x=2')"
told 'forged failed' 'beside a malformed one' 'dkim=temperror header.d=linkedin.com' 'DKIM-Signature: d=linkedin.com'
told 'forged failed' 'beside a failure' 'dkim=temperror header.d=linkedin.com; dkim=fail header.d=linkedin.com'
told 'forged failed' 'a permanent error' 'dkim=permerror header.d=linkedin.com'
told 'forged failed' 'a temporary error of a stranger' 'dkim=temperror header.d=stranger.example' "$(signature stranger.example)"
told 'forged failed' 'a temporary error in words of a stranger' 'dkim=fail reason="dkim=temperror" header.d=linkedin.com'

# the way it came
list='List-Id: Friends <friends.lists.example.com>'
told 'forged failed' 'a field of a list excuses nothing' 'dkim=fail header.d=linkedin.com' "$list"
told 'name-only unproven' 'a list that proves itself does' \
	'dkim=fail header.d=linkedin.com; dkim=pass header.d=example.com' "$list
$(signature example.com)"
told 'forged failed' 'a list of another domain does not' \
	'dkim=fail header.d=linkedin.com; dkim=pass header.d=stranger.example' "$list
$(signature stranger.example)"
told 'forged failed' 'nor a seal of anybody' 'dkim=fail header.d=linkedin.com; arc=pass' \
	'ARC-Seal: i=1; a=rsa-sha256; d=stranger.example; s=s1; cv=none; b=aGFzaA=='

judge

# What is said about it.

# why: the reasons for the mail of usual
why()
{
	invitation >"$work/one.eml"
	run "$INVITECTL" -c "$conf" check --to bob@example.org "$work/one.eml"
}

usual
top="${top/mx.example.org/mail.example.org}"
why
like "$out" 'mail\.example\.org says dkim=pass; authserv-id is mx\.example\.org' 'a verifier of another name is named'
usual
top="$ours dkim=pass header.d=linkedin.com"
why
like "$out" 'says dkim=pass for linkedin\.com, but the mail has no such signature' 'a signature that is not there is named'
usual
top="$ours dmarc=temperror header.from=linkedin.com"
why
like "$out" 'met a temporary error \(dmarc=temperror\)' 'a temporary error is named'
usual
top="$top
DKIM-Signature: eeee"
why
like "$out" 'is not believed: a DKIM-Signature in it is malformed' 'a malformed signature is named'
usual
top=$(sed 's/:Content-Type//' <<<"$top")
why
like "$out" 'does not cover "linkedin:slug:nora-lind-7" from link: weak' 'what is not covered is named'

done_testing
