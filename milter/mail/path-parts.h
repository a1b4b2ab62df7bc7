/*
 * path-parts - the two halves of an address as RCPT may write it
 *
 * Mail servers take more than RFC 5321 section 4.1.2 has, and so does this: quoted strings,
 * backslashes, comments, white space, source routes, a phrase before <>, too many brackets, a
 * group.  Where it reads a path otherwise than the server that takes it, that is a mistake.
 * Private to recipient.c.
 */
#ifndef MAIL_PATH_PARTS_H
#define MAIL_PATH_PARTS_H

#include <glib.h>

typedef struct PathParts {
	char *local;  /* without quotes and backslashes, never empty: 'bob%example.org', 'a b' */
	char *domain; /* in A-label form, or "[192.0.2.1]", or no host's name (nullable: none) */
} PathParts;

/*
 * Take PATH apart.  FALSE: it has no sense, its quotes do not pair, it has a control character,
 * or more than PATH_LIMIT bytes; PARTS is empty then.
 */
#define PATH_LIMIT 2048
gboolean path_parts_read(PathParts *parts, const char *path);

/*
 * What LOCAL may say of a way: "bob@b" or "bob%b" or "b!bob" for the host b; DOMAIN is NULL where
 * only a source route came off.  FALSE: it says nothing, PARTS is empty.
 */
gboolean path_parts_read_route(PathParts *parts, const char *local);

void path_parts_clear(PathParts *parts);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(PathParts, path_parts_clear)

/* Whether DOMAIN could be the name of a host, or is an address in brackets. */
gboolean path_parts_is_host(const char *domain);

/* LOCAL as it is written, quoted where it must be (transfer full). */
char *path_parts_quote(const char *local);

#endif
