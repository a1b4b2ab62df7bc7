#include "mails.h"

#include <string.h>

const char mail_ordinary[] = "Received: from mail.example.com (mail.example.com [192.0.2.7])\n"
			     "\tby mx.example.org with ESMTP; Mon, 2 Mar 2026 10:00:00 +0000\n"
			     "From: Jane Doe <jane@example.com>\n"
			     "To: bob@example.org\n"
			     "Subject: Minutes of Monday\n"
			     "Date: Mon, 2 Mar 2026 10:00:00 +0000\n"
			     "Message-ID: <minutes@example.com>\n"
			     "\n"
			     "Dear Bob,\n"
			     "the minutes are done.\n";

const char mail_invitation[] =
	"Return-Path: <bounce@pals.example.net>\n"
	"Authentication-Results: mx.example.org;\n"
	"\tdkim=pass header.d=pals.example.net\n"
	"DKIM-Signature: v=1; a=rsa-sha256; d=pals.example.net; s=s1;\n"
	"\th=From:To:Subject:Date:Message-ID; bh=YSBib2R5; b=YSBzaWduYXR1cmU=\n"
	"From: Jane Doe via Pals <invitations@pals.example.net>\n"
	"To: bob@example.org\n"
	"Subject: Jane Doe waits for you on Pals\n"
	"Date: Mon, 2 Mar 2026 10:00:00 +0000\n"
	"Message-ID: <subject@pals.example.net>\n"
	"\n"
	"See https://pals.example.net/join/17\n";

const char mail_invitation_by_text[] = "Return-Path: <bounce@pals.example.net>\n"
				       "From: Jane Doe via Pals <invitations@pals.example.net>\n"
				       "To: bob@example.org\n"
				       "Subject: Something for you\n"
				       "Date: Mon, 2 Mar 2026 10:00:00 +0000\n"
				       "Message-ID: <text@pals.example.net>\n"
				       "\n"
				       "Hello,\n"
				       "Jane Doe would like to add you as a pal.\n"
				       "https://pals.example.net/join/17\n";

const char mail_of_network[] = "Return-Path: <bounce@pals.example.net>\n"
			       "From: Pals <news@pals.example.net>\n"
			       "To: bob@example.org\n"
			       "Subject: News of March\n"
			       "Date: Mon, 2 Mar 2026 10:00:00 +0000\n"
			       "Message-ID: <news@pals.example.net>\n"
			       "\n"
			       "There are new colors.\n";

const char mail_with_our_field[] = "X-Invitation: mx.example.org; action=pass; standing=trusted\n"
				   "From: Jane Doe <jane@example.com>\n"
				   "To: bob@example.org\n"
				   "X-Invitation: mx.example.org; action=pass\n"
				   "Subject: Minutes of Monday\n"
				   "Date: Mon, 2 Mar 2026 10:00:00 +0000\n"
				   "Message-ID: <field@example.com>\n"
				   "\n"
				   "Dear Bob, the minutes are done.\n";

Letter *
mails_letter(const char *mail)
{
	Letter *letter = letter_parse(mail, strlen(mail));

	letter_add_recipient(letter, "bob@example.org");
	return letter;
}

const char *
mails_change(const GPtrArray *changes, const char *beginning)
{
	for (guint i = 0; i < changes->len; i++)
		if (g_str_has_prefix(g_ptr_array_index(changes, i), beginning))
			return g_ptr_array_index(changes, i);
	return NULL;
}
