/*
 * mta - the mail server's side of the milter protocol, over a unix socket
 *
 * Speaks version 6 as Postfix and Sendmail do: commands go out together, up to the
 * next one that needs an answer.  Whatever goes wrong ends the program with a message:
 * a driver that goes on proves nothing.
 */
#ifndef PROTOCOL_MTA_H
#define PROTOCOL_MTA_H

#include <glib.h>

#include "letter.h"

/* What a mail server lets a filter do, and which protocol steps it knows. */
typedef struct MtaOffer {
	guint32 actions;
	guint32 steps;
} MtaOffer;

extern const MtaOffer mta_postfix; /* everything, as Postfix 3.7 and Sendmail 8.17 */
extern const MtaOffer
	mta_poor; /* rights to change, but no step may be skipped and every command is answered */
extern const MtaOffer mta_mute; /* as Postfix, but a filter may change nothing */

/* Answers, as they go over the wire. */
enum {
	MTA_CONTINUE = 'c',
	MTA_ACCEPT = 'a',
	MTA_REJECT = 'r',
	MTA_TEMPFAIL = 't',
	MTA_DISCARD = 'd',
	MTA_REPLY = 'y', /* reject or tempfail, with a text */
	MTA_SKIP = 's',
	MTA_GONE = 0, /* the filter hung up */
};

typedef struct Mta Mta;

/* Connect to the filter at PATH and agree on what OFFER has (transfer full). */
Mta *mta_open(const char *path, const MtaOffer *offer);

/* Say good-bye.  NULL is fine. */
void mta_close(Mta *mta);

/* What the filter asked for. */
MtaOffer mta_agreed(const Mta *mta);

/*
 * The macros that it asked for at RCPT (transfer none, nullable: it asked for none in particular).
 */
const char *mta_macros_of_rcpt(const Mta *mta);

/* How many bytes went over the socket so far, both ways together. */
guint64 mta_bytes(const Mta *mta);

/* Send the macro NAME with the next command, too; VALUE NULL: do not. */
void mta_tell(Mta *mta, const char *name, const char *value);

/*
 * The commands.  Each returns the answer; MTA_CONTINUE where none was agreed, or the step is
 * skipped.
 */
int mta_client(Mta *mta, const char *name, const char *address); /* greets by NAME, too */
int mta_greet(Mta *mta, const char *name);
int mta_mail(Mta *mta, const char *sender, const char *login); /* LOGIN: {auth_authen} (nullable) */
int mta_recipient(Mta *mta, const char *recipient);
int mta_path(Mta *mta, const char *path); /* RCPT as it stands, <> and all */
int mta_field(Mta *mta, const char *name, const char *value);
int mta_end_of_header(Mta *mta, const char *queue_id);
int mta_body(Mta *mta, const void *data, gsize size);
void mta_abort(Mta *mta);

/*
 * End of message.  CHANGES (nullable) takes what the filter does, a line each:
 * "insert 0 X-Invitation: ...", "change 1 Subject: ...", "remove 1 X-Invitation", "add <a@b>",
 * "delete <a@b>", "hold reason", "reply 550 5.7.1 text".  Folds stand as "\n" and white space.
 */
int mta_end(Mta *mta, GPtrArray *changes);

/* A whole LETTER in body chunks of CHUNK bytes; the last answer. */
int mta_send(Mta *mta, const Letter *letter, const char *queue_id, gsize chunk, GPtrArray *changes);

/* The same, but wait only 200 ms for the last answer, and hang up.  MTA is gone. */
void mta_give_up(Mta *mta, const Letter *letter, const char *queue_id);

/* "accept", "reject" ... for an answer. */
const char *mta_answer_word(int answer);

#endif
