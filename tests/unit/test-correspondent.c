/* Whom a mail that somebody sent makes a contact. */
#include <glib.h>

#include "club.h"
#include "given.h"
#include "judge/correspondent.h"

#define BOB "From: Bob Coe <bob@example.org>\n"
#define JANE "Jane Doe <jane@example.net>"
#define TO_JANE BOB "To: " JANE "\n"

typedef struct Row {
	const char *name;
	const char *header;
	const char *recipients; /* separated by spaces; NULL: all that the header names */
	const char *wanted;     /* "address=name|name, ..." */
} Row;

/* clang-format off */
static const Row rows[] = {
	{ "a letter makes a contact", TO_JANE, NULL, "jane@example.net=Jane Doe" },
	{ "with the name it is addressed by", TO_JANE, "jane@example.net",
	  "jane@example.net=Jane Doe" },
	{ "in To, Cc and Bcc",
	  BOB "To: a1@example.net\nCc: A Two <a2@example.net>\nBcc: a3@example.net\n",
	  NULL, "a1@example.net=, a2@example.net=A Two, a3@example.net=" },
	{ "who stands in To and not in RCPT does not count", TO_JANE, "john@example.net",
	  "john@example.net=" },
	{ "case and +detail do not matter", TO_JANE, "Jane+home@Example.NET",
	  "Jane+home@Example.NET=Jane Doe" },
	{ "a recipient named twice is one, by both names",
	  BOB "To: " JANE "\nCc: Jenny Doe <jane@example.net>\n", "jane@example.net",
	  "jane@example.net=Jane Doe|Jenny Doe" },
	{ "one spelling of a name is enough",
	  BOB "To: " JANE ", \"DOE, JANE\" <jane@example.net>\n", NULL,
	  "jane@example.net=Jane Doe" },
	{ "five names are enough",
	  BOB "To: A A <j@example.net>, B B <j@example.net>, C C <j@example.net>,\n"
	      " D D <j@example.net>, E E <j@example.net>, F F <j@example.net>\n",
	  NULL, "j@example.net=A A|B B|C C|D D|E E" },
	{ "an address is no name", BOB "To: \"jane@example.net\" <jane@example.net>\n", NULL,
	  "jane@example.net=" },
	{ "nobody is the own contact", BOB "To: bob+notes@example.org, rob@example.org\n", NULL,
	  "" },
	{ "a network is nobody", BOB "To: Jane <jane@reply.example.com>\n", NULL, "" },
	{ "a role is nobody", BOB "To: no-reply@example.net, support@example.net\n", NULL, "" },
	{ "a list is nobody",
	  BOB "To: chess-users@example.net, tea@lists.example.net, a@groups.io\n", NULL,
	  "" },
	{ "one of our lists is nobody", BOB "To: team@example.org\n", NULL, "" },
	{ "what is no address is nobody", TO_JANE, "jane @", "" },
	/* what is no letter */
	{ "List-Id", TO_JANE "List-Id: <club.example.net>\n", NULL, NULL },
	{ "List-Unsubscribe", TO_JANE "List-Unsubscribe: <mailto:off@example.net>\n", NULL, NULL },
	{ "any List field", TO_JANE "List-Help: <mailto:help@example.net>\n", NULL, NULL },
	{ "Precedence", TO_JANE "Precedence: list\n", NULL, NULL },
	{ "a vacation note", TO_JANE "Auto-Submitted: auto-replied\n", NULL, NULL },
	{ "Auto-Submitted: no is a person", TO_JANE "Auto-Submitted: no\n", NULL,
	  "jane@example.net=Jane Doe" },
	{ "who wants no automatic answer is a program",
	  TO_JANE "X-Auto-Response-Suppress: All\n", NULL,
	  NULL },
	{ "a read receipt",
	  TO_JANE "Content-Type: multipart/report; report-type=disposition-notification\n", NULL,
	  NULL },
	{ "an answer to an appointment", TO_JANE "Content-Type: text/calendar; method=REPLY\n",
	  NULL,
	  NULL },
	{ "mail that we have had", TO_JANE "X-Invitation: mx.example.org; action=tag\n", NULL,
	  NULL },
	{ "the null sender", "Return-Path: <>\n" TO_JANE, NULL, NULL },
	{ "two From fields", BOB TO_JANE, NULL, NULL },
	{ "two mailboxes in From", "From: bob@example.org, eve@example.org\nTo: " JANE "\n",
	  NULL, NULL },
};
/* clang-format on */

