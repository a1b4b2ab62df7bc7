#include "plan-clean.h"

#include <string.h>

#include "origin.h"

static gboolean
bears_id(const Field *field, const char *authserv_id)
{
	const char *value = field->value + strspn(field->value, " \t\n");
	gsize length = strlen(authserv_id);

	return g_ascii_strncasecmp(value, authserv_id, length) == 0 &&
	       (value[length] == '\0' || strchr("; \t\n", value[length]) != NULL);
}

/*
 * How many fields stand above the Received line of the host of ours that handed MESSAGE over.  What
 * is beneath that line came to it from somebody, whatever further Received lines say.
 */
static guint
count_own(const Message *message, const PlanSettings *settings)
{
	guint count = message_field_count(message);

	if (!settings->own_client)
		return 0;
	for (guint i = 0; i < count; i++) {
		const Field *field = message_field(message, i);

		if (g_ascii_strcasecmp(field->name, "Received") == 0)
			return origin_is_own(field, settings->own_hosts) ? i : 0;
	}
	return 0;
}

/*
 * Take off the fields called NAME, of the first OWN ones those alone that do not bear AUTHSERV_ID
 * (nullable).
 */
static gboolean
remove_named(Plan *plan, Message *message, const char *name, guint own, const char *authserv_id)
{
	gboolean kept = FALSE;
	guint nth = 0;

	for (guint i = 0; i < message_field_count(message); i++) {
		const Field *field = message_field(message, i);

		if (g_ascii_strcasecmp(field->name, name) != 0)
			continue;
		nth++;
		if (i < own && (authserv_id == NULL || bears_id(field, authserv_id)))
			kept = TRUE;
		else
			plan_remove(plan, name, nth);
	}
	return kept;
}

void
plan_remove_fields(Plan *plan, Message *message)
{
	remove_named(plan, message, FIELD, 0, NULL);
	remove_named(plan, message, FIELD_FROM, 0, NULL);
}

void
plan_clean_fields(Plan *plan, Message *message, const PlanSettings *settings)
{
	guint own;
	gboolean kept;

	if (settings->mode == MODE_MONITOR)
		return;
	own = count_own(message, settings);
	kept = remove_named(plan, message, FIELD, own, settings->authserv_id);
	/* X-Invitation-From bears no id: it stands and falls with the field it belongs to. */
	remove_named(plan, message, FIELD_FROM, kept ? own : 0, NULL);
}

Plan *
plan_clean(Message *message, const PlanSettings *settings)
{
	Plan *plan = plan_new(NULL, NULL);

	plan_clean_fields(plan, message, settings);
	return plan;
}
