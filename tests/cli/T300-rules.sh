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
DKIM-Signature: v=1; a=rsa-sha256; d=club.example; s=s1; h=From:To:Subject; bh=YSBib2R5; b=YSBzaWduYXR1cmU=
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
did 0 'no mistakes' 'rules without mistakes are fine'
is "$out" '1 network, 3 lines: no mistakes' 'and counted'
rules check "$work/nowhere"
is "$status" 78 'a folder that is not there is a mistake'
like "$err" "$work/nowhere" 'and named'
echo "rules $rules" >"$work/rules.conf"
run "$INVITECTL" -c "$work/rules.conf" rules check
did 0 '^1 network, ' 'without a folder the configured ones are checked'

mkdir "$work/wrong"
printf 'network club "The Club"\n    category social\n    from club.example\n    invitation subject /(/\n' \
	>"$work/wrong/club.rules"
rules check "$work/wrong"
is "$status" 78 'an expression that does not compile is a mistake'
like "$err" 'club.rules:4:[0-9]+: ' 'and line and column are said'

# list

rules list "$rules"
is "$out" 'network       category     ignore reminder update invitation inviter date examples languages   from
club          social            1        1      0          1       0    0        2 -           club.example' \
	'a network is a line of a table'
rules list --json "$rules"
is "$out" "{\"network\":\"club\",\"title\":\"The Club\",\"category\":\"social\",\"from\":[\"club.example\"],\"lines\":{\"ignore\":1,\"reminder\":1,\"update\":0,\"invitation\":1,\"inviter\":0,\"date\":0},\"where\":\"club.rules:1\",\"file\":\"$rules/club.rules\",\"instead_of\":[],\"examples\":2,\"any_language\":false,\"languages\":[],\"drift\":[]}" \
	'and in JSON'
rules list "$rules" club
is "$out" "club \"The Club\", social
  file                 $rules/club.rules
  from                 club.example
  languages            -
  examples             2
  club.rules:8         ignore subject /newsletter/i
  club.rules:9         reminder subject /^Reminder: (?<name>.+?) invited you/
  club.rules:10        invitation subject /^(?<name>.+?) invited you/" \
	'with all it says, where it is named'
rules list --json --rules "$rules" club
like "$out" '"rules":\[\{"where":"club.rules:8","text":"ignore subject /newsletter/i"\},' 'in JSON, too'
rules list --rules "$rules" clubs
is "$status" 65 'a network that is not there is a failure'
like "$err" 'the rules have no network "clubs"$' 'and said'

mkdir -p "$work/site/words"
printf 'network club "Our Club"\n    from club.example\n    invitation header X-Club /invite/\n' \
	>"$work/site/club.rules"
printf 'network guild "Guild"\n    from guild.example\n    invitation text @asking\n' >"$work/site/guild.rules"
printf 'words asking\n    /join us/\n' >"$work/site/words/en.rules"
printf 'words asking\n    /kom till oss/\n' >"$work/site/words/sv.rules"
rules list --rules "$work/site" --rules "$rules"
like "$out" "^$work/site:\$" 'of several folders each has its table'
like "$out" '^club .* 1 +0 +0 +2 any  ' 'a line without wording holds in any language'
like "$out" "^ +\\($rules/club.rules is not read: $work/site/club.rules comes first\\)$" \
	'the earlier folder wins, and it is said'
like "$out" '^guild .* en sv  ' 'phrases have the languages of their files'
is "$(echo "$out" | grep -c "^$work/site:\$")-$(echo "$out" | grep -c "^$rules:\$")" 1-0 'a folder all of whose files are replaced has none'
rm -r "$work/site"

# test

rules test "$rules"
is "$status" 0 'examples that are judged as they want are right'
is "$out" 'club              2 of 2 right
2 of 2 examples right' 'and counted, by network'
rules test --json "$rules" club
is "$out" '{"network":"club","examples":2,"right":2}
{"examples":2,"right":2}' 'in JSON'
mkdir "$work/bare"
cp "$rules/club.rules" "$work/bare"
rules test --rules "$work/bare"
is "$status" 65 'rules without an example are not finished'
like "$out" '^club +no example$' 'the network that lacks one is named'
like "$err" "expected mails such as $work/bare/examples/club/an-invitation.eml$" 'and where one belongs'

