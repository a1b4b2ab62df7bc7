#!/bin/sh
# Each line of a network, and each expression of a language, has an example that fails without it.
#
# A line is a statement with its continuations; of the network's examples at least one must come
# out wrong when it is taken away.
. "$(dirname "$0")/../lib.sh"
work_folder

rules=$ROOT/rules
without=$work/rules
: >"$work/empty.conf"

# line_numbers FILE: where the statements that recognize or identify begin
line_numbers()
{
	awk '!more && /^[ \t]+(ignore|reminder|update|invitation|inviter|date)[ \t]/ { print NR }
	     { more = /\\$/ }' "$1"
}

# phrase_numbers FILE: the expressions of its lists
phrase_numbers()
{
	awk '/^[ \t]+\// { print NR }' "$1"
}

# take_away FILE NUMBER: FILE without the statement that begins there
take_away()
{
	awk -v number="$2" 'NR == number { gone = 1 } !gone { print }
	     gone && !/\\$/ { gone = 0 }' "$1"
}

# needless FOLDER FILE NUMBER...: those lines of FILE whose loss no example notices
needless()
{
	folder=$1 file=$2
	shift 2
	for number; do
		take_away "$rules/$folder$file" "$number" >"$without/$folder$file"
		"$INVITECTL" -c "$work/empty.conf" rules test "$without" >/dev/null 2>&1 &&
			printf "%s\n" "$folder$file:$number:$(sed -n "${number}p" "$rules/$folder$file")"
	done
	cp "$rules/$folder$file" "$without/$folder$file"
}

# with_examples NAME: a copy of the rules with the examples of that network
with_examples()
{
	rm -rf "$without"
	mkdir -p "$without/words" "$without/examples"
	cp "$rules"/*.rules "$without"
	cp "$rules"/words/*.rules "$without/words"
	cp -R "$rules/examples/$1" "$without/examples"
}

cp -R "$rules" "$without"
run "$INVITECTL" -c "$work/empty.conf" rules test "$without"
is "$status" 0 'with all lines every example is right'

for path in "$rules"/*.rules; do
	name=$(basename "$path" .rules)
	if [ ! -d "$rules/examples/$name" ]; then
		ok false "$name has examples"
		continue
	fi
	with_examples "$name"
	# shellcheck disable=SC2046
	is "$(needless '' "$name.rules" $(line_numbers "$path"))" '' \
		"each line of $name has an example that fails without it"
done

for path in "$rules"/words/*.rules; do
	name=$(basename "$path" .rules)
	with_examples other
	# shellcheck disable=SC2046
	is "$(needless words/ "$name.rules" $(phrase_numbers "$path"))" '' \
		"each expression of words/$name has an example that fails without it"
done

done_testing
