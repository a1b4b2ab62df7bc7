# What the tests and the demo share: one folder below /tmp, programs started and ended by their
# process id, waiting for a condition, a word with an SMTP server.  Sourced, by bash.
#
# Everything lies in $work; ending, also by a signal, stops what was started and removes it.

: "${ROOT:=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)}"
: "${BUILD:=$ROOT/build}"
: "${INVITE_MILTER:=$ROOT/invite-milter}"
: "${INVITECTL:=$ROOT/invitectl}"
MTA=$ROOT/build/mta # unpacked by tests/deps.sh
export ROOT BUILD INVITE_MILTER INVITECTL

# An account and a group that every Debian has and hardly anybody uses: the servers' daemons and
# the filter run as them, so that no account is created.
account="uucp"
group="games"

# why_no_servers SERVER...: why they cannot run here; nothing where they can
why_no_servers()
{
	[ "$(id -u)" = 0 ] || { echo 'needs root'; return; }
	for server; do
		[ -d "$MTA/$server" ] || { echo "needs $server, \"make deps\" fetches it"; return; }
	done
}

work=/dev/null # below it nothing can be written before begin
taken=0
programs=()

begin()
{
	work=$(umask 022 && mktemp -d /tmp/im.XXXXXX) && chmod 755 "$work" || exit 1
	trap end EXIT
	trap 'exit 130' HUP INT TERM
	umask 022
	mkdir "$work/pid" "$work/log"
}

end()
{
	trap - EXIT
	local i
	for ((i = ${#programs[@]} - 1; i >= 0; i--)); do
		stop "${programs[i]}"
	done
	[ -n "$work" ] || return
	# shellcheck disable=SC2046 # the names have no spaces
	[ ! -e "$work/ports" ] || rm -f $(cat "$work/ports")
	rm -rf "$work"
}

# start NAME COMMAND...: in the background, output in $work/log/NAME
start()
{
	local name=$1; shift
	"$@" </dev/null >>"$work/log/$name" 2>&1 &
	echo $! >"$work/pid/$name"
	disown
	programs+=("$name")
}

pid_of()
{
	cat "$work/pid/$1"
}

gone()
{
	! kill -0 "$1" 2>/dev/null
}

# stop NAME: by the signal in $stop_NAME or TERM; after 10 s not politely
stop()
{
	local pid signal=stop_${1//-/_}
	pid=$(cat "$work/pid/$1" 2>/dev/null) || return 0
	rm -f "$work/pid/$1"
	kill -CONT "$pid" 2>/dev/null
	kill -"${!signal:-TERM}" "$pid" 2>/dev/null || return 0
	wait_until 10 gone "$pid" || kill -KILL "$pid" 2>/dev/null
}

# wait_until SECONDS COMMAND...: until it succeeds
wait_until()
{
	local tries=$(($1 * 20)); shift
	until "$@" >/dev/null 2>&1; do
		((tries-- > 0)) || return 1
		sleep 0.05
	done
}

# free_ports N: of 127.0.0.1, in one line; nobody else who runs these tests gets them until the end.
# Each is taken by a file's name, and is none that the kernel gives to a client of its own accord.
free_ports()
{
	perl -MIO::Socket::INET -MFcntl -e '
		my ($wanted, $list) = @ARGV;
		unlink grep { -M > 1 } glob "/tmp/im-port.*"; # left by who was killed
		my ($from) = `cat /proc/sys/net/ipv4/ip_local_port_range` =~ /(\d+)/;
		$from = 32768 if !$from || $from < 20000;
		while (@ports < $wanted) {
			my $port = 12000 + int rand($from - 12000);
			sysopen my $taken, "/tmp/im-port.$port", O_CREAT | O_EXCL | O_WRONLY or next;
			push @names, "/tmp/im-port.$port";
			push @ports, $port if IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1:$port");
		}
		open my $file, ">>", $list or die "$list: $!";
		print $file map { "$_\n" } @names;
		print join(" ", @ports), "\n"' "$1" "$work/ports"
}

# listens inet:PORT@127.0.0.1: without a connection, which a milter would take for the mail server's
listens()
{
	local port=${1#inet:}
	grep -q "0100007F:$(printf '%04X' "${port%@*}") 00000000:0000 0A" /proc/net/tcp
}

# answers PORT NAME: an SMTP server answers there, or its program NAME is gone
answers()
{
	gone "$(pid_of "$2")" || perl -MIO::Socket::INET -e '
		my $smtp = IO::Socket::INET->new(PeerAddr => "127.0.0.1:$ARGV[0]", Timeout => 5) or exit 1;
		$smtp->getline =~ /^220/ or exit 1;
		print $smtp "QUIT\r\n"; $smtp->getline' "$1"
}

# take PERSON: wait for mail in this mailbox and take the oldest out; $mail is its path
take()
{
	wait_until 20 has_mail "$1"
	mail=$work/taken-$((++taken))
	mv "$(mail_of "$1" | head -n 1)" "$mail" 2>/dev/null || { : >"$mail"; return 1; }
}

has_mail()
{
	[ -n "$(mail_of "$1")" ]
}

# send ARGUMENTS...: see smtp-send.pl; its answers are kept in $answers as well
send()
{
	answers=$(perl "$ROOT/tests/mta/smtp-send.pl" "$@" 2>&1)
}

# answer STEP: code and text of the last answer to MAIL, RCPT, DATA or END
answer()
{
	sed -n "s/^$1 //p" <<<"$answers" | tail -n 1
}

# queue_id: what the server called the mail that was sent last
queue_id()
{
	sed -n 's/^END 250 .*queued as \([^ ]*\).*/\1/p; s/^END 250 2.0.0 \([^ ]*\) Message accepted.*/\1/p' <<<"$answers"
}

# field NAME [FILE]: the values of a header field, unfolded, one a line
field()
{
	awk -v name="$(tr '[:upper:]' '[:lower:]' <<<"$1")" '
		/^\r?$/ { exit }
		/^[ \t]/ { if (mine) { sub(/^[ \t]+/, " "); value = value $0 } ; next }
		{ if (mine) print value; mine = 0
		  at = index($0, ":")
		  if (at && tolower(substr($0, 1, at - 1)) == name) {
			mine = 1; value = substr($0, at + 1); sub(/^[ \t]+/, "", value) } }
		END { if (mine) print value }' "${@:2}"
}
