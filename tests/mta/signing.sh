# Signatures of the networks, for tests and the demo: a key made for the run, its public half in a
# file that is asked in place of DNS.  Sourced after common.sh.

# signing_make: $signing_keys is the file of keys, for the filter (--keys) and OpenDKIM
signing_make()
{
	local public domain
	signing_key=$work/signing/key.pem
	signing_keys=$work/signing/keys
	mkdir -p "$work/signing"
	openssl genrsa -out "$signing_key" 2048 2>/dev/null || return 1
	public=$(openssl rsa -in "$signing_key" -pubout 2>/dev/null | grep -v '^---' | tr -d '\n')
	for domain in linkedin.com plaxo.com ere.net example.net stranger.example; do
		echo "test._domainkey.$domain v=DKIM1; k=rsa; p=$public"
	done >"$signing_keys"
}

# sign FILE [DOMAIN [IDENTITY]]: print it signed for linkedin.com or DOMAIN, with that i=
sign()
{
	perl "$ROOT/tests/mta/dkim-sign.pl" "${2:-linkedin.com}" test "$signing_key" "${@:3}" <"$1"
}
