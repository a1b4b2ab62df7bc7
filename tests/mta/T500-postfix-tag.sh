#!/bin/bash
# On a private Postfix: what proves an invitation, and what the reader sees.
. "$(dirname "$0")/common.sh"
. "$ROOT/tests/lib.sh"
. "$ROOT/tests/mta/postfix.sh"
. "$ROOT/tests/mta/actions.sh"

actions_begin
test_proof
test_tag

send --port "$server_port" --from 'jörg@example.net SMTPUTF8' --to jörg@example.org "$work/signed"
arrives jörg
like "$(verdict "$mail")" 'action=tag; kind=invitation' 'addresses in UTF-8 are judged like all others'

post "$work/signed" team@example.org
arrives bob
like "$(verdict "$mail")" 'network=linkedin' 'an alias of two is judged before it is taken apart'

send --port "$server_port" --xclient 'NAME=home.example.net ADDR=192.0.2.7 LOGIN=bob@example.org' \
	--from bob@example.org --to dave@example.org "$work/signed"
arrives dave
is "$(verdict "$mail")" '' 'mail of a client that logged in is not judged'

done_testing
