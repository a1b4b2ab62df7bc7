/*
 * spool-file - the bytes of a copy's file
 *
 * Private to the spool and to who sends or shows its copies.
 */
#ifndef STORE_SPOOL_FILE_H
#define STORE_SPOOL_FILE_H

#include "mail/message.h"
#include "spool-entry.h"

/*
 * Write ENTRY and MESSAGE to a new file in FOLDER and sync it.  Its path (transfer full), or NULL
 * with SPOOL_ERROR_WRITE: then there is none.
 */
char *spool_file_write(const char *folder, const SpoolEntry *entry, const Message *message,
		       GError **error);

/* The same from the file PATH, its header with what the reinjector said: REFUSED. */
char *spool_file_rewrite(const char *folder, const char *path, const char *refused, GError **error);

/*
 * The header of the file PATH (transfer full), or NULL with SPOOL_ERROR_MISSING, _READ or _BROKEN.
 */
SpoolEntry *spool_file_read(const char *path, GError **error);

/*
 * The message of a copy, with its edits (as it is delivered) or without (as it came), piece by
 * piece.  ENTRY and the descriptor FD are lent.
 */
typedef struct SpoolReader SpoolReader;

SpoolReader *spool_reader_new(int fd, const SpoolEntry *entry,
			      gboolean edited); /* (transfer full) */
void spool_reader_free(SpoolReader *reader);    /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpoolReader, spool_reader_free)

/*
 * The next bytes, lent until the next call; *SIZE 0 at the end.  FALSE with SPOOL_ERROR_READ or
 * _BROKEN.
 */
gboolean spool_reader_next(SpoolReader *reader, const char **data, gsize *size, GError **error);

#endif