/* "address=name|name, ..." of CONTACTS (transfer full). */
static char *
text_of(const GPtrArray *contacts)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < contacts->len; i++) {
		const Contact *contact = contacts->pdata[i];

		g_assert_cmpint(contact_source(contact), ==, SOURCE_LEARNED);
		g_assert_cmpuint(contact->emails->len, ==, 1);
		g_string_append_printf(text, "%s%s=", i > 0 ? ", " : "",
				       (const char *)contact->emails->pdata[0]);
		for (guint j = 0; j < contact->names->len; j++)
			g_string_append_printf(text, "%s%s", j > 0 ? "|" : "",
					       (const char *)contact->names->pdata[j]);
	}
	return g_string_free(text, FALSE);
}

static GPtrArray *
persons_of(const char *header, const char *const *recipients)
{
	static const char *const lists[] = { "team@example.org", NULL };
	static const char *const own[] = { "rob@example.org", NULL };
	g_autoptr(Ruleset) rules = given_rules(CLUB_RULES);
	const CorrespondentSettings settings = { rules, lists, own, '+' };
	g_autoptr(Message) message = given_mail(header, NULL);
	g_autofree char *sender = correspondent_sender(message, '+');

	if (g_str_has_prefix(header, "Return-Path: <>"))
		message_set_sender(message, "<>");
	if (sender == NULL || !correspondent_is_letter(message))
		return NULL;
	g_assert_cmpstr(sender, ==, "bob@example.org");
	return correspondents_of(&settings, message, sender, recipients);
}

static void
check(gconstpointer data)
{
	const Row *row = data;
	g_auto(GStrv) recipients =
		row->recipients != NULL ? g_strsplit(row->recipients, " ", -1) : NULL;
	g_autoptr(GPtrArray) contacts = persons_of(row->header, (const char *const *)recipients);
	g_autofree char *text = contacts != NULL ? text_of(contacts) : NULL;

	g_assert_cmpstr(text, ==, row->wanted);
}

/* TO people in To and RCPT. */
static guint
people(guint to)
{
	g_autoptr(GString) header = g_string_new(BOB "To: ");
	g_autoptr(GStrvBuilder) recipients = g_strv_builder_new();
	g_auto(GStrv) words = NULL;
	g_autoptr(GPtrArray) contacts = NULL, hidden = NULL;

	for (guint i = 0; i < to; i++) {
		g_autofree char *address = g_strdup_printf("p%u@example.net", i);

		g_string_append_printf(header, "%s%s", i > 0 ? ",\n " : "", address);
		g_strv_builder_add(recipients, address);
	}
	g_string_append_c(header, '\n');
	words = g_strv_builder_end(recipients);
	hidden = persons_of(TO_JANE, (const char *const *)words);
	contacts = persons_of(header->str, NULL);
	g_assert_cmpuint(contacts != NULL ? contacts->len : 0, ==, hidden->len);
	return hidden->len;
}

static void
check_crowd(void)
{
	g_assert_cmpuint(people(CORRESPONDENT_CROWD), ==, CORRESPONDENT_CROWD);
	g_assert_cmpuint(people(CORRESPONDENT_CROWD + 1), ==, 0);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	message_library_init();
	GIVEN_ROWS("correspondent", rows, check);
	g_test_add_func("/correspondent/a crowd is nobody, in To and in RCPT", check_crowd);
	return g_test_run();
}
