#include "claim.h"

#include <string.h>

#include "crypto.h"
#include "keys.h"
#include "mail/domain.h"
#include "mail/tag-list.h"

#define WHITE " \t\r\n"
#define MALFORMED "it is malformed"

/* Seconds that clocks may differ. */
enum { DRIFT = 300 };

void
claim_free(Claim *claim)
{
	if (claim == NULL)
		return;
	g_free(claim->domain);
	g_strfreev(claim->names);
	g_clear_pointer(&claim->body_hash, g_byte_array_unref);
	g_clear_pointer(&claim->signature, g_byte_array_unref);
	g_free(claim->key_name);
	g_free(claim);
}

char *
claim_unsigned_value(const char *value)
{
	GString *rest = g_string_new(NULL);

	while (*value != '\0') {
		gsize size = strcspn(value, ";");
		const char *name = value + strspn(value, WHITE);
		const char *equals = memchr(value, '=', size);

		if (*name == 'b' && equals == name + 1 + strspn(name + 1, WHITE))
			g_string_append_len(rest, value, equals + 1 - value);
		else
			g_string_append_len(rest, value, (gssize)size);
		value += size;
		if (*value == ';')
			g_string_append_c(rest, *value++);
	}
	return g_string_free(rest, FALSE);
}

/* Each of these takes what it reads of TAGS and returns why the claim cannot pass (nullable). */

static const char *
read_version_and_algorithm(Claim *claim, const TagList *tags)
{
	const char *version = tag_list_value(tags, "v"), *algorithm = tag_list_value(tags, "a");

	if (version == NULL || algorithm == NULL || *algorithm == '\0')
		return MALFORMED;
	if (strcmp(version, "1") != 0)
		return "it is of an unknown version";
	if (g_ascii_strcasecmp(algorithm, "rsa-sha1") == 0)
		return "it uses SHA-1, which anybody may break";
	claim->is_ed25519 = g_ascii_strcasecmp(algorithm, "ed25519-sha256") == 0;
	if (!claim->is_ed25519 && g_ascii_strcasecmp(algorithm, "rsa-sha256") != 0)
		return "it uses an unknown algorithm";
	return NULL;
}

static gboolean
read_canon(const char *name, gsize size, Canon *canon)
{
	static const char *const names[N_CANONS] = { "simple", "relaxed" };

	for (*canon = 0; *canon < N_CANONS; (*canon)++)
		if (size == strlen(names[*canon]) &&
		    g_ascii_strncasecmp(name, names[*canon], size) == 0)
			return TRUE;
	return FALSE;
}

static const char *
read_canons(Claim *claim, const TagList *tags)
{
	const char *value = tag_list_value(tags, "c"), *query = tag_list_value(tags, "q");
	gsize header = value != NULL ? strcspn(value, "/") : 0;

	claim->header = claim->body = CANON_SIMPLE;
	if (value != NULL &&
	    !(read_canon(value, header, &claim->header) &&
	      (value[header] == '\0' ||
	       read_canon(value + header + 1, strlen(value + header + 1), &claim->body))))
		return "it uses an unknown canonicalization";
	if (query != NULL && !tag_value_has(query, "dns/txt"))
		return "its key is kept where nobody looks";
	return NULL;
}

static const char *
read_names(Claim *claim, const TagList *tags)
{
	const char *value = tag_list_value(tags, "h");
	gboolean has_from = FALSE;

	if (value == NULL)
		return MALFORMED;
	claim->names = g_strsplit(value, ":", CLAIM_NAMES_MOST + 1);
	if (g_strv_length(claim->names) > CLAIM_NAMES_MOST)
		return "it signs more fields than are looked for";
	for (char **name = claim->names; *name != NULL; name++) {
		g_strstrip(*name);
		if (**name == '\0' || (*name)[strcspn(*name, WHITE)] != '\0')
			return MALFORMED;
		has_from = has_from || g_ascii_strcasecmp(*name, "From") == 0;
	}
	return has_from ? NULL : "it does not sign From";
}

static const char *
read_hashes(Claim *claim, const TagList *tags)
{
	const char *body = tag_list_value(tags, "bh"), *signature = tag_list_value(tags, "b");
	const char *length = tag_list_value(tags, "l");

	claim->body_hash = body != NULL ? tag_value_base64(body) : NULL;
	claim->signature = signature != NULL ? tag_value_base64(signature) : NULL;
	if (claim->body_hash == NULL || claim->body_hash->len != DIGEST_SIZE ||
	    claim->signature == NULL)
		return MALFORMED;
	claim->has_length = length != NULL;
	return length == NULL || tag_value_number(length, 18, &claim->length) ? NULL : MALFORMED;
}

static const char *
read_times(const TagList *tags, gint64 now)
{
	const char *signing = tag_list_value(tags, "t"), *expiry = tag_list_value(tags, "x");
	guint64 signed_at = 0, expires = 0;

	if ((signing != NULL && !tag_value_number(signing, 18, &signed_at)) ||
	    (expiry != NULL && !tag_value_number(expiry, 18, &expires)))
		return MALFORMED;
	if (signing != NULL && expiry != NULL && expires <= signed_at)
		return "it expires before it was made";
	if (expiry != NULL && (gint64)expires < now - DRIFT)
		return "it has expired";
	if ((gint64)signed_at > now + DRIFT)
		return "it was made in the future";
	return NULL;
}

static const char *
read_who(Claim *claim, const TagList *tags)
{
	const char *identity = tag_list_value(tags, "i"), *selector = tag_list_value(tags, "s");
	const char *at = identity != NULL ? strrchr(identity, '@') : NULL;
	g_autofree char *domain = at != NULL ? domain_to_ascii(at + 1) : NULL;

	if (selector == NULL || *selector == '\0' || *claim->domain == '\0' ||
	    (identity != NULL && at == NULL))
		return MALFORMED;
	if (domain != NULL && !domain_is_under(domain, claim->domain))
		return "it speaks for another domain than it is of";
	claim->is_below = domain != NULL && strcmp(domain, claim->domain) != 0;
	claim->key_name = key_name(selector, claim->domain);
	return claim->key_name != NULL ? NULL : "there can be no such key";
}

Claim *
claim_read(guint field, const char *value, const char *domain, gint64 now)
{
	g_autoptr(TagList) tags = tag_list_parse(value, strlen(value));
	Claim *claim = g_new0(Claim, 1);

	claim->field = field;
	claim->domain = g_strdup(domain);
	claim->reason = tags == NULL ? MALFORMED : read_version_and_algorithm(claim, tags);
	if (claim->reason == NULL)
		claim->reason = read_canons(claim, tags);
	if (claim->reason == NULL)
		claim->reason = read_names(claim, tags);
	if (claim->reason == NULL)
		claim->reason = read_hashes(claim, tags);
	if (claim->reason == NULL)
		claim->reason = read_times(tags, now);
	if (claim->reason == NULL)
		claim->reason = read_who(claim, tags);
	return claim;
}
