# Mails as networks write them, about invented people.

# invitation NAME SLUG [FIELD...]: of LinkedIn; further fields stand on top
invitation()
{
	linkedin email_m2m_invite_single_01 'I want to connect' "$@"
}

reminder()
{
	linkedin email_m2m_invite_reminder_02 "Reminder: $1 invited you to connect" "$@"
}

linkedin()
{
	local template=$1 subject=$2 name=$3 slug=$4; shift 4
	[ $# = 0 ] || printf '%s\n' "$@"
	cat <<-END
		From: $name <invitations@linkedin.com>
		To: Bob Miller <bob@example.org>
		Subject: $subject
		Date: Tue, 14 Nov 2023 15:56:58 +0000
		Message-ID: <$RANDOM.$RANDOM@maila-aa.linkedin.com>
		MIME-Version: 1.0
		Content-Type: text/plain; charset=utf-8
		X-LinkedIn-Template: $template

		Hi Bob,

		I'd like to join your professional network.

		$name

		View profile: https://www.linkedin.com/comm/in/$slug?midToken=AQE&trk=eml-$template-hero-4-prof
	END
}

ordinary()
{
	[ $# = 0 ] || printf '%s\n' "$@"
	cat <<-END
		From: Dave Brown <dave@example.net>
		To: Bob Miller <bob@example.org>
		Subject: Lunch on Friday?
		Date: Tue, 14 Nov 2023 15:56:58 +0000
		Message-ID: <$RANDOM.$RANDOM@example.net>

		Hi Bob, are you free at noon?
	END
}

# update NAME ADDRESS: asks for contact details in the member's own name and address, as Plaxo did
update()
{
	cat <<-END
		From: $1 <$2>
		To: Bob Miller <bob@example.org>
		Subject: Updating my address book
		Date: Tue, 14 Nov 2023 15:56:58 +0000
		Message-ID: <$RANDOM.$RANDOM.sendUpdate@mx.plaxo.com>
		MIME-Version: 1.0
		Content-Type: text/plain; charset=utf-8

		Hi,

		I'm updating my address book. Please take a moment to update me:
		https://www.plaxo.com/edit_contact_info?r=1-2-4
	END
}

# letter FROM TO [FIELD...]: what a person writes to another
letter()
{
	local from=$1 to=$2; shift 2
	[ $# = 0 ] || printf '%s\n' "$@"
	cat <<-END
		From: $from
		To: $to
		Subject: Lunch on Friday?
		Date: Tue, 14 Nov 2023 15:56:58 +0000
		Message-ID: <$RANDOM.$RANDOM@home.example.org>

		Are you free at noon?
	END
}
