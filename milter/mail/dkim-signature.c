#include "dkim-signature.h"

#include <string.h>

#include "domain.h"
#include "mailbox.h"
#include "tag-list.h"

/* More signatures than any mail has, or names in one. */
#define SIGNATURE_LIMIT 20
#define NAME_LIMIT 500

#define BASE64 "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

void
dkim_signature_free(DkimSignature *signature)
{
	if (signature == NULL)
		return;
	g_free(signature->domain);
	g_free(signature->selector);
	g_free(signature->algorithm);
	g_free(signature->identity);
	g_free(signature->signature);
	g_strfreev(signature->names);
	g_free(signature);
}

/* VALUE without white space (transfer full, nullable: it is not there, or no base64). */
static char *
take_base64(const char *value)
{
	g_autoptr(GString) bytes = NULL;
	gsize length;

	if (value == NULL)
		return NULL;
	bytes = g_string_new(NULL);
	for (; *value != '\0'; value++)
		if (!g_ascii_isspace(*value))
			g_string_append_c(bytes, *value);
	length = strspn(bytes->str, BASE64);
	if (length == 0 || strspn(bytes->str + length, "=") != bytes->len - length ||
	    bytes->len - length > 2)
		return NULL;
	return g_strdup(bytes->str);
}

/* "rsa-sha256": two words and a dash. */
static gboolean
is_algorithm(const char *value)
{
	const char *dash = value != NULL ? strchr(value, '-') : NULL;

	if (dash == NULL || dash == value || dash[1] == '\0')
		return FALSE;
	for (const char *p = value; *p != '\0'; p++)
		if (!g_ascii_isalnum(*p) && p != dash)
			return FALSE;
	return TRUE;
}

/* The names of h= (transfer full, nullable: From is not among them, or it is no list of names). */
static char **
take_names(const char *value)
{
	g_auto(GStrv) names = g_strsplit(value != NULL ? value : "", ":", NAME_LIMIT + 1);
	gboolean from = FALSE;
	guint count = 0;

	for (; names[count] != NULL; count++) {
		const char *name = g_strstrip(names[count]);

		from = from || g_ascii_strcasecmp(name, "From") == 0;
		if (*name == '\0' || strpbrk(name, " \t\n") != NULL)
			return NULL;
	}
	return from && count <= NAME_LIMIT ? g_steal_pointer(&names) : NULL;
}

/* VALUE, quoted-printable as in DKIM, decoded (transfer full, nullable: it is none). */
static char *
decode_identity(const char *value)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (; *value != '\0'; value++) {
		if (g_ascii_isspace(*value))
			continue;
		if (*value != '=') {
			g_string_append_c(text, *value);
			continue;
		}
		if (!g_ascii_isxdigit(value[1]) || !g_ascii_isxdigit(value[2]))
			return NULL;
		g_string_append_c(text, (char)(g_ascii_xdigit_value(value[1]) << 4 |
					       g_ascii_xdigit_value(value[2])));
		value += 2;
	}
	return strlen(text->str) == text->len ? g_strdup(text->str) : NULL;
}

/* Whether IDENTITY is an address, with or without a local-part, at DOMAIN or under it. */
static gboolean
is_identity(const char *identity, const char *domain)
{
	const char *at = strchr(identity, '@');
	g_autofree char *ascii = at != NULL ? domain_to_ascii(at + 1) : NULL;

	return ascii != NULL && domain_is_name(ascii) && domain_is_under(ascii, domain) &&
	       (at == identity || mailbox_is_plain(identity));
}

