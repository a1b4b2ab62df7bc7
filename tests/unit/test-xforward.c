#include "inject/xforward.h"

#include "rows.h"

#define ALL "NAME ADDR PROTO HELO SOURCE PORT IDENT"
#define UNKNOWN "[UNAVAILABLE]"
#define TEN "aaaaaaaaaa"
#define HUNDRED TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN

typedef struct ClientCase {
	const char *title, *offered;
	const char *name, *address, *helo, *protocol;
	const char *commands; /* without XFORWARD, "|" between them */
} ClientCase;

static const ClientCase client_cases[] = {
	{ "all is told", ALL, "mail.example.net", "192.0.2.1", "mx.example.net", "ESMTP",
	  "NAME=mail.example.net|ADDR=192.0.2.1|PROTO=ESMTP|HELO=mx.example.net" },
	{ "nothing is told to those who do not ask", NULL, "mail.example.net", "192.0.2.1", "mx",
	  "ESMTP", "" },
	{ "only what is asked for", "addr Helo", "mail.example.net", "192.0.2.1", "mx", "ESMTP",
	  "ADDR=192.0.2.1|HELO=mx" },
	{ "what is not known is not available", ALL, NULL, "192.0.2.1", "", NULL,
	  "NAME=" UNKNOWN "|ADDR=192.0.2.1|PROTO=" UNKNOWN "|HELO=" UNKNOWN },
	{ "where nothing is known nothing is said", ALL, NULL, NULL, NULL, NULL, "" },
	{ "where only what is not asked for is known, too", "NAME ADDR", NULL, NULL, "mx", NULL,
	  "" },
	{ "an address of IPv6 gets a tag", "ADDR", NULL, "2001:db8::7", NULL, NULL,
	  "ADDR=IPV6:2001:db8::7" },
	{ "one that has a tag gets no other", "ADDR", NULL, "IPv6:2001:DB8:0::7", NULL, NULL,
	  "ADDR=IPV6:2001:db8::7" },
	{ "an address that is none is not available", "ADDR HELO", NULL, "local socket", "mx", NULL,
	  "ADDR=" UNKNOWN "|HELO=mx" },
	{ "a name that nobody verified is none", "NAME HELO", "unknown", NULL, "mx", NULL,
	  "NAME=" UNKNOWN "|HELO=mx" },
	{ "an address in place of a name is none", "NAME HELO", "[192.0.2.1]", NULL, "mx", NULL,
	  "NAME=" UNKNOWN "|HELO=mx" },
	{ "values are xtext", "HELO", NULL, NULL, "a b+c=d\xc3\xa4", NULL,
	  "HELO=a+20b+2Bc+3Dd+C3+A4" },
	{ "an address literal is xtext", "HELO", NULL, NULL, "[192.0.2.1]", NULL,
	  "HELO=[192.0.2.1]" },
	{ "a value that brings a command is not said", ALL, "a\r\nRSET", "192.0.2.1", "a\nQUIT",
	  "E\rSMTP", "NAME=" UNKNOWN "|ADDR=192.0.2.1|PROTO=" UNKNOWN "|HELO=" UNKNOWN },
	{ "a value that is too long is not said", "ADDR HELO", NULL, "192.0.2.1",
	  HUNDRED HUNDRED TEN TEN TEN TEN TEN "123456", NULL, "ADDR=192.0.2.1|HELO=" UNKNOWN },
	{ "255 bytes are not too many", "HELO", NULL, NULL,
	  HUNDRED HUNDRED TEN TEN TEN TEN TEN "12345", NULL,
	  "HELO=" HUNDRED HUNDRED TEN TEN TEN TEN TEN "12345" },
};

static void
test_client(gconstpointer data)
{
	const ClientCase *row = data;
	const SmtpMail mail = { .client_name = row->name,
				.client_address = row->address,
				.helo = row->helo,
				.protocol = row->protocol };
	g_auto(GStrv) commands = xforward_commands(&mail, row->offered);
	g_autoptr(GString) joined = g_string_new(NULL);

	for (guint i = 0; commands[i] != NULL; i++) {
		g_assert_true(g_str_has_prefix(commands[i], "XFORWARD "));
		g_string_append_printf(joined, "%s%s", i > 0 ? "|" : "",
				       commands[i] + sizeof "XFORWARD " - 1);
	}
	g_assert_cmpstr(joined->str, ==, row->commands);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	GIVEN_ROWS("xforward", client_cases, test_client);
	return g_test_run();
}
