# What was promised, and whether it is reached.  Sourced by run.sh.

# fact NAME: its median; nothing where it was not measured, which judge() does not let pass
fact()
{
	awk -v name="$1" '$1 == name { print $2 }' "$work/facts"
}

# by FACT FACT: one by the other
by()
{
	awk -v a="$(fact "$1")" -v b="$(fact "$2")" 'BEGIN { if (a != "" && b > 0) print a / b }'
}

# judge VALUE at-most|at-least LIMIT SENTENCE
judge()
{
	awk -v value="$1" -v way="$2" -v limit="$3" -v sentence="$4" 'BEGIN {
		good = value != "" && (way == "at-most" ? value + 0 <= limit : value + 0 >= limit)
		printf "| %s | %s %s | %.4g | %s |\n", sentence, way == "at-most" ? "at most" : "at least",
			limit, value, value == "" ? "NOT MEASURED" : good ? "reached" : "NOT REACHED"
		exit !good }' || missed=$((missed + 1))
}

targets()
{
	local ours=invite-milter
	missed=0
	title 'What was promised'
	printf '\n| | wanted | measured | |\n|---|---|---|---|\n'
	judge "$(fact ordinary/4/$ours/cpu-ratio)" at-most 1.10 'ordinary mail, processor time by the empty filter'
	judge "$(fact ordinary/4/$ours/rate-ratio)" at-least 0.95 'messages/s by the empty filter'
	judge "$(fact ordinary/4/$ours/p99-ratio)" at-most 1.5 'p99 by the empty filter'
	judge "$(by ordinary/4/$ours/rate ordinary/4/rspamd/rate)" at-least 40 'messages/s by Rspamd'
	judge "$(by ordinary/4/$ours/rate ordinary/4/opendkim/rate)" at-least 4 'messages/s by OpenDKIM'
	judge "$(fact read/4/$ours/cpu-ratio)" at-most 1.5 'mail read whole, processor time by GMime and libxml2'
	judge "$(fact stages/read/by-library)" at-most 1.5 'the same without libmilter and its socket'
	judge "$(fact idle/$ours/bytes)" at-most 4096 'bytes a connection that waits'
	judge "$(by ordinary/instructions/many-networks ordinary/instructions/$ours)" at-most 1.05 \
		'ordinary mail, instructions with 1,000 networks more'
	judge "$(fact look-up/1000000/ratio)" at-most 3 'a look-up among 1,000,000 contacts by one among 1,000'
	judge "$(fact ordinary/500/$ours/rate-ratio)" at-least 0.9 \
		'messages/s at 500 connections by the empty filter'
	[ $missed = 0 ] || echo "bench: $missed of these are not reached" >&2
	return $((missed > 0))
}
