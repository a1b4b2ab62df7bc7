#include "strangers.h"

#include "base/log.h"

void
strangers_init(Strangers *strangers)
{
	pthread_mutex_init(&strangers->mutex, NULL);
	strangers->count = 0;
}

void
strangers_clear(Strangers *strangers)
{
	for (guint i = 0; i < strangers->count; i++)
		g_free(strangers->names[i]);
	strangers->count = 0;
	pthread_mutex_destroy(&strangers->mutex);
}

/* Whether NAME is new, and one of the few that are told; *LAST tells whether no more will be. */
static gboolean
remember(Strangers *strangers, const char *name, gboolean *last)
{
	gboolean is_new;
	guint i = 0;

	pthread_mutex_lock(&strangers->mutex);
	while (i < strangers->count && g_ascii_strcasecmp(strangers->names[i], name) != 0)
		i++;
	is_new = i == strangers->count && i < STRANGERS_MOST;
	if (is_new)
		strangers->names[strangers->count++] = g_strdup(name);
	*last = strangers->count == STRANGERS_MOST;
	pthread_mutex_unlock(&strangers->mutex);
	return is_new;
}

void
strangers_note(Strangers *strangers, const Judgement *judgement, char *const *ids,
	       const char *queue_id)
{
	gboolean last = FALSE;

	if (judgement->stranger == NULL || ids == NULL || ids[0] == NULL ||
	    !remember(strangers, judgement->stranger, &last))
		return;
	log_warning(queue_id,
		    "%s says what it saw of mail by %s, but authserv-id is %s%s: if that is "
		    "a verifier of ours, name it there too%s",
		    judgement->stranger, judgement->network, ids[0],
		    ids[1] != NULL ? " and others" : "",
		    last ? ".  Of other names this is not said" : "");
}
