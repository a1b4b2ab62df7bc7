/*
 * accept-link - the links that say yes to an invitation (DESIGN 4.2)
 */
#ifndef RECOGNIZE_ACCEPT_LINK_H
#define RECOGNIZE_ACCEPT_LINK_H

#include "mail/message.h"
#include "evidence.h"

/* What the words of a link make of it, whichever network is meant. */
typedef enum {
	LINK_PLAIN,  /* nothing: only where it leads can make it an accept link */
	LINK_ACCEPT, /* has a word of "words accept" */
	LINK_NEVER,  /* opt-out, privacy, help, an image or no web address */
} LinkSense;

/* What LINK says by its words, of what EVIDENCE can afford to look at. */
LinkSense accept_link_sense(Evidence *evidence, const Link *link);

/* Whether LINK leads to the member-links of NETWORK. */
gboolean accept_link_leads_to(const Link *link, const Network *network);

/* The same, or to any host of its from domains: what an imitation's links do not. */
gboolean accept_link_leads_home(const Link *link, const Network *network);

#endif
