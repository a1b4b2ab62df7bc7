#!/bin/bash
# Behind OpenDKIM on a private Sendmail, for sites that have it anyway: its results are believed.
. "$(dirname "$0")/common.sh"
. "$ROOT/tests/lib.sh"
. "$ROOT/tests/mta/sendmail.sh"
. "$ROOT/tests/mta/actions.sh"

with_opendkim=yes
actions_begin
test_opendkim

# Nothing else takes off here what senders forge in the verifier's name.
server_stop
server_start tempfail "$opendkim_socket" "$filter_socket"
stop opendkim
forgery >"$work/forged"
post "$work/forged" bob@example.org
like "$(answer MAIL)" '^4[0-9][0-9] ' 'while the verifier is down, with F=T, forged proof waits outside'
done_testing
