#include "decider.h"

#include "store/store.h"

void
decision_clear(Decision *decision)
{
	g_clear_pointer(&decision->detail, g_free);
	g_clear_pointer(&decision->contact, contact_free);
	g_clear_pointer(&decision->remarks, g_ptr_array_unref);
}

void
decision_remark(Decision *decision, const char *format, ...)
{
	va_list arguments;

	if (decision->remarks == NULL)
		decision->remarks = g_ptr_array_new_with_free_func(g_free);
	va_start(arguments, format);
	g_ptr_array_add(decision->remarks, g_strdup_vprintf(format, arguments));
	va_end(arguments);
}

void
decider_clear(Decider *decider)
{
	outbox_free(decider->outbox);
	store_close(decider->store);
	spool_free(decider->spool);
	config_free(decider->config);
	g_free(decider->who);
}

gboolean
decider_note(Decider *decider, const char *event, const char *id, const char *owner,
	     const char *detail, GError **error)
{
	const JournalEntry entry = {
		.time = g_get_real_time() / G_USEC_PER_SEC,
		.event = event,
		.owner = owner,
		.who = decider->who,
		.copy = id,
		.detail = detail,
	};

	return decider->store->journal->add(decider->store->journal, &entry, error);
}

gboolean
decider_store(Decider *decider, Contact *contact, Contact **stored, GError **error)
{
	if (!decider->store->contacts->add(decider->store->contacts, contact, error))
		return FALSE;
	if (!decider->store->contacts->read(decider->store->contacts, contact->owner, contact->id,
					    stored, error))
		return FALSE;
	if (*stored == NULL)
		g_set_error(error, DECIDE_ERROR, DECIDE_ERROR_UNKNOWN,
			    "the book of %s has no contact \"%" G_GINT64_FORMAT "\"",
			    contact->owner, contact->id);
	return *stored != NULL;
}
