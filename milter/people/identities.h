/*
 * identities - what a person is known by, in the form in which it compares
 */
#ifndef PEOPLE_IDENTITIES_H
#define PEOPLE_IDENTITIES_H

#include <glib.h>

#include "inviter.h"

/*
 * The comparable form of VALUE: names by person_comparable(), addresses without +detail,
 * profiles with network and form in lower case.  Returns (transfer full), or NULL where
 * VALUE is no such thing.
 */
char *identity_form(IdentityType type, const char *value);

/* What a mail tells of an inviter, in comparable form; NULL where it tells nothing. */
typedef struct IdentityForms {
	char *form[IDENTITY_TYPES]; /* by type */
} IdentityForms;

IdentityForms identity_forms(const Inviter *inviter);
void identity_forms_clear(IdentityForms *forms);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(IdentityForms, identity_forms_clear)

/* The length of "network:form:" at the beginning of PROFILE, or 0. */
gsize identity_profile_prefix(const char *profile);

/* A sentence about what a value of TYPE looks like (transfer none). */
const char *identity_expected(IdentityType type);

#endif
