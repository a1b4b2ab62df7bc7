# The filter under test, in $work/filter, under an account of its own.  Sourced after a server's file.

. "$ROOT/tests/mta/signing.sh"

# filter_make [LINE...]: its configuration; the socket is $filter_socket, for the server's file
filter_make()
{
	filter=$work/filter
	filter_config=$filter/invite-milter.conf
	filter_log=$work/log/filter
	mkdir -p "$filter/run" "$filter/lib"
	signing_make || return 1
	chown $account "$filter/run" "$filter/lib"
	cp -R "$ROOT/rules" "$filter/rules" # where its account may read
	filter_socket=unix:$filter/run/milter.sock
	[ $filter_kind = unix ] || filter_socket=inet:$(free_ports 1)@127.0.0.1
	filter_configure "$@"
}

filter_configure()
{
	cat >"$filter_config" <<-END
		socket        $filter_socket
		rules         $filter/rules
		database      $filter/lib/invite.db
		own-hosts     mx.example.org
		local-domains example.org
	END
	printf '%s\n' "$@" >>"$filter_config"
}

# Sanitizers look for leaks by means that a process which gave up its privileges has not.
export ASAN_OPTIONS="${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0"

filter_start()
{
	local keys=(--keys "$signing_keys")
	[ -z "${filter_dns:-}" ] || keys=() # it asks name servers
	start filter "$INVITE_MILTER" -f -c "$filter_config" -u $account "${keys[@]}"
	wait_until 20 filter_answers || { cat "$filter_log" >&2; return 1; }
}

# Looked up, not tried: a milter takes each connection for the mail server's.
filter_answers()
{
	gone "$(pid_of filter)" && return 0
	case $filter_socket in
	unix:*) grep -q " 00010000 .* ${filter_socket#unix:}\$" /proc/net/unix ;;
	*) listens "$filter_socket" ;;
	esac
}

# contact OWNER WHAT...: "--name 'Jane Doe' --profile linkedin:slug:jane-doe-42"
contact()
{
	"$INVITECTL" -c "$filter_config" contact add --owner "$@" >>"$work/log/contact" 2>&1 ||
		{ cat "$work/log/contact" >&2; return 1; }
}

# filter_says PATTERN: its log has such a line by now or soon
filter_says()
{
	wait_until 10 grep -Eq "$1" "$filter_log"
}
