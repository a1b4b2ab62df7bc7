#!/bin/bash
# Behind OpenDKIM on a private Postfix, for sites that have it anyway: its results are believed.
. "$(dirname "$0")/common.sh"
. "$ROOT/tests/lib.sh"
. "$ROOT/tests/mta/postfix.sh"
. "$ROOT/tests/mta/actions.sh"

with_opendkim=yes
actions_begin
test_opendkim

stop opendkim
post "$work/forged" bob@example.org
arrives bob
like "$(verdict "$mail")" 'standing=name-only; .*proof=none' \
	'while the verifier is down header_checks alone take off what senders forge'

done_testing
