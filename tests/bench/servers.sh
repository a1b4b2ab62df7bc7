# The filters that are compared, each on a unix socket of its own.  Sourced after tests/mta/common.sh.

# is_settled NAME: it has its socket, or is gone
is_settled()
{
	[ -S "$work/$1.sock" ] || gone "$(pid_of "$1")"
}

# serve NAME COMMAND...: start it, under the words of the array $wrap; its socket is $work/NAME.sock
wrap=()
serve()
{
	rm -f "$work/$1.sock" # of one that ran before
	start "$1" "${wrap[@]}" "${@:2}"
	wait_until 300 is_settled "$1"
	[ -S "$work/$1.sock" ] || { cat "$work/log/$1" >&2; return 1; }
}

# peer NAME: as tests/bench/bench wants it: the socket, and the process with its children
peer()
{
	local pid
	pid=$(pid_of "$1")
	echo "$1=$work/$1.sock,$pid$(sed 's/ *$//; s/^\| \+/,/g' "/proc/$pid/task/$pid/children")"
}

serve_empty()
{
	serve empty-header "$BUILD/bench/empty-filter" "unix:$work/empty-header.sock" &&
		serve empty-body "$BUILD/bench/empty-filter" "unix:$work/empty-body.sock" body
}

# configure_ours NAME RULES: in $work/NAME.conf, with a contact for the mail's recipient
configure_ours()
{
	cat >"$work/$1.conf" <<-END
		socket      unix:$work/$1.sock
		rules       $2
		database    $work/$1.db
		verify no
		authserv-id mx.example.org
		own-hosts   mx.example.org mx1.example.org
	END
	"$INVITECTL" -c "$work/$1.conf" contact add --owner bob@example.org --name 'Anna Berg' \
		--profile linkedin:slug:anna-berg-42 >/dev/null
}

# serve_ours [NAME [RULES]]
serve_ours()
{
	local name=${1:-invite-milter}
	configure_ours "$name" "${2:-$ROOT/rules}" &&
		serve "$name" "$INVITE_MILTER" -f -c "$work/$name.conf"
}

# It knows no keys, so it computes no signature: it is never cheaper than that.
stop_opendkim=KILL # it would take 5 s
serve_opendkim()
{
	mkdir -p "$work/opendkim"
	echo 'test._domainkey.example.invalid v=DKIM1; p=' >"$work/opendkim/keys"
	echo 203.0.113.1 >"$work/opendkim/internal"
	cat >"$work/opendkim/conf" <<-END
		Mode v
		Socket local:$work/opendkim.sock
		AuthservID mx.example.org
		InternalHosts file:$work/opendkim/internal
		TestPublicKeys $work/opendkim/keys
		DNSTimeout 1
		Syslog no
	END
	serve opendkim "$MTA/opendkim/usr/sbin/opendkim" -f -x "$work/opendkim/conf"
}

# It reads mail and has no rule for it: no DNS, no Redis, no module, two workers that do it all.
serve_rspamd()
{
	local shared=$MTA/rspamd/usr/share/rspamd
	mkdir -p "$work/rspamd"
	cat >"$work/rspamd/conf" <<-END
		actions { reject = 1000; add_header = 999; }
		options {
			tempdir = "$work/rspamd";
			pidfile = "$work/rspamd/pid";
			control_socket = "$work/rspamd/control mode=0600";
			stats_file = "$work/rspamd/stats";
			history_file = "$work/rspamd/history";
			url_tld = "$shared/effective_tld_names.dat";
			dns { nameserver = ["127.0.0.1:9"]; timeout = 1s; retransmits = 1; }
			filters = "";
			disable_hyperscan = true;
		}
		logging { type = "console"; level = "error"; }
		worker "rspamd_proxy" {
			bind_socket = "$work/rspamd.sock mode=0666";
			milter = yes;
			count = 2;
			upstream "local" { self_scan = yes; default = yes; }
		}
	END
	LD_LIBRARY_PATH=$MTA/rspamd/usr/lib/rspamd SHAREDIR=$shared RULESDIR=$shared/rules \
		LUALIBDIR=$shared/lualib PLUGINSDIR=$shared/plugins \
		serve rspamd "$MTA/rspamd/usr/bin/rspamd" -f -i -c "$work/rspamd/conf"
}
