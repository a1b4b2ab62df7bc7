# A private OpenDKIM that verifies, with the keys of signing.sh in place of DNS.  Sourced after it.

stop_opendkim=KILL # it would take 5 s

# opendkim_start [LINE...]: further configuration; the socket is $opendkim_socket, of inet: because
# Sendmail takes no unix socket below a folder that all may write to, as /tmp
opendkim_start()
{
	opendkim=$work/opendkim
	read -r opendkim_port <<<"$(free_ports 1)"
	opendkim_socket=inet:$opendkim_port@127.0.0.1
	mkdir -p "$opendkim"
	echo 192.0.2.1 >"$opendkim/internal"
	opendkim_conf "$@" >"$opendkim/conf"
	start opendkim "$MTA/opendkim/usr/sbin/opendkim" -f -x "$opendkim/conf"
	wait_until 20 listens "$opendkim_socket" || { cat "$work/log/opendkim" >&2; return 1; }
}

opendkim_conf()
{
	cat <<-END
		Mode v
		Socket $opendkim_socket
		AuthservID mx.example.org
		AlwaysAddARHeader yes
		InternalHosts file:$opendkim/internal
		TestPublicKeys $signing_keys
		MinimumKeyBits 1024
		DNSTimeout 1
		Syslog no
	END
	printf '%s\n' "$@"
}
