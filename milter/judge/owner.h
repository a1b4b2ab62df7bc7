/*
 * owner - the person behind an address, and what they have set for themselves
 *
 * A record and nothing more: store/ keeps it, the judgement asks for it (book.h).
 */
#ifndef JUDGE_OWNER_H
#define JUDGE_OWNER_H

#include <glib.h>

#include "policy.h"

#define OWNER_NO_MODE (-1)

/* What a mailbox, a domain or the site has set. */
typedef struct OwnerSettings {
	char *owner;       /* comparable form: "bob@example.org", "@example.org", "*" */
	int mode;          /* a Mode, or OWNER_NO_MODE */
	GPtrArray *policy; /* char *: lines as in the configuration, without the keyword */
	GPtrArray *always; /* char *: networks whose mail passes */
	GPtrArray *never;  /* char *: networks whose mail is declined */
} OwnerSettings;

/* Nothing is set (transfer full); OWNER is copied. */
OwnerSettings *owner_settings_new(const char *owner);
void owner_settings_free(OwnerSettings *settings); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OwnerSettings, owner_settings_free)

gboolean owner_settings_is_empty(const OwnerSettings *settings);

/*
 * What is set as a Policy (transfer full): networks never, then networks always wanted, then the
 * lines, called "policy of bob@example.org:1" and so on.  At a line that is none it ends with
 * policy_add()'s ERROR and NULL.
 */
Policy *owner_settings_policy(const OwnerSettings *settings, GError **error);

/* Who gets the mail of an address. */
typedef struct Owner {
	char *name;          /* whose book it is: the person, else the address itself */
	guint persons;       /* the address is an alias of so many; 0: of nobody */
	GPtrArray *settings; /* OwnerSettings * that are not empty: the own, the domain's, the
				site's */
} Owner;

/* NAME (copied), who has set nothing and is nobody's alias (transfer full). */
Owner *owner_new(const char *name);
void owner_free(Owner *owner); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Owner, owner_free)

/* Whether several persons are behind the address. */
gboolean owner_is_shared(const Owner *owner);

/* Whether the owner has set something for themselves. */
gboolean owner_has_settings(const Owner *owner);

/*
 * Whose books and settings count for NAME: its own, its domain's, the site's (transfer full,
 * NULL-terminated).
 */
char **owner_places(const char *name);

#endif
