/* Tag lists of signatures and seals (mail/tag-list.h). */
#include "fuzz.h"

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
	static const char tags[] = "abcdhilqstvxz";
	g_autofree char *list = fuzz_text(data, size);

	for (const char *tag = tags; *tag != '\0'; tag++) {
		g_autofree char *value = tag_list_value(list, *tag);

		g_assert_true(value == NULL || strlen(value) <= strlen(list));
	}
	g_assert_cmpuint(tag_list_signs(list, "From"), <=, size);
	g_assert_cmpuint(tag_list_signs(list, "FROM"), ==, tag_list_signs(list, "from"));
	return 0;
}
