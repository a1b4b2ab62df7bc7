#include "received.h"

#include <string.h>

#include "domain.h"
#include "structured.h"

char *
received_by(const char *value)
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
	return host != NULL && !cursor.broken ? domain_to_ascii(host) : NULL;
}

gboolean
received_by_own(const char *value, const char *const *own_hosts)
{
	g_autofree char *by = received_by(value);

	if (by == NULL || own_hosts == NULL)
		return FALSE;
	for (; *own_hosts != NULL; own_hosts++) {
		g_autofree char *own = domain_to_ascii(*own_hosts);

		if (strcmp(by, own) == 0)
			return TRUE;
	}
	return FALSE;
}
