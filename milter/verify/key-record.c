#include "key-record.h"

#include <string.h>

#include "keys.h"
#include "mail/tag-list.h"

/* Why the key of TAGS must not be used for CLAIM (nullable). */
static const char *
forbids(const TagList *tags, const Claim *claim)
{
	const char *type = tag_list_value(tags, "k"), *hashes = tag_list_value(tags, "h");
	const char *services = tag_list_value(tags, "s"), *flags = tag_list_value(tags, "t");
	const char *needed = claim->is_ed25519 ? "ed25519" : "rsa";

	if (strcmp(type != NULL ? type : "rsa", needed) != 0)
		return "its key is for another algorithm";
	if (hashes != NULL && !tag_value_has(hashes, "sha256"))
		return "its key is for another hash";
	if (services != NULL && !tag_value_has(services, "*") && !tag_value_has(services, "email"))
		return "its key is not for mail";
	if (flags != NULL && tag_value_has(flags, "y"))
		return "its domain only tests its key";
	if (flags != NULL && tag_value_has(flags, "s") && claim->is_below)
		return "its key is not for subdomains";
	return NULL;
}

PublicKey *
key_record_read(GBytes *text, const Claim *claim, gboolean *is_key, const char **reason)
{
	gsize size;
	const char *data = g_bytes_get_data(text, &size);
	g_autoptr(TagList) tags = size <= KEY_TEXT_LONGEST ? tag_list_parse(data, size) : NULL;
	const char *version = tags != NULL ? tag_list_value(tags, "v") : NULL;
	const char *value = tags != NULL ? tag_list_value(tags, "p") : NULL;
	g_autoptr(GByteArray) octets = value != NULL ? tag_value_base64(value) : NULL;

	*is_key =
		tags != NULL && (version == NULL ? value != NULL
						 : strcmp(version, "DKIM1") == 0 &&
							   strcmp(tag_list_first(tags), "v") == 0);
	*reason = !*is_key ? "what stands under the name of its key is no key" : NULL;
	if (*is_key && value != NULL && *value == '\0')
		*reason = "its key was revoked";
	else if (*is_key && octets == NULL)
		*reason = "its key is malformed";
	else if (*is_key)
		*reason = forbids(tags, claim);
	if (*reason != NULL)
		return NULL;
	return claim->is_ed25519 ? public_key_new_ed25519(octets->data, octets->len, reason)
				 : public_key_new_rsa(octets->data, octets->len, reason);
}
