#include "likeness.h"

#include <string.h>

#define ALMOST 0.9 /* all words are there, in another order */

/* How many letters the word at *TEXT begins with WORD; *TEXT moves behind it. */
static guint
letters_in_common(const char *word, const char **text)
{
	guint common = 0, length;
	gboolean same = TRUE;
	char letter;

	while ((letter = literal_letter(*text, &length)) != '\0') {
		same = same && word[common] == letter;
		common += same;
		*text += length;
	}
	return common;
}

/*
 * The most letters that a word of TEXT begins with WORD, if that is half of it: "invites" for
 * "invited".
 */
static guint
letters_there(const char *word, const char *text)
{
	guint best = 0, length;

	while (*text != '\0') {
		guint common = letters_in_common(word, &text);

		best = MAX(best, common);
		while (*text != '\0' && literal_letter(text, &length) == '\0')
			text++;
	}
	return 2 * best >= strlen(word) ? best : 0;
}

double
likeness_of(const GPtrArray *choices, const char *text)
{
	double sum = 0, weights = 0;

	for (guint i = 0; i < choices->len; i++) {
		const LiteralChoice *choice = g_ptr_array_index(choices, i);
		double weight = literal_length(choice), best = 0;

		for (guint j = 0; j < choice->len; j++) {
			const char *word = g_ptr_array_index(choice, j);
			double share = (double)letters_there(word, text) / (double)strlen(word);

			best = MAX(best, share);
		}
		sum += weight * best;
		weights += weight;
	}
	return weights > 0 ? ALMOST * sum / weights : 0;
}
