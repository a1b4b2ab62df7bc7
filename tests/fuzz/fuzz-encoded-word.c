/*
 * Encoded words: whatever bytes, what comes out is valid UTF-8 (mail/encoded-word.h,
 * mail/decode.h).
 */
#include "fuzz.h"

#include "mail/decode.h"
#include "mail/encoded-word.h"

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
	g_autofree char *raw = fuzz_text(data, size);
	g_autofree char *text = g_utf8_make_valid(raw, -1);
	g_autoptr(GString) result = g_string_new(NULL);
	g_autofree char *header = decode_header(raw);
	g_autofree char *joined = decode_join_words(raw);
	g_autofree char *visible = NULL;

	encoded_word_decode(text, result, NULL);
	g_assert_cmpuint(strlen(result->str), ==, result->len);
	fuzz_assert_utf8(result->str);
	fuzz_assert_utf8(header);
	g_assert_nonnull(joined);
	visible = decode_visible(g_strdup(header));
	fuzz_assert_printable(visible, "\t\n");
	g_assert_cmpuint(strlen(visible), <=, strlen(header));
	decode_collapse(visible);
	fuzz_assert_utf8(visible);
	return 0;
}
