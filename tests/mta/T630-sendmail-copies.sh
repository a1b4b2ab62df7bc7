#!/bin/bash
# On a private Sendmail: one message to two, each with what is theirs; quarantine, release, reminders.
. "$(dirname "$0")/common.sh"
. "$ROOT/tests/lib.sh"
. "$ROOT/tests/mta/sendmail.sh"
. "$ROOT/tests/mta/actions.sh"
. "$ROOT/tests/mta/copies.sh"

test_two_in_mode_tag
end
test_two_in_mode_enforce
end
test_envelopes
done_testing
