#!/bin/bash
# What a site does to mail before the filter sees it, on a private Postfix: some of it breaks
# signatures, and a verifier before the change helps.
. "$(dirname "$0")/common.sh"
. "$ROOT/tests/lib.sh"
. "$ROOT/tests/mta/postfix.sh"
. "$ROOT/tests/mta/actions.sh"

why=$(why_no_servers postfix opendkim)
[ -z "$why" ] || skip_all "$why"

# The lines of a site: a stamp for what was scanned, a tag for one word.
postfix_checks()
{
	echo '/^Authentication-Results:[[:space:]]*(["(]|mx\.example\.org)/ IGNORE'
	echo '/^Subject: (Reminder: Ann .*)/ REPLACE Subject: [EXTERNAL] $1'
	echo '/^Date:/ PREPEND X-Scanned: clean'
}

actions_begin
sign <(invitation 'Jane Doe' jane-doe-42) >"$work/signed"
post "$work/signed" bob@example.org
arrives bob
like "$(field X-Scanned "$mail")" 'clean' 'header_checks add a field'
like "$(verdict "$mail")" 'standing=trusted; .*proof=dkim' 'a field that nobody signed breaks nothing'

sign <(reminder 'Ann Other' ann-other-1) >"$work/signed"
post "$work/signed" bob@example.org
arrives bob
like "$(field Subject "$mail")" 'EXTERNAL' 'header_checks tag a subject'
like "$(verdict "$mail")" 'standing=forged; .*proof=failed' 'which the network had signed: nobody can tell that from a forgery'

invitation 'Jane Doe' jane-doe-42 | sed "s/^I'd like/J'aimerais bien, très bien,/" >"$work/plain"
sign "$work/plain" >"$work/signed"
send --port "$server_port" --from 'bounce@linkedin.com BODY=8BITMIME' --to bob@example.org "$work/signed"
arrives bob
like "$(verdict "$mail")" 'standing=trusted; .*proof=dkim' 'a body of 8 bits is verified as it came'
# What a relay without 8BITMIME makes of it.
sed '1,/^$/{s/^MIME-Version: 1.0/&\nContent-Transfer-Encoding: quoted-printable/}; s/è/=C3=A8/g; s/=AQE&trk=/=3DAQE\&trk=3D/' \
	"$work/signed" >"$work/converted"
post "$work/converted" bob@example.org
arrives bob
like "$(verdict "$mail")" 'standing=forged; .*proof=failed' 'one that a relay converted is not what was signed'
server_stop

# A footer between OpenDKIM and us.
opendkim_start
read -r footer_port <<<"$(free_ports 1)"
start footer "$BUILD/tests/footer" "inet:$footer_port@127.0.0.1"
wait_until 10 listens "inet:$footer_port@127.0.0.1"
server_start accept "$opendkim_socket" "inet:$footer_port@127.0.0.1" "$filter_socket"
sign <(invitation 'Jane Doe' jane-doe-42) >"$work/signed"
post "$work/signed" bob@example.org
arrives bob
like "$(cat "$mail")" 'from outside of the company' 'a filter before us puts a footer under the mail'
like "$(verdict "$mail")" 'standing=forged; .*proof=failed' 'so its signature does not hold any more'

filter_configure 'authserv-id mx.example.org'
kill -HUP "$(pid_of filter)"
filter_says reloaded
post "$work/signed" bob@example.org
arrives bob
like "$(verdict "$mail")" 'standing=trusted; .*proof=dkim' \
	'with authserv-id the verifier before the footer is believed, and no failure of ours takes that back'
done_testing
