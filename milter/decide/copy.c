#include "copy.h"

#include <string.h>

#include "base/names.h"
#include "judge/trust.h"

void
held_copy_clear(HeldCopy *copy)
{
	g_clear_pointer(&copy->id, g_free);
	g_clear_pointer(&copy->entry, spool_entry_free);
	g_clear_error(&copy->failure);
}

/* WORD as the beginning of an id (transfer full), or NULL. */
static char *
id_prefix(const char *word)
{
	gsize length = strspn(word, "0123456789abcdefABCDEF");

	if (length < COPY_LEAST_DIGITS || word[length] != '\0')
		return NULL;
	return g_ascii_strdown(word, -1);
}

/* Append those ids of PLACE that begin with PREFIX and were not found before. */
static gboolean
collect(const Spool *spool, SpoolPlace place, const char *prefix, GPtrArray *found, GError **error)
{
	g_auto(GStrv) ids = spool_list(spool, place, error);

	for (char **id = ids; id != NULL && *id != NULL; id++)
		if (g_str_has_prefix(*id, prefix) &&
		    !g_ptr_array_find_with_equal_func(found, *id, g_str_equal, NULL))
			g_ptr_array_add(found, g_strdup(*id));
	return ids != NULL;
}

/* Another program may move it while we look. */
static void
read_copy(const Spool *spool, const char *id, HeldCopy *copy)
{
	enum { TRIES = 5 };

	copy->id = g_strdup(id);
	for (guint try = 0; try < TRIES; try++) {
		g_clear_error(&copy->failure);
		copy->place = spool_find(spool, id, NULL);
		if (copy->place < SPOOL_DONE)
			copy->entry = spool_read(spool, copy->place, id, &copy->failure);
		if (copy->place != SPOOL_NOWHERE &&
		    !g_error_matches(copy->failure, SPOOL_ERROR, SPOOL_ERROR_MISSING))
			return;
	}
}

static gboolean
fail_to_find(const char *word, guint found, GError **error)
{
	if (found > 1)
		g_set_error(error, DECIDE_ERROR, DECIDE_ERROR_UNKNOWN,
			    "\"%s\" begins the ids of %u messages: give more digits", word, found);
	else
		g_set_error(error, DECIDE_ERROR, DECIDE_ERROR_UNKNOWN,
			    "there is no held message \"%s\"", word);
	return FALSE;
}

gboolean
copy_find(const Decider *decider, const char *word, HeldCopy *copy, GError **error)
{
	g_autofree char *prefix = id_prefix(word);
	g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(g_free);

	if (prefix == NULL) {
		g_set_error(error, DECIDE_ERROR, DECIDE_ERROR_WORD,
			    "\"%s\": expected the id of a held message, or its first six digits or "
			    "more",
			    word);
		return FALSE;
	}
	for (SpoolPlace place = SPOOL_HELD; place < SPOOL_NOWHERE; place++)
		if (!collect(decider->spool, place, prefix, found, error))
			return FALSE;
	if (found->len != 1)
		return fail_to_find(word, found->len, error);
	read_copy(decider->spool, found->pdata[0], copy);
	return copy->entry == NULL ||
	       owners_person(decider->store->owners, &copy->entry->owner, NULL, error);
}

gboolean
copy_past(const Decider *decider, const HeldCopy *copy, char **event, gint64 *time, GError **error)
{
	return decider->store->journal->last(decider->store->journal, copy->id, event, time, error);
}

gboolean
copy_check_held(const HeldCopy *copy, GError **error)
{
	if (copy->place == SPOOL_HELD)
		return TRUE;
	g_set_error(error, DECIDE_ERROR,
		    copy->place == SPOOL_OUTBOX ? DECIDE_ERROR_ON_ITS_WAY : DECIDE_ERROR_OVER,
		    "%.*s is not held: it is %s", COPY_SHOWN_DIGITS, copy->id,
		    copy->place == SPOOL_OUTBOX ? "on its way to its recipient" : "over");
	return FALSE;
}

gboolean
copy_fail(const HeldCopy *copy, DecideErrorCode code, GError **error, const char *format, ...)
{
	g_autofree char *sentence = NULL;
	va_list arguments;

	va_start(arguments, format);
	sentence = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	g_set_error(error, DECIDE_ERROR, code, "%.*s%s", COPY_SHOWN_DIGITS, copy->id, sentence);
	return FALSE;
}

/* ---- what is known of its inviters ---- */

gboolean
copy_is_forged(const SpoolEntry *entry)
{
	return g_strcmp0(entry->standing, "forged") == 0;
}

gboolean
copy_is_proven(const Decider *decider, const SpoolEntry *entry)
{
	const int proof = entry->proof != NULL ? names_value(proof_words, entry->proof, -1) : -1;

	return proof >= 0 && !copy_is_forged(entry) &&
	       trust_is_proven((Proof)proof, decider->config->require_proof);
}

gboolean
copy_choose(const HeldCopy *copy, const GPtrArray *inviters, guint number, const Inviter **inviter,
	    GError **error)
{
	*inviter = NULL;
	if (number == 0 && inviters->len == 0)
		return TRUE;
	if (inviters->len == 0)
		return copy_fail(copy, DECIDE_ERROR_NOBODY, error, " names no inviter");
	if (number > inviters->len || (number == 0 && inviters->len > 1))
		return copy_fail(copy, DECIDE_ERROR_WHOM, error, " names %u inviters",
				 inviters->len);
	*inviter = inviters->pdata[number > 0 ? number - 1 : 0];
	return TRUE;
}
