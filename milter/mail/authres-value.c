#include "authres-value.h"

#include <string.h>

#include "domain.h"
#include "mailbox.h"

typedef enum {
	TYPE_ANY,
	TYPE_DOMAIN,   /* example.org */
	TYPE_IDENTITY, /* @example.org, or an address */
	TYPE_SENDER,   /* an address or a domain, in <> or not */
	TYPE_HOST,     /* a domain, or an address literal */
	TYPE_SELECTOR,
	TYPE_ALGORITHM,
	TYPE_BASE64,
	TYPE_ADDRESS, /* of IP */
} Type;

/* clang-format off */
static const struct {
	const char *property;
	Type type;
} types[] = {
	{ "header.d", TYPE_DOMAIN },	    { "header.i", TYPE_IDENTITY },
	{ "header.s", TYPE_SELECTOR },	    { "header.a", TYPE_ALGORITHM },
	{ "header.b", TYPE_BASE64 },	    { "header.from", TYPE_SENDER },
	{ "smtp.mailfrom", TYPE_SENDER },   { "smtp.helo", TYPE_HOST },
	{ "smtp.remote-ip", TYPE_ADDRESS }, { "policy.iprev", TYPE_ADDRESS },
};
/* clang-format on */

void
authres_value_clear(AuthresValue *value)
{
	g_clear_pointer(&value->text, g_free);
	g_clear_pointer(&value->domain, g_free);
}

static Type
type_of(const char *property)
{
	for (guint i = 0; i < G_N_ELEMENTS(types); i++)
		if (strcmp(types[i].property, property) == 0)
			return types[i].type;
	return TYPE_ANY;
}

static gboolean
consists_of(const char *text, const char *more)
{
	for (; *text != '\0'; text++)
		if (!g_ascii_isalnum(*text) && strchr(more, *text) == NULL)
			return FALSE;
	return TRUE;
}

/* TEXT in A-label form (transfer full, nullable: it is no domain). */
static char *
domain_of(const char *text)
{
	g_autofree char *ascii = domain_to_ascii(text);

	return domain_is_name(ascii) ? g_steal_pointer(&ascii) : NULL;
}

/* The domain of an address without quotes (transfer full, nullable: it is none). */
static char *
address_domain(const char *text)
{
	return mailbox_is_plain(text) ? domain_of(strchr(text, '@') + 1) : NULL;
}

/* Whether VALUE, which stood in one piece, is of TYPE; sets its domain. */
static gboolean
is_of_type(AuthresValue *value, Type type)
{
	const char *text = value->text;

	switch (type) {
	case TYPE_DOMAIN:
		value->domain = domain_of(text);
		return value->domain != NULL;
	case TYPE_IDENTITY:
		value->domain = *text == '@' ? domain_of(text + 1) : address_domain(text);
		return value->domain != NULL;
	case TYPE_SENDER:
		value->domain = strchr(text, '@') != NULL ? address_domain(text) : domain_of(text);
		return value->domain != NULL;
	case TYPE_HOST:
		value->domain = domain_of(text);
		return value->domain != NULL ||
		       (*text == '[' && g_str_has_suffix(text, "]") && consists_of(text, "[]:."));
	case TYPE_SELECTOR:
		return domain_is_name(text);
	case TYPE_ALGORITHM:
		return consists_of(text, "-");
	case TYPE_BASE64:
		return consists_of(text, "+/=");
	case TYPE_ADDRESS:
		return consists_of(text, ":./");
	default:
		return TRUE;
	}
}

/* White space, ";", a comment or the end stands behind what was taken, and nothing else. */
static gboolean
is_delimited(const Structured *cursor)
{
	return *cursor->at == '\0' || strchr(" \t\n;(", *cursor->at) != NULL;
}

/* Whether the next word is no value, but a property: "smtp.mailfrom= smtp.helo=x". */
static gboolean
property_follows(const char *at)
{
	static const char *const prefixes[] = { "header.", "smtp.",   "policy.", "body.",
						"dns.",    "reason=", "action=" };

	for (guint i = 0; i < G_N_ELEMENTS(prefixes); i++)
		if (g_ascii_strncasecmp(at, prefixes[i], strlen(prefixes[i])) == 0)
			return strcspn(at, "=") < strcspn(at, " \t\n;(\"@");
	return FALSE;
}

/* "@example.org" behind a quoted local-part. */
static AuthresValueState
take_quoted_address(Structured *cursor, Type type, AuthresValue *value)
{
	g_autofree char *local = g_steal_pointer(&value->text);
	g_autofree char *rest = structured_value(cursor);

	value->domain = rest != NULL ? domain_of(rest + 1) : NULL;
	value->text = g_strconcat(local, rest, NULL);
	return value->domain != NULL && is_delimited(cursor) &&
			       (type == TYPE_ANY || type == TYPE_SENDER || type == TYPE_IDENTITY)
		       ? AUTHRES_VALUE_GOOD
		       : AUTHRES_VALUE_BAD;
}

AuthresValueState
authres_value_take(Structured *cursor, const char *property, AuthresValue *value)
{
	Type type = type_of(property);
	gboolean quoted;

	structured_skip(cursor);
	if (*cursor->at == '\0' || *cursor->at == ';' ||
	    (cursor->spaced && property_follows(cursor->at)))
		return AUTHRES_VALUE_EMPTY;
	quoted = *cursor->at == '"';
	value->text = structured_value(cursor);
	if (value->text == NULL)
		return AUTHRES_VALUE_BAD;
	if (quoted && *cursor->at == '@')
		return take_quoted_address(cursor, type, value);
	if (type == TYPE_SENDER && *value->text == '<' && g_str_has_suffix(value->text, ">")) {
		g_autofree char *path = g_steal_pointer(&value->text);

		value->text = mailbox_bare(path);
	}
	if (!is_delimited(cursor))
		return AUTHRES_VALUE_BAD;
	if (*value->text == '\0')
		return AUTHRES_VALUE_EMPTY;
	return is_of_type(value, type) ? AUTHRES_VALUE_GOOD : AUTHRES_VALUE_BAD;
}
