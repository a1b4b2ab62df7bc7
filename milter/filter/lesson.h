/*
 * lesson - what an outgoing mail teaches: whose contacts its recipients become
 *
 * Read at the end of its header, of mail of clients that logged in alone.
 */
#ifndef FILTER_LESSON_H
#define FILTER_LESSON_H

#include "people/contact.h"
#include "filter.h"

typedef struct Lesson {
	char *owner;         /* comparable form */
	GPtrArray *contacts; /* Contact *, the owner's, learned now */
} Lesson;

void lesson_free(Lesson *lesson); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Lesson, lesson_free)

/*
 * What MESSAGE of LOGIN to RECIPIENTS (NULL-terminated, as in RCPT) teaches at NOW, seconds since
 * 1970 (transfer full, nullable: nothing).  *HOMELESS: nobody knows whose address the login is.
 */
Lesson *lesson_read(const Filter *filter, Message *message, const char *login,
		    const char *const *recipients, gint64 now, gboolean *homeless);

#endif
