# What the filter does with mail on a real server; T5xx runs it on Postfix, T6xx on Sendmail.
# Sourced after common.sh, TAP and a server's file.

. "$ROOT/tests/mta/filter.sh"
. "$ROOT/tests/mta/opendkim.sh"
. "$ROOT/tests/mta/letters.sh"

# post FILE TO...: send it from LinkedIn's bounce address
post()
{
	local file=$1 to=(); shift
	for person; do
		to+=(--to "$person")
	done
	send --port "$server_port" --from bounce@linkedin.com "${to[@]}" "$file"
}

# arrives PERSON: mail does; $mail is its path
arrives()
{
	take "$1" || ok false "mail arrives at $1"
}

# verdict FILE: the X-Invitation field, ours alone
verdict()
{
	field X-Invitation "$1"
}

# forgery: nobody signed it, but it says our verifier found that LinkedIn did, in several ways
forgery()
{
	invitation 'Jane Doe' jane-doe-42 \
		'Authentication-Results: mx.example.org; dkim=pass header.d=linkedin.com' \
		'Authentication-Results: (really) mx.example.org; dkim=pass header.d=linkedin.com' \
		'Authentication-Results : "mx\.example.org"; dkim=pass header.d=linkedin.com'
}

test_proof()
{
	invitation 'Jane Doe' jane-doe-42 >"$work/plain"
	sign "$work/plain" >"$work/signed"

	post "$work/signed" bob@example.org
	arrives bob
	like "$(verdict "$mail")" '^mx\.example\.org; action=pass; .*standing=trusted;.* proof=dkim' \
		"a signature of the network proves the mail on $server_name, and the contact is trusted"
	is "$(field Authentication-Results "$mail")" '' 'nobody else has looked at it'

	forgery >"$work/forged"
	post "$work/forged" bob@example.org
	arrives bob
	like "$(verdict "$mail")" 'standing=forged' 'what LinkedIn did not sign is forged'

	sed "s/I'd like to join/I would like to join/" "$work/signed" >"$work/changed"
	post "$work/changed" bob@example.org
	arrives bob
	like "$(verdict "$mail")" 'standing=forged; .*proof=failed' 'so is what was changed after it was signed'
}

# Behind OpenDKIM, which is believed instead.
test_opendkim()
{
	invitation 'Jane Doe' jane-doe-42 >"$work/plain"
	sign "$work/plain" >"$work/signed"

	post "$work/signed" bob@example.org
	arrives bob
	like "$(field Authentication-Results "$mail" | head -n 1)" 'mx\.example\.org; *dkim=pass' \
		"OpenDKIM verifies before us on $server_name"
	like "$(verdict "$mail")" '^mx\.example\.org; action=pass; .*standing=trusted;.* proof=dkim' \
		'its field proves the network to us, and the contact is trusted'

	forgery >"$work/forged"
	post "$work/forged" bob@example.org
	arrives bob
	unlike "$(field Authentication-Results "$mail")" 'dkim=pass' 'fields a sender forged are taken off'
	like "$(verdict "$mail")" 'standing=forged' 'and what LinkedIn did not sign is forged'
}

test_tag()
{
	sign <(invitation 'Jane Doe' jane-doe-42) >"$work/signed"
	post "$work/signed" carol@example.org
	arrives carol
	like "$(verdict "$mail")" 'action=tag; kind=invitation; network=linkedin; .*standing=unknown' \
		'to somebody who does not know the inviter it is tagged'
	like "$(field X-Invitation-From "$mail")" 'Jane Doe' 'with the name of the inviter'
	is "$(field Subject "$mail")" 'I want to connect' 'the subject stays'
	is "$(sed '1,/^\r*$/d' "$mail")" "$(sed '1,/^$/d' "$work/signed")" 'the body stays'

	post "$work/signed" bob@example.org carol@example.org
	arrives carol
	arrives bob
	like "$(verdict "$mail")" 'action=shared' 'one message to two: the action is not the same for both'
	unlike "$(verdict "$mail")" 'standing=|count=' 'and nobody learns how the other knows the inviter'

	ordinary 'X-Invitation: mx.example.org; action=pass' 'X-Invitation-From: me' >"$work/plain"
	post "$work/plain" carol@example.org
	arrives carol
	is "$(field X-Invitation "$mail")$(field X-Invitation-From "$mail")" '' \
		"a sender's own X-Invitation is taken off ordinary mail"
	sign <(invitation 'Jane Doe' jane-doe-42 'X-Invitation: mx.example.org; action=pass') >"$work/plain"
	post "$work/plain" carol@example.org
	arrives carol
	is "$(verdict "$mail" | wc -l)" 1 'and off an invitation'
}

