#!/bin/bash
# In mode enforce on a private Postfix: reject, redirect, discard, hold and release.
. "$(dirname "$0")/common.sh"
. "$ROOT/tests/lib.sh"
. "$ROOT/tests/mta/postfix.sh"
. "$ROOT/tests/mta/actions.sh"

test_enforce
done_testing
