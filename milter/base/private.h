/*
 * private - files that belong to us alone
 *
 * What lies in our folders is opened as what it should be, or not at all: a link, a pipe or a
 * folder in the place of a file was put there by somebody else.
 */
#ifndef BASE_PRIVATE_H
#define BASE_PRIVATE_H

#include <glib.h>

/*
 * Open the file PATH for reading, if it is a file itself and no link.  -1 with errno; ELOOP: it is
 * none.
 */
int private_open(const char *path);

/* Open the folder PATH, if it is a folder itself and no link.  -1 with errno. */
int private_open_folder(const char *path);

/*
 * Make the folder PATH, for its owner alone; one that is there and ours becomes so.  FALSE with
 * errno.
 */
gboolean private_make_folder(const char *path, gboolean *made);

/*
 * Take from PATH, a file or folder of ours, what group and others may do.  FALSE with errno: they
 * still may.  Another's, a link, or what is not there stays as it is: TRUE.
 */
gboolean private_tighten(const char *path);

/*
 * Empty the file PATH, which its owner may have closed for writing, and date it now.  FALSE with
 * errno.
 */
gboolean private_empty(const char *path);

#endif
