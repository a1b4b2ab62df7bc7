/*
 * backup - the database as it is at one moment, in another file, while others read and write it
 */
#ifndef STORE_BACKUP_H
#define STORE_BACKUP_H

#include "database.h"

/* A copy that is being made beside the file PATH. */
typedef struct Backup Backup;

/* Begin one: nothing is at PATH yet, or what was there before (transfer full), or NULL with DATABASE_ERROR_CREATE. */
Backup *backup_new(const char *path, GError **error);

/* What is not finished is removed.  NULL is fine. */
void backup_free(Backup *backup);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Backup, backup_free)

/* Copy all of DATABASE.  FALSE with DATABASE_ERROR. */
gboolean backup_copy(Backup *backup, Database *database, GError **error);

/* Put it at PATH, mode 0640, durable, in one step.  FALSE with DATABASE_ERROR_CREATE. */
gboolean backup_finish(Backup *backup, GError **error);

#endif
