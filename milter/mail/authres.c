#include "authres.h"

#include <string.h>

#include "domain.h"
#include "structured.h"

/* More results than any verifier writes. */
#define RESULT_LIMIT 64

/* The properties that name the domain a result speaks of, the best first. */
static const struct {
	const char *method;
	const char *properties[3];
} domain_properties[] = {
	{ "dkim", { "header.d", "header.i", NULL } },
	{ "spf", { "smtp.mailfrom", "smtp.helo", NULL } },
	{ "dmarc", { "header.from", NULL } },
	{ "arc", { "header.d", NULL } },
};

void
auth_result_free(AuthResult *result)
{
	if (result == NULL)
		return;
	g_free(result->method);
	g_free(result->result);
	g_free(result->domain);
	g_free(result->property);
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

/* The domain in VALUE: "example.org", "@example.org", "jane@example.org", "<...>" (nullable). */
static char *
value_domain(const char *value)
{
	g_autofree char *bare = mailbox_bare(value);
	const char *domain = strchr(bare, '@') != NULL ? mailbox_domain(bare) : bare;
	g_autofree char *ascii = domain != NULL ? domain_to_ascii(domain) : NULL;

	if (ascii == NULL || *ascii == '\0' ||
	    ascii[strspn(ascii, "abcdefghijklmnopqrstuvwxyz0123456789-._")] != '\0')
		return NULL;

	return g_steal_pointer(&ascii);
}

/* Of several properties the best counts, of equal ones the first. */
static void
note_property(AuthResult *result, const char *property, const char *value)
{
	int rank = property_rank(result->method, property);
	int had = result->property != NULL ? property_rank(result->method, result->property)
					   : G_MAXINT;
	char *domain = rank >= 0 && rank < had ? value_domain(value) : NULL;

	if (domain == NULL)
		return;
	g_free(result->domain);
	g_free(result->property);
	result->domain = domain;
	result->property = g_strdup(property);
}

static char *
lower_token(Structured *cursor)
{
	g_autofree char *token = structured_token(cursor);

	return token != NULL ? g_ascii_strdown(token, -1) : NULL;
}

/*
 * The value of a property, which may be an address whose local-part is quoted: "a b"@example.org.
 * A sender chooses that, and must not make all the field unreadable.  (transfer full, nullable)
 */
static char *
take_pvalue(Structured *cursor)
{
	g_autofree char *value = structured_value(cursor);
	g_autofree char *domain = NULL;

	if (value == NULL || *cursor->at != '@')
		return g_steal_pointer(&value);
	domain = structured_value(cursor);

	return g_strconcat(value, domain, NULL);
}

/*
 * "reason=..." and "ptype.property=value"; a bare "action=none", as Microsoft writes, is
 * taken and means nothing.  Tokens hold dots, so that "header.d" mostly comes as one.
 */
static gboolean
take_property(Structured *cursor, AuthResult *result)
{
	g_autofree char *property = lower_token(cursor);
	g_autofree char *value = NULL;

	if (property == NULL)
		return FALSE;
	while (!structured_take(cursor, '=')) {
		g_autofree char *more = lower_token(cursor);
		char *joined;

		/* "header . d": CFWS may stand around the dot, and nowhere else. */
		if (more == NULL || (!g_str_has_suffix(property, ".") && *more != '.'))
			return FALSE;
		joined = g_strconcat(property, more, NULL);
		g_free(property);
		property = joined;
	}
	value = take_pvalue(cursor);
	if (value == NULL)
		return FALSE;

	note_property(result, property, value);
	return TRUE;
}

/* "method/version=result ...", up to the next ";". */
static AuthResult *
take_result(Structured *cursor)
{
	AuthResult *result = g_new0(AuthResult, 1);
	gboolean good;

	result->method = lower_token(cursor);
	good = result->method != NULL;
	if (good && structured_take(cursor, '/')) {
		g_autofree char *version = structured_token(cursor);

		good = g_strcmp0(version, "1") == 0;
	}
	good = good && structured_take(cursor, '=');
	if (good) {
		result->result = lower_token(cursor);
		good = result->result != NULL;
	}
	while (good && !structured_at_end(cursor) && *cursor->at != ';')
		good = take_property(cursor, result);
	if (good)
		return result;

	auth_result_free(result);
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

/* The authserv-id and the version, which can only be 1.  (transfer full, nullable) */
static char *
take_authserv_id(Structured *cursor)
{
	g_autofree char *id = NULL;

	structured_skip(cursor);
	id = *cursor->at == '"' ? structured_value(cursor) : structured_token(cursor);
	structured_skip(cursor);
	if (id == NULL || *id == '\0' || (*cursor->at != ';' && !g_ascii_isdigit(*cursor->at)))
		return NULL;
	if (*cursor->at != ';') {
		g_autofree char *version = structured_token(cursor);

		if (g_strcmp0(version, "1") != 0)
			return NULL;
	}
	return g_steal_pointer(&id);
}

/* As authres_parse(), but *AUTHSERV_ID is told of what is not understood behind it, too. */
static GPtrArray *
parse(const char *value, char **authserv_id)
{
	Structured cursor = { .at = value };
	g_autofree char *id = take_authserv_id(&cursor);
	g_autoptr(GPtrArray) results =
		g_ptr_array_new_with_free_func((GDestroyNotify)auth_result_free);
	gboolean none = FALSE;

	*authserv_id = id != NULL ? g_utf8_make_valid(id, -1) : NULL;
	if (id == NULL)
		return NULL;
	while (!none && structured_take(&cursor, ';')) {
		AuthResult *result;

		/* Some close the last result with a ";" too. */
		if (results->len > 0 && structured_at_end(&cursor))
			break;
		none = results->len == 0 && take_none(&cursor);
		result = none || results->len >= RESULT_LIMIT ? NULL : take_result(&cursor);
		if (result == NULL && !none)
			return NULL;
		if (result != NULL)
			g_ptr_array_add(results, result);
	}
	if (!structured_at_end(&cursor) || cursor.broken || (results->len == 0 && !none))
		return NULL;

	return g_steal_pointer(&results);
}

GPtrArray *
authres_parse(const char *value, char **authserv_id)
{
	GPtrArray *results = parse(value, authserv_id);

	if (results == NULL)
		g_clear_pointer(authserv_id, g_free);
	return results;
}

char *
authres_received_by(const char *value)
{
	Structured cursor = { .at = value };
	gboolean follows = FALSE;
	g_autofree char *host = NULL;

	/*
	 * The last "by" counts: a client may have called itself "x by mx.example.org".
	 * The date after the ";" is not looked at.
	 */
	while (!structured_at_end(&cursor) && *cursor.at != ';') {
		g_autofree char *word = structured_value(&cursor);

		if (word == NULL)
			cursor.at++;
		else if (follows) {
			g_free(host);
			host = g_steal_pointer(&word);
		}
		follows = word != NULL && g_ascii_strcasecmp(word, "by") == 0;
	}
	return host != NULL ? domain_to_ascii(host) : NULL;
}

static gboolean
is_own_host(const char *received, const char *const *own_hosts)
{
	g_autofree char *by = authres_received_by(received);

	for (; by != NULL && own_hosts != NULL && *own_hosts != NULL; own_hosts++) {
		g_autofree char *own = domain_to_ascii(*own_hosts);

		if (strcmp(by, own) == 0)
			return TRUE;
	}
	return FALSE;
}

static gboolean
is_believed(const char *id, const char *const *authserv_ids)
{
	for (; authserv_ids != NULL && *authserv_ids != NULL; authserv_ids++) {
		if (g_ascii_strcasecmp(id, *authserv_ids) == 0)
			return TRUE;
	}
	return FALSE;
}

/*
 * Move the results of one field into ALL; returns whether it is ours.  Ours that nobody
 * understands has no results, but whoever wrote it did look.
 */
static gboolean
add_field(GPtrArray *all, const char *value, const char *const *authserv_ids)
{
	g_autofree char *id = NULL;
	g_autoptr(GPtrArray) results = parse(value, &id);

	if (id == NULL || !is_believed(id, authserv_ids))
		return FALSE;

	if (results != NULL)
		g_ptr_array_extend_and_steal(all, g_steal_pointer(&results));
	return TRUE;
}

GPtrArray *
authres_ours(Message *message, const char *const *authserv_ids, const char *const *own_hosts,
	     gboolean *looked)
{
	GPtrArray *all = g_ptr_array_new_with_free_func((GDestroyNotify)auth_result_free);
	guint count = message_field_count(message);

	*looked = FALSE;
	for (guint i = 0; i < count; i++) {
		const Field *field = message_field(message, i);

		if (g_ascii_strcasecmp(field->name, "Received") == 0) {
			if (!is_own_host(field->value, own_hosts))
				break;
		} else if (g_ascii_strcasecmp(field->name, "Authentication-Results") == 0) {
			if (add_field(all, field->value, authserv_ids))
				*looked = TRUE;
		}
	}
	return all;
}
