#include "exempt.h"

#include <string.h>

enum {
	LONGEST_NAME = 76,
	/* Beyond so many fields nothing more is looked at, whatever it is called. */
	MOST_LOOKED_AT = 100 * 1000,
	SHARE_FIELDS = 64,
	SHARE_OF_OURS = 1000,
	SHARE_BYTES = 256 * 1024,
};

/* What may still come of one name, and whether more came. */
typedef struct Share {
	guint fields;
	gsize bytes;
	gboolean lacks;
} Share;

struct Exempt {
	GHashTable *shares; /* name in lower case -> Share */
	guint looked_at;
};

static const char *const standard_names[] = {
	/* who it is from, and to whom an answer goes */
	"from",
	"sender",
	"reply-to",
	/* what it says it is */
	"subject",
	"date",
	"message-id",
	/* how its body is read */
	"mime-version",
	"content-type",
	"content-transfer-encoding",
	"content-disposition",
	/* what proves it, and whose hosts it passed */
	"authentication-results",
	"dkim-signature",
	"received",
	NULL,
};

/* Those that senders forge are taken off, however many there are. */
static const char *const our_names[] = { "x-invitation", "x-invitation-from", NULL };

static void
add_names(Exempt *exempt, const char *const *names, guint fields)
{
	for (; names != NULL && *names != NULL; names++) {
		Share *share = g_new0(Share, 1);

		share->fields = fields;
		share->bytes = SHARE_BYTES;
		g_hash_table_replace(exempt->shares, g_ascii_strdown(*names, -1), share);
	}
}

Exempt *
exempt_new(const char *const *names)
{
	Exempt *exempt = g_new0(Exempt, 1);

	exempt->shares = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	add_names(exempt, names, SHARE_FIELDS);
	add_names(exempt, standard_names, SHARE_FIELDS);
	add_names(exempt, our_names, SHARE_OF_OURS);
	return exempt;
}

void
exempt_free(Exempt *exempt)
{
	if (exempt == NULL)
		return;
	g_hash_table_unref(exempt->shares);
	g_free(exempt);
}

/* The share of NAME (nullable: it is not exempt). */
static Share *
find(const Exempt *exempt, const char *name)
{
	char lower[LONGEST_NAME + 1];
	gsize length = 0;

	for (; name[length] != '\0'; length++) {
		if (length == LONGEST_NAME)
			return NULL;
		lower[length] = g_ascii_tolower(name[length]);
	}
	lower[length] = '\0';
	return g_hash_table_lookup(exempt->shares, lower);
}

gboolean
exempt_take(Exempt *exempt, const char *name, gsize size)
{
	Share *share;

	if (exempt->looked_at >= MOST_LOOKED_AT)
		return FALSE;
	exempt->looked_at++;
	share = find(exempt, name);
	if (share == NULL)
		return FALSE;
	if (share->fields == 0 || share->bytes < size) {
		share->lacks = TRUE;
		return FALSE;
	}
	share->fields--;
	share->bytes -= size;
	return TRUE;
}

void
exempt_note(Exempt *exempt, const char *name)
{
	Share *share = find(exempt, name);

	if (share != NULL)
		share->lacks = TRUE;
}

gboolean
exempt_lacks(const Exempt *exempt, const char *name)
{
	const Share *share;

	/* What came last may have been anything. */
	if (exempt->looked_at >= MOST_LOOKED_AT)
		return TRUE;
	share = find(exempt, name);
	return share == NULL || share->lacks;
}

gboolean
exempt_is_ours(const char *name)
{
	for (gsize i = 0; our_names[i] != NULL; i++)
		if (g_ascii_strcasecmp(name, our_names[i]) == 0)
			return TRUE;
	return FALSE;
}
