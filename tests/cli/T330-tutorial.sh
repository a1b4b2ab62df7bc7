#!/bin/sh
# The tutorial in rules/README is true: each command prints what stands below it.
#
# A command begins with "    $ ", goes on with "    > " or, where it has a here-document, up to END;
# the indented lines below it are its output.
. "$(dirname "$0")/../lib.sh"
work_folder

mkdir "$work/bin" "$work/steps" "$work/empty"
echo "rules $ROOT/rules" >"$work/invite-milter.conf"
printf '#!/bin/sh\nexec %s -c %s "$@"\n' "$INVITECTL" "$work/invite-milter.conf" >"$work/bin/invitectl"
chmod 755 "$work/bin/invitectl"
PATH=$work/bin:$PATH

# Each command into NN.command, its output into NN.wanted; blank lines at its end do not count.
awk -v folder="$work/steps" '
	function text(line) { return substr(line, 5) }
	/^    \$ / {
		file = sprintf("%s/%02d", folder, ++n)
		print substr($0, 7) > (file ".command")
		printf "" > (file ".wanted")
		here = /<</; inside = 1
		next
	}
	here { print text($0) > (file ".command"); if (text($0) == "END") here = 0; next }
	inside && /^    > / { print substr($0, 7) > (file ".command"); next }
	inside && /^(    |$)/ { print text($0) > (file ".wanted"); next }
	{ inside = 0 }' "$ROOT/rules/README"

cd "$work/empty" || exit 1
for command in "$work"/steps/*.command; do
	wanted=$(cat "${command%.command}.wanted")
	is "$(sh "$command" 2>"$work/stderr")" "$wanted" "$(head -n 1 "$command" | tr -d '#')"
done
ok "[ \"\$(ls '$work'/steps/*.command | wc -l)\" -ge 10 ]" 'and there are some'

# What it leaves behind is finished: each line has its example.
for line in 9 11 12 13; do
	cp -R mine without
	sed -i "${line}d" without/allotment.rules
	run invitectl rules test without
	is "$status" 65 "without line $line of its rules an example fails"
	rm -r without
done

done_testing
