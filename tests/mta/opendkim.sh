# A private OpenDKIM that verifies, with a key in a file instead of DNS.  Sourced after common.sh.
# Mail is signed in the networks' names by dkim-sign.pl with the key's other half.

stop_opendkim=KILL # it would take 5 s

# opendkim_start [LINE...]: further configuration; the socket is $opendkim_socket, of inet: because
# Sendmail takes no unix socket below a folder that all may write to, as /tmp
opendkim_start()
{
	local public domain
	opendkim=$work/opendkim
	read -r opendkim_port <<<"$(free_ports 1)"
	opendkim_socket=inet:$opendkim_port@127.0.0.1
	mkdir -p "$opendkim"
	openssl genrsa -out "$opendkim/key.pem" 1024 2>/dev/null || return 1
	public=$(openssl rsa -in "$opendkim/key.pem" -pubout 2>/dev/null | grep -v '^---' | tr -d '\n')
	for domain in linkedin.com plaxo.com ere.net example.net stranger.example; do
		echo "test._domainkey.$domain v=DKIM1; k=rsa; p=$public"
	done >"$opendkim/keys"
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
		TestPublicKeys $opendkim/keys
		MinimumKeyBits 1024
		DNSTimeout 1
		Syslog no
	END
	printf '%s\n' "$@"
}

# sign FILE [DOMAIN [IDENTITY]]: print it signed for linkedin.com or DOMAIN, with that i=
sign()
{
	perl "$ROOT/tests/mta/dkim-sign.pl" "${2:-linkedin.com}" test "$opendkim/key.pem" "${@:3}" <"$1"
}
