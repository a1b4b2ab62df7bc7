#include "mail/authres.h"

#include <string.h>

/* A field and what it says: "id: method=result domain property, ..."; NULL: not believed. */
typedef struct ParseCase {
	const char *title, *value, *wanted;
} ParseCase;

static const ParseCase parse_cases[] = {
	{ "a signature that passes", " mx.example.org; dkim=pass header.d=example.net",
	  "mx.example.org: dkim=pass example.net header.d" },
	{ "none", "mx.example.org; none", "mx.example.org:" },
	{ "none is a word of any case", "mx.example.org 1; NONE", "mx.example.org:" },
	{ "a version", "mx.example.org 1; dkim=pass header.d=example.net",
	  "mx.example.org: dkim=pass example.net header.d" },
	{ "another version is not understood", "mx.example.org 2; dkim=pass header.d=example.net",
	  NULL },
	{ "several results",
	  "mx.example.org;\n\tdkim=pass header.d=example.net;\n\tspf=fail "
	  "smtp.mailfrom=jane@example.com;\n"
	  "\tdmarc=pass header.from=example.net",
	  "mx.example.org: dkim=pass example.net header.d, spf=fail example.com smtp.mailfrom, "
	  "dmarc=pass example.net header.from" },
	{ "several signatures",
	  "mx.example.org; dkim=fail header.d=example.com; dkim=pass header.d=example.net",
	  "mx.example.org: dkim=fail example.com header.d, dkim=pass example.net header.d" },
	{ "nested comments anywhere",
	  "(a (b) \\) c) mx.example.org (d) 1 (e) ; (f) dkim (g) / (h) 1 (i) = (j) pass (k; "
	  "spf=pass) "
	  "header (l) . (m) d = (n) example.net (o)",
	  "mx.example.org: dkim=pass example.net header.d" },
	{ "a result in a comment is none",
	  "mx.example.org; dkim=fail (dkim=pass header.d=example.net)",
	  "mx.example.org: dkim=fail - -" },
	{ "a reason", "mx.example.org; dkim=fail reason=\"bad; dkim=pass\" header.d=example.net",
	  "mx.example.org: dkim=fail example.net header.d" },
	{ "an identity where there is no domain",
	  "mx.example.org; dkim=pass header.i=@mail.example.net",
	  "mx.example.org: dkim=pass mail.example.net header.i" },
	{ "the domain beats the identity",
	  "mx.example.org; dkim=pass header.i=jane@mail.example.net header.d=example.net",
	  "mx.example.org: dkim=pass example.net header.d" },
	{ "a signature's bytes",
	  "mx.example.org; dkim=pass header.d=example.net header.b=\"aB/=+\" header.s=s1",
	  "mx.example.org: dkim=pass example.net header.d" },
	{ "a signature's bytes unquoted",
	  "mx.example.org; dkim=pass header.b=aB/c=+ header.d=example.net",
	  "mx.example.org: dkim=pass example.net header.d" },
	{ "the greeting where there is no sender",
	  "mx.example.org; spf=pass smtp.helo=mail.example.net",
	  "mx.example.org: spf=pass mail.example.net smtp.helo" },
	{ "an empty sender names no domain", "mx.example.org; spf=none smtp.mailfrom=<>",
	  "mx.example.org: spf=none - -" },
	{ "a quoted sender", "mx.example.org; spf=pass smtp.mailfrom=\"jane doe@example.net\"",
	  "mx.example.org: spf=pass example.net smtp.mailfrom" },
	{ "a quoted local-part of the sender",
	  "mx.example.org; spf=fail smtp.mailfrom=\"x@example.net; y\"@example.com; dkim=none",
	  "mx.example.org: spf=fail example.com smtp.mailfrom, dkim=none - -" },
	{ "a quoted local-part of the identity",
	  "mx.example.org; dkim=pass header.i=\"x@example.net\"@example.com header.s=s1",
	  "mx.example.org: dkim=pass example.com header.i" },
	{ "upper case", "MX.Example.ORG; DKIM=Pass Header.D=Example.NET",
	  "MX.Example.ORG: dkim=pass example.net header.d" },
	{ "an international domain", "mx.example.org; dkim=pass header.d=exämple.net",
	  "mx.example.org: dkim=pass xn--exmple-cua.net header.d" },
	{ "a quoted authserv-id", "\"mx.example.org\"; none", "mx.example.org:" },
	{ "a property without type",
	  "mx.example.org; dmarc=pass action=none header.from=example.net",
	  "mx.example.org: dmarc=pass example.net header.from" },
	{ "a comment behind the result",
	  "mx.example.org; dmarc=pass (p=none dis=none) header.from=example.net",
	  "mx.example.org: dmarc=pass example.net header.from" },
	{ "a final semicolon", "mx.example.org; dkim=pass header.d=example.net;",
	  "mx.example.org: dkim=pass example.net header.d" },
	{ "a method nobody knows", "mx.example.org; x-colors=red policy.shade=dark",
	  "mx.example.org: x-colors=red - -" },
	{ "a domain that is none", "mx.example.org; dkim=pass header.d=\"exa mple.net\"",
	  "mx.example.org: dkim=pass - -" },
	{ "no authserv-id", "dkim=pass header.d=example.net", NULL },
	{ "nothing", "", NULL },
	{ "an authserv-id alone", "mx.example.org", NULL },
	{ "an authserv-id and a semicolon", "mx.example.org;", NULL },
	{ "a backslash at the end of a comment without end", "mx.example.org; dkim=pass (\\", NULL },
	{ "a comment that never ends", "mx.example.org; dkim=pass header.d=example.net (", NULL },
	{ "a string that never ends", "mx.example.org; dkim=pass header.d=\"example.net", NULL },
	{ "a method without result", "mx.example.org; dkim", NULL },
	{ "a result without method", "mx.example.org; =pass", NULL },
	{ "words that are no properties", "mx.example.org; dkim=pass and so on", NULL },
	{ "none among results", "mx.example.org; dkim=pass header.d=example.net; none", NULL },
	{ "two authserv-ids", "mx.example.org mx.example.net; none", NULL },
};

