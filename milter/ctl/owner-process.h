/*
 * owner-process - root becomes the owner of the database
 *
 * What root writes belongs to root: a journal left behind by it would lock the daemon out.
 */
#ifndef CTL_OWNER_PROCESS_H
#define CTL_OWNER_PROCESS_H

#include <glib.h>

/*
 * Where the process is root, become the owner of DATABASE, or of its folder when the file is
 * not there, for good.  FALSE with a G_FILE_ERROR.
 */
gboolean owner_process_become(const char *database, GError **error);

/*
 * The same for a while, for what is opened in between: owner_process_return() makes the process
 * root again, if it was, so that it can write where the owner of the database cannot.
 */
gboolean owner_process_borrow(const char *database, GError **error);
gboolean owner_process_return(GError **error);

#endif
