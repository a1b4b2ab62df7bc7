/*
 * link - URLs: typed in text, and out of the wrappings of link-rewriting services
 *
 * Nothing is ever fetched: a wrapped URL is unwrapped as a string.
 */
#ifndef MAIL_LINK_H
#define MAIL_LINK_H

#include <glib.h>

#include "message.h"

enum {
	LINK_MOST = 2000,   /* links of one mail */
	LINK_LONGEST = 8192 /* bytes of one; longer ones are no links */
};

/*
 * Take URL, unwrapped, with its ANCHOR (nullable).  Returns (transfer full,
 * nullable): what is not http or https is no link.
 */
Link *link_new(const char *url, const char *anchor);
void link_free(Link *link);

/* Append to LINKS what TEXT has: "http://...", "www...", "<http://...>" broken over lines. */
void link_find(const char *text, GPtrArray *links);

/* URL without the wrappings of services that rewrite links, three deep (transfer full). */
char *link_unwrap(const char *url);

#endif
