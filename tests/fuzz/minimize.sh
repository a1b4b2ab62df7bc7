#!/bin/bash
# What `make fuzz-minimize` runs: minimize.sh TARGET...
#
# Of the tree's corpus and of what `make fuzz` found, keep in the tree what reaches code that nothing
# smaller reaches, the smallest first, until a target has taken its share.  CORPUS_BYTES: that share.
set -eu

share=${CORPUS_BYTES:-100000}
export G_SLICE=always-malloc

# keep FROM TO: the files of FROM, the smallest first, up to the share
keep()
{
	local taken=0 size file
	mkdir -p "$2"
	while read -r size file; do
		taken=$((taken + size))
		[ $taken -le "$share" ] || break
		cp "$file" "$2/$(sha1sum <"$file" | cut -c 1-16)"
	done < <(find "$1" -type f -printf '%s %p\n' | sort -n)
}

for target; do
	kept=$ROOT/tests/fuzz/corpus/$target
	merged=$BUILD/minimize/$target
	rm -rf "$merged"
	mkdir -p "$merged" "$kept" "$BUILD/corpus/$target"
	nice "$BUILD/fuzz/$target" -merge=1 "$merged" "$kept" "$BUILD/corpus/$target" >"$merged.log" 2>&1 ||
		{ tail -n 5 "$merged.log"; exit 1; }
	rm -rf "$kept"
	keep "$merged" "$kept"
	echo "$target: $(find "$kept" -type f | wc -l) of $(find "$merged" -type f | wc -l) inputs," \
		"$(du -sb --apparent-size "$kept" | cut -f 1) bytes"
done
