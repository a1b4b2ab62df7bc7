#!/bin/sh
# Rules files: mistakes, examples, and what is there.
. "$(dirname "$0")/../lib.sh"
work_folder

rules=$work/rules
mkdir -p "$rules/words" "$rules/examples/club"
cat >"$rules/club.rules" <<'END'
network club "The Club"
    category     social
    from         club.example
    signs        yes
    member-links club.example/join
    brand        /\bthe club\b/i

    ignore       subject /newsletter/i
    reminder     subject /^Reminder: (?<name>.+?) invited you/
    invitation   subject /^(?<name>.+?) invited you/
END
cat >"$rules/examples/club/an invitation by Jane.eml" <<'END'
X-Wanted: kind=invitation; network=club; name="Jane Doe"; email=; forged=no; proof=dkim; read=body
Authentication-Results: mx.example.org; dkim=pass header.d=club.example
From: The Club <no-reply@club.example>
To: bob@example.org
Subject: Jane Doe invited you
Message-ID: <1@club.example>

Come in.
END
cat >"$rules/examples/club/the newsletter is nothing.eml" <<'END'
X-Wanted: kind=none; network=club; read=header
From: The Club <no-reply@club.example>
To: bob@example.org
Subject: Newsletter: Jane Doe invited you
Message-ID: <2@club.example>

News.
END
: >"$work/empty.conf"

rules()
{
	run "$INVITECTL" -c "$work/empty.conf" rules "$@"
}

# check

rules check "$rules"
is "$status" 0 'rules without mistakes are fine'
is "$out" '1 network, 3 lines: no mistakes' 'and counted'
rules check "$work/nowhere"
is "$status" 78 'a folder that is not there is a mistake'
like "$err" "$work/nowhere" 'and named'
echo "rules $rules" >"$work/rules.conf"
run "$INVITECTL" -c "$work/rules.conf" rules check
is "$status" 0 'without a folder the configured ones are checked'

mkdir "$work/wrong"
printf 'network club "The Club"\n    category social\n    from club.example\n    invitation subject /(/\n' \
	>"$work/wrong/club.rules"
rules check "$work/wrong"
is "$status" 78 'an expression that does not compile is a mistake'
like "$err" 'club.rules:4:[0-9]+: ' 'and line and column are said'

# list

rules list "$rules"
like "$out" '^club +The Club +social +3 lines +club\.example' 'a network is listed in a line'
rules list --json "$rules"
is "$out" "{\"network\":\"club\",\"title\":\"The Club\",\"category\":\"social\",\"from\":[\"club.example\"],\"lines\":{\"ignore\":1,\"reminder\":1,\"update\":0,\"invitation\":1,\"inviter\":0,\"date\":0},\"where\":\"club.rules:1\"}" \
	'and in JSON'

# test

rules test "$rules"
is "$status" 0 'examples that are judged as they want are right'
is "$out" '2 of 2 examples right' 'and counted'

# wanted SENTENCE X-WANTED EXPRESSION: an example that is not right, and what is said of it
wanted()
{
	sed "s|^X-Wanted: .*|X-Wanted: $2|" "$rules/examples/club/an invitation by Jane.eml" \
		>"$work/example.eml"
	mv "$work/example.eml" "$rules/examples/club/z.eml"
	rules test "$rules"
	like "$out" "$3" "$1"
}
wanted 'another kind is told' 'kind=reminder' '^  kind: wanted reminder, came invitation$'
is "$status" 65 'and is a failure'
like "$out" '/examples/club/z\.eml$' 'of this file'
like "$out" '^    because ' 'with the reasons'
like "$out" '^2 of 3 examples right$' 'and the others are right still'
wanted 'another name is told' 'name="John \\"J\\" Roe"' '^  name: wanted John "J" Roe, came Jane Doe$'
wanted 'what must not be found is told' 'name=' '^  name: wanted nothing, came Jane Doe$'
wanted 'what was not found is told' 'email=jane@example.net' '^  email: wanted jane@example.net, came nothing$'
wanted 'another proof is told' 'proof=none' '^  proof: wanted none, came dkim$'
wanted 'a mistyped name is told' 'knid=invitation' '^  X-Wanted knows no "knid"$'
wanted 'an empty field is told' '' '^  there is no field X-Wanted$'
rules test --json "$rules"
like "$out" '^\{"file":".*/z\.eml","wanted":"","mistakes":\["there is no field X-Wanted"\],"why":\[' \
	'a failure is an object in JSON'
like "$out" '^\{"examples":3,"right":2\}$' 'and so is the sum'

# ours

rules check "$ROOT/rules"
is "$err" '' 'the rules that come with the program have no mistakes'
rules test "$ROOT/rules"
like "$out" '^([1-9][0-9]*) of \1 examples right$' 'and all their examples are right'

done_testing
