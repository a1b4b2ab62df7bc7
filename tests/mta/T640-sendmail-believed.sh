#!/bin/bash
# Behind OpenDKIM on a private Sendmail: strangers write into the field that we believe.
. "$(dirname "$0")/common.sh"
. "$ROOT/tests/lib.sh"
. "$ROOT/tests/mta/sendmail.sh"
. "$ROOT/tests/mta/actions.sh"
. "$ROOT/tests/mta/believed.sh"

with_opendkim=yes
actions_begin
test_believed

# Sendmail cannot take a field off, but it can refuse the message.
server_stop
refuse_forged=yes
server_start accept "$opendkim_socket" "$filter_socket"
while read -r forged; do
	invitation 'Jane Doe' jane-doe-42 "Authentication-Results: $forged" >"$work/forged"
	post "$work/forged" bob@example.org
	like "$(answer END)" '^550 ' "refused by INSTALL's rule: $forged"
done <<'END'
mx.example.org; dmarc=pass header.from=linkedin.com
MX.Example.org/4Xyz 1; dkim=pass header.d=linkedin.com
"mx\.example.org"; spf=pass smtp.mailfrom=linkedin.com
(our) mx.example.org; dmarc=pass header.from=linkedin.com
END
invitation 'Jane Doe' jane-doe-42 'Authentication-Results: mail.example.com; dkim=pass header.d=linkedin.com' >"$work/plain"
sign "$work/plain" >"$work/signed"
judge "$work/signed"
is "$outcome" 'trusted dkim' 'what others say of it is let through, and what our verifier says believed'
done_testing
