#!/bin/sh
# Who is who, and what they have set for themselves.
. "$(dirname "$0")/../lib.sh"
work_folder

mkdir "$work/store"
conf=$work/invite-milter.conf

# configure LINE...: anew
configure()
{
	printf 'rules %s\ndatabase %s\nauthserv-id mx.example.org\nown-hosts mx.example.org\n' \
		"$ROOT/rules" "$work/store/invite.db" >"$conf"
	printf '%s\n' "$@" >>"$conf"
}
configure

owner()
{
	run "$INVITECTL" -c "$conf" owner "$@"
}

contact()
{
	run "$INVITECTL" -c "$conf" contact "$@"
}

# without a database

owner list
did 0 'no database' 'without a database there is nobody, and it is said'
is "$(printf '%s\n' "$out" "$err" | grep -c .)" 1 'and nothing else is printed'
ok '[ -n "$err" ] && [ -z "$(ls -A "$work/store")" ]' 'and none is made'

# alias

contact add --owner bobby@example.net --name 'Jane Doe' --profile linkedin:slug:jane-doe-42
owner alias Bobby+home@Example.net bob@example.org
did 0 '^bobby@example.net is an alias of bob@example.org$' 'an address becomes an alias of a person, which is said'
like "$out" '1 contact that it had is in the book of bob@example.org' 'and its book is theirs'
contact list --json
like "$out" '"owner":"bob@example.org","names":\["Jane Doe"\]' 'and lies there'
contact add --owner bobby@example.net --name 'John Roe'
like "$err" 'bobby@example.net is an alias of bob@example.org, whose book it is' \
	'who is put into the book of an alias'
contact list --owner bob@example.org
like "$out" 'John Roe' 'is in that of the person'
printf 'Name,Email\nMary Major,mary@example.com\n' >"$work/list.csv"
contact import --owner bobby@example.net "$work/list.csv"
contact show --owner bob@example.org mary@example.com
like "$out" 'of bob@example.org' 'who is imported too'

owner alias sales@example.org bob@example.org carol@example.org
like "$out" 'shared by bob@example.org, carol@example.org' 'an address may be of several persons'
contact add --owner sales@example.org --name 'Jane Doe'
is "$status" 65 'who have no book together'
like "$err" 'alias of 2 persons' 'and that is said'

# refused STATUS SENTENCE COMMAND...
refused()
{
	wanted=$1 sentence=$2; shift 2
	owner "$@"
	is "$status" "$wanted" "$sentence"
}
refused 65 'an alias of an alias is refused' alias dave@example.org bobby@example.net
like "$err" 'bobby@example.net is an alias itself, of bob@example.org: name the person' 'and the person named'
refused 65 'a circle is refused' alias bob@example.org bobby@example.net
refused 65 'nobody is an alias of themselves' alias dave@example.org dave+x@example.org
refused 64 'a domain is no alias' alias @example.org bob@example.org
refused 64 'nor has it any' alias dave@example.org @example.org
refused 64 'an alias needs a person' alias dave@example.org
refused 64 'or is taken away' alias --remove dave@example.org bob@example.org
owner list --json
like "$out" '^\{"owner":"bob@example.org","persons":\[\],"aliases":\["bobby@example.net"\],"shares":\["sales@example.org"\],"mode":null,"always":\[\],"never":\[\],"policy":\[\],"contacts":3\}$' \
	'the list has all of it, an object a line'
is "$(echo "$out" | wc -l)" 4 'and nothing of what was refused'

# set

owner set --owner bobby@example.net --mode tag --policy 'unknown reminder quarantine' \
	--policy 'trusted pass' --never Plaxo --always xing --json
did 0 '"owner":"bob@example.org"' 'an owner sets what is theirs'
like "$out" '"owner":"bob@example.org",.*"mode":"tag","always":\["xing"\],"never":\["plaxo"\],"policy":\["unknown reminder quarantine","trusted pass"\]' \
	'and it is printed as it stands'
owner set --owner bob@example.org --always plaxo --policy 'trusted pass'
owner show --owner bob@example.org --json
like "$out" '"always":\["xing","plaxo"\],"never":\[\],"policy":\["unknown reminder quarantine","trusted pass"\]' \
	'who wants a network now wants it, and no line stands twice'
owner set --owner '@example.org' --policy 'forged reject'
owner set --owner '*' --mode monitor
owner show --owner bobby@example.net
like "$out" '^  mode +tag, of bob@example.org$' 'the nearest mode holds'
is "$(echo "$out" | sed -n 's/^  policy *//p' | tr '\n' '/')" \
	'xing always wanted by bob@example.org/plaxo always wanted by bob@example.org/of bob@example.org:1: unknown reminder quarantine/of bob@example.org:2: trusted pass/of @example.org:1: forged reject/as configured/' \
	'the lines stand in the order in which they are asked'
owner show --owner dave@example.org
like "$out" '^  mode +monitor, of \*$' 'who has set nothing has the mode of the site'

