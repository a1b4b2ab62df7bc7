/*
 * become - root becomes the owner of the database
 *
 * What root writes belongs to root: a journal left behind by it would lock the daemon out.  And
 * what root opens in a folder of another may be anything that the other put there.
 */
#ifndef STORE_BECOME_H
#define STORE_BECOME_H

#include <glib.h>

/*
 * Where the process is root, become the owner of the folder of DATABASE, or of the file where the
 * folder is root's, for good.  FALSE with a G_FILE_ERROR, or with STORE_ERROR_PERMISSION where the
 * file is not what the owner of the folder would have made.
 */
gboolean become_owner(const char *database, GError **error);

/*
 * The same for a while, for what is opened in between: become_root_again() makes the process
 * root again, if it was, so that it can write where the owner of the database cannot.
 */
gboolean become_for_a_while(const char *database, GError **error);
gboolean become_root_again(GError **error);

#endif
