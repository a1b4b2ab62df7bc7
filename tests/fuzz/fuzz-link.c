/*
 * Links in text, rewritten ones, and their parts (mail/link.h, people/url.h); hosts
 * (mail/domain.h).
 */
#include "fuzz.h"

#include "people/url.h"
#include "mail/domain.h"
#include "mail/link.h"

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	fuzz_begin();
	return 0;
}

/* A domain brought into the form in which domains compare stays as it is. */
static void
check_domain(const char *domain)
{
	g_autofree char *ascii = domain_to_ascii(domain);
	g_autofree char *again = domain_to_ascii(ascii);
	g_autofree char *organization = domain_organizational(ascii);
	g_autofree char *label = domain_label(ascii);

	g_assert_cmpstr(again, ==, ascii);
	g_assert_true(domain_is_under(ascii, ascii) || *ascii == '\0');
	g_assert_true(domain_is_under(ascii, organization) || *ascii == '\0');
	fuzz_assert_utf8(label);
	domain_imitates(ascii, "linkedin.com");
}

static void
check_url(const char *text)
{
	g_autoptr(Url) url = url_split(text);
	g_autofree char *decoded = url_decode(text);

	fuzz_assert_utf8(decoded);
	if (url == NULL)
		return;
	fuzz_assert_utf8(url->host);
	g_assert_true(url->path[0] == '\0' || strchr("/\\", url->path[0]) != NULL);
	g_assert_null(strpbrk(url->host, "/\\@?#"));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *text = fuzz_utf8(data, size);
	g_autofree char *line = g_strndup(text, strcspn(text, "\n"));
	g_autofree char *unwrapped = link_unwrap(line);
	g_autoptr(GPtrArray) links = g_ptr_array_new_with_free_func((GDestroyNotify)link_free);

	fuzz_assert_utf8(unwrapped);
	check_url(line);
	check_url(unwrapped);
	check_domain(line);
	link_find(text, links);
	g_assert_cmpuint(links->len, <=, LINK_MOST);
	for (guint i = 0; i < links->len; i++) {
		const Link *link = links->pdata[i];

		fuzz_assert_utf8(link->url);
		g_assert_cmpuint(strlen(link->url), <=, LINK_LONGEST);
		check_url(link->url);
	}
	return 0;
}
