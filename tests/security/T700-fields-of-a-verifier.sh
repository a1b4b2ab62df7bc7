#!/bin/bash
# What senders write into, or in the manner of, our verifier's field makes nobody trusted.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/forgeries.sh"

# field WANTED TITLE RESULTS: an invitation with that value of Authentication-Results; \0 and the like
# are taken as printf has them
field()
{
	usual
	top=$(printf 'Authentication-Results: %b\n%s\n%s' "$3" "$handed_in" "$(signature linkedin.com)")
	invitation | mail "$1" "$2"
}

usual
invitation | mail 'trusted dkim' 'a genuine invitation is trusted'
field 'trusted dkim' 'a job behind our name is no part of it' 'mx.example.org/4XyZ; dkim=pass header.d=linkedin.com'
field 'trusted dkim' 'nor is it in quotes' '"mx.example.org/0C5B13"; dkim=pass header.d=linkedin.com'
field 'trusted dkim' 'an empty sender loses nothing but itself' \
	'mx.example.org; spf=none smtp.mailfrom=; dkim=pass header.d=linkedin.com'
field 'trusted dkim' 'nor does an empty author' \
	'mx.example.org; dkim=pass header.d=linkedin.com; dmarc=none action=none header.from=;'

while IFS='|' read -r title results; do
	field "$untrusted" "$title" "$results"
