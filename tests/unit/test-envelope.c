#include "inject/envelope.h"

#include "inject/smtp.h"

#include "rows.h"

static const char *const many[] = {
	"8bitmime", "DSN", "SMTPUTF8", "AUTH PLAIN", "SIZE 1000", NULL
};
/* Names that only begin or end like those that are asked for. */
static const char *const none[] = { "8BITMIMES", "X DSN", "", "PIPELINING", NULL };

typedef struct CommandCase {
	const char *title;
	const char *const *extensions;
	const char *path; /* NULL: Jane's */
	const char *parameters[4];
	const char *command; /* after the verb; NULL: refused */
	const char *says;    /* why */
} CommandCase;

#define JANE "<jane@example.net>"

static const CommandCase command_cases[] = {
	{ "addresses go as they are",
	  none,
	  "<Jane.Doe+x@EXAMPLE.net>",
	  {},
	  "<Jane.Doe+x@EXAMPLE.net>",
	  NULL },
	{ "a quoted local-part may have anything",
	  none,
	  "<\"j o > e\"@example.net>",
	  {},
	  "<\"j o > e\"@example.net>",
	  NULL },
	{ "the null sender", none, "<>", {}, "<>", NULL },
	{ "what DSN knows of a sender goes along",
	  many,
	  NULL,
	  { "RET=HDRS", "ENVID=QQ314159" },
	  JANE " RET=HDRS ENVID=QQ314159",
	  NULL },
	{ "what DSN knows of a recipient goes along",
	  many,
	  NULL,
	  { "NOTIFY=NEVER", "ORCPT=rfc822;bob+40example.org" },
	  JANE " NOTIFY=NEVER ORCPT=rfc822;bob+40example.org",
	  NULL },
	{ "8BITMIME and SMTPUTF8 go along",
	  many,
	  "<j\xc3\xa4ne@example.net>",
	  { "SMTPUTF8", "BODY=8BITMIME" },
	  "<j\xc3\xa4ne@example.net> SMTPUTF8 BODY=8BITMIME",
	  NULL },
	{ "parameters keep their case",
	  many,
	  NULL,
	  { "body=8bitmime" },
	  JANE " body=8bitmime",
	  NULL },
	{ "SIZE does not go along",
	  many,
	  NULL,
	  { "SIZE=1234", "BODY=8BITMIME" },
	  JANE " BODY=8BITMIME",
	  NULL },
	{ "AUTH goes to those who know it", many, NULL, { "AUTH=jane" }, JANE " AUTH=jane", NULL },
	{ "AUTH goes to no others", none, NULL, { "AUTH=jane" }, JANE, NULL },
	{ "7BIT is what all take", none, NULL, { "BODY=7BIT" }, JANE, NULL },
	{ "what nobody here knows goes along",
	  none,
	  NULL,
	  { "MT-PRIORITY=3", "REQUIRETLS" },
	  JANE " MT-PRIORITY=3 REQUIRETLS",
	  NULL },
	{ "what only begins like a known one, too",
	  none,
	  NULL,
	  { "RETRY=3" },
	  JANE " RETRY=3",
	  NULL },

	{ "8BITMIME is missing",
	  none,
	  NULL,
	  { "BODY=8BITMIME" },
	  NULL,
	  "BODY=8BITMIME needs 8BITMIME, which the listener does not offer" },
	{ "SMTPUTF8 is missing",
	  none,
	  NULL,
	  { "SMTPUTF8" },
	  NULL,
	  "SMTPUTF8 needs SMTPUTF8, which the listener does not offer" },
	{ "DSN is missing for RET",
	  none,
	  NULL,
	  { "RET=FULL" },
	  NULL,
	  "RET=FULL needs DSN, which the listener does not offer" },
	{ "DSN is missing for ENVID",
	  none,
	  NULL,
	  { "ENVID=1" },
	  NULL,
	  "ENVID=1 needs DSN, which the listener does not offer" },
	{ "DSN is missing for NOTIFY",
	  none,
	  NULL,
	  { "notify=never" },
	  NULL,
	  "notify=never needs DSN, which the listener does not offer" },
	{ "DSN is missing for ORCPT",
	  none,
	  NULL,
	  { "AUTH=<>", "ORCPT=rfc822;b" },
	  NULL,
	  "ORCPT=rfc822;b needs DSN, which the listener does not offer" },
	{ "BINARYMIME cannot be sent by DATA",
	  many,
	  NULL,
	  { "BODY=BINARYMIME" },
	  NULL,
	  "BODY=BINARYMIME cannot be sent by DATA" },

	{ "an address that brings a command",
	  many,
	  "<a@example.net>\r\nRCPT TO:<x@example.com>",
	  {},
	  NULL,
	  "<a@example.net>\\r\\nRCPT TO:<x@example.com> is no path of SMTP" },
	{ "an address with a bare CR",
	  many,
	  "<a\r@example.net>",
	  {},
	  NULL,
	  "<a\\r@example.net> is no path of SMTP" },
	{ "an address that brings parameters",
	  many,
	  "<a@example.net> SIZE=1",
	  {},
	  NULL,
	  "<a@example.net> SIZE=1 is no path of SMTP" },
	{ "an address without brackets",
	  many,
	  "a@example.net",
	  {},
	  NULL,
	  "a@example.net is no path of SMTP" },
	{ "no address", many, "", {}, NULL, " is no path of SMTP" },
	{ "a parameter that brings a command",
	  many,
	  NULL,
	  { "X=1\nDATA" },
	  NULL,
	  "X=1\\nDATA is no parameter of SMTP" },
	{ "a parameter that brings another",
	  many,
	  NULL,
	  { "NOTIFY=NEVER X" },
	  NULL,
	  "NOTIFY=NEVER X is no parameter of SMTP" },
	{ "a parameter that would not go along, either",
	  many,
	  NULL,
	  { "SIZE=1\r" },
	  NULL,
	  "SIZE=1\\r is no parameter of SMTP" },
	{ "an empty parameter", many, NULL, { "" }, NULL, " is no parameter of SMTP" },
};

static void
test_command(gconstpointer data)
{
	const CommandCase *row = data;
	g_autoptr(GError) error = NULL;
	g_autofree char *wanted =
		row->command != NULL ? g_strconcat("MAIL FROM:", row->command, NULL) : NULL;
	g_autofree char *command =
		envelope_command("MAIL FROM:", row->path != NULL ? row->path : JANE,
				 row->parameters, row->extensions, &error);

	g_assert_cmpstr(command, ==, wanted);
	if (row->says == NULL) {
		g_assert_no_error(error);
		return;
	}
	g_assert_error(error, SMTP_ERROR, SMTP_ERROR_REFUSED);
	g_assert_cmpstr(error->message, ==, row->says);
}

static void
test_no_parameters(void)
{
	g_autofree char *command = envelope_command("RCPT TO:", JANE, NULL, none, NULL);

	g_assert_cmpstr(command, ==, "RCPT TO:" JANE);
}

static void
test_extension(void)
{
	g_assert_cmpstr(envelope_extension(many, "AUTH"), ==, "PLAIN");
	g_assert_cmpstr(envelope_extension(many, "8BITMIME"), ==, "");
	g_assert_null(envelope_extension(many, "8BIT"));
	g_assert_null(envelope_extension(none, "DSN"));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	GIVEN_ROWS("envelope/command", command_cases, test_command);
	g_test_add_func("/envelope/command/without parameters", test_no_parameters);
	g_test_add_func("/envelope/an extension is a whole word", test_extension);
	return g_test_run();
}