# wanted SENTENCE X-WANTED EXPRESSION: an example that is not right, and what is said of it
wanted()
{
	sed "s|^X-Wanted: .*|X-Wanted: $2|" "$rules/examples/club/an invitation by Jane.eml" \
		>"$work/example.eml"
	mv "$work/example.eml" "$rules/examples/club/z.eml"
	rules test "$rules"
	like "$out" "$3" "$1"
}
wanted 'another kind is told' 'kind=reminder' '^  wrong +kind: wanted reminder, came invitation$'
is "$status" 65 'and is a failure'
like "$out" '/examples/club/z\.eml$' 'of this file'
like "$out" '^  wants +kind=reminder$' 'with what it wants'
like "$out" '^  matched +club\.rules:10: invitation subject /\^\(\?<name>\.\+\?\) invited you/$' 'what matched instead'
like "$out" '^  why +from club.example: mail by the network club$' 'and the reasons'
like "$out" '^club +2 of 3 right$' 'of the network one fails'
like "$out" '^2 of 3 examples right$' 'and the others are right still'
wanted 'another name is told' 'name="John \\"J\\" Roe"' '^  wrong +name: wanted John "J" Roe, came Jane Doe$'
wanted 'what must not be found is told' 'name=' '^  wrong +name: wanted nothing, came Jane Doe$'
wanted 'what was not found is told' 'email=jane@example.net' '^  wrong +email: wanted jane@example.net, came nothing$'
wanted 'another proof is told' 'proof=none' '^  wrong +proof: wanted none, came dkim$'
wanted 'a mistyped name is told' 'knid=invitation' '^  wrong +X-Wanted knows no "knid"$'
wanted 'an empty field is told' '' '^  wrong +there is no field X-Wanted$'
rules test --json "$rules"
like "$out" '^\{"file":".*/z\.eml","wanted":"","mistakes":\["there is no field X-Wanted"\],"matched":"club.rules:10: invitation .*","near":\[\],"why":\[' \
	'a failure is an object in JSON'
like "$out" '^\{"examples":3,"right":2\}$' 'and so is the sum'

# missed SENTENCE SUBJECT EXPRESSION: what is said of an invitation that no line recognizes
missed()
{
	sed -e 's|^X-Wanted: .*|X-Wanted: kind=invitation|' -e "s|^Subject: .*|Subject: $2|" \
		"$rules/examples/club/an invitation by Jane.eml" >"$work/example.eml"
	mv "$work/example.eml" "$rules/examples/club/z.eml"
	rules test --rules "$rules" club
	like "$out" "$3" "$1"
}
missed 'where none matched the nearest is named' 'Jane Doe invites you' \
	'^  nearest +club\.rules:10: invitation comes nearest$'
like "$out" '^ +subject /.*/ does not hold: the nearest is "Jane Doe invites you"$' 'with what does not hold'
missed 'where an ignore line matched it is shown' 'A newsletter that invited you' \
	'^  matched +club\.rules:8: ignore subject /newsletter/i$'
like "$out" '^  nearest +without that line club\.rules:10 would make it an invitation$' 'and what it beats'
rm "$rules/examples/club/z.eml"

# fields

cat >"$work/mail.eml" <<'END'
From: =?utf-8?Q?J=C3=A4ne?= Doe <invitations@club.example>
To: bob@example.org, ann@example.org
Subject: [friends] =?utf-8?B?SmFuZSBpbnZpdGVkIHlvdQ==?=
X-Template: one
X-Template: two
Content-Type: text/html

<p>Come in,<br>Bob</p><a href="https://club.example/join?a=1&amp;b=2">Join</a>
END
rules fields --rules "$ROOT/rules" "$work/mail.eml"
is "$status" 0 'a mail is shown as the rules see it'
like "$out" '^  from-name +Jäne Doe$' 'decoded'
like "$out" '^  to +ann@example\.org$' 'each value on its own'
like "$out" '^  subject +Jane invited you$' 'without tags of lists'
is "$(echo "$out" | grep -c '^  header X-Template  *\(one\|two\)$')" 2 'with each field of the header'
like "$(echo "$out" | tr -s ' \n' ' ')" ' text Come in, Bob Join link https://club.example/join\?a=1&b=2 ' \
	'the text line by line, and the links'
like "$out" '^  is +role-sender$' 'and the predicates that hold'
rules fields --rules "$ROOT/rules" --json "$work/mail.eml"
like "$out" "^\\{\"file\":\"$work/mail.eml\",\"fields\":\\[\\{\"field\":\"from\",\"value\":\"invitations@club.example\"\\},.*\"is\":\\[.*\"accept-link\".*\\]\\}$" 'in JSON, too'
rules fields
is "$status" 64 'without a path there is nothing to show'
rules fields --rules "$work/nowhere" "$work/mail.eml"
is "$status" 0 'it can be looked at before there is any rule'
like "$err" "none of the rules directories is there: $work/nowhere$" 'and it is said that there is none'
rules fields "$work/no.eml"
is "$status" 66 'a mail that is not there is a failure'

# ours

rules check "$ROOT/rules"
is "$(echo "$out" | grep -c 'no mistakes')$err" 1 'the rules that come with the program have no mistakes'
rules test "$ROOT/rules"
like "$out" '^([1-9][0-9]*) of \1 examples right$' 'and all their examples are right'

done_testing
