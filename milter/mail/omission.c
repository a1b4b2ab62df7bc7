#include "omission.h"

#include <string.h>

/* More of one kind tell nothing new. */
enum { MOST_OF_A_KIND = 5 };

struct Omissions {
	GPtrArray *sentences;
	guint counts[OMITTED_KINDS];
	char *words; /* (nullable) */
};

static const char *const words[OMITTED_KINDS] = {
	[OMITTED_FIELDS] = "fields", [OMITTED_ADDRESSES] = "addresses",
	[OMITTED_BODY] = "body",     [OMITTED_PARTS] = "parts",
	[OMITTED_DEPTH] = "depth",   [OMITTED_PARAMETERS] = "parameters",
	[OMITTED_TEXT] = "text",     [OMITTED_LINKS] = "links",
	[OMITTED_RULES] = "rules",
};

Omissions *
omissions_new(void)
{
	Omissions *omissions = g_new0(Omissions, 1);

	omissions->sentences = g_ptr_array_new_with_free_func(g_free);
	return omissions;
}

void
omissions_free(Omissions *omissions)
{
	if (omissions == NULL)
		return;
	g_ptr_array_unref(omissions->sentences);
	g_free(omissions->words);
	g_free(omissions);
}

void
omissions_clear(Omissions *omissions)
{
	g_ptr_array_set_size(omissions->sentences, 0);
	g_clear_pointer(&omissions->words, g_free);
	memset(omissions->counts, 0, sizeof omissions->counts);
}

void
omissions_add(Omissions *omissions, OmissionKind kind, const char *format, ...)
{
	va_list arguments;

	if (omissions->counts[kind]++ >= MOST_OF_A_KIND)
		return;
	va_start(arguments, format);
	g_ptr_array_add(omissions->sentences, g_strdup_vprintf(format, arguments));
	va_end(arguments);
}

void
omissions_mark(Omissions *omissions, OmissionKind kind)
{
	omissions->counts[kind]++;
}

const GPtrArray *
omissions_sentences(const Omissions *omissions)
{
	return omissions->sentences;
}

const char *
omissions_words(Omissions *omissions)
{
	GString *list = g_string_new(NULL);

	for (guint kind = 0; kind < OMITTED_KINDS; kind++)
		if (omissions->counts[kind] > 0)
			g_string_append_printf(list, "%s%s", list->len > 0 ? "+" : "", words[kind]);
	g_free(omissions->words);
	omissions->words = g_string_free(list, list->len == 0);
	return omissions->words;
}
