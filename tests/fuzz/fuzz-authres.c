/* Authentication-Results: text of strangers never becomes a result (mail/authres.h). */
#include "fuzz.h"

#include "mail/authres.h"
#include "mail/received.h"

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	fuzz_begin();
	return 0;
}

/* Behind WORD and white space at P (nullable, as P: it does not stand there). */
static const char *
after(const char *p, const char *word)
{
	if (p == NULL)
		return NULL;
	p += strspn(p, " \t\r\n");
	if (!g_str_has_prefix(p, word))
		return NULL;
	p += strlen(word);
	return p + strspn(p, " \t\r\n");
}

/* Whether SEGMENT, from one ";" to the next, begins with "method=result". */
static gboolean
says(const char *segment, const AuthResult *result)
{
	const char *p = after(segment, result->method);
	const char *version = after(after(p, "/"), "1");

	return after(after(version != NULL ? version : p, "="), result->result) != NULL;
}

/* Each result is written, in order, where results are, and not in a comment or string. */
static void
check_results(const char *value, const GPtrArray *results)
{
	g_autofree char *bare = fuzz_bare(value);
	g_auto(GStrv) segments = g_strsplit(bare, ";", -1);
	char **segment = segments;

	for (guint i = 0; i < results->len; i++) {
		const AuthResult *result = results->pdata[i];

		while (*segment != NULL && !says(*segment, result))
			segment++;
		if (*segment == NULL)
			g_error("%s=%s does not stand in \"%s\"", result->method, result->result,
				bare);
		segment++;
		fuzz_assert_printable(result->domain, "");
	}
}

/* What stands below the first foreign Received, or is another's, says nothing. */
static void
check_whose(const char *value, const char *id)
{
	static const char *const ids[] = { "mx.example.org", NULL };
	static const char *const hosts[] = { "mx.example.org", NULL };
	g_autoptr(Message) message = message_new(NULL);
	g_autoptr(AuthFound) none = NULL;
	g_autoptr(AuthFound) some = NULL;

	message_add_field(message, "Received", " from a.example.net by b.example.net; now");
	message_add_field(message, "Authentication-Results", value);
	none = authres_find(message, ids, hosts);
	g_assert_cmpuint(none->results->len, ==, 0);
	g_assert_cmpuint(none->others->len, ==, 0);
	g_assert_false(none->looked);

	message_clear(message);
	message_add_field(message, "Authentication-Results", value);
	some = authres_find(message, ids, hosts);
	g_assert_true(some->looked || some->results->len == 0);
	g_assert_true(!some->distrusted || some->results->len == 0);
	if (id != NULL && g_ascii_strcasecmp(id, ids[0]) != 0)
		g_assert_cmpuint(some->results->len, ==, 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *value = fuzz_text(data, size);
	g_autofree char *id = NULL;
	g_autoptr(GPtrArray) results = authres_parse(value, &id);
	g_autofree char *by = received_by(value);

	g_assert_true(results == NULL || id != NULL);
	if (results != NULL)
		check_results(value, results);
	check_whose(value, id);
	fuzz_assert_utf8(by);
	return 0;
}
