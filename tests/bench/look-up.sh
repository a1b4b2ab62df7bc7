#!/bin/sh
# What it costs to look an inviter up among a million contacts, alone and while 100,000 are imported.
#
#	tests/bench/look-up.sh [CONTACTS [IMPORTED]]
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
BUILD=${BUILD:-$root/build}
INVITECTL=${INVITECTL:-$BUILD/invitectl}
contacts=${1:-1000000}
imported=${2:-100000}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT TERM

printf 'rules %s\ndatabase %s\n' "$root/rules" "$folder/invite.db" >"$folder/conf"
"$BUILD/bench/look-up" fill "$folder/invite.db" "$contacts"
"$BUILD/bench/look-up" measure "$folder/invite.db" >/dev/null
"$BUILD/bench/look-up" measure "$folder/invite.db"

perl "$root/tests/import/generate.pl" "$imported" | sed 's/@example\.net/@example.com/' >"$folder/many.csv"
"$INVITECTL" -c "$folder/conf" contact import --restore --owner '*' "$folder/many.csv" &
import=$!
"$BUILD/bench/look-up" measure "$folder/invite.db" $import &
measure=$!
wait $import
wait $measure
