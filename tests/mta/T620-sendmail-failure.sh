#!/bin/bash
# The filter dies while a private Sendmail talks with it.
. "$(dirname "$0")/common.sh"
. "$ROOT/tests/lib.sh"
. "$ROOT/tests/mta/sendmail.sh"
. "$ROOT/tests/mta/actions.sh"

test_failures

# Nothing else takes off here what senders forge in the verifier's name.
server_stop
server_start tempfail "$opendkim_socket" "$filter_socket"
stop opendkim
forgery >"$work/forged"
post "$work/forged" bob@example.org
like "$(answer MAIL)" '^4[0-9][0-9] ' 'while the verifier is down, with F=T, forged proof waits outside'
done_testing
