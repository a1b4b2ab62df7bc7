#include "reasons.h"

#include <string.h>

/* A sentence about all, and whose addresses are in it. */
typedef struct General {
	guint index;       /* in Judgement.why */
	const char *owner; /* (nullable: nobody's) */
	gboolean several;  /* and another's */
} General;

struct Reasons {
	const Judgement *judgement;
	GArray *generals;
};

/* What is said of the message itself may still have an address in it. */
static void
note_owners(General *general, const char *sentence, const GPtrArray *verdicts)
{
	for (guint i = 0; i < verdicts->len && !general->several; i++) {
		const Verdict *verdict = verdicts->pdata[i];

		if (general->owner != NULL && strcmp(general->owner, verdict->owner) == 0)
			continue;
		if (strstr(sentence, verdict->recipient) == NULL &&
		    strstr(sentence, verdict->owner) == NULL)
			continue;
		general->several = general->owner != NULL;
		general->owner = verdict->owner;
	}
}

static void
add_general(Reasons *reasons, guint from, guint to)
{
	for (; from < to; from++) {
		General general = { .index = from };

		note_owners(&general, reasons->judgement->why->pdata[from],
			    reasons->judgement->verdicts);
		g_array_append_val(reasons->generals, general);
	}
}

Reasons *
reasons_new(const Judgement *judgement, guint count)
{
	Reasons *reasons = g_new0(Reasons, 1);
	guint at = 0;

	reasons->judgement = judgement;
	reasons->generals = g_array_new(FALSE, FALSE, sizeof(General));
	for (guint i = 0; i < judgement->verdicts->len; i++) {
		const Verdict *verdict = judgement->verdicts->pdata[i];

		add_general(reasons, at, verdict->why_begin);
		at = MAX(at, verdict->why_end);
	}
	add_general(reasons, at, count);
	return reasons;
}

void
reasons_free(Reasons *reasons)
{
	if (reasons == NULL)
		return;
	g_array_unref(reasons->generals);
	g_free(reasons);
}

static gboolean
names_another(const General *general, const Verdict *verdict)
{
	return general->several ||
	       (general->owner != NULL && strcmp(general->owner, verdict->owner) != 0);
}

char **
reasons_for(const Reasons *reasons, const Verdict *verdict)
{
	g_autoptr(GStrvBuilder) sentences = g_strv_builder_new();
	gpointer *why = reasons->judgement->why->pdata;
	gboolean own = FALSE;

	for (guint i = 0; i <= reasons->generals->len; i++) {
		const General *general = i < reasons->generals->len
						 ? &g_array_index(reasons->generals, General, i)
						 : NULL;

		/* Its own stand where they were said. */
		if (!own && (general == NULL || general->index >= verdict->why_end)) {
			for (guint at = verdict->why_begin; at < verdict->why_end; at++)
				g_strv_builder_add(sentences, why[at]);
			own = TRUE;
		}
		if (general != NULL && !names_another(general, verdict))
			g_strv_builder_add(sentences, why[general->index]);
	}
	return g_strv_builder_end(sentences);
}
