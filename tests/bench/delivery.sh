# Mail through Postfix, with our filter, with an empty one and with none.  Sourced by run.sh.
. "$ROOT/tests/mta/postfix.sh"

DELIVERED=400

# One Postfix, a port for each way; all mail is thrown away behind the queue.
delivery_start()
{
	local name
	read -r empty_port ours_port <<<"$(free_ports 2)"
	postfix_lines=('smtpd_client_connection_rate_limit = 0' 'milter_connect_timeout = 10s')
	server_start accept || return 1
	{
		for name in empty-header:$empty_port invite-milter:$ours_port; do
			echo "127.0.0.1:${name#*:} inet n - n - - smtpd -o smtpd_milters=unix:$work/${name%:*}.sock"
		done
	} >>"$postfix/etc/master.cf"
	touch -d '1 minute ago' "$postfix/etc/master.cf"
	chmod 666 "$work/empty-header.sock" "$work/invite-milter.sock"
	kill -HUP "$(pid_of postfix)"
	wait_until 20 answers "$empty_port" postfix && wait_until 20 answers "$ours_port" postfix
}

# A letter of 15 KB; smtp-source puts no fields on top.
delivery_letter()
{
	perl -e 'print "From: Jane Doe <jane\@example.com>\nTo: nobody\@discard.example\n",
		"Subject: Minutes of Monday\nMessage-ID: <minutes\@example.com>\n\n",
		("the report we meeting you for price of and table today please send\n") x 220' \
		>"$work/letter"
}

# rate PORT: messages a second that it takes
rate()
{
	local begin end
	begin=$(date +%s%N)
	LD_LIBRARY_PATH=$postfix/lib "$postfix/sbin/smtp-source" -s 4 -m $DELIVERED -F "$work/letter" \
		-f jane@example.com -t nobody@discard.example "127.0.0.1:$1" || fail 'Postfix takes no mail'
	end=$(date +%s%N)
	awk "BEGIN { print $DELIVERED / ($end - $begin) * 1e9 }"
}

delivery()
{
	local round
	title 'Through Postfix, 4 sessions, messages a second'
	serve_empty && serve_ours && delivery_start || fail 'Postfix does not start'
	delivery_letter
	rate "$server_port" >/dev/null
	for round in $(seq 11); do
		echo "$(rate "$server_port") $(rate "$empty_port") $(rate "$ours_port")"
	done >"$work/delivery"
	awk -v facts="$work/facts" '
		function middle(values, count,    i, j, t) {
			for (i = 2; i <= count; i++)
				for (j = i; j > 1 && values[j - 1] > values[j]; j--) {
					t = values[j]; values[j] = values[j - 1]; values[j - 1] = t
				}
			return values[int((count + 1) / 2)]
		}
		{ none[NR] = $1; empty[NR] = $2; ours[NR] = $3; ratio[NR] = $3 / $2 }
		END {
			r = middle(ratio, NR)
			printf "\n| no filter | empty filter | invite-milter | by the empty one |\n|---|---|---|---|\n"
			printf "| %.0f | %.0f | %.0f | %.2f (%.2f-%.2f) |\n", middle(none, NR),
				middle(empty, NR), middle(ours, NR), r, ratio[2], ratio[NR - 1]
			print "delivery/ratio", r >>facts
		}' "$work/delivery"
	server_stop
}
