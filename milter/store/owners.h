/*
 * owners - the persons behind addresses, and what owners have set for themselves
 *
 * An alias leads to its person in one step: no person is an alias, so there is no chain and no
 * circle.
 */
#ifndef STORE_OWNERS_H
#define STORE_OWNERS_H

#include "judge/owner.h"

#define OWNERS_ERROR (g_quark_from_static_string("owners-error"))
typedef enum {
	OWNERS_ERROR_CHAIN,    /* a person would be an alias, or an alias a person */
	OWNERS_ERROR_SETTINGS, /* the alias of one person would have settings of its own */
} OwnersErrorCode;

/* One who has an alias, is one, has set something or has contacts. */
typedef struct OwnerRecord {
	OwnerSettings *settings; /* may be empty */
	GPtrArray *aliases;      /* char *: of one person, this one */
	GPtrArray *shares;       /* char *: of several, this one among them */
	GPtrArray *persons;      /* char *: whose alias it is */
	guint64 contacts;
} OwnerRecord;

void owner_record_free(OwnerRecord *record); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OwnerRecord, owner_record_free)

/* Each operation returns FALSE, or NULL, with STORE_ERROR. */
typedef struct Owners Owners;
struct Owners {
	gpointer engine;

	/* Book.find_owner (judge/book.h). */
	Owner *(*find)(Owners *owners, const char *address, GError **error);

	/*
	 * Make ADDRESS an alias of PERSONS, all in comparable form and NULL-terminated, in the
	 * place of those it was of; none: it is nobody's any more.  Where it becomes the alias of
	 * one person, the contacts and the history that it had itself become that person's, as if
	 * imported; *MOVED (nullable): how many contacts.  OWNERS_ERROR, too.
	 */
	gboolean (*alias)(Owners *owners, const char *address, const char *const *persons,
			  guint *moved, GError **error);

	/* Store what SETTINGS say in the place of what their owner had; empty ones are removed. */
	gboolean (*set)(Owners *owners, const OwnerSettings *settings, GError **error);

	/* What OWNER has set (transfer full), empty where that is nothing. */
	OwnerSettings *(*settings)(Owners *owners, const char *owner, GError **error);

	/* All that the store has of OWNER (transfer full). */
	OwnerRecord *(*record)(Owners *owners, const char *owner, GError **error);

	/* Those who are in it, sorted: (transfer full) GPtrArray of char *. */
	GPtrArray *(*list)(Owners *owners, GError **error);
};

/*
 * Replace *OWNER, in comparable form, by the person whose alias it is.  *PERSONS (nullable): how
 * many it is an alias of; of several it stays.  FALSE with STORE_ERROR.
 */
gboolean owners_person(Owners *owners, char **owner, guint *persons, GError **error);

#endif
