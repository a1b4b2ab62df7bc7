/* What of a mail enters the history, and what is told of it when the next one comes. */

#include <string.h>

#include "instance.h"
#include "mails.h"
#include "mta.h"
#include "../unit/rows.h"

#define GENUINE "dkim=pass header.d=pals.example.net"
#define UNPROVEN "dkim=none"
#define FORGED "dmarc=fail header.from=pals.example.net"

typedef struct HistoryCase {
	const char *name;
	const char *first, *second; /* what our verifier found of each */
	const char *line;           /* a part of the log's line of the second */
} HistoryCase;

/* clang-format off */
static const HistoryCase cases[] = {
	{ "a genuine invitation is counted", GENUINE, GENUINE, "count=1 proof=dkim" },
	{ "and makes the next one a reminder", GENUINE, GENUINE, "kind=reminder network=pals" },
	{ "an unproven one is counted for what is unproven", UNPROVEN, UNPROVEN,
	  "count=1 proof=unproven" },
	{ "but not for what is genuine", UNPROVEN, GENUINE, "count=0 proof=dkim" },
	{ "a forgery does not enter the history", FORGED, UNPROVEN, "count=0 proof=unproven" },
	{ "nor that of what is genuine", FORGED, GENUINE, "count=0 proof=dkim" },
	{ "a forgery is not told of what came before", UNPROVEN, FORGED, "count=0 proof=failed" },
};
/* clang-format on */

/* Jane's invitation number NUMBER, of which our verifier found RESULTS (transfer full). */
static char *
invitation(const char *results, guint number)
{
	return g_strdup_printf("Authentication-Results: mx.example.org; %s\n"
			       "DKIM-Signature: v=1; a=rsa-sha256; d=pals.example.net; s=s1;\n"
			       "\th=From:To:Subject:Message-ID; bh=YSBib2R5; b=YSBzaWduYXR1cmU=\n"
			       "From: Jane Doe via Pals <invitations@pals.example.net>\n"
			       "To: bob@example.org\n"
			       "Subject: Jane Doe waits for you on Pals\n"
			       "Message-ID: <%u@pals.example.net>\n"
			       "\n"
			       "See https://pals.example.net/join/17\n",
			       results, number);
}

/* An instance that does not run, with a book for Bob. */
static Instance *
begin(void)
{
	static const char *const bob[] = { "contact", "add",        "--owner", "bob@example.org",
					   "--name",  "Mary Major", NULL };
	Instance *instance = instance_new("");

	g_assert_cmpint(instance_invitectl(instance, bob, NULL), ==, 0);
	return instance;
}

/* What comes is written down at the latest when the filter ends. */
static void
send_one(Instance *instance, const char *results, guint number)
{
	g_autofree char *queue_id = g_strdup_printf("4XH%u", number);
	g_autofree char *mail = invitation(results, number);
	g_autoptr(Letter) letter = mails_letter(mail);
	Mta *mta;

	instance_start(instance);
	mta = mta_open(instance->socket, &mta_postfix);
	g_assert_cmpint(mta_client(mta, "mail.example.com", "192.0.2.7"), ==, MTA_CONTINUE);
	g_assert_cmpint(mta_send(mta, letter, queue_id, 65535, NULL), ==, MTA_ACCEPT);
	mta_close(mta);
	g_assert_cmpint(instance_stop(instance), ==, 0);
}

static void
test_second(gconstpointer data)
{
	const HistoryCase *c = data;
	g_autoptr(Instance) instance = begin();
	g_autofree char *log = NULL;
	const char *second;

	send_one(instance, c->first, 1);
	send_one(instance, c->second, 2);
	log = instance_read(instance, "log");
	second = strstr(log, "4XH2");
	g_assert_nonnull(second);
	if (strstr(second, c->line) == NULL)
		g_error("not \"%s\", but\n%s", c->line, log);
}

/* What came since is no part of a rehearsal: each mail is judged as if it were the first. */
static void
test_rehearse(void)
{
	g_autoptr(Instance) instance = begin();
	g_autofree char *mail = invitation(GENUINE, 2), *rehearsed = NULL, *checked = NULL;
	g_autofree char *path = g_build_filename(instance->folder, "second.eml", NULL);
	const char *const rehearse[] = { "rehearse", path, NULL };
	const char *const check[] = { "check", "--history", path, NULL };

	send_one(instance, GENUINE, 1);
	instance_write(instance, "second.eml", mail);
	g_assert_cmpint(instance_invitectl(instance, rehearse, &rehearsed), ==, 0);
	g_assert_cmpint(instance_invitectl(instance, check, &checked), ==, 0);
	g_assert_nonnull(strstr(rehearsed, "would have quarantined 0, "));
	g_assert_nonnull(strstr(checked, "kind       reminder\n"));
	g_assert_nonnull(strstr(checked, "(would: quarantine)"));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	GIVEN_ROWS("history", cases, test_second);
	g_test_add_func("/history/a rehearsal does not count what came", test_rehearse);
	return g_test_run();
}
