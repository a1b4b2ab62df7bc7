/*
 * profile - a member of a network, as network:form:value
 *
 * Mail and address books name members by the same words, or no book would know
 * who invites: whoever makes a profile makes it here.
 */
#ifndef PEOPLE_PROFILE_H
#define PEOPLE_PROFILE_H

#include "language/ruleset.h"

/*
 * The profile of the member whom NETWORK calls VALUE in FORM, what stands behind
 * "profile_" in the name of a group.  Escapes (%XX) in VALUE are decoded, slugs in lower case.
 * Returns (transfer full), or NULL where that is nobody.
 */
char *profile_make(const char *network, const char *form, const char *value);

/*
 * The member whose page is URL, as the "profile" statements of RULES tell; "https://" may be
 * missing.  Returns (transfer full), or NULL where it is no member's page that RULES know.
 */
char *profile_of_url(const Ruleset *rules, const char *url);

/* Whether WORD is a web address rather than network:form:value. */
gboolean profile_is_url(const char *word);

#endif
