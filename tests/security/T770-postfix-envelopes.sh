#!/bin/bash
# On a private Postfix: a copy has the envelope and the text of the message, and smuggles nothing.
. "$(dirname "$0")/../mta/common.sh"
. "$ROOT/tests/lib.sh"
. "$ROOT/tests/mta/postfix.sh"
. "$(dirname "$0")/envelopes.sh"

actions_begin 'mode enforce' 'policy reminder quarantine' 'policy forged tag' 'policy trusted pass' 'policy unknown tag'
test_paths
test_smuggling
test_released
done_testing
