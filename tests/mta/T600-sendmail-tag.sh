#!/bin/bash
# On a private Sendmail: what proves an invitation, and what the reader sees.
. "$(dirname "$0")/common.sh"
. "$ROOT/tests/lib.sh"
. "$ROOT/tests/mta/sendmail.sh"
. "$ROOT/tests/mta/actions.sh"

actions_begin
test_proof
test_tag

done_testing
