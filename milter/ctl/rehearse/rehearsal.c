#include "rehearsal.h"

#include <stdio.h>

#include "base/names.h"
#include "counts.h"
#include "filter/report-words.h"
#include "ctl/json-member.h"

#define DIFFERENT 10000 /* rows that are told apart */
#define SHOWN 20        /* rows of a table in which people stand */

static const char *const outcome_columns[] = { "network", "kind", "standing", "action", NULL };
static const char *const inviter_columns[] = { "inviter", "network", "standing", "action", NULL };
static const char *const drift_columns[] = { "network", "template", "nearest", NULL };
static const char *const difference_columns[] = { "was", "is", NULL };

struct Rehearsal {
	gboolean compared;
	guint64 messages, unreadable, recognized, forged, header_alone, drifting, different;
	guint64 quarantined, known; /* recipients; known: the inviter is in their book */
	Counts *outcomes, *inviters, *drift, *differences;
};

Rehearsal *
rehearsal_new(gboolean compared)
{
	Rehearsal *rehearsal = g_new0(Rehearsal, 1);

	rehearsal->compared = compared;
	rehearsal->outcomes = counts_new(outcome_columns, DIFFERENT);
	rehearsal->inviters = counts_new(inviter_columns, DIFFERENT);
	rehearsal->drift = counts_new(drift_columns, DIFFERENT);
	rehearsal->differences = counts_new(difference_columns, DIFFERENT);
	return rehearsal;
}

void
rehearsal_free(Rehearsal *rehearsal)
{
	if (rehearsal == NULL)
		return;
	counts_free(rehearsal->outcomes);
	counts_free(rehearsal->inviters);
	counts_free(rehearsal->drift);
	counts_free(rehearsal->differences);
	g_free(rehearsal);
}

void
rehearsal_add_unreadable(Rehearsal *rehearsal)
{
	rehearsal->messages++;
	rehearsal->unreadable++;
}

/* "Jane Doe <jane@example.net>", or what is known of that (transfer full, nullable). */
static char *
inviter_text(const Judgement *judgement)
{
	const Inviter *inviter =
		judgement->inviters->len > 0 ? judgement->inviters->pdata[0] : NULL;
	const char *name = inviter != NULL ? inviter->name.value : NULL;
	const char *email = inviter != NULL ? inviter->email.value : NULL;

	if (inviter == NULL)
		return NULL;
	if (name != NULL && email != NULL)
		return g_strdup_printf("%s <%s>", name, email);
	if (name != NULL || email != NULL)
		return g_strdup(name != NULL ? name : email);
	return g_strdup(inviter->profile.value);
}

static gboolean
is_in_book(Standing standing)
{
	return standing == STANDING_TRUSTED || standing == STANDING_NAME_ONLY;
}

static void
add_recipient(Rehearsal *rehearsal, const Judgement *judgement, const Verdict *verdict,
	      const char *inviter)
{
	const char *standing = report_standing(judgement, verdict);
	const char *action = names_word(action_words, (int)verdict->wanted);
	const char *const outcome[] = {
		judgement->network,
		names_word(kind_words, (int)judgement->kind),
		standing,
		action,
	};
	const char *const who[] = { inviter, judgement->network, standing, action };

	counts_add(rehearsal->outcomes, outcome);
	counts_add(rehearsal->inviters, who);
	if (verdict->wanted != ACTION_QUARANTINE)
		return;
	rehearsal->quarantined++;
	rehearsal->known += is_in_book(verdict->standing);
}

void
rehearsal_add_drift(Rehearsal *rehearsal, const Judgement *judgement, const char *nearest)
{
	const char *const words[] = { judgement->network, judgement->drift, nearest };

	rehearsal->drifting++;
	counts_add(rehearsal->drift, words);
}

void
rehearsal_add(Rehearsal *rehearsal, const Judgement *judgement)
{
	g_autofree char *inviter = inviter_text(judgement);

	rehearsal->messages++;
	rehearsal->header_alone += judgement->header_alone;
	rehearsal->forged += judgement->forged;
	if (!judgement_is_recognized(judgement))
		return;
	rehearsal->recognized++;
	for (guint i = 0; i < judgement->verdicts->len; i++)
		add_recipient(rehearsal, judgement, judgement->verdicts->pdata[i], inviter);
}

void
rehearsal_add_difference(Rehearsal *rehearsal, const char *was, const char *is)
{
	const char *const words[] = { was, is };

	rehearsal->different++;
	counts_add(rehearsal->differences, words);
}

/* ---- printing ---- */

static void
print_table(const char *title, const Counts *counts, guint shown)
{
	if (counts_is_empty(counts))
		return;
	printf("\n%s\n", title);
	counts_print(counts, shown);
}

static void
print_sum(const Rehearsal *rehearsal)
{
	printf("%" G_GUINT64_FORMAT " messages, %" G_GUINT64_FORMAT
	       " of them unreadable; %" G_GUINT64_FORMAT " left at the end of their headers\n",
	       rehearsal->messages, rehearsal->unreadable, rehearsal->header_alone);
	printf("%" G_GUINT64_FORMAT " recognized, %" G_GUINT64_FORMAT
	       " of them forged; %" G_GUINT64_FORMAT " by a known network that no line knows\n",
	       rehearsal->recognized, rehearsal->forged, rehearsal->drifting);
	printf("would have quarantined %" G_GUINT64_FORMAT ", of which %" G_GUINT64_FORMAT
	       " by people in the book\n",
	       rehearsal->quarantined, rehearsal->known);
}

void
rehearsal_print(const Rehearsal *rehearsal, gboolean interrupted)
{
	if (interrupted)
		printf("Interrupted; up to there:\n");
	if (rehearsal->compared) {
		printf("%" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT
		       " messages are judged otherwise\n",
		       rehearsal->different, rehearsal->messages);
		print_table("How:", rehearsal->differences, G_MAXUINT);
		return;
	}
	print_sum(rehearsal);
	print_table("What would have happened, by recipient:", rehearsal->outcomes, G_MAXUINT);
	print_table("Who invites:", rehearsal->inviters, SHOWN);
	print_table("Proven mail that no line knows:", rehearsal->drift, SHOWN);
}

void
rehearsal_print_json(const Rehearsal *rehearsal, gboolean interrupted)
{
	g_autoptr(JsonBuilder) builder = json_member_begin();

	json_member_number(builder, "messages", (gint64)rehearsal->messages);
	json_member_number(builder, "unreadable", (gint64)rehearsal->unreadable);
	json_member_boolean(builder, "interrupted", interrupted);
	if (rehearsal->compared) {
		json_member_number(builder, "different", (gint64)rehearsal->different);
		counts_add_json(rehearsal->differences, builder, "differences");
	} else {
		json_member_number(builder, "header_alone", (gint64)rehearsal->header_alone);
		json_member_number(builder, "recognized", (gint64)rehearsal->recognized);
		json_member_number(builder, "forged", (gint64)rehearsal->forged);
		json_member_number(builder, "drifting", (gint64)rehearsal->drifting);
		json_member_number(builder, "quarantined", (gint64)rehearsal->quarantined);
		json_member_number(builder, "quarantined_known", (gint64)rehearsal->known);
		counts_add_json(rehearsal->outcomes, builder, "outcomes");
		counts_add_json(rehearsal->inviters, builder, "inviters");
		counts_add_json(rehearsal->drift, builder, "drift");
	}
	json_member_print(builder);
}
