/*
 * session - one connection of the mail server: its client and the message under way
 *
 * Callbacks of one session run on different threads, one after the other.
 * What belongs to one message is gone at its end, at abort and at the next
 * MAIL: an ACCEPT at the end of headers is followed by neither of the others.
 */
#ifndef DAEMON_SESSION_H
#define DAEMON_SESSION_H

#include "mail/path.h"
#include "store/spool.h"
#include "service.h"

typedef struct Session {
	Service *service;
	unsigned long actions; /* SMFIF_*: what the MTA lets us do */
	unsigned long steps;   /* SMFIP_*: how it speaks with us */

	char *client_name;    /* (nullable) */
	char *client_address; /* (nullable: not over IP) */
	char *greeting;       /* what it said last in HELO or EHLO (nullable) */
	char *host;           /* the MTA's own name, {j} (nullable) */

	Spool *spool; /* of the database that the last message's snapshot named */
	char *database;

	/*
	 * Called while the end of a message takes long, so that the mail server goes on waiting
	 * (nullable).
	 */
	void (*progress)(gpointer data);
	gpointer progress_data;

	/* The message under way. */
	Snapshot *snapshot; /* NULL between messages */
	Message *message;   /* of the snapshot */
	Path *sender;
	GPtrArray *paths; /* Path *: the recipients as RCPT had them */
	GPtrArray *
		recipients; /* char *: Path.recipient; NULL-terminated from the end of headers on */
	char *queue_id;     /* (nullable) known from the end of headers on */
	char *login;        /* of an authenticated client (nullable) */
	gboolean exempt;    /* of an authenticated or exempt client */
	Evidence *evidence; /* of the message (nullable: it is not judged) */
	Screen screen;
	Verification *verification; /* our own look at its signatures (nullable: none may matter) */
	VerificationAnswer answer;  /* what is told of it */
	Judgement *judgement;       /* (nullable) of which the plan is made */
	GPtrArray *copies;          /* char *: ids of those in the spool for it */
} Session;

/* Whether a message is under way: its MAIL was seen. */
gboolean session_is_busy(const Session *session);

Session *session_new(Service *service); /* (transfer full) */
void session_free(Session *session);    /* NULL is fine */

/* Who is at the other end; arguments nullable. */
void session_connect(Session *session, const char *name, const char *address, const char *host);
void session_greet(Session *session, const char *greeting); /* HELO or EHLO: the last one counts */

/*
 * MAIL: a new message with the current snapshot; the words of MAIL, and then of each RCPT, are the
 * address and its parameters.  LOGIN: as whom the client logged in (nullable, or "": it did not).
 * TOLD: whom the mail server means by this RCPT, {rcpt_addr} (nullable, or "": it does not tell).
 */
void session_begin(Session *session, char *const *words, const char *login);
void session_add_recipient(Session *session, char *const *words, const char *told);

/* The header is complete: what its end is answered with. */
Screen session_screen(Session *session);

/* Whether something of the header was not read; then the log tells it of mail that leaves there. */
gboolean session_was_cut(const Session *session);
void session_tell_unread(Session *session);

/*
 * After SCREEN_UNKNOWN: raise the drift alarm if the mail is proven.  Returns what the end of the
 * header is answered with then: SCREEN_ORDINARY, SCREEN_CLEAN_FIELDS, or still SCREEN_UNKNOWN where
 * it has a signature, for that takes the body.
 */
Screen session_note_unknown(Session *session);

/* The next bytes of the body.  FALSE: nobody needs what would follow. */
gboolean session_add_body(Session *session, const void *data, gsize size);

/*
 * The header is complete: whether it has more fields of our names than we or the mail server, which
 * looks for each from the top, should work through.  Whoever sends that means harm.
 */
gboolean session_is_flooded(const Session *session);

/*
 * The message is complete: judge it and keep what copies it needs.  Returns (transfer full) the
 * Plan of what is left to do, or NULL with ERROR.  It is logged here what was judged, and what
 * could not be kept.
 */
Plan *session_judge(Session *session, GError **error);

/*
 * What is to be done where session_judge() failed and the mail is to pass (transfer full): it is
 * tagged at most.
 */
Plan *session_judge_blindly(Session *session);

/*
 * What is to be done with a message that is not judged (transfer full): others' fields of our name
 * go.
 */
Plan *session_clean(Session *session);

/* The answer is about to be sent: copies are on their way from now on. */
void session_answer(Session *session);

/* The message is over, or never began. */
void session_end(Session *session);

#endif
