/*
 * traces - all that the store holds of one person, in whosever book, history or held mail
 *
 * Somebody is known by what they are asked for with: names, addresses and profiles.  Contacts that
 * have one of these are theirs; history and copies also where they have an address or profile of
 * such a contact.  A namesake is somebody else, unless a name is asked for.
 */
#ifndef STORE_TRACES_H
#define STORE_TRACES_H

#include "spool.h"
#include "store.h"

/* A message held, or on its way to its recipient. */
typedef struct TracesCopy {
	SpoolPlace place;
	SpoolEntry *entry;
} TracesCopy;

struct Traces {
	GPtrArray *contacts;    /* Contact *, of all owners */
	GPtrArray *invitations; /* HistoryRow * */
	GPtrArray *copies;      /* TracesCopy * */
	guint unreadable;       /* files of which nobody can tell */
};

/* WORDS: profiles, addresses or names (transfer full), or NULL with STORE_ERROR or SPOOL_ERROR. */
Traces *traces_find(Store *store, const Spool *spool, const char *const *words, GError **error);

/*
 * The other way: the messages that are held for OWNER or on their way, no contacts and no history.
 */
Traces *traces_of_owner(const Spool *spool, const char *owner, GError **error);

void traces_free(Traces *traces); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Traces, traces_free)

/* Whether there is anything. */
gboolean traces_is_empty(const Traces *traces);

/*
 * The names of its contacts (transfer full, NULL-terminated): those who are called so are maybe the
 * same.
 */
char **traces_names(const Traces *traces);

#endif
