#!/bin/sh
# SECURITY.md names no test that is not there.
. "$(dirname "$0")/../lib.sh"
cd "$ROOT" || exit 1

# A word in backquotes that is a test stands for a file, "test-x.c" for one of the unit tests, T500 for a script.
named=$(grep -o '`[^`]*`' SECURITY.md | tr -d '`' | grep -E '^tests/|^test-|^T[0-9]+$' | sort -u)
ok '[ "$(echo "$named" | wc -l)" -gt 20 ]' 'promises name their tests'
for name in $named; do
	case $name in
	test-*) set -- tests/unit/"$name" ;;
	T*) set -- tests/*/"$name"-*.sh ;;
	*.c) set -- "$name" ;;
	*) set -- "$name"-*.sh ;;
	esac
	ok "[ -f '$1' ]" "$name is there"
done
done_testing
