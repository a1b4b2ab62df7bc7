/*
 * held-store - what the held commands share: the spool, its index, and one copy by its id
 */
#ifndef CTL_HELD_STORE_H
#define CTL_HELD_STORE_H

#include "command.h"
#include "store/database.h"
#include "store/spool.h"

/* So many digits of an id are shown, and so many must at least be given. */
enum { HELD_SHOWN_DIGITS = 12, HELD_LEAST_DIGITS = 6 };

typedef struct HeldStore {
	CommandContext *context;
	Config *config;
	char *who;          /* the person at the command line */
	Spool *spool;
	Database *database; /* where there is none: one in memory, made from the files */
	gboolean compares;  /* set by a command that compares them itself: nothing is made from the files */
} HeldStore;

void held_store_clear(HeldStore *store);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(HeldStore, held_store_clear)

/*
 * Open spool and index of the configuration; root becomes the database's owner first.  Where there is
 * no database and ACCESS is DATABASE_WRITE, it is made if there are copies to do something with; with
 * DATABASE_INSPECT its absence is an error.  An exit status, after saying what is wrong.
 */
int held_store_open(HeldStore *store, CommandContext *context, DatabaseAccess access);

typedef struct HeldCopy {
	char *id;
	SpoolPlace place;
	SpoolEntry *entry; /* (nullable: the copy is over, or cannot be read) */
	GError *failure;   /* why it cannot be read (nullable) */
} HeldCopy;

void held_copy_clear(HeldCopy *copy);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(HeldCopy, held_copy_clear)

/* The one copy whose id begins with WORD.  An exit status, after saying that there is none, or several. */
int held_store_find(const HeldStore *store, const char *word, HeldCopy *copy);

/* Done to each of several copies.  An exit status, after saying what is wrong. */
typedef int (*HeldVerb)(HeldStore *store, HeldCopy *copy, gpointer user_data);

/* Find each of WORDS and do VERB; one that fails stops none of the others.  The first status that is not EX_OK. */
int held_store_each(HeldStore *store, char **words, HeldVerb verb, gpointer user_data);

/* Write into the journal that EVENT happens to the copy ID of OWNER; DETAIL and OWNER nullable. */
gboolean held_store_note(HeldStore *store, const char *event, const char *id, const char *owner,
			 const char *detail, GError **error);

/*
 * Say what became of a copy that is over, and at what time.  EX_OK if one of EVENTS (NULL-terminated)
 * had ended it, so that nothing is left to do; else EX_DATAERR.
 */
int held_store_say_over(HeldStore *store, const HeldCopy *copy, const char *const *events);

/*
 * The command that does VERB to each ID of its arguments, of which there must be one; SUMMARY stands
 * in --help.  Returns the exit status.
 */
int held_store_run(CommandContext *context, const char *summary, HeldVerb verb, int argc, char **argv);

#endif
