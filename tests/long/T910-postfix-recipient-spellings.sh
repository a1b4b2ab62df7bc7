#!/bin/bash
# On a private Postfix: whoever is delivered to bob's mailbox, in whatever spelling, was judged as bob.
. "$(dirname "$0")/../mta/common.sh"
. "$ROOT/tests/lib.sh"
. "$ROOT/tests/mta/postfix.sh"
. "$ROOT/tests/mta/actions.sh"
. "$ROOT/tests/mta/copies.sh"
. "$ROOT/tests/security/spellings.sh"

# Bob has a mailbox at the server's own names, too, as where example.org is one of mydestination.
postfix_lines=(
	'mydestination = mx.example.org, localhost'
	'local_transport = virtual'
	'smtpd_error_sleep_time = 0'
	'smtpd_hard_error_limit = 1000'
	'virtual_mailbox_maps = texthash:$config_directory/people, inline:{bob@mx.example.org=bob/, bob@localhost=bob/, bob@[127.0.0.1]=bob/}'
)

server_is_idle()
{
	[ -z "$(find "$postfix"/queue/{incoming,active,maildrop} -type f)" ]
}

mail_of_bob()
{
	mail_of bob
}

test_each 75
test_held
test_doubles
done_testing
