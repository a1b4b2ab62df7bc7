#include "authres.h"

#include <string.h>

#include "authres-value.h"
#include "domain.h"
#include "structured.h"

/* More results than any verifier writes, properties in one, and words in the name of one. */
#define RESULT_LIMIT 64
#define PROPERTY_LIMIT 32
#define WORD_LIMIT 3

/* The properties that name the domain a result speaks of, the best first. */
/* clang-format off */
static const struct {
	const char *method;
	const char *properties[3];
} domain_properties[] = {
	{ "dkim", { "header.d", "header.i", NULL } },
	{ "spf", { "smtp.mailfrom", "smtp.helo", NULL } },
	{ "dmarc", { "header.from", NULL } },
	{ "arc", { "header.d", NULL } },
};
/* clang-format on */

/* A result while it is read. */
typedef struct Reading {
	AuthResult *result;
	GHashTable *seen;     /* the properties that it has; char * */
	char *signer, *agent; /* the domains of header.d and header.i (nullable) */
} Reading;

void
auth_result_free(AuthResult *result)
{
	if (result == NULL)
		return;
	g_free(result->method);
	g_free(result->result);
	g_free(result->domain);
	g_free(result->property);
	g_free(result->identity);
	g_free(result->selector);
	g_free(result->algorithm);
	g_free(result->signature);
	g_free(result);
}

/* How good PROPERTY is for METHOD: 0 is best, -1 does not name the domain. */
static int
property_rank(const char *method, const char *property)
{
	for (guint i = 0; i < G_N_ELEMENTS(domain_properties); i++) {
		const char *const *known = domain_properties[i].properties;

		if (strcmp(domain_properties[i].method, method) != 0)
			continue;
		for (int rank = 0; known[rank] != NULL; rank++) {
			if (strcmp(known[rank], property) == 0)
				return rank;
		}
	}
	return -1;
}

/* Of several properties that name a domain the best counts. */
static void
note_domain(AuthResult *result, const char *property, const char *domain)
{
	int rank = property_rank(result->method, property);
	int had = result->property != NULL ? property_rank(result->method, result->property)
					   : G_MAXINT;

	if (domain == NULL || rank < 0 || rank >= had)
		return;
	g_free(result->domain);
	g_free(result->property);
	result->domain = g_strdup(domain);
	result->property = g_strdup(property);
}

/* FALSE where the result has the property twice, or too many. */
static gboolean
note_property(Reading *reading, const char *property, const AuthresValue *value)
{
	AuthResult *result = reading->result;
	const struct {
		const char *property;
		char **place;
		const char *text;
	} places[] = {
		{ "header.i", &result->identity, value->text },
		{ "header.s", &result->selector, value->text },
		{ "header.a", &result->algorithm, value->text },
		{ "header.b", &result->signature, value->text },
		{ "header.d", &reading->signer, value->domain },
		{ "header.i", &reading->agent, value->domain },
	};

	if (!g_hash_table_add(reading->seen, g_strdup(property)) ||
	    g_hash_table_size(reading->seen) > PROPERTY_LIMIT)
		return FALSE;
	for (guint i = 0; i < G_N_ELEMENTS(places); i++)
		if (strcmp(places[i].property, property) == 0)
			*places[i].place = g_strdup(places[i].text);
	note_domain(result, property, value->domain);
	return TRUE;
}

static char *
lower_token(Structured *cursor)
{
	g_autofree char *token = structured_token(cursor);

	return token != NULL ? g_ascii_strdown(token, -1) : NULL;
}

/*
 * The name of a property up to its "=": tokens hold dots, so that "header.d" mostly comes as one.
 */
static char *
take_name(Structured *cursor)
{
	g_autofree char *name = lower_token(cursor);
	guint words = 1;

	while (name != NULL && !structured_take(cursor, '=')) {
		g_autofree char *more = lower_token(cursor);
		char *joined;

		/* "header . d": CFWS may stand around the dot, and nowhere else. */
		if (more == NULL || words++ == WORD_LIMIT ||
		    (!g_str_has_suffix(name, ".") && *more != '.'))
			return NULL;
		joined = g_strconcat(name, more, NULL);
		g_free(name);
		name = joined;
	}
	return g_steal_pointer(&name);
}

/*
 * "reason=..." and "ptype.property=value"; a bare "action=none", as Microsoft writes, is taken
 * and means nothing.  White space parts them from what stands before: a comment alone does not,
 * for a greeting or a host name that a verifier copies has none.
 */
static gboolean
take_property(Structured *cursor, Reading *reading)
{
	g_auto(AuthresValue) value = { NULL, NULL };
	g_autofree char *property = NULL;

	if (!cursor->spaced)
		return FALSE;
	property = take_name(cursor);
	if (property == NULL)
		return FALSE;
	switch (authres_value_take(cursor, property, &value)) {
	case AUTHRES_VALUE_GOOD:
		return note_property(reading, property, &value);
	case AUTHRES_VALUE_EMPTY:
		return TRUE;
	default:
		return FALSE;
	}
}

