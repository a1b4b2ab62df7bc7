#include "origin.h"

#include <string.h>

#include "mail/received.h"

gboolean
origin_is_own(const Field *field, const char *const *own_hosts)
{
	return g_ascii_strcasecmp(field->name, "Received") == 0 &&
	       received_by_own(field->value, own_hosts);
}

guint
origin_foreign(const Message *message, const char *const *own_hosts)
{
	guint count = message_field_count(message), i;

	for (i = 0; i < count; i++) {
		const Field *field = message_field(message, i);

		if (g_ascii_strcasecmp(field->name, "Received") == 0 &&
		    !origin_is_own(field, own_hosts))
			break;
	}
	return i;
}

static gboolean
take(gpointer sink, const void *data, gsize size, GError **error)
{
	(void)error;
	g_checksum_update(sink, data, (gssize)size);
	return TRUE;
}

/* Where all Received lines are ours, these fields may be too, and another try may have others. */
static gboolean
may_be_ours(const char *name)
{
	static const char *const names[] = { "Authentication-Results", "Received", "X-Invitation",
					     "X-Invitation-From" };

	for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
		if (g_ascii_strcasecmp(name, names[i]) == 0)
			return TRUE;
	return FALSE;
}

/* What no host of others wrote a Received line into came from the client itself. */
static void
take_direct_fields(GChecksum *sum, const Message *message)
{
	for (guint i = 0; i < message_field_count(message); i++) {
		const Field *field = message_field(message, i);

		if (may_be_ours(field->name))
			continue;
		g_checksum_update(sum, (const guchar *)field->name, -1);
		g_checksum_update(sum, (const guchar *)":", 1);
		g_checksum_update(sum, (const guchar *)field->value, -1);
		g_checksum_update(sum, (const guchar *)"\n", 1);
	}
}

char *
origin_fingerprint(const Message *message, const char *const *own_hosts, GError **error)
{
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
	guint foreign = origin_foreign(message, own_hosts);

	if (foreign == message_field_count(message))
		take_direct_fields(sum, message);
	if (!message_emit(message, foreign, take, sum, error))
		return NULL;
	return g_strdup(g_checksum_get_string(sum));
}

char *
origin_copy_id(const char *fingerprint, const char *sender, const char *recipient)
{
	/* Addresses have no line ends, so no two pairs read alike. */
	g_autofree char *text = g_strdup_printf("%s\n%s\n%s", recipient, sender, fingerprint);

	return g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
}
