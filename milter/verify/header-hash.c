#include "header-hash.h"

#include <string.h>

static gboolean
is_called(const Field *field, const char *name)
{
	gsize length = strlen(name);

	return g_ascii_strncasecmp(field->name, name, length) == 0 &&
	       field->name[length + strspn(field->name + length, " \t")] == '\0';
}

/* The last field called NAME that is not TAKEN yet; NULL: there is none. */
static const Field *
take_last(const Message *message, const char *name, gboolean *taken)
{
	for (guint i = message_field_count(message); i > 0; i--) {
		const Field *field = message_field(message, i - 1);

		if (!taken[i - 1] && is_called(field, name)) {
			taken[i - 1] = TRUE;
			return field;
		}
	}
	return NULL;
}

const char *
header_hash(const Message *message, const Claim *claim, guint8 hash[DIGEST_SIZE])
{
	const Field *own = message_field(message, claim->field);
	g_autofree char *value = claim_unsigned_value(own->value);
	g_autofree gboolean *taken = g_new0(gboolean, message_field_count(message));
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(Digest) digest = digest_new();

	/* It cannot have signed itself: h= means fields of this name that were there before. */
	taken[claim->field] = TRUE;
	for (char **name = claim->names; *name != NULL; name++) {
		const Field *field = take_last(message, *name, taken);

		if (field == NULL)
			continue;
		canon_field(claim->header, field->name, field->value, text);
		g_string_append(text, "\r\n");
		if (text->len > HEADER_HASH_MOST)
			return "it signs a larger header than is looked at";
	}
	canon_field(claim->header, own->name, value, text);
	digest_add(digest, text->str, text->len);
	return digest_result(digest, hash) ? NULL : "its hash could not be computed";
}
