/*
 * draft - a contact that grows from the properties of a card or the cells of a row
 *
 * Each value is tried as it comes: what is no name, address or profile is told to the
 * handler and left out, what is there already in another spelling is left out silently.
 */
#ifndef IMPORT_DRAFT_H
#define IMPORT_DRAFT_H

#include "import.h"

typedef struct Draft Draft;

Draft *draft_new(const ImportHandler *handler); /* (transfer full); lends HANDLER */
void draft_free(Draft *draft);                  /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Draft, draft_free)

/* Begin a contact that stands at LINE; what was begun before is dropped. */
void draft_begin(Draft *draft, guint line);
gboolean draft_is_begun(const Draft *draft);
guint draft_line(const Draft *draft);

/* Whether it has a name already. */
gboolean draft_has_name(const Draft *draft);

/* Add VALUE, which stands at LINE; an empty one is nothing. */
void draft_add(Draft *draft, IdentityType type, const char *value, guint line);

/* Add NAME, put together of its parts, if it is a full one or the first. */
void draft_add_parts(Draft *draft, const char *name, guint line);

/* Add the member whose page is at URL; other pages are nobody's and say nothing. */
void draft_add_page(Draft *draft, const char *url);

/*
 * Where the handler restores: mark VALUE, one that was added and stands at LINE, as only learned.
 */
void draft_set_learned(Draft *draft, const char *value, guint line);

/*
 * What our own exports say besides, where the handler restores: "state", "network", "source",
 * "since".
 */
void draft_set(Draft *draft, const char *member, const char *value, guint line);

/* A remark that a person sees in the file and in the book, and nobody else reads. */
void draft_set_note(Draft *draft, const char *note);

/*
 * Whether what only our own exports have, and no other program shows, is taken; it is told if not.
 */
gboolean draft_restores(Draft *draft, guint line);

/* The rest is not to be believed: tell REASON, and let draft_end() drop the contact. */
void draft_break(Draft *draft, guint line, const char *reason);

/* The contact is whole: hand it over, or tell why not.  FALSE with ERROR as the handler said. */
gboolean draft_end(Draft *draft, GError **error);

#endif
