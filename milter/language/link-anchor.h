/*
 * link-anchor - whether a link's expression fixes scheme and host
 *
 * A link that only has to contain "linkedin.com/in/" may lead anywhere, so
 * nobody's profile may be read from it as the network's own word.
 */
#ifndef LANGUAGE_LINK_ANCHOR_H
#define LANGUAGE_LINK_ANCHOR_H

#include "base/pattern.h"

/*
 * Whether PATTERN begins with ^https:// or http, or either, then a host whose last two labels
 * are fixed, then "/".  A host may have (?:alternatives|of hosts), and names in front that vary.
 */
gboolean link_is_anchored(const Pattern *pattern);

#endif
