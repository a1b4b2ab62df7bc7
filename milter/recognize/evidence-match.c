#include "evidence-match.h"

gboolean
evidence_matches(Evidence *evidence, const Pattern *pattern, const char *text, const char *where)
{
	gsize length = evidence_afford(evidence, text, -1);
	PatternResult result = PATTERN_NO;

	if (length > 0 || *text == '\0')
		result = pattern_match(pattern, text, (gssize)length);
	if (result == PATTERN_LIMIT) {
		evidence_remark(
			evidence,
			g_strdup_printf("%s: expression given up, it takes too long", where));
		message_note_given_up(evidence_message(evidence));
	}
	return result == PATTERN_YES;
}

/* A list of expressions that is tried on a text. */
typedef struct Trial {
	Evidence *evidence;
	const WordList *list;
	const char *text, *where;
	guint8 *tried; /* by number: a word may stand often in the text */
} Trial;

static gboolean
try_number(gpointer number, gpointer user_data)
{
	const Trial *trial = user_data;
	guint i = GPOINTER_TO_UINT(number);

	if (trial->tried[i])
		return FALSE;
	trial->tried[i] = TRUE;
	return evidence_matches(trial->evidence, g_ptr_array_index(trial->list->patterns, i),
				trial->text, trial->where);
}

/* Of hundreds of expressions few have a word in the text. */
gboolean
evidence_list_matches(Evidence *evidence, const WordList *list, const char *text, const char *where)
{
	g_autofree guint8 *tried = g_new0(guint8, list->patterns->len + 1);
	Trial trial = { evidence, list, text, where, tried };

	for (guint i = 0; i < list->others->len; i++)
		if (try_number(GUINT_TO_POINTER(g_array_index(list->others, guint, i)), &trial))
			return TRUE;
	return evidence_afford(evidence, text, -1) > 0 &&
	       gates_visit_words(list->gates, text, try_number, &trial);
}