refused 64 'a line is checked as in the configuration' set --owner bob@example.org --policy 'unknown reminder'
like "$err" 'policy of bob@example.org:3:17: expected a condition or an action' 'with its place'
refused 78 'a network is one of the rules' set --owner bob@example.org --policy 'linkedout tag'
like "$err" 'policy of bob@example.org:3: "linkedout" is neither a word of policies nor a network' 'in the same words'
refused 78 'also one that is wished for' set --owner bob@example.org --never linkedout
refused 64 'a kind is no network' set --owner bob@example.org --never reminder
refused 64 'a mode is one of three' set --owner bob@example.org --mode strict
refused 64 'something must be set' set --owner bob@example.org
refused 64 'for somebody' set --mode tag
refused 64 'who is an owner' set --owner bob --mode tag
refused 64 'only what there is can be cleared' set --owner bob@example.org --clear everything
refused 78 'what is enforced must be possible' set --owner bob@example.org --mode enforce
like "$err" 'policy of bob@example.org:1: policy says quarantine, which mode enforce can do only where reinject' \
	'and the sentence is that of invite-milter -n'
refused 78 'the built-in policy as well' set --owner '@example.com' --mode enforce
like "$err" 'the built-in policy says quarantine, which mode enforce can do only where reinject' 'in its words'
owner show --owner bob@example.org --json
like "$out" '"mode":"tag","always":\["xing","plaxo"\]' 'and nothing of it was stored'

configure 'reinject smtp:127.0.0.1:10025'
owner set --owner bob@example.org --mode enforce
is "$status" 0 'with reinject it is possible'
configure
owner set --owner bob@example.org --clear policy
is "$status" 0 'what cannot be kept any more can still be cleared'
owner set --owner dave@example.org --policy 'trusted pass'
refused 65 'what has settings becomes no alias of a person' alias dave@example.org bob@example.org
like "$err" 'dave@example.org has settings of its own: clear them first' 'until they are cleared'
owner set --owner dave@example.org --clear all
owner alias dave@example.org bob@example.org
is "$status" 0 'then it does'
owner alias --remove dave@example.org
owner list
unlike "$out" 'dave@example.org' 'and when it is taken away nothing is left'

# what it does

invitation()
{
	cat <<-END
		Authentication-Results: mx.example.org; dkim=pass header.d=linkedin.com
		Received: from a by mx.example.org with ESMTP id 1
		DKIM-Signature: v=1; a=rsa-sha256; d=linkedin.com; s=s1; h=From:To:Subject; bh=YSBib2R5; b=YSBzaWduYXR1cmU=
		From: $1 via LinkedIn <invitations@linkedin.com>
		To: somebody@example.org
		Subject: $1 wants to connect
		X-LinkedIn-Template: invite_member
		Message-ID: <1@linkedin.com>

		<a href="https://www.linkedin.com/comm/in/$2?trk=eml-x-hero-1">x</a>
	END
}
invitation 'Jane Doe' jane-doe-42 >"$work/jane.eml"
invitation 'Mary Stranger' mary-9 >"$work/mary.eml"

# judged FILE TO
judged()
{
	run "$INVITECTL" -c "$conf" check --json --to "$2" "$work/$1.eml"
}

owner set --owner bob@example.org --clear all
owner set --owner '*' --clear all
judged jane bobby@example.net
like "$out" '"kind":"invitation","kind_by":"rule","network":"linkedin"' 'an invitation'
like "$out" '"bobby@example.net is an alias of bob@example.org"' 'to an alias: why says whose'
like "$out" '"standing":"trusted","count":0,"action":"pass"' 'and their book decides'
judged mary sales@example.org
like "$out" 'sales@example.org is an alias of 2 persons: only the books of its domain and the site are asked' \
	'to a shared address: why says so'
unlike "$out" 'bob@|carol@' 'but not whose it is'
owner set --owner '@example.org' --policy 'invitation reject'
judged mary sales@example.org
like "$out" 'sales@example.org is several persons: tag instead of reject' 'which is tagged at most'
judged mary erin@example.org
like "$out" 'policy of @example.org:2: reject for erin@example.org' "a domain's line decides for its own"
judged mary erin@example.com
unlike "$out" 'policy of' 'and for nobody else'
owner set --owner erin@example.org --policy 'unknown tag'
judged mary erin@example.org
like "$out" 'policy of erin@example.org:1: tag for erin@example.org' 'the nearest line decides'
owner set --owner erin@example.org --never linkedin
judged mary erin@example.org
like "$out" 'linkedin never wanted by erin@example.org: quarantine' 'a network never wanted comes before'
like "$out" '"standing":"declined","count":0,"action":"tag","would":"quarantine"' 'as if who invites were declined'
owner set --owner erin@example.org --always linkedin --mode monitor
judged mary erin@example.org
like "$out" 'linkedin always wanted by erin@example.org: pass' 'a network always wanted passes'
like "$out" 'mode monitor of erin@example.org holds for erin@example.org' 'why says whose mode it is'
run "$INVITECTL" -c "$conf" check --to erin@example.org "$work/mary.eml"
like "$out" 'then  *it is delivered as it came' 'and in mode monitor nothing happens'

# what is left of who leaves

owner set --owner carol@example.org --mode monitor
run "$INVITECTL" -c "$conf" db erase --owner carol@example.org
is "$status" 0 'an owner who leaves is erased'
run "$INVITECTL" -c "$conf" db erase --owner bob@example.org
owner list
unlike "$out" 'carol|bob' 'with settings and aliases'

done_testing
