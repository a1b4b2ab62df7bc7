/*
 * why - the sentences that explain a judgement, in the order in which they were found
 *
 * What is found out about the message stands in one Why, what is found out for one recipient in
 * another.  So nobody searches a sentence to know who may read it.
 */
#ifndef RECOGNIZE_WHY_H
#define RECOGNIZE_WHY_H

#include <glib.h>

typedef struct Why Why;

Why *why_new(void);      /* (transfer full) nothing is said yet */
void why_free(Why *why); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Why, why_free)

/* Add one sentence, without a full stop. */
void why_say(Why *why, const char *format, ...) G_GNUC_PRINTF(2, 3);
void why_vsay(Why *why, const char *format, va_list arguments) G_GNUC_PRINTF(2, 0);

/* Add copies of SENTENCES (char *; nullable: none). */
void why_say_all(Why *why, const GPtrArray *sentences);

/* All of them (transfer none; char *). */
const GPtrArray *why_sentences(const Why *why);

#endif
