/*
 * body - the bytes of a body -> what a reader sees
 */
#ifndef MAIL_BODY_H
#define MAIL_BODY_H

#include <glib.h>

#include "field.h"
#include "message.h"
#include "omission.h"

/*
 * Read SIZE bytes at DATA, the body under HEADER.  What was not read is told in
 * OMITTED.  Returns (transfer full) a text whose members are never NULL.
 */
MessageText *body_read(Header *header, const char *data, gsize size, const MessageLimits *limits,
		       Omissions *omitted);
void body_text_free(MessageText *text);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MessageText, body_text_free)

#endif