/* What is there must be whole: the numbers, and c= of "simple" and "relaxed". */
static gboolean
has_good_options(const TagList *tags)
{
	static const char *const forms[] = {
		"simple",          "relaxed", "simple/simple", "simple/relaxed", "relaxed/simple",
		"relaxed/relaxed", NULL
	};
	enum { LENGTH, SIGNING, EXPIRY };
	static const struct {
		const char *tag;
		guint digits;
	} numbers[] = { [LENGTH] = { "l", 18 }, [SIGNING] = { "t", 12 }, [EXPIRY] = { "x", 12 } };
	const char *form = tag_list_value(tags, "c");

	guint64 values[G_N_ELEMENTS(numbers)] = { 0 };

	for (guint i = 0; i < G_N_ELEMENTS(numbers); i++) {
		const char *value = tag_list_value(tags, numbers[i].tag);

		if (value != NULL && !tag_value_number(value, numbers[i].digits, &values[i]))
			return FALSE;
	}
	if (tag_list_value(tags, "x") != NULL && values[EXPIRY] <= values[SIGNING])
		return FALSE;
	return form == NULL || g_strv_contains(forms, form);
}

/* i=, or what stands for it (transfer full, nullable: it is none). */
static char *
take_identity(const TagList *tags, const char *domain)
{
	const char *value = tag_list_value(tags, "i");
	g_autofree char *identity =
		value != NULL ? decode_identity(value) : g_strconcat("@", domain, NULL);

	if (identity == NULL || !is_identity(identity, domain))
		return NULL;
	return g_steal_pointer(&identity);
}

static gboolean
is_whole(const DkimSignature *signature, const TagList *tags)
{
	g_autofree char *hash = take_base64(tag_list_value(tags, "bh"));

	return hash != NULL && signature->signature != NULL && signature->names != NULL &&
	       strchr(signature->domain, '.') != NULL && domain_is_name(signature->domain) &&
	       signature->selector != NULL && domain_is_name(signature->selector) &&
	       is_algorithm(signature->algorithm) && signature->identity != NULL &&
	       g_strcmp0(tag_list_value(tags, "v"), "1") == 0 && has_good_options(tags);
}

DkimSignature *
dkim_signature_parse(const char *value)
{
	/* Not every verifier reads a signature beyond ASCII. */
	g_autoptr(TagList) tags =
		g_str_is_ascii(value) ? tag_list_parse(value, strlen(value)) : NULL;
	g_autoptr(DkimSignature) signature = NULL;

	if (tags == NULL || tag_list_value(tags, "d") == NULL)
		return NULL;
	signature = g_new0(DkimSignature, 1);
	signature->domain = domain_to_ascii(tag_list_value(tags, "d"));
	signature->selector = g_strdup(tag_list_value(tags, "s"));
	signature->algorithm = g_strdup(tag_list_value(tags, "a"));
	signature->identity = take_identity(tags, signature->domain);
	signature->signature = take_base64(tag_list_value(tags, "b"));
	signature->names = take_names(tag_list_value(tags, "h"));
	signature->partial = tag_list_value(tags, "l") != NULL;

	return is_whole(signature, tags) ? g_steal_pointer(&signature) : NULL;
}

guint
dkim_signature_signs(const DkimSignature *signature, const char *name)
{
	guint count = 0;

	for (char **one = signature->names; *one != NULL; one++)
		count += g_ascii_strcasecmp(*one, name) == 0;
	return count;
}

/* White space may stand before the colon, and some mail servers hand it on. */
static gboolean
is_signature_name(const char *name)
{
	gsize length = strlen("DKIM-Signature");

	return g_ascii_strncasecmp(name, "DKIM-Signature", length) == 0 &&
	       name[length + strspn(name + length, " \t")] == '\0';
}

GPtrArray *
dkim_signatures_of(const Message *message, guint *malformed)
{
	GPtrArray *all = g_ptr_array_new_with_free_func((GDestroyNotify)dkim_signature_free);
	guint count = message_field_count(message);

	*malformed = 0;
	for (guint i = 0; i < count; i++) {
		const Field *field = message_field(message, i);
		DkimSignature *signature;

		if (!is_signature_name(field->name))
			continue;
		signature = all->len + *malformed < SIGNATURE_LIMIT
				    ? dkim_signature_parse(field->value)
				    : NULL;
		if (signature == NULL) {
			(*malformed)++;
			continue;
		}
		signature->field = i;
		g_ptr_array_add(all, signature);
	}
	return all;
}
