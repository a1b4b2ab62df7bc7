#!/bin/bash
# Behind OpenDKIM on a private Postfix: strangers write into the field that we believe.
. "$(dirname "$0")/common.sh"
. "$ROOT/tests/lib.sh"
. "$ROOT/tests/mta/postfix.sh"
. "$ROOT/tests/mta/actions.sh"
. "$ROOT/tests/mta/believed.sh"

with_opendkim=yes
actions_begin
test_believed
done_testing
