/*
 * run - a held command on its way: its decider, the copies that it is about, and what it says
 */
#ifndef CTL_HELD_RUN_H
#define CTL_HELD_RUN_H

#include "decide/copy.h"
#include "ctl/command.h"

typedef struct HeldRun {
	CommandContext *context;
	Decider decider; /* where there is no database it has one in memory, made from the files */
	gboolean compares; /* set by a command that compares them itself: nothing is made from the
			      files */
} HeldRun;

void held_run_clear(HeldRun *run);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(HeldRun, held_run_clear)

/*
 * Open spool and index of the configuration; root becomes the database's owner first.  Where there
 * is no database and ACCESS is STORE_WRITE, it is made if there are copies to do something with;
 * with STORE_INSPECT its absence is an error.  An exit status, after saying what is wrong.
 */
int held_run_open(HeldRun *run, CommandContext *context, StoreAccess access);

/* Done to each of several copies.  An exit status, after saying what is wrong. */
typedef int (*HeldVerb)(HeldRun *run, HeldCopy *copy, gpointer user_data);

/*
 * Find each of WORDS and do VERB; one that fails stops none of the others.  The first status that
 * is not EX_OK.
 */
int held_run_each(HeldRun *run, char **words, HeldVerb verb, gpointer user_data);

/*
 * Say what became of a copy that is over, and at what time.  EX_OK if one of EVENTS
 * (NULL-terminated) had ended it, so that nothing is left to do; else EX_DATAERR.
 */
int held_run_say_over(HeldRun *run, const HeldCopy *copy, const char *const *events);

/* Print what DECISION remarks, and the contact that it made. */
void held_run_print(const HeldRun *run, const Decision *decision);

/* The option --inviter, which says who of several is meant; NUMBER: where it goes, an int. */
#define HELD_INVITER_OPTION(number)                                                                \
	{                                                                                          \
		"inviter", 0, 0, G_OPTION_ARG_INT, number,                                         \
			"Whom, where the message names several", "NUMBER"                          \
	}

/*
 * Whether NUMBER of that option and WORDS (nullable), the ids, go together.  An exit status, after
 * saying why not.
 */
int held_run_check_words(CommandContext *context, char **words, int number);

/* Say why COPY was not decided about as was asked for.  The exit status. */
int held_run_fail(const HeldRun *run, const HeldCopy *copy, const GError *error);

#endif