static char *
results_text(const GPtrArray *results)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < results->len; i++) {
		const AuthResult *one = g_ptr_array_index(results, i);

		g_string_append_printf(text, "%s %s=%s %s %s", i > 0 ? "," : "", one->method,
				       one->result, one->domain != NULL ? one->domain : "-",
				       one->property != NULL ? one->property : "-");
	}
	return g_string_free(text, FALSE);
}

static void
test_parse(gconstpointer data)
{
	const ParseCase *row = data;
	g_autofree char *id = NULL, *results_line = NULL, *line = NULL;
	g_autoptr(GPtrArray) results = authres_parse(row->value, &id);

	if (results == NULL) {
		g_assert_null(id);
		g_assert_null(row->wanted);
		return;
	}
	results_line = results_text(results);
	line = g_strconcat(id, ":", results_line, NULL);
	g_assert_cmpstr(line, ==, row->wanted);
}

static const ParseCase received_cases[] = {
	{ "as Postfix writes",
	  " from mail.example.net (mail.example.net [192.0.2.1])\n\tby mx.example.org (Postfix) "
	  "with ESMTPS id 4X\n\tfor <bob@example.org>; Mon, 1 Jan 2024 10:00:00 +0000 (UTC)",
	  "mx.example.org" },
	{ "as a client on the host itself",
	  "by MX.example.org. (Postfix, from userid 0)\n\tid 4X; Mon", "mx.example.org" },
	{ "a by in a comment does not count",
	  "from a.example.net (b by evil.example.net) by mx.example.org; Mon", "mx.example.org" },
	{ "a greeting cannot say by whom",
	  "from x by mx.example.org (a [192.0.2.1]) by b.example.net with SMTP", "b.example.net" },
	{ "an address for whom does not count",
	  "from a by mx.example.org for <by@example.net>; Mon", "mx.example.org" },
	{ "nobody", "from a.example.net with SMTP", NULL },
	{ "a by without a host", "from a.example.net by", NULL },
	{ "nothing", "", NULL },
};

static void
test_received(gconstpointer data)
{
	const ParseCase *row = data;
	g_autofree char *by = authres_received_by(row->value);

	g_assert_cmpstr(by, ==, row->wanted);
}

#define OURS "Authentication-Results: mx.example.org; dkim=pass header.d=example.net"
#define OTHERS "Authentication-Results: mx.example.com; dkim=pass header.d=example.com"
#define OWN "Received: from a.example.net by mx.example.org; Mon"
#define FOREIGN "Received: from b.example.net by a.example.net; Mon"

