/*
 * parts - what the files of the engine bring: the operations of each interface of store/
 */
#ifndef SQLITE_PARTS_H
#define SQLITE_PARTS_H

#include "transaction.h"

extern const Contacts sqlite_contacts;
extern const History sqlite_history;
extern const HeldIndex sqlite_held;
extern const Owners sqlite_owners;
extern const Journal sqlite_journal;
extern const DriftLog sqlite_drift;
extern const Upkeep sqlite_upkeep;

/* Engine.stage. */
Staging *sqlite_stage(const char *owner, GError **error);

/* The operations that have a file of their own. */
gboolean contacts_look_up(Contacts *book, const Meeting *meeting, Acquaintance *acquaintance,
			  GError **error);
gboolean contacts_learn(Contacts *book, Contact *contact, gboolean may_add, Learned *learned,
			GError **error);
gboolean contacts_unlearn(Contacts *book, const char *owner, guint *count, GError **error);
gboolean contacts_purge(Contacts *book, gint64 time, GError **error);
gboolean owners_alias(Owners *owners, const char *address, const char *const *persons, guint *moved,
		      GError **error);
gboolean upkeep_check(Upkeep *upkeep, UpkeepFinding tell, gpointer user_data, gboolean *current,
		      GError **error);
gboolean upkeep_back_up(Upkeep *upkeep, const char *path, GError **error);

#endif
