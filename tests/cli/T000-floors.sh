#!/bin/sh
# The house keeps its order: who includes whom, and each foreign library in its folder.
. "$(dirname "$0")/../lib.sh"
cd "$ROOT" || exit 1

# floors FLOOR ALLOWED...: the folders whose headers FLOOR may include
floor()
{
	floor=$1; shift
	allowed=$(echo "$@" | tr ' ' '|')
	bad=$(grep -rnE '^#include "[a-z]+/' milter/"$floor" | grep -vE "#include \"($allowed)/")
	is "$bad" "" "$floor includes only its own floor and those below"
}
floor base   base
floor mail   mail base
floor language language mail base
floor people people language mail base
floor recognize recognize people language mail base
floor judge judge recognize people language mail base
floor import import judge recognize people language mail base
floor store  store judge recognize people language mail base
floor sqlite sqlite store judge recognize people language mail base
floor inject inject mail base
floor verify verify judge recognize people language mail base
floor filter filter store inject verify judge recognize people language mail base
floor decide decide filter store inject verify judge recognize people language mail base
floor ctl    ctl sqlite import decide filter store inject verify judge recognize people language mail base
floor daemon daemon sqlite decide filter store verify judge recognize people language mail base

# The engine is one of several that there may be: who starts the program says which.
is "$(grep -rl '#include "sqlite/' milter | grep -v '^milter/sqlite/' | sort | tr '\n' ' ')" \
	"milter/ctl/main.c milter/daemon/main.c " "only the start of a program names the engine"

# library EXPRESSION FOLDER...: its headers are included in these folders alone
library()
{
	header=$1; shift
	bad=$(grep -rlE "^#include <$header" milter | grep -vE "^milter/($(echo "$@" | tr ' ' '|'))/")
	is "$bad" "" "$header is included in $* alone"
}
library 'libmilter/' daemon
library 'sqlite3\.h' sqlite
library 'gmime/' mail
library 'libxml/' mail
library 'idn2\.h' mail
library 'libpsl\.h' mail
library 'unicode/' mail
library 'csv\.h' import
library 'openssl/' verify
library 'ares\.h' verify
library 'pcre2\.h' base
library 'json-glib/' filter ctl

# An include circle inside a folder: headers that reach themselves.
circles=$(find milter -name '*.h' | while read -r h; do
	folder=${h#milter/}; folder=${folder%/*}
	sed -n 's/^#include "\(.*\)"/\1/p' "$h" | while read -r inc; do
		case $inc in */*) echo "$folder/$(basename "$h") $inc" ;; *) echo "$folder/$(basename "$h") $folder/$inc" ;; esac
	done
done | tsort 2>&1 >/dev/null)
is "$circles" "" "no header includes itself by a detour"

median=$(find milter -name '*.[ch]' -exec wc -l {} + | grep -v ' total$' | sort -n | awk '{ n[NR] = $1 } END { print n[int((NR + 1) / 2)] }')
ok "[ $median -lt 300 ]" "the median file has under 300 lines ($median)"

long=$(find milter -name '*.[ch]' -exec wc -l {} + | awk '$2 != "total" && $1 > 500')
is "$long" "" "no file has over 500 lines"

done_testing
