/*
 * accept-link - the links that say yes to an invitation
 *
 * Their anchor, path or query has a word of "words accept", or they lead to the network's
 * member-links; none that opts out, explains or shows a picture.
 */
#ifndef RECOGNIZE_ACCEPT_LINK_H
#define RECOGNIZE_ACCEPT_LINK_H

#include "evidence.h"

/* Whether LINK, or any of the mail, is an accept link of NETWORK (nullable: by its words alone). */
gboolean accept_link_is(Evidence *evidence, const Link *link, const Network *network);
gboolean accept_link_any(Evidence *evidence, const Network *network);

/* Whether LINK leads to the member-links of NETWORK. */
gboolean accept_link_leads_to(const Link *link, const Network *network);

/* The same, or to any host of its from domains: what an imitation's links do not. */
gboolean accept_link_leads_home(const Link *link, const Network *network);

#endif
