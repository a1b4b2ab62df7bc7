/*
 * Addresses and parameters of MAIL and RCPT: who is meant, and what the next server is told
 * (mail/path.h, inject/envelope.h).
 */
#include "fuzz.h"

#include "inject/envelope.h"
#include "inject/smtp.h"
#include "inject/xforward.h"
#include "mail/mailbox.h"
#include "mail/path.h"

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	fuzz_begin();
	return 0;
}

/* A command is one line, whatever stands in it. */
static void
check_command(const char *verb, const Path *path)
{
	static const char *const nothing[] = { NULL };
	static const char *const all[] = { "8BITMIME", "DSN", "SMTPUTF8", "AUTH PLAIN", NULL };

	for (int i = 0; i < 2; i++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *command =
			envelope_command(verb, path->address, (const char *const *)path->parameters,
					 i == 0 ? all : nothing, &error);

		g_assert_true((command == NULL) == (error != NULL));
		g_assert_true(command == NULL || strpbrk(command, "\r\n") == NULL);
	}
}

static void
check_xforward(char *const *words)
{
	const SmtpMail mail = {
		.client_name = words[0],
		.client_address = words[0],
		.helo = words[0],
		.protocol = words[0],
	};
	g_auto(GStrv) commands = xforward_commands(&mail, "NAME ADDR PROTO HELO");

	for (char **one = commands; *one != NULL; one++) {
		g_assert_true(g_str_is_ascii(*one));
		g_assert_null(strpbrk(*one, "\r\n"));
		g_assert_cmpuint(strlen(*one), <, 512);
	}
}

/* Words are lines of the input: the address, then parameters. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *text = fuzz_text(data, size);
	g_auto(GStrv) lines = g_strsplit(text, "\n", 20);
	char *const nobody[] = { (char *)"", NULL };
	char *const *words = lines[0] != NULL ? lines : nobody;
	Path *path = path_new(words, NULL);
	g_autofree char *bare = mailbox_bare(words[0]);
	g_autofree char *comparable = mailbox_comparable(bare, '+');
	g_autofree char *again = mailbox_comparable(comparable, '+');

	g_assert_true(path->address[0] == '<');
	g_assert_cmpuint(g_strv_length(path->parameters), ==, g_strv_length((char **)words) - 1);
	g_assert_cmpstr(comparable, ==, again);
	mailbox_is_role(comparable);
	check_command("MAIL FROM:", path);
	check_command("RCPT TO:", path);
	check_xforward(words);
	path_free(path);
	return 0;
}
