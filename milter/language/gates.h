/*
 * gates - what a mail may concern, found by the hashes of its words
 *
 * A thing is kept under hashes.  Who asks with a hash gets the things under it,
 * and maybe others: a gate only says what is worth a closer look.
 */
#ifndef LANGUAGE_GATES_H
#define LANGUAGE_GATES_H

#include "literal.h"

typedef struct Gates Gates;

Gates *gates_new(void);
void gates_free(Gates *gates); /* NULL is fine */

/* THING is lent. */
void gates_add(Gates *gates, guint32 hash, gpointer thing);
void gates_add_words(Gates *gates, const LiteralChoice *words, gpointer thing);

/* Called with a thing, maybe several times with the same; TRUE: enough. */
typedef gboolean (*GatesFunc)(gpointer thing, gpointer user_data);

/* Call FUNC for the things under HASH, those of which a word begins a word of TEXT. */
gboolean gates_visit(const Gates *gates, guint32 hash, GatesFunc func, gpointer user_data);
gboolean gates_visit_words(const Gates *gates, const char *text, GatesFunc func,
			   gpointer user_data);

/*
 * The same with the RAW value of a field.  *PLAIN tells whether its words are those of what is
 * decoded from it; if not, FUNC was called for some of them at most.
 */
gboolean gates_visit_raw(const Gates *gates, const char *raw, gboolean *plain, GatesFunc func,
			 gpointer user_data);

#define GATES_HASH_START 0x811c9dc5u

static inline guint32
gates_hash_step(guint32 hash, guint32 c)
{
	return hash * 0x01000193u + c;
}

#endif
