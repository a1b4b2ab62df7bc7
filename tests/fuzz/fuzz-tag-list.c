/* Tag lists of signatures and seals (mail/tag-list.h) and what signatures say of themselves. */
#include "fuzz.h"

#include "mail/dkim-signature.h"
#include "mail/tag-list.h"

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
	static const char *const tags[] = {
		"a", "b", "bh", "d", "h", "i", "l", "s", "t", "v", "x"
	};
	g_autofree char *value = fuzz_text(data, size);
	g_autoptr(TagList) list = tag_list_parse(value, strlen(value));
	g_autoptr(DkimSignature) signature = dkim_signature_parse(value);

	/* What signs is a list, and signs From. */
	g_assert_true(signature == NULL || list != NULL);
	g_assert_true(signature == NULL || dkim_signature_signs(signature, "FROM") > 0);
	for (guint i = 0; list != NULL && i < G_N_ELEMENTS(tags); i++) {
		guint64 number = 0;
		const char *found = tag_list_value(list, tags[i]);

		g_assert_true(found == NULL || strlen(found) <= strlen(value));
		if (tag_value_number(found, 18, &number))
			g_assert_true(strlen(found) <= 18);
	}
	return 0;
}
