/*
 * database-check - whether a database is whole: its pages, references, tables and books
 */
#ifndef STORE_DATABASE_CHECK_H
#define STORE_DATABASE_CHECK_H

#include "database.h"

/* Told what is wrong, a sentence each. */
typedef void (*DatabaseFinding)(const char *sentence, gpointer user_data);

/*
 * Look at DATABASE, of any version; nothing is changed.  *CURRENT: it is of the version that this
 * program reads, so that its rows could be looked at, too.  FALSE with DATABASE_ERROR where it cannot be
 * read at all.
 */
gboolean database_check(Database *database, DatabaseFinding tell, gpointer user_data,
			gboolean *current, GError **error);

#endif
