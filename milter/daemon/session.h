/*
 * session - one connection of the mail server: its client and the message under way
 *
 * Callbacks of one session run on different threads, one after the other.
 * What belongs to one message is gone at its end, at abort and at the next
 * MAIL: an ACCEPT at the end of headers is followed by neither of the others.
 */
#ifndef DAEMON_SESSION_H
#define DAEMON_SESSION_H

#include "service.h"

typedef struct Session {
	Service *service;
	unsigned long actions; /* SMFIF_*: what the MTA lets us do */
	unsigned long steps;   /* SMFIP_*: how it speaks with us */

	char *client_name;    /* (nullable) */
	char *client_address; /* (nullable: not over IP) */
	char *host;           /* the MTA's own name, {j} (nullable) */

	/* The message under way. */
	Snapshot *snapshot;    /* NULL between messages */
	Message *message;      /* kept for the next one (nullable: none came yet) */
	guint64 read_limit;    /* with which it was made */
	GPtrArray *recipients; /* char *, NULL-terminated from the end of headers on */
	char *queue_id;        /* (nullable) known from the end of headers on */
	gboolean exempt;       /* of an authenticated or exempt client */
	Screen screen;
} Session;

/* Whether a message is under way: its MAIL was seen. */
gboolean session_is_busy(const Session *session);

Session *session_new(Service *service); /* (transfer full) */
void session_free(Session *session);    /* NULL is fine */

/* Who is at the other end; arguments nullable. */
void session_connect(Session *session, const char *name, const char *address, const char *host);

/* MAIL: a new message of SENDER, with the current snapshot.  AUTHENTICATED: the client logged in. */
void session_begin(Session *session, const char *sender, gboolean authenticated);
void session_add_recipient(Session *session, const char *path);

/* The header is complete: what its end is answered with. */
Screen session_screen(Session *session);

/*
 * After SCREEN_UNKNOWN: raise the drift alarm if the mail is proven.  Returns what the end of the header is
 * answered with then, SCREEN_ORDINARY or SCREEN_CLEAN_FIELDS.
 */
Screen session_note_unknown(Session *session);

/*
 * The message is complete.  Returns (transfer full) the Plan, or NULL with
 * ERROR.  *LINE (transfer full, NULL where nothing was judged) is what the log says.
 */
Plan *session_judge(Session *session, char **line, GError **error);

/* What is to be done with a message that is not judged (transfer full): others' fields of our name go. */
Plan *session_clean(Session *session);

/* The message is over, or never began. */
void session_end(Session *session);

#endif
