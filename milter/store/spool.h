/*
 * spool - copies of messages, each a file that describes itself
 *
 * The folder a file lies in says what is to become of the copy, its mode how far that went; both
 * change in one step, so no end of the program leaves a copy in between:
 *
 *	held/ID    waits for its owner, or for the postmaster where the reinjector refused it
 *	outbox/ID  is to be injected
 *	done/ID    is over: an empty file stays for some days, so that a client's retry finds it
 *	tmp/       half-written files of a program that ended
 *
 * The name is origin_copy_id(): the same message for the same recipient is the same file.  A file
 * in its folder is on the disk: file and folder are synced before the call returns.
 */
#ifndef STORE_SPOOL_H
#define STORE_SPOOL_H

#include "mail/message.h"
#include "spool-entry.h"

typedef enum { SPOOL_HELD, SPOOL_OUTBOX, SPOOL_DONE, SPOOL_NOWHERE } SpoolPlace;

typedef enum {
	SPOOL_PREPARED, /* the mail server may not have our answer yet */
	SPOOL_ANSWERED, /* it has, and so the copy is all that is left of the message */
	SPOOL_SENDING,  /* the reinjector may have it */
} SpoolMark;

typedef struct Spool Spool;

/* The folders beside DATABASE; they are made when the first copy is kept.  (transfer full) */
Spool *spool_new(const char *database);
void spool_free(Spool *spool); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Spool, spool_free)

/* For the overflow of large bodies (transfer none): made if it can be. */
const char *spool_temporary_folder(const Spool *spool);

/* Where the copy ID is, and how it is marked (nullable). */
SpoolPlace spool_find(const Spool *spool, const char *id, SpoolMark *mark);

/*
 * Keep MESSAGE as ENTRY says in PLACE, prepared.  One that is there already, anywhere, stays as
 * it is.  FALSE with SPOOL_ERROR_WRITE, or message_emit()'s: nothing is there then.
 */
gboolean spool_keep(Spool *spool, SpoolPlace place, SpoolEntry *entry, const Message *message,
		    GError **error);

/* Durably if SYNC: else the next sync may do.  SPOOL_ERROR_WRITE or _MISSING. */
gboolean spool_mark(const Spool *spool, SpoolPlace place, const char *id, SpoolMark mark,
		    gboolean sync, GError **error);

/* In one step, mark and all.  SPOOL_ERROR_MISSING: it is not in FROM.  SPOOL_ERROR_WRITE. */
gboolean spool_move(const Spool *spool, const char *id, SpoolPlace from, SpoolPlace to,
		    GError **error);

/* Move to done/, then let go of the message. */
gboolean spool_settle(const Spool *spool, const char *id, SpoolPlace from, GError **error);

/*
 * Whether the message of the copy ID in done/ is still there, for a program ended before it let go
 * of it; let go of if REMOVE, and *REMOVED whether that could be done.
 */
gboolean spool_has_rest(const Spool *spool, const char *id, gboolean remove, gboolean *removed);

/*
 * The reinjector refused what lies in outbox/ and the caller has claimed: back to held/, where its
 * header tells REASON, if that can be written.  SPOOL_ERROR_MISSING or _WRITE: it is not held.
 */
gboolean spool_refuse(Spool *spool, const char *id, const char *reason, GError **error);

/*
 * What the header of a copy says (transfer full), or NULL with SPOOL_ERROR_MISSING, _READ or
 * _BROKEN.
 */
SpoolEntry *spool_read(const Spool *spool, SpoolPlace place, const char *id, GError **error);

/*
 * The ids of PLACE in order (transfer full, NULL-terminated); none where there is no folder.
 * SPOOL_ERROR_READ.
 */
char **spool_list(const Spool *spool, SpoolPlace place, GError **error);

/* Seconds since 1970 when the copy came to where it is; 0: it is not there. */
gint64 spool_time(const Spool *spool, SpoolPlace place, const char *id);

/* Forget what was done before TIME, and half-written files as old. */
void spool_purge(const Spool *spool, gint64 time);

/*
 * The names of half-written files older than TIME (transfer full, NULL-terminated): what a program
 * that ended left behind.  Removed if REMOVE.  SPOOL_ERROR_READ.
 */
char **spool_leftovers(const Spool *spool, gint64 time, gboolean remove, GError **error);

/* The path of a copy, for messages (transfer full). */
char *spool_path(const Spool *spool, SpoolPlace place, const char *id);

/*
 * Hold the copy ID in PLACE for this process alone, as long as the descriptor is open; -1 where
 * another has it, or with SPOOL_ERROR_MISSING where it is gone.
 */
int spool_claim(const Spool *spool, SpoolPlace place, const char *id, GError **error);

#endif
