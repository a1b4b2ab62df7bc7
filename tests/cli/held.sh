# What the tests of the held commands share: stores, copies, listeners.  Sourced after lib.sh.

[ -x "$BUILD/tests/hold" ] || skip_all 'tests/hold is not built'
command -v perl >/dev/null || skip_all 'no perl'
work_folder

conf=$work/invite-milter.conf
pids=
trap 'kill $pids 2>/dev/null; rm -rf "$work"' EXIT

# begin NAME: an empty store of its own in $lib, and no listener
begin()
{
	lib=$work/$1
	db=$lib/invite.db
	mkdir "$lib"
	echo "database $db" >"$conf"
}

held()
{
	run "$INVITECTL" -c "$conf" held "$@"
}

# hold MAIL [NAME=VALUE]...: its id; what is not given is said of proven mail of a stranger
hold()
{
	mail=$1; shift
	"$BUILD/tests/hold" "$db" "$mail" "$@" 'Sender=<>' 'Recipient=<bob@example.org>' \
		Owner=bob@example.org Network=linkedin Kind=invitation Standing=unknown Proof=dkim \
		Inviter-Name-Strong=yes Since=1700000000
}

# jane: what is known of her
jane="Inviter-Name=Jane Doe"
profile='Inviter-Profile=strong linkedin:slug:jane-doe-42'

# listen NAME [OPTION]...: a listener that keeps its mails in $sink; the configuration names it
listen()
{
	sink=$work/sink-$1; shift
	mkdir "$sink"
	perl "$ROOT/tests/mta/smtp-sink.pl" --port 0 --folder "$sink" "$@" >"$sink.log" 2>&1 &
	pids="$pids $!"
	for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
		sleep 0.2
		grep -q ready "$sink.log" && break
	done
	printf 'database %s\nreinject smtp:127.0.0.1:%s\n' "$db" "$(sed -n 's/^ready //p' "$sink.log")" >"$conf"
}

journal()
{
	"$BUILD/tests/hold" --journal "$db" "$1"
}

# mail NUMBER [FROM]: a file
mail()
{
	printf '%s\n' 'Received: from mail.example.net (mail.example.net [192.0.2.1])' \
		'	by mx.example.org; Tue, 14 Nov 2023 15:56:59 +0000' \
		"From: ${2:-Jane Doe <invitations@example.com>}" 'To: Bob Miller <bob@example.org>' \
		'Subject:  =?utf-8?Q?J=C3=A4ne?= wants' '	 to connect  ' "Message-ID: <$1@example.com>" '' \
		'Hello Bob,' '.a line that begins with a dot' '..and two' '' "$(printf 'bare 8-bit: \344')" \
		>"$work/$1.eml"
	echo "$work/$1.eml"
}
