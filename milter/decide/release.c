#include "release.h"

#include "store/held-check.h"

static void
note_event(OutboxEvent event, const char *id, const SpoolEntry *entry, const char *detail,
	   gpointer data)
{
	Decision *decision = ((Decider *)data)->decision;

	(void)entry;
	if (event == OUTBOX_INTERRUPTED)
		decision_remark(decision,
				"%.*s may come twice: another try ended while the listener"
				" was taking it",
				COPY_SHOWN_DIGITS, id);
	g_free(decision->detail);
	decision->detail = g_strdup(detail);
}

gboolean
release_begin(Decider *decider, GError **error)
{
	const Config *config = decider->config;

	if (config->reinject == NULL) {
		g_set_error(error, DECIDE_ERROR, DECIDE_ERROR_REINJECTOR,
			    "there is no listener to deliver to: set reinject in %s",
			    config->path != NULL ? config->path : CONFIG_PATH);
		return FALSE;
	}
	if (decider->outbox == NULL)
		decider->outbox = outbox_new(decider->spool, config->reinject, g_get_host_name(),
					     note_event, decider);
	return TRUE;
}

/* The index can be mended: what it cannot be told is a remark. */
static void
index_copy(Decider *decider, const HeldCopy *copy, Decision *decision)
{
	g_autoptr(GError) error = NULL;

	if (!held_index(decider->store->held, decider->spool, copy->id, &error))
		decision_remark(decision, "%s", error->message);
}

/* Nobody may wait for the filter where another program had it in hand. */
static gboolean
delay(const Decider *decider, const HeldCopy *copy, Decision *decision)
{
	decision->end = spool_find(decider->spool, copy->id, NULL) == SPOOL_DONE
				? DECISION_DELIVERED_MEANWHILE
				: DECISION_DELAYED;
	return TRUE;
}

static gboolean
deliver(Decider *decider, const HeldCopy *copy, Decision *decision, GError **error)
{
	decider->decision = decision;
	switch (outbox_send(decider->outbox, copy->id)) {
	case OUTBOX_DELIVERED:
		decision->end = DECISION_DELIVERED;
		return TRUE;
	case OUTBOX_REFUSED:
		index_copy(decider, copy, decision);
		return copy_fail(copy, DECIDE_ERROR_REFUSED, error,
				 " is refused, and held as before: %s", decision->detail);
	case OUTBOX_DOUBTFUL:
		decision_remark(decision, "%.*s may come twice: the listener's answer was lost",
				COPY_SHOWN_DIGITS, copy->id);
		return delay(decider, copy, decision);
	case OUTBOX_UNRECORDED:
		decision->end = DECISION_DELIVERED;
		return copy_fail(
			copy, DECIDE_ERROR_UNRECORDED, error,
			" may come twice, for it cannot be written down that it was delivered: %s",
			decision->detail);
	case OUTBOX_BROKEN:
		return copy_fail(copy, DECIDE_ERROR_BROKEN, error, " cannot be read: %s",
				 decision->detail);
	default:
		return delay(decider, copy, decision);
	}
}

static gboolean
move_to_outbox(Decider *decider, const HeldCopy *copy, GError **error)
{
	return decider_note(decider, "released", copy->id, copy->entry->owner, NULL, error) &&
	       spool_mark(decider->spool, SPOOL_HELD, copy->id, SPOOL_ANSWERED, FALSE, error) &&
	       spool_move(decider->spool, copy->id, SPOOL_HELD, SPOOL_OUTBOX, error);
}

/*
 * Nobody will say so once it is delivered: the filter ended before its answer, or has not given it
 * yet.
 */
static void
remark_if_unanswered(const Decider *decider, const HeldCopy *copy, Decision *decision)
{
	SpoolMark mark = SPOOL_ANSWERED;

	if (spool_find(decider->spool, copy->id, &mark) == SPOOL_HELD && mark == SPOOL_PREPARED)
		decision_remark(decision,
				"%.*s to %s may come twice: the mail server may not have had"
				" the filter's answer, and have delivered it by itself",
				COPY_SHOWN_DIGITS, copy->id, copy->entry->recipient);
}

static gboolean
release_held(Decider *decider, HeldCopy *copy, Decision *decision, GError **error)
{
	g_autoptr(GError) failure = NULL;

	remark_if_unanswered(decider, copy, decision);
	if (!move_to_outbox(decider, copy, &failure)) {
		copy->place = spool_find(decider->spool, copy->id, NULL);
		/* Somebody else was quicker. */
		if (copy->place != SPOOL_HELD)
			return release_copy(decider, copy, decision, error);
		g_propagate_error(error, g_steal_pointer(&failure));
		return FALSE;
	}
	index_copy(decider, copy, decision);
	return deliver(decider, copy, decision, error);
}

/*
 * Released before, or a copy that was never held.  While it is prepared, its message is being
 * answered.
 */
static gboolean
release_again(Decider *decider, HeldCopy *copy, Decision *decision, GError **error)
{
	SpoolMark mark = SPOOL_PREPARED;

	decision->again = TRUE;
	if (spool_find(decider->spool, copy->id, &mark) != SPOOL_OUTBOX || mark == SPOOL_PREPARED)
		return delay(decider, copy, decision);
	return deliver(decider, copy, decision, error);
}

gboolean
release_copy(Decider *decider, HeldCopy *copy, Decision *decision, GError **error)
{
	switch (copy->place) {
	case SPOOL_HELD:
		return release_held(decider, copy, decision, error);
	case SPOOL_OUTBOX:
		return release_again(decider, copy, decision, error);
	default:
		return copy_check_held(copy, error);
	}
}
