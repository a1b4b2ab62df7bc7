/* HTML: whatever markup, what comes out is valid UTF-8 and bounded (mail/html.h). */
#include "fuzz.h"

#include "mail/html.h"
#include "mail/link.h"

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	fuzz_begin();
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *html = fuzz_utf8(data, size);
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(GString) quoted = g_string_new(NULL);
	g_autoptr(GPtrArray) links = g_ptr_array_new_with_free_func((GDestroyNotify)link_free);

	html_read(html, text, quoted, links);
	g_assert_cmpuint(strlen(text->str), ==, text->len);
	g_assert_cmpuint(strlen(quoted->str), ==, quoted->len);
	fuzz_assert_utf8(text->str);
	fuzz_assert_utf8(quoted->str);
	g_assert_cmpuint(links->len, <=, LINK_MOST);
	for (guint i = 0; i < links->len; i++) {
		const Link *link = links->pdata[i];

		fuzz_assert_utf8(link->url);
		fuzz_assert_utf8(link->anchor);
		g_assert_cmpuint(strlen(link->url), <=, LINK_LONGEST);
	}
	return 0;
}
