/*
 * subject - all that the store holds of one person, in whosever book, history or held mail
 *
 * Somebody is known by what they are asked for with: names, addresses and profiles.  Contacts that
 * have one of these are theirs; history and copies also where they have an address or profile of
 * such a contact.  A namesake is somebody else, unless a name is asked for.
 */
#ifndef STORE_SUBJECT_H
#define STORE_SUBJECT_H

#include "people/contact.h"
#include "database.h"
#include "spool.h"

/* What one owner got of them through one network. */
typedef struct SubjectInvitation {
	gint64 id;
	char *owner, *network;
	GPtrArray *forms;    /* char *: what the inviter is known by, in comparable form */
	guint count;
	gint64 first, last;  /* seconds since 1970 */
	gboolean proven;     /* FALSE: in their name, but nothing proves that it was they */
} SubjectInvitation;

/* A message held, or on its way to its recipient. */
typedef struct SubjectCopy {
	SpoolPlace place;
	SpoolEntry *entry;
} SubjectCopy;

typedef struct Subject {
	GPtrArray *contacts;    /* Contact *, of all owners */
	GPtrArray *invitations; /* SubjectInvitation * */
	GPtrArray *copies;      /* SubjectCopy * */
	guint unreadable;       /* files of which nobody can tell */
} Subject;

/* WORDS: profiles, addresses or names (transfer full), or NULL with DATABASE_ERROR or SPOOL_ERROR. */
Subject *subject_find(Database *database, const Spool *spool, const char *const *words,
		      GError **error);

/* The other way: the messages that are held for OWNER or on their way, no contacts and no history. */
Subject *subject_of_owner(const Spool *spool, const char *owner, GError **error);

void subject_free(Subject *subject); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Subject, subject_free)

/* Whether there is anything. */
gboolean subject_is_empty(const Subject *subject);

/* The names of its contacts (transfer full, NULL-terminated): those who are called so are maybe the same. */
char **subject_names(const Subject *subject);

#endif
