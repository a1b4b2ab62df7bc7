#!/bin/bash
# What `make fuzz` runs: run.sh SECONDS TARGET...
#
# Each target begins with what is in the tree and what was found before (build-fuzz/corpus/TARGET), and stops
# at the first finding, whose input is kept in build-fuzz/findings.  Executions and coverage are noted in
# build-fuzz/runs.  FUZZ_OPTIONS: more options for libFuzzer.
set -u

seconds=$1; shift
fuzz=$ROOT/tests/fuzz
findings=$BUILD/findings
mkdir -p "$findings"

# GLib's own allocator would hide much.  What is freed by one input need not be remembered for long.
export G_SLICE=always-malloc
export ASAN_OPTIONS=detect_leaks=1:quarantine_size_mb=2:malloc_context_size=2:max_malloc_fill_size=256:${ASAN_OPTIONS:-}
export UBSAN_OPTIONS=print_stacktrace=1:${UBSAN_OPTIONS:-}

# seeds TARGET: folders beside the corpus that already are what it reads
seeds()
{
	case $1 in
	message | mailstore | sent) echo "$ROOT/rules/examples" "$ROOT/tests/demo" ;;
	csv | vcard) echo "$ROOT/tests/import" ;;
	rules) echo "$ROOT/rules" ;;
	esac
	for folder in "$fuzz/corpus/$1" "$fuzz/found/$1"; do
		[ ! -d "$folder" ] || echo "$folder"
	done
}

# fuzz_one TARGET: whether nothing was found
fuzz_one()
{
	local target=$1 log=$BUILD/fuzz/$1.log dictionary=() status
	[ ! -f "$fuzz/$target.dict" ] || dictionary=("-dict=$fuzz/$target.dict")
	mkdir -p "$BUILD/corpus/$target"

	# shellcheck disable=SC2046,SC2086
	"$BUILD/fuzz/$target" -max_total_time="$seconds" -timeout=600 -rss_limit_mb=2048 -reload=0 \
		-print_final_stats=1 -artifact_prefix="$findings/$target-" "${dictionary[@]}" \
		${FUZZ_OPTIONS:-} "$BUILD/corpus/$target" $(seeds "$target") >"$log" 2>&1
	status=$?
	note "$target" "$log" $status
	return $status
}

# note TARGET LOG STATUS
note()
{
	local executions coverage
	executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$2" | tail -n 1)
	coverage=$(grep -o 'cov: [0-9]*' "$2" | tail -n 1)
	echo "$1: ${executions:-0} executions, ${coverage:-cov: 0}, status $3" | tee -a "$BUILD/runs"
}

for target; do
	if ! fuzz_one "$target"; then
		grep -E 'ERROR|SUMMARY|Sanitizer|\*\*|deadly' "$BUILD/fuzz/$target.log" | head -n 8
		input=$(sed -n 's/.*Test unit written to *//p' "$BUILD/fuzz/$target.log" | tail -n 1)
		echo "$target: found something: ${input:-no input was kept}; all it said is in $BUILD/fuzz/$target.log"
		exit 1
	fi
done
