#include "why.h"

struct Why {
	GPtrArray *sentences; /* char * */
};

Why *
why_new(void)
{
	Why *why = g_new0(Why, 1);

	why->sentences = g_ptr_array_new_with_free_func(g_free);
	return why;
}

void
why_free(Why *why)
{
	if (why == NULL)
		return;
	g_ptr_array_unref(why->sentences);
	g_free(why);
}

void
why_vsay(Why *why, const char *format, va_list arguments)
{
	g_ptr_array_add(why->sentences, g_strdup_vprintf(format, arguments));
}

void
why_say(Why *why, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	why_vsay(why, format, arguments);
	va_end(arguments);
}

void
why_say_all(Why *why, const GPtrArray *sentences)
{
	for (guint i = 0; sentences != NULL && i < sentences->len; i++)
		why_say(why, "%s", (const char *)sentences->pdata[i]);
}

const GPtrArray *
why_sentences(const Why *why)
{
	return why->sentences;
}
