#include "mail/authres.h"

#include <string.h>

#include "rows.h"

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

#define OURS "Authentication-Results: mx.example.org; dkim=pass header.d=example.net"
#define OTHERS "Authentication-Results: mx.example.com; dkim=pass header.d=example.com"
#define OWN "Received: from a.example.net by mx.example.org; Mon"
#define FOREIGN "Received: from b.example.net by a.example.net; Mon"

/* Fields of a message, the results that count, and whether anybody of ours looked. */
typedef struct OursCase {
	const char *title;
	const char *fields[5];
	const char *wanted;
	enum { NOBODY, SOMEBODY, UNCLEAR } looked;
} OursCase;

static const OursCase ours_cases[] = {
	{ "our verifier's field", { OURS }, " dkim=pass example.net header.d", SOMEBODY },
	{ "nobody's field", { FOREIGN }, "", NOBODY },
	{ "another's field", { OTHERS }, "", NOBODY },
	{ "above the first foreign Received",
	  { OURS, FOREIGN },
	  " dkim=pass example.net header.d",
	  SOMEBODY },
	{ "below it anybody could have written it", { FOREIGN, OURS }, "", NOBODY },
	{ "below one of our own hosts",
	  { OWN, OURS, FOREIGN },
	  " dkim=pass example.net header.d",
	  SOMEBODY },
	{ "the name of a verifier has no case",
	  { "Authentication-Results: MX.example.ORG; none" },
	  "",
	  SOMEBODY },
	{ "ours that nobody understands says nothing, but somebody looked",
	  { "Authentication-Results: mx.example.org; what?" },
	  "",
	  UNCLEAR },
	{ "ours with a job",
	  { "Authentication-Results: mx.example.org/4Xyz; dkim=none" },
	  " dkim=none - -",
	  SOMEBODY },
	{ "a longer name is another's",
	  { "Authentication-Results: mx.example.org.example.com; dkim=none",
	    "Authentication-Results: a.mx.example.org; dkim=none",
	    "Authentication-Results: mx.example.org@example.com; dkim=none",
	    "Authentication-Results: (mx.example.org) mx.example.com; dkim=none" },
	  "",
	  NOBODY },
	{ "another's that nobody understands is not ours",
	  { "Authentication-Results: mx.example.net; what?" },
	  "",
	  NOBODY },
	{ "a pass below what ours says of dkim may be the sender's",
	  { "Authentication-Results: mx.example.org; dkim=none",
	    "Authentication-Results: mx.example.org; dmarc=pass header.from=example.net",
	    "Authentication-Results: mx.example.org; dkim=pass header.d=example.net; "
	    "spf=fail smtp.mailfrom=example.net" },
	  " dkim=none - -, spf=fail example.net smtp.mailfrom",
	  SOMEBODY },
	{ "above it stands who came later",
	  { "Authentication-Results: mx.example.org; dmarc=pass header.from=example.net",
	    "Authentication-Results: mx.example.org; spf=pass smtp.mailfrom=example.net", OURS },
	  " dmarc=pass example.net header.from, spf=pass example.net smtp.mailfrom, "
	  "dkim=pass example.net header.d",
	  SOMEBODY },
	{ "two of ours",
	  { OURS, "authentication-results: mx.example.org; spf=fail smtp.helo=example.com" },
	  " dkim=pass example.net header.d, spf=fail example.com smtp.helo",
	  SOMEBODY },
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
	g_autoptr(AuthFound) found = authres_find(message, ids, hosts);
	g_autofree char *text = results_text(found->results);

	g_assert_cmpstr(text, ==, row->wanted);
	g_assert_cmpint(found->looked, ==, row->looked != NOBODY);
	g_assert_cmpint(found->distrusted, ==, row->looked == UNCLEAR);
}

/* Fields of others are told by name, as long as there are few and the name can be shown. */
static void
test_others(void)
{
	g_autoptr(Message) message = message_new(&message_default_limits);
	g_autoptr(AuthFound) found = NULL;

	message_add_field(message, "Authentication-Results", "a b; dkim=none");
	message_add_field(message, "Authentication-Results", "\"a b\"; dkim=none");
	message_add_field(message, "Authentication-Results", "mx.example.net; what?");
	for (int i = 0; i < 100; i++)
		message_add_field(message, "Authentication-Results",
				  "mx.example.com/x; dkim=pass header.d=example.net");
	found = authres_find(message, NULL, NULL);
	g_assert_false(found->looked);
	g_assert_cmpuint(found->others->len, ==, 10);
	for (guint i = 0; i < found->others->len; i++) {
		const AuthOther *other = found->others->pdata[i];

		g_assert_cmpstr(other->id, ==, "mx.example.com");
		g_assert_cmpuint(other->results->len, ==, 1);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	GIVEN_ROWS("authres-find", ours_cases, test_ours);
	g_test_add_func("/authres-find/fields of others", test_others);
	return g_test_run();
}
