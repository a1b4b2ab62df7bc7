#!/bin/bash
# On a private Postfix: nobody but us writes fields of our names.
. "$(dirname "$0")/../mta/common.sh"
. "$ROOT/tests/lib.sh"
. "$ROOT/tests/mta/postfix.sh"
. "$(dirname "$0")/own-fields.sh"

actions_begin 'own-hosts mx.example.org mx2.example.org'
test_spellings
test_places
test_flood
test_own_host
test_invitation
done_testing
