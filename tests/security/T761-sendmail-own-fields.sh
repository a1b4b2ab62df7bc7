#!/bin/bash
# On a private Sendmail: nobody but us writes fields of our names.
. "$(dirname "$0")/../mta/common.sh"
. "$ROOT/tests/lib.sh"
. "$ROOT/tests/mta/sendmail.sh"
. "$(dirname "$0")/own-fields.sh"

actions_begin
test_spellings
test_places
test_flood
test_invitation
done_testing
