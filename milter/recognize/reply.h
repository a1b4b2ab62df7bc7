/*
 * reply - answers, forwards, delivery reports and calendar mail
 *
 * They quote or carry an invitation without being one.  The header tells most;
 * the rest show by their quote or their parts.
 */
#ifndef RECOGNIZE_REPLY_H
#define RECOGNIZE_REPLY_H

#include "mail/message.h"

/* In-Reply-To or References: the quickest to see, and most answers have one. */
gboolean reply_names_parent(Message *message);

/* The same, or a Subject that begins as those of answers and forwards do. */
gboolean reply_in_header(Message *message);

/*
 * Text with a quote that is introduced as one ("Jane wrote:") or has all the links, or a forwarded
 * mail.
 */
gboolean reply_in_body(const MessageText *text);

/* A delivery report or calendar mail. */
gboolean reply_is_notice(Message *message);
gboolean reply_is_notice_in_body(const MessageText *text);

#endif
