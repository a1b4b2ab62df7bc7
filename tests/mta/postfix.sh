# A private Postfix: everything in $work/postfix, nothing of the system's own is touched.
# Sourced after common.sh; sendmail.sh has the same functions.
#
# It runs its master without `postfix start`, so nothing asks for the accounts postfix and
# postdrop, /etc/postfix, syslog or a chroot.  Mail for the people below is delivered to maildirs,
# everything else is thrown away: no mail leaves this machine.

people='bob carol dave erin jörg postmaster'

server_name=Postfix
filter_kind=unix

# server_start DEFAULT FILTER...: with these milters in this order, as unix:PATH or inet:PORT@HOST;
# DEFAULT is what happens without them.  The port is $server_port; lines in $postfix_lines come last.
server_start()
{
	local default=$1; shift
	postfix=$work/postfix
	read -r server_port <<<"$(free_ports 1)"
	postfix_folders
	postfix_main "$default" "$@" >"$postfix/etc/main.cf"
	postfix_master >"$postfix/etc/master.cf"
	postfix_people
	postfix_checks >"$postfix/etc/header_checks"
	touch -d '1 minute ago' "$postfix"/etc/* # it waits until files are no longer fresh
	export MAIL_CONFIG=$postfix/etc
	LD_LIBRARY_PATH=$postfix/lib start postfix "$postfix/lib/sbin/master" -c "$postfix/etc"
	wait_until 20 answers "$server_port" postfix ||
		{ cat "$work/log/postfix" "$server_log" >&2; return 1; }
}

server_stop()
{
	stop postfix
	rm -rf "$postfix"
}

postfix_folders()
{
	local folder
	server_log=$postfix/maillog
	mkdir -p "$postfix/etc" "$postfix/queue" "$postfix/data" "$postfix/mail"
	cp -a "$MTA/postfix/usr/lib/postfix" "$postfix/lib"
	cp -a "$MTA/postfix/usr/sbin" "$postfix/sbin"
	touch "$postfix/etc/dynamicmaps.cf"
	for folder in active bounce corrupt defer deferred flush hold incoming private maildrop public saved trace; do
		mkdir "$postfix/queue/$folder"
		chmod 700 "$postfix/queue/$folder"
		chown $account "$postfix/queue/$folder"
	done
	mkdir "$postfix/queue/pid"
	chmod 710 "$postfix/queue/public"
	chgrp $group "$postfix/queue/public"
	chmod 730 "$postfix/queue/maildrop"
	chgrp $group "$postfix/queue/maildrop"
	chown $account "$postfix/data"
	chown nobody "$postfix/mail"
}

postfix_main()
{
	local default=$1 filters=; shift
	local filter
	for filter; do
		filters="$filters $(sed 's/^inet:\(.*\)@\(.*\)/inet:\2:\1/' <<<"$filter")"
	done
	cat <<-END
		compatibility_level = 3.6
		config_directory = $postfix/etc
		queue_directory = $postfix/queue
		data_directory = $postfix/data
		daemon_directory = $postfix/lib/sbin
		command_directory = $postfix/sbin
		shlib_directory = no
		meta_directory = $postfix/etc
		import_environment = MAIL_CONFIG MAIL_LOGTAG LANG=C POSTLOG_SERVICE POSTLOG_HOSTNAME LD_LIBRARY_PATH
		mail_owner = $account
		setgid_group = $group
		maillog_file = $server_log
		maillog_file_prefixes = $work

		myhostname = mx.example.org
		mydestination =
		mynetworks = 127.0.0.0/8
		inet_interfaces = 127.0.0.1
		inet_protocols = ipv4
		disable_dns_lookups = yes
		smtpd_peername_lookup = no
		smtpd_relay_restrictions = permit_mynetworks, reject_unauth_destination
		smtpd_authorized_xclient_hosts = 127.0.0.1
		smtputf8_enable = yes
		recipient_delimiter = +
		alias_maps =
		alias_database =
		local_recipient_maps =
		virtual_mailbox_domains = example.org
		virtual_mailbox_base = $postfix/mail
		virtual_mailbox_maps = texthash:$postfix/etc/people
		virtual_mailbox_limit = 0
		virtual_alias_maps = texthash:$postfix/etc/aliases
		virtual_minimum_uid = 1
		virtual_uid_maps = static:$(id -u nobody)
		virtual_gid_maps = static:$(id -g nobody)
		default_transport = discard:
		relay_transport = discard:
		notify_classes =
		header_checks = regexp:$postfix/etc/header_checks
		nested_header_checks =
		smtpd_milters =$filters
		milter_default_action = $default
	END
	printf '%s\n' "${postfix_lines[@]}"
}

# The line that INSTALL gives against fields in our verifier's name.
postfix_checks()
{
	echo '/^Authentication-Results:[[:space:]]*(["(]|mx\.example\.org)/ IGNORE'
}

postfix_master()
{
	cat <<-END
		127.0.0.1:$server_port inet n - n - - smtpd
		pickup    unix  n - n 60   1 pickup
		cleanup   unix  n - n -    0 cleanup
		qmgr      unix  n - n 300  1 qmgr
		rewrite   unix  - - n -    - trivial-rewrite
		bounce    unix  - - n -    0 bounce
		defer     unix  - - n -    0 bounce
		trace     unix  - - n -    0 bounce
		verify    unix  - - n -    1 verify
		flush     unix  n - n 1000 0 flush
		proxymap  unix  - - n -    - proxymap
		smtp      unix  - - n -    - smtp
		showq     unix  n - n -    - showq
		error     unix  - - n -    - error
		retry     unix  - - n -    - error
		discard   unix  - - n -    - discard
		virtual   unix  - n n -    - virtual
		anvil     unix  - - n -    1 anvil
		scache    unix  - - n -    1 scache
		postlog   unix-dgram n - n - 1 postlogd
	END
	[ -z "${reinject_port:-}" ] || postfix_reinject
}

# The listener that INSTALL gives: no filters, no checks, no copies by always_bcc a second time.
postfix_reinject()
{
	cat <<-END
		127.0.0.1:$reinject_port inet n - n - - smtpd
		  -o syslog_name=postfix/reinject
		  -o smtpd_milters=
		  -o cleanup_service_name=reinject
		  -o receive_override_options=no_header_body_checks,no_milters
		  -o smtpd_authorized_xforward_hosts=127.0.0.0/8
		  -o mynetworks=127.0.0.0/8
		  -o smtpd_client_restrictions=
		  -o smtpd_helo_restrictions=
		  -o smtpd_sender_restrictions=
		  -o smtpd_relay_restrictions=permit_mynetworks,reject
		  -o smtpd_recipient_restrictions=permit_mynetworks,reject
		  -o smtpd_data_restrictions=
		  -o smtpd_end_of_data_restrictions=
		  -o local_header_rewrite_clients=
		reinject unix n - n - 0 cleanup
		  -o syslog_name=postfix/reinject
		  -o always_bcc=
		  -o sender_bcc_maps=
		  -o recipient_bcc_maps=
	END
}

postfix_people()
{
	local person
	for person in $people; do
		echo "$person@example.org $person/"
	done >"$postfix/etc/people"
	echo 'team@example.org bob@example.org, carol@example.org' >"$postfix/etc/aliases"
}

# postfix_run TOOL ARGUMENTS...: postqueue, postsuper, postcat, sendmail ...
postfix_run()
{
	local tool=$1; shift
	LD_LIBRARY_PATH=$postfix/lib "$postfix/sbin/$tool" "$@"
}

# mail_of PERSON: the paths of all mails in this mailbox, oldest first
mail_of()
{
	find "$postfix/mail/$1/new" -type f -printf '%T@ %p\n' 2>/dev/null | sort -n | cut -d ' ' -f 2-
}

# server_held ID: it lies in the hold queue
server_held()
{
	postfix_run postqueue -p | grep -q "^$1!"
}

# Two steps: out of hold, then a try now instead of at the next run of the queue.
server_release()
{
	postfix_run postsuper -H "$1" 2>/dev/null && postfix_run postqueue -i "$1"
}

# server_says PATTERN: the log has such a line by now or soon
server_says()
{
	wait_until 20 grep -Eq "$1" "$server_log"
}
