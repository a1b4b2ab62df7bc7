#!/bin/sh
# The address of a member's page becomes the profile by which mail knows the member.
. "$(dirname "$0")/../lib.sh"
work_folder

# profile_of RULES URL: the profile that is stored for it
profile_of()
{
	rm -rf "$work/invite.db"
	printf 'rules %s\ndatabase %s\n' "$1" "$work/invite.db" >"$work/conf"
	"$INVITECTL" -c "$work/conf" contact add --owner '*' --profile "$2" --json 2>"$work/said" |
		sed -n 's/.*"profiles":\["\([^"]*\)"\].*/\1/p'
}

pages='
linkedin:slug:jane-doe-42     https://www.linkedin.com/in/jane-doe-42
linkedin:slug:jane-doe-42     http://linkedin.com/in/Jane-Doe-42/
linkedin:slug:jane-doe-42     https://de.linkedin.com/in/jane-doe-42?trk=people
linkedin:slug:jane-doe-42     www.linkedin.com/in/jane-doe-42
linkedin:slug:jäne            https://www.linkedin.com/in/j%C3%A4ne
linkedin:id:AAMB42            https://www.linkedin.com/profile/view?trk=x&id=AAMB42
xing:slug:jane_doe            https://www.xing.com/profile/Jane_Doe
facebook:uid:1000042          https://www.facebook.com/profile.php?id=1000042
github:login:janedoe          https://github.com/janedoe
gitlab:login:jane.doe         https://gitlab.com/jane.doe/
trello:login:janedoe          https://trello.com/u/janedoe
other:page:https://example.org/jane   other:page:https://example.org/jane
'
echo "$pages" >"$work/pages"
while read -r wanted url; do
	[ -z "$url" ] || is "$(profile_of "$ROOT/rules" "$url")" "$wanted" "$url"
done <"$work/pages"

others='
https://www.linkedin.com/company/acme
https://www.linkedin.com/in/
https://linkedin.com.example.org/in/jane-doe-42
https://example.org/?https://www.linkedin.com/in/jane-doe-42
https://github.com/janedoe/project
https://www.facebook.com/groups/42
https://example.org/jane
'
echo "$others" >"$work/others"
while read -r url; do
	[ -n "$url" ] || continue
	is "$(profile_of "$ROOT/rules" "$url")" '' "nobody: $url"
	like "$(cat "$work/said")" 'no member.s page that the rules know' 'and it is said'
done <"$work/others"

run "$INVITECTL" -c "$work/conf" contact add --owner '*' --profile https://example.org/jane
is "$status" 64 'a page that the rules do not know is refused'
like "$err" 'no member.s page that the rules know' 'and it is said'

# Each statement is needed by one of the pages above.

cp -R "$ROOT/rules" "$work/rules"
pages_known=$(grep -c . "$work/pages")
needless=$(for file in "$ROOT"/rules/*.rules; do
	name=$(basename "$file")
	for number in $(grep -nE '^ +profile ' "$file" | cut -d: -f1); do
		sed "${number}d" "$file" >"$work/rules/$name"
		lost=no
		while read -r wanted url; do
			[ "$lost" = yes ] || [ "${wanted%%:*}" != "${name%.rules}" ] ||
				[ "$(profile_of "$work/rules" "$url")" = "$wanted" ] || lost=yes
		done <"$work/pages"
		[ "$lost" = yes ] || echo "$name:$number"
		cp "$file" "$work/rules/$name"
	done
done)
is "$needless" '' 'each profile statement of the rules has its page'

done_testing