/* "method/version=result ...", up to the next ";". */
static gboolean
read_result(Structured *cursor, Reading *reading)
{
	AuthResult *result = reading->result;

	result->method = lower_token(cursor);
	if (result->method != NULL && structured_take(cursor, '/')) {
		g_autofree char *version = structured_token(cursor);

		if (g_strcmp0(version, "1") != 0)
			return FALSE;
	}
	if (result->method == NULL || !structured_take(cursor, '='))
		return FALSE;
	result->result = lower_token(cursor);
	if (result->result == NULL)
		return FALSE;
	while (!structured_at_end(cursor) && *cursor->at != ';')
		if (!take_property(cursor, reading))
			return FALSE;
	/*
	 * A signer may speak for hosts of its own domain; who speaks for another one is no signer.
	 */
	return reading->signer == NULL || reading->agent == NULL ||
	       domain_is_under(reading->agent, reading->signer);
}

static AuthResult *
take_result(Structured *cursor)
{
	Reading reading = { .result = g_new0(AuthResult, 1) };
	gboolean good;

	reading.seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	good = read_result(cursor, &reading);
	g_hash_table_unref(reading.seen);
	g_free(reading.signer);
	g_free(reading.agent);
	if (good)
		return reading.result;
	auth_result_free(reading.result);
	return NULL;
}

/* "none" in the place of all results. */
static gboolean
take_none(Structured *cursor)
{
	Structured ahead = *cursor;
	g_autofree char *word = lower_token(&ahead);

	if (g_strcmp0(word, "none") != 0 || !structured_at_end(&ahead))
		return FALSE;
	*cursor = ahead;
	return TRUE;
}

/* "/4X1abc": OpenDKIM and OpenDMARC can name their job behind the authserv-id. */
static gboolean
skip_job(Structured *cursor)
{
	g_autofree char *job = NULL;

	if (*cursor->at != '/')
		return TRUE;
	cursor->at++;
	job = structured_token(cursor);
	return job != NULL;
}

/* The authserv-id and the version, which can only be 1.  (transfer full, nullable) */
static char *
take_authserv_id(Structured *cursor)
{
	g_autofree char *id = NULL;

	structured_skip(cursor);
	id = *cursor->at == '"' ? structured_value(cursor) : structured_token(cursor);
	if (id == NULL || !skip_job(cursor))
		return NULL;
	id[strcspn(id, "/")] = '\0';
	structured_skip(cursor);
	if (*id == '\0' || (*cursor->at != ';' && !g_ascii_isdigit(*cursor->at)))
		return NULL;
	if (*cursor->at != ';') {
		g_autofree char *version = cursor->spaced ? structured_token(cursor) : NULL;

		if (g_strcmp0(version, "1") != 0)
			return NULL;
	}
	return g_steal_pointer(&id);
}

/* UTF-8 without control characters; a line end stands before white space only. */
static gboolean
is_clean(const char *value)
{
	if (!g_utf8_validate(value, -1, NULL))
		return FALSE;
	for (const char *p = value; *p != '\0'; p = g_utf8_next_char(p)) {
		if (*p == '\n' ? p[1] != ' ' && p[1] != '\t'
			       : *p != '\t' && g_unichar_iscntrl(g_utf8_get_char(p)))
			return FALSE;
	}
	return TRUE;
}

/* The results behind the authserv-id (transfer full, nullable: they are not understood). */
static GPtrArray *
take_results(Structured *cursor)
{
	g_autoptr(GPtrArray) results =
		g_ptr_array_new_with_free_func((GDestroyNotify)auth_result_free);
	gboolean none = FALSE;

	while (!none && structured_take(cursor, ';')) {
		AuthResult *result;

		/* Some close the last result with a ";" too. */
		if (results->len > 0 && structured_at_end(cursor))
			break;
		none = results->len == 0 && take_none(cursor);
		result = none || results->len >= RESULT_LIMIT ? NULL : take_result(cursor);
		if (result == NULL && !none)
			return NULL;
		if (result != NULL)
			g_ptr_array_add(results, result);
	}
	if (!structured_at_end(cursor) || cursor->broken || (results->len == 0 && !none))
		return NULL;
	return g_steal_pointer(&results);
}

GPtrArray *
authres_parse(const char *value, char **authserv_id)
{
	Structured cursor = { .at = value };
	g_autofree char *id = take_authserv_id(&cursor);

	*authserv_id = id != NULL ? g_utf8_make_valid(id, -1) : NULL;
	return id != NULL && is_clean(value) ? take_results(&cursor) : NULL;
}
