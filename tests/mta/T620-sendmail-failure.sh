#!/bin/bash
# The filter dies while a private Sendmail talks with it.
. "$(dirname "$0")/common.sh"
. "$ROOT/tests/lib.sh"
. "$ROOT/tests/mta/sendmail.sh"
. "$ROOT/tests/mta/actions.sh"

test_failures
done_testing
