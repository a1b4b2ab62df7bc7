#include "judgement.h"

Verdict *
verdict_new(const char *recipient)
{
	Verdict *verdict = g_new0(Verdict, 1);

	verdict->recipient = g_strdup(recipient);
	verdict->standing = STANDING_UNKNOWN;
	verdict->why = why_new();
	return verdict;
}

void
verdict_free(Verdict *verdict)
{
	if (verdict == NULL)
		return;
	g_free(verdict->recipient);
	g_free(verdict->owner);
	g_free(verdict->redirect);
	why_free(verdict->why);
	g_free(verdict);
}

Judgement *
judgement_new(GPtrArray *inviters, Why *why)
{
	Judgement *judgement = g_new0(Judgement, 1);

	judgement->proof = PROOF_NONE;
	judgement->inviters = inviters;
	judgement->verdicts = g_ptr_array_new_with_free_func((GDestroyNotify)verdict_free);
	judgement->why = why;
	return judgement;
}

void
judgement_free(Judgement *judgement)
{
	if (judgement == NULL)
		return;
	g_free(judgement->seen_as);
	g_free(judgement->network);
	g_free(judgement->network_key);
	g_free(judgement->rule);
	g_free(judgement->unread);
	g_free(judgement->drift);
	g_free(judgement->stranger);
	g_ptr_array_unref(judgement->inviters);
	g_ptr_array_unref(judgement->verdicts);
	why_free(judgement->why);
	g_free(judgement);
}

gboolean
judgement_is_recognized(const Judgement *judgement)
{
	return judgement->kind != KIND_NONE || judgement->forged;
}

Kind
judgement_kind_for(const Judgement *judgement, const Verdict *verdict)
{
	return verdict->reminds ? KIND_REMINDER : judgement->kind;
}

static void
add_all(GPtrArray *all, const Why *why)
{
	const GPtrArray *sentences = why_sentences(why);

	for (guint i = 0; i < sentences->len; i++)
		g_ptr_array_add(all, sentences->pdata[i]);
}

GPtrArray *
judgement_why(const Judgement *judgement, const Verdict *verdict)
{
	GPtrArray *all = g_ptr_array_new();

	add_all(all, judgement->why);
	for (guint i = 0; i < judgement->verdicts->len; i++)
		if (verdict == NULL || verdict == judgement->verdicts->pdata[i])
			add_all(all, ((const Verdict *)judgement->verdicts->pdata[i])->why);
	return all;
}
