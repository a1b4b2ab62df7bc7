#include "guard.h"

#include <string.h>

enum {
	LONGEST_FIELD = 64 * 1024,
	/* One level of group costs GMime some 200 bytes of stack. */
	MOST_COLONS = 256,
	/* Each parameter costs GMime some 600 bytes of memory, and continuations are looked up. */
	MOST_PARAMETERS = 256,
};

static gboolean
is_bounded(const char *value, char separator, guint most)
{
	guint count = 0;
	const char *p;

	if (strlen(value) <= most)
		return TRUE;
	for (p = value; *p != '\0'; p++) {
		if (p - value >= LONGEST_FIELD)
			return FALSE;
		if (*p == separator && ++count > most)
			return FALSE;
	}
	return TRUE;
}

gboolean
guard_field_is_safe(const char *value)
{
	return is_bounded(value, ':', MOST_COLONS);
}

gboolean
guard_parameters_are_safe(const char *value)
{
	return is_bounded(value, ';', MOST_PARAMETERS);
}
