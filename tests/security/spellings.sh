# One recipient in many spellings, on a real server; tests/long runs it on Postfix and on Sendmail.
# Sourced after actions.sh and copies.sh.
#
# Who knows Jane Doe trusts her: so each of her invitations that reaches bob's mailbox tells by its
# field whether it was judged as bob's.

# What follows "RCPT TO:".  "carol" stands for somebody else.
spellings()
{
	cat <<-'END'
		<bob@example.org>
		bob@example.org
		<"bob"@example.org>
		"bob"@example.org
		<"b"ob@example.org>
		<""bob@example.org>
		<b\ob@example.org>
		<\bob@example.org>
		<"b\ob"@example.org>
		<"\bob"@example.org>
		<bob\ @example.org>
		<bob@exam\ple.org>
		<"bob"@"example.org">
		<BOB@EXAMPLE.ORG>
		<"Bob"@Example.Org>
		<bob@example.org.>
		<bob@example.org..>
		<bob@EXAMPLE.org.>
		<bob+x@example.org>
		<"bob+x"@example.org>
		<bob+x%example.org>
		<bob+@example.org>
		< bob@example.org>
		<bob @example.org>
		<bob@ example.org>
		<bob@example.org >
		<"bob" @ example.org>
		<"b" ob@example.org>
		<(x)bob@example.org>
		<bob(x)@example.org>
		<"bob"()@example.org>
		<bob@(x)example.org>
		<bob@example.org(x)>
		<bob((x(y)))@example.org>
		<(carol@example.org)bob@example.org>
		<bob@(<carol@example.org>)example.org>
		<bob@example.org>>
		<<bob@example.org>>
		bob@example.org>
		<carol@example.org>,<bob@example.org>
		<@mx.example.org:bob@example.org>
		<@mx.example.org :bob@example.org>
		<@mx.example.org:"bob"@example.org>
		<@a.example,@b.example:bob@example.org>
		<@mx.example.org:@b.example:bob@example.org>
		<@mx.example.org,bob@example.org>
		<@:bob@example.org>
		<(@example.net:)bob@example.org>
		<"@mx.example.org:bob"@example.org>
		<"@mx.example.org:bob@example.org">
		<@example.org:bob%example.org>
		<,bob@example.org>
		<x:bob@example.org;>
		<bob@example.org;>
		<bob%example.org>
		<bob%EXAMPLE.ORG>
		<bob%example.org@mx.example.org>
		<bob%example.org%mx.example.org>
		<bob%example.org@[127.0.0.1]>
		<bob%example.org.@mx.example.org.>
		<bob%example.org%@mx.example.org>
		<"bob"%"example.org">
		<"bob%example.org"@mx.example.org>
		<bob%example.org+x@mx.example.org>
		<example.org!bob>
		<example.org!"bob">
		<example.org!bob@mx.example.org>
		<"example.org!bob"@mx.example.org>
		<mx.example.org!example.org!bob>
		<mx.example.org!bob%example.org>
		<bob%example.org!mx.example.org>
		<bob@example.org!x>
		<bob@example.org%mx.example.org>
		<"bob@example.org">
		<"bob@example.org"@mx.example.org>
		<"bob@example.org@mx.example.org">
		<"<bob@example.org>"@mx.example.org>
		<bob"@"example.org>
		<bob\@example.org>
		<bob\@example.org@mx.example.org>
		<"bob\@example.org"@mx.example.org>
		<bob@example.org@mx.example.org>
		<bob@example.org\>>
		<bob>
		<"bob">
		<@example.org:bob>
		<bob@mx.example.org>
		<bob@MX.example.org.>
		<bob%mx.example.org>
		<bob@localhost>
		<bob%localhost>
		<bob@mx>
		<bob@[127.0.0.1]>
		<bob%[127.0.0.1]>
		<bob@127.0.0.1>
		<bob(@example.org>
		<bob@#1>
	END
	printf '<bob\t@example.org>\n<bob(\xff)@example.org>\n'
}

# send_spellings MAIL: to each of them alone, with a field that tells which
send_spellings()
{
	spellings >"$work/spellings"
	send --port "$server_port" --from bounce@linkedin.com --each "$work/spellings" "$1"
	wait_until 60 server_is_idle
}

# spelling_of NUMBER
spelling_of()
{
	spellings | sed -n "$1p"
}

# spellings_at_bob: the numbers of those that arrived, in order
spellings_at_bob()
{
	local file
	for file in $(mail_of_bob); do
		field X-Spelling "$file"
	done | sort -n | tr '\n' ' '
}

# his_held: how many wait for him
his_held()
{
	held list --owner bob@example.org --json | wc -l
}

# holds N: as many wait for him, or more
holds()
{
	[ "$(his_held)" -ge "$1" ]
}

# release_all: $ids are all that is held
release_all()
{
	ids=$(held list --json | sed -n 's/.*"id":"\([0-9a-f]*\)".*/\1/p')
	# shellcheck disable=SC2086 # each a word
	held release $ids >/dev/null
	wait_until 30 server_is_idle
}

# test_each MINIMUM: whatever reaches bob was judged as bob's
test_each()
{
	local file
	actions_begin 'mode tag'
	sign <(invitation 'Jane Doe' jane-doe-42) >"$work/signed"
	send_spellings "$work/signed"
	for file in $(mail_of_bob); do
		like "$(verdict "$file")" 'action=pass; .*standing=trusted' \
			"$(spelling_of "$(field X-Spelling "$file")") is judged as bob's"
	done
	delivered=$(spellings_at_bob)
	ok "[ $(wc -w <<<"$delivered") -ge $1 ]" "$server_name delivers at least $1 of them to him"
	is "$(for file in $(mail_of carol); do verdict "$file"; done | grep -c trusted)" 0 \
		"and nothing to carol that was judged as bob's"
	end
}

# What is bob's leaves the message and waits for him, and released it is his.
test_held()
{
	actions_begin 'mode enforce'
	sign <(reminder 'Rita Roe' rita-roe-9) >"$work/signed"
	send_spellings "$work/signed"
	is "$(spellings_at_bob)" '' 'what a stranger sends in whatever spelling does not reach him'
	ok "wait_until 10 holds $(wc -w <<<"$delivered")" 'but waits for him, whatever would have been delivered'
	release_all
	is "$(spellings_at_bob)" "$delivered" 'and released each of them is delivered to him, once'
}

# One message to bob in five spellings, and to dave, who gets it.
test_doubles()
{
	local before
	before=$(his_held)
	# shellcheck disable=SC2046 # each a word
	rm -f $(mail_of_bob)
	sign <(reminder 'Rita Roe' rita-roe-9) >"$work/signed"
	send --port "$server_port" --from bounce@linkedin.com --to dave@example.org --rcpt '<bob@example.org>' \
		--rcpt '<"bob"@example.org>' --rcpt '<BOB@example.org>' --rcpt '<bob%example.org>' \
		--rcpt '<@mx.example.org:bob@example.org>' "$work/signed"
	like "$(answer END)" '^250 ' 'one message to him in five spellings is taken'
	send --port "$server_port" --from bounce@linkedin.com --rcpt '<(again)bob@example.org>' "$work/signed"
	like "$(answer END)" '^250 ' 'and once more in a sixth'
	wait_until 10 holds $((before + 1))
	wait_until 30 server_is_idle
	sleep 1
	is "$(his_held)" $((before + 1)) 'it is held once'
	arrives dave
	is "$(mail_of_bob)" '' 'and delivered in none of them'
	release_all
	is "$(mail_of_bob | wc -l)" 1 'released, it comes once'
}