/* Fields of a message, the results that count, and whether anybody of ours looked. */
typedef struct OursCase {
	const char *title;
	const char *fields[5];
	const char *wanted;
	gboolean looked;
} OursCase;

static const OursCase ours_cases[] = {
	{ "our verifier's field", { OURS }, " dkim=pass example.net header.d", TRUE },
	{ "nobody's field", { FOREIGN }, "", FALSE },
	{ "another's field", { OTHERS }, "", FALSE },
	{ "above the first foreign Received",
	  { OURS, FOREIGN },
	  " dkim=pass example.net header.d",
	  TRUE },
	{ "below it anybody could have written it", { FOREIGN, OURS }, "", FALSE },
	{ "below one of our own hosts",
	  { OWN, OURS, FOREIGN },
	  " dkim=pass example.net header.d",
	  TRUE },
	{ "the name of a verifier has no case",
	  { "Authentication-Results: MX.example.ORG; none" },
	  "",
	  TRUE },
	{ "ours that nobody understands says nothing, but somebody looked",
	  { "Authentication-Results: mx.example.org; what?" },
	  "",
	  TRUE },
	{ "another's that nobody understands is not ours",
	  { "Authentication-Results: mx.example.net; what?" },
	  "",
	  FALSE },
	{ "two of ours",
	  { OURS, "authentication-results: mx.example.org; spf=fail smtp.helo=example.com" },
	  " dkim=pass example.net header.d, spf=fail example.com smtp.helo",
	  TRUE },
};

static Message *
message_of(const char *const *fields)
{
	Message *message = message_new(&message_default_limits);

	for (; *fields != NULL; fields++) {
		const char *colon = strchr(*fields, ':');
		g_autofree char *name = g_strndup(*fields, colon - *fields);

		message_add_field(message, name, colon + 1);
	}
	return message;
}

static void
test_ours(gconstpointer data)
{
	static const char *const ids[] = { "mail.example.org", "mx.example.org", NULL };
	static const char *const hosts[] = { "MX.example.org", NULL };
	const OursCase *row = data;
	g_autoptr(Message) message = message_of(row->fields);
	gboolean looked = -1;
	g_autoptr(GPtrArray) results = authres_ours(message, ids, hosts, &looked);
	g_autofree char *text = results_text(results);

	g_assert_cmpstr(text, ==, row->wanted);
	g_assert_cmpint(looked, ==, row->looked);
}

/* Bytes in any order are believed or not, and break nothing. */
static void
test_random_values(void)
{
	static const char *const pieces[] = {
		"mx", ";",	  "=", "dkim", "pass", "(",    ")",    "\"", "\\",
		" ",  "header.d", ".", "/",    "1",    "none", "\n\t", "ä",  "@",
	};
	g_autoptr(GRand) rand = g_rand_new_with_seed(8601);

	for (int i = 0; i < 50000; i++) {
		g_autoptr(GString) value = g_string_new("mx; dkim=pass ");
		g_autofree char *id = NULL, *by = NULL;
		g_autoptr(GPtrArray) results = NULL;

		for (int n = g_rand_int_range(rand, 0, 12); n > 0; n--)
			g_string_append(value,
					pieces[g_rand_int_range(rand, 0, G_N_ELEMENTS(pieces))]);
		results = authres_parse(value->str, &id);
		by = authres_received_by(value->str);
		g_assert_true((results == NULL) == (id == NULL));
	}
}

static void
add(const char *group, const char *title, gconstpointer row, GTestDataFunc function)
{
	g_autofree char *path = g_strdup_printf("/authres/%s/%s", group, title);

	g_test_add_data_func(path, row, function);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(parse_cases); i++)
		add("parse", parse_cases[i].title, &parse_cases[i], test_parse);
	for (guint i = 0; i < G_N_ELEMENTS(received_cases); i++)
		add("received", received_cases[i].title, &received_cases[i], test_received);
	for (guint i = 0; i < G_N_ELEMENTS(ours_cases); i++)
		add("ours", ours_cases[i].title, &ours_cases[i], test_ours);
	g_test_add_func("/authres/random values break nothing", test_random_values);
	return g_test_run();
}