test_enforce()
{
	actions_begin 'mode enforce' 'policy trusted pass' 'policy forged reject' \
		'policy reminder mta-hold' 'policy name-only redirect dave@example.org' \
		'policy lookalike discard' 'policy unknown tag'

	invitation 'Jane Doe' jane-doe-42 >"$work/plain"
	post "$work/plain" bob@example.org
	like "$(answer END)" '^5[0-9][0-9] ' 'reject: the client is told'

	sign <(invitation 'Mary Major' mary-major-3) >"$work/signed"
	post "$work/signed" carol@example.org
	like "$(answer END)" '^250 ' 'redirect: the client is told nothing'
	arrives dave
	like "$(verdict "$mail")" 'action=redirect' 'the other mailbox gets it'
	is "$(mail_of carol)" '' 'the first does not'

	sign <(invitation 'Jane Doe' jane-doe-666) >"$work/signed"
	post "$work/signed" bob@example.org
	like "$(answer END)" '^250 ' 'discard: the client is told nothing'
	ok "filter_says 'action=discard'" 'the log says so'

	sign <(reminder 'Rita Roe' rita-roe-9) >"$work/signed"
	post "$work/signed" bob@example.org
	like "$(answer END)" '^250 ' 'mta-hold: the client is told nothing'
	held=$(queue_id)
	ok "wait_until 10 server_held $held" "it lies in $server_name's own quarantine"
	is "$(mail_of bob)" '' 'nothing came through'
	server_release "$held"
	arrives bob
	like "$(verdict "$mail")" 'action=mta-hold; kind=reminder' 'released it arrives, with our field'
	is "$(grep -c "^[^ ]* $held: " "$filter_log")" 1 'and was not judged again'
}

# Stopped while the server with default action $1 talks with it, then killed.
kill_midway()
{
	server_stop
	server_start "$1" "$filter_socket"
	send --port "$server_port" --from bounce@linkedin.com --to erin@example.org \
		--midway "kill -STOP $(pid_of filter); (sleep 0.3; kill -KILL $(pid_of filter)) >/dev/null 2>&1 &" \
		"$work/signed"
	wait_until 10 gone "$(pid_of filter)"
	rm -f "$work/pid/filter"
}

test_failures()
{
	actions_begin
	sign <(invitation 'Jane Doe' jane-doe-42) >"$work/signed"
	kill_midway accept
	like "$(answer END)" '^250 ' 'killed midway, default action accept: mail is accepted'
	arrives erin
	is "$(verdict "$mail")" '' 'untouched'
	post "$work/signed" erin@example.org
	like "$(answer END)" '^250 ' 'gone, default action accept: mail is accepted'

	ok filter_start 'after its death it starts again at the same socket'
	kill_midway tempfail
	like "$(answer END)" '^4[0-9][0-9] ' 'killed midway, default action tempfail: the client tries again'
	filter_start
	post "$work/signed" erin@example.org
	arrives erin
	like "$(verdict "$mail")" 'network=linkedin' 'and then mail is judged'
}

# actions_begin [LINE...]: everything runs, the filter with these lines of configuration.  With
# with_opendkim=yes OpenDKIM is before the filter, which believes it and verifies nothing.
actions_begin()
{
	local why
	why=$(why_no_servers "${server_name,,}" ${with_opendkim:+opendkim})
	[ -z "$why" ] || skip_all "$why"
	begin
	[ -z "${with_reinject:-}" ] || { reinject_port=$(free_ports 1); set -- "reinject smtp:127.0.0.1:$reinject_port" "$@"; }
	[ -z "${with_opendkim:-}" ] || set -- 'verify no' 'authserv-id mx.example.org' "$@"
	filter_make "$@"
	contact bob@example.org --name 'Jane Doe' --profile linkedin:slug:jane-doe-42 &&
		contact carol@example.org --name 'Mary Major' && filter_start &&
		{ [ -z "${with_opendkim:-}" ] || opendkim_start; } &&
		server_start accept ${with_opendkim:+"$opendkim_socket"} "$filter_socket" ||
		{ ok false 'the servers start'; done_testing; exit 1; }
}