done <<'END'
our name in a comment before another|(mx.example.org) stranger.example; dkim=pass header.d=linkedin.com
our name in a comment behind another|stranger.example (mx.example.org;) ; dkim=pass header.d=linkedin.com
a longer name|mx.example.org.stranger.example; dkim=pass header.d=linkedin.com
a name below ours|a.mx.example.org; dkim=pass header.d=linkedin.com
our name and a sign of at|mx.example.org@stranger; dkim=pass header.d=linkedin.com
another version|mx.example.org 2; dkim=pass header.d=linkedin.com
two versions|mx.example.org 1 2; dkim=pass header.d=linkedin.com
a version that touches the name|mx.example.org(x)1; dkim=pass header.d=linkedin.com
a pass in a comment|mx.example.org; dkim=fail (dkim=pass header.d=linkedin.com) header.d=linkedin.com
a pass in a reason|mx.example.org; dkim=fail reason="x; dkim=pass header.d=linkedin.com" header.d=linkedin.com
a pass in a reason with quotes|mx.example.org; dkim=fail reason="x\\"; dkim=pass header.d=linkedin.com; \\"" header.d=linkedin.com
another version of the method|mx.example.org; dkim/2=pass header.d=linkedin.com
an identity of another domain|mx.example.org; dkim=pass header.d=stranger.example header.i=@linkedin.com
the same the other way round|mx.example.org; dkim=pass header.i=@linkedin.com header.d=stranger.example
a selector called so|mx.example.org; dkim=pass header.s=linkedin.com header.b=linkedincom
a signature of an author|mx.example.org; dkim=pass header.from=linkedin.com
a signature of a sender|mx.example.org; dkim=pass smtp.mailfrom=linkedin.com
a longer domain|mx.example.org; dkim=pass header.d=linkedin.com.stranger.example
a domain that ends so|mx.example.org; dkim=pass header.d=strangerlinkedin.com
all domains|mx.example.org; dkim=pass header.d=com
all domains with a dot|mx.example.org; dkim=pass header.d=.com
a domain with a NUL|mx.example.org; dkim=pass header.d=linkedin.com\0.stranger.example
a domain with an empty label|mx.example.org; dkim=pass header.d=linkedin..com
two domains in quotes|mx.example.org; dkim=pass header.d="linkedin.com stranger.example"
a domain in other letters|mx.example.org; dkim=pass header.d=ⅼinkedin.com.stranger.example
a greeting|mx.example.org; spf=pass smtp.helo=linkedin.com
a greeting beside a sender|mx.example.org; spf=pass smtp.mailfrom=stranger.example smtp.helo=linkedin.com
a sender in a local-part|mx.example.org; spf=pass smtp.mailfrom="x@linkedin.com"@stranger.example
a sender with two signs of at|mx.example.org; spf=pass smtp.mailfrom=x@linkedin.com@stranger.example
a sender with a route|mx.example.org; spf=pass smtp.mailfrom=@linkedin.com:x@stranger.example
a word behind a sender|mx.example.org; spf=pass smtp.mailfrom=<x@stranger.example> linkedin.com
a login|mx.example.org; iprev=pass policy.iprev=192.0.2.1; auth=pass smtp.auth=nora@linkedin.com
a chain of seals|mx.example.org; arc=pass header.d=linkedin.com
an author of another domain|mx.example.org; dmarc=pass header.from=stranger.example
an author that passes and fails|mx.example.org; dmarc=pass action=none header.from=linkedin.com; dmarc=fail header.from=linkedin.com
a policy|mx.example.org; dmarc=pass policy.dmarc=linkedin.com
errors|mx.example.org; dkim=neutral header.d=linkedin.com; dkim=permerror header.d=linkedin.com
a word that begins with pass|mx.example.org; dkim=PASSX header.d=linkedin.com
a method of somebody's own|mx.example.org; x-dkim=pass header.d=linkedin.com
the practices of an author|mx.example.org; dkim-adsp=pass header.d=linkedin.com
a result of two words|mx.example.org; dkim=pass.fail header.d=linkedin.com
a comment that never ends|mx.example.org; dkim=pass header.d=linkedin.com (
a string that never ends|mx.example.org; dkim=pass header.d=linkedin.com "
nothing between semicolons|mx.example.org; dkim=pass header.d=linkedin.com;;
a word at the end|mx.example.org; dkim=pass header.d=linkedin.com; x
none and more|mx.example.org; none; dkim=pass header.d=linkedin.com
a word among properties|mx.example.org; dkim=pass header.d=linkedin.com word
folded lines and a comment|mx.example.org\n ; dkim=pass\n\theader.d=stranger.example\n (x\n ) header.i=@linkedin.com
a sender that ends a comment|mx.example.org; dkim=none; spf=pass (mx.example.org: domain of "a);dkim=pass(x)header.d=linkedin.com(b@stranger.example" designates 192.0.2.66 as permitted sender) smtp.mailfrom="a);dkim=pass(x)header.d=linkedin.com(b@stranger.example"
the same with white space|mx.example.org; dkim=none; spf=pass (domain of "a); dkim=pass (x) header.d=linkedin.com (b@stranger.example" is) smtp.mailfrom=stranger.example
a greeting that ends a comment|mx.example.org; spf=none (helo=a);dmarc=pass(x)header.from=linkedin.com;x=y(b; receiver=mx)
an identity that goes on|mx.example.org; dkim=pass header.d=stranger.example header.i=x;dkim=pass header.d=linkedin.com;none=none a.b=x@stranger.example header.b=aBcDeFgH
an escape in a comment|mx.example.org; dkim=pass (\033[2J) header.d=linkedin.com
END

# place TITLE FIELDS: what stands where nobody of ours wrote
place()
{
	usual
	top="$2
$(signature linkedin.com)"
	invitation | mail "$untrusted" "$1"
}

good="$ours dkim=pass header.d=linkedin.com"
place 'below a foreign Received' "Received: from a by mail.stranger.example; d
$good"
while IFS='|' read -r title received; do
	place "below $title" "Received: $received
$good"
done <<'END'
our name in a comment|from x (by mx.example.org) by stranger.example (by mx.example.org); d
our name in quotes|from "a by mx.example.org" by stranger.example; d
our name behind a date|from a by stranger.example; by mx.example.org
our name as a sender|from mx.example.org
nothing|
our name in another alphabet|from a by mx.example。org.stranger; d
our name as a protocol|from a by stranger.example with by.mx.example.org; d
our name as a recipient|from a by stranger.example for <by mx.example.org>; d
our name below another|from a by a.mx.example.org; d
our name before a comment that never ends|from x by mx.example.org ( (a [192.0.2.66]) by stranger.example; d
our name before a string that never ends|from x by mx.example.org " (a [192.0.2.66]) by stranger.example; d
END
place 'results for a chain' "ARC-Authentication-Results: i=1; mx.example.org; dkim=pass header.d=linkedin.com
$handed_in"
place 'results of a field with an X' "X-$good
$handed_in"
place 'original results' "Original-$good
$handed_in"
place 'a pass below what our verifier says of DKIM' "$ours dkim=none
$ours dmarc=pass header.from=linkedin.com
$handed_in"

judge
done_testing
