#include "subject.h"

#include <string.h>

#include "decode.h"

/* A subject that is nothing but a tag keeps it. */
static const char *
skip_list_tags(const char *subject)
{
	const char *end;

	while (*subject == '[' && (end = strchr(subject, ']')) != NULL) {
		end += 1 + strspn(end + 1, " ");
		if (*end == '\0')
			break;
		subject = end;
	}
	return subject;
}

char *
subject_clean(const char *decoded, gboolean *cut)
{
	g_autofree char *clean = decode_collapse(decode_visible(g_strdup(decoded)));

	*cut = strlen(clean) > SUBJECT_LONGEST;
	if (*cut)
		*g_utf8_find_prev_char(clean, clean + SUBJECT_LONGEST) = '\0';
	return g_strdup(skip_list_tags(clean));
}
