#!/bin/bash
# On a private Sendmail: whoever is delivered to bob's mailbox, in whatever spelling, was judged as bob.
. "$(dirname "$0")/../mta/common.sh"
. "$ROOT/tests/lib.sh"
. "$ROOT/tests/mta/sendmail.sh"
. "$ROOT/tests/mta/actions.sh"
. "$ROOT/tests/mta/copies.sh"
. "$ROOT/tests/security/spellings.sh"

server_is_idle()
{
	true
}

# Details have folders of their own.
mail_of_bob()
{
	mail_of bob
	mail_of bob+
	mail_of bob+x
}

test_each 65
test_held
test_doubles
done_testing
