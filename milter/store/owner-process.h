/*
 * owner-process - root becomes the owner of the database
 *
 * What root writes belongs to root: a journal left behind by it would lock the daemon out.  And what root
 * opens in a folder of another may be anything that the other put there.
 */
#ifndef STORE_OWNER_PROCESS_H
#define STORE_OWNER_PROCESS_H

#include <glib.h>

/*
 * Where the process is root, become the owner of the folder of DATABASE, or of the file where the folder
 * is root's, for good.  FALSE with a G_FILE_ERROR, or with DATABASE_ERROR_PERMISSION where the file is
 * not what the owner of the folder would have made.
 */
gboolean owner_process_become(const char *database, GError **error);

/*
 * The same for a while, for what is opened in between: owner_process_return() makes the process
 * root again, if it was, so that it can write where the owner of the database cannot.
 */
gboolean owner_process_borrow(const char *database, GError **error);
gboolean owner_process_return(GError **error);

#endif
