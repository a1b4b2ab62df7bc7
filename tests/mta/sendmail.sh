# A private Sendmail: everything in $work/sendmail, nothing of the system's own is touched.
# Sourced after common.sh; postfix.sh has the same functions.
#
# All mail, whatever its domain, is delivered by a script into a folder for each user: no mail
# leaves this machine.  It delivers before it answers, so there is nothing to wait for.

server_name=Sendmail
filter_kind=inet # it takes no unix socket below a folder that all may write to, as /tmp

# server_start DEFAULT FILTER...: with these milters in this order, as unix:PATH or inet:PORT@HOST;
# DEFAULT is what happens without them: accept or tempfail.  The port is $server_port.
server_start()
{
	sendmail=$work/sendmail
	read -r server_port <<<"$(free_ports 1)"
	mkdir -p "$sendmail/queue" "$sendmail/mail"
	chmod 700 "$sendmail/queue"
	chmod 1777 "$sendmail/mail"
	cp -a "$MTA/sendmail/usr/share/sendmail/cf" "$sendmail/cf"
	cp "$MTA/sendmail/usr/libexec/sendmail/sendmail" "$sendmail/sendmail"
	cc -shared -fPIC -o "$sendmail/hostname.so" "$ROOT/tests/mta/hostname.c" || return 1

	echo 'hosts files' >"$sendmail/service.switch"
	sendmail_deliver >"$sendmail/deliver"
	chmod 755 "$sendmail/deliver"
	sendmail_macros "$@" >"$sendmail/sendmail.mc"
	m4 -D "_CF_DIR_=$sendmail/cf/" "$sendmail/cf/m4/cf.m4" "$sendmail/sendmail.mc" \
		>"$sendmail/sendmail.cf" 2>"$work/log/m4" || { cat "$work/log/m4" >&2; return 1; }
	start sendmail env LD_PRELOAD="$sendmail/hostname.so" \
		"$sendmail/sendmail" -C "$sendmail/sendmail.cf" -bD -X "$work/log/smtp"
	wait_until 20 answers "$server_port" sendmail || { cat "$work/log/sendmail" >&2; return 1; }
}

server_stop()
{
	stop sendmail
	rm -rf "$sendmail"
}

sendmail_deliver()
{
	cat <<-END
		#!/bin/sh
		umask 022
		mkdir -p "$sendmail/mail/\$1/new" && exec cat >"$sendmail/mail/\$1/new/\$(date +%s%N)"
	END
}

sendmail_macros()
{
	local flag='' filter number=0
	[ "$1" != tempfail ] || flag='F=T,'
	shift
	cat <<-END
		divert(-1)
		divert(0)dnl
		OSTYPE(\`linux')dnl
		define(\`confDOMAIN_NAME', \`mx.example.org')dnl
		define(\`confSERVICE_SWITCH_FILE', \`$sendmail/service.switch')dnl
		define(\`QUEUE_DIR', \`$sendmail/queue')dnl
		define(\`confPID_FILE', \`$sendmail/pid')dnl
		define(\`STATUS_FILE', \`$sendmail/statistics')dnl
		define(\`HELP_FILE', \`$sendmail/help')dnl
		define(\`ALIAS_FILE', \`')dnl
		define(\`confCONTROL_SOCKET_NAME', \`')dnl
		define(\`confCW_FILE', \`/dev/null')dnl
		define(\`confDELIVERY_MODE', \`interactive')dnl
		define(\`confTO_IDENT', \`0')dnl
		define(\`confQUEUE_LA', \`1000')dnl
		define(\`confREFUSE_LA', \`1000')dnl
		define(\`confDEF_USER_ID', \`$(id -u nobody):$(id -g nobody)')dnl
		define(\`confMILTER_LOG_LEVEL', \`9')dnl
		FEATURE(\`nocanonify')dnl
		FEATURE(\`nouucp', \`reject')dnl
		FEATURE(\`accept_unresolvable_domains')dnl
		FEATURE(\`accept_unqualified_senders')dnl
		FEATURE(\`no_default_msa')dnl
		FEATURE(\`promiscuous_relay')dnl
		DAEMON_OPTIONS(\`Name=MTA, Addr=127.0.0.1, Port=$server_port, Family=inet')dnl
	END
	[ -z "${reinject_port:-}" ] || sendmail_reinject
	for filter; do
		echo "INPUT_MAIL_FILTER(\`filter$((++number))', \`S=$filter, $flag T=S:30s;R:30s')dnl"
	done
	cat <<-END
		MAILER_DEFINITIONS
		Mfolder, P=$sendmail/deliver, F=lsDFMnPq9, S=EnvFromL/HdrFromL, R=EnvToL/HdrToL, T=DNS/RFC822/X-Unix, A=deliver \$u
		LOCAL_RULE_0
		R\$+ < @ \$+ > \$*	\$#folder \$: \$1
	END
	[ -z "${refuse_forged:-}" ] || sendmail_refuse
}

# What INSTALL gives against fields in our verifier's name.
sendmail_refuse()
{
	cat <<-'END'
		LOCAL_CONFIG
		Kours regex -a@OURS ^[[:space:]]*(["(]|mx\.example\.org)
		LOCAL_RULESETS
		HAuthentication-Results: $>+CheckOurs
		SCheckOurs
		R$*	$: $(ours $&{currHeader} $)
		R$*@OURS	$#error $@ 5.7.1 $: "550 Authentication-Results in our name"
	END
}

# The listener that INSTALL gives: no filters.
sendmail_reinject()
{
	echo "DAEMON_OPTIONS(\`Name=reinject, Addr=127.0.0.1, Port=$reinject_port, Family=inet, InputMailFilters=')dnl"
}

# sendmail_run ARGUMENTS...: as the queue's tools do
sendmail_run()
{
	LD_PRELOAD=$sendmail/hostname.so "$sendmail/sendmail" -C "$sendmail/sendmail.cf" "$@"
}

# mail_of PERSON: the paths of all mails in this mailbox, oldest first
mail_of()
{
	find "$sendmail/mail/$1/new" -type f 2>/dev/null | sort
}

# server_held ID: it lies in quarantine
server_held()
{
	sendmail_run -bp -qQ | grep -q "^ *$1"
}

# Two steps: out of quarantine, then a run of the queue.
server_release()
{
	sendmail_run -qQ -qI"$1" -Q >/dev/null && sendmail_run -qI"$1" >/dev/null
}

# server_says PATTERN: in the SMTP sessions
server_says()
{
	wait_until 20 grep -Eq "$1" "$work/log/smtp"
}
