/*
 * run - an owner command on its way: the configuration, the database, owners by their words
 */
#ifndef CTL_OWNER_RUN_H
#define CTL_OWNER_RUN_H

#include "ctl/command.h"
#include "store/store.h"

typedef struct OwnerRun {
	CommandContext *context;
	Config *config;
	Store *store; /* (nullable: there is none, and nobody has set anything) */
} OwnerRun;

void owner_run_clear(OwnerRun *run);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(OwnerRun, owner_run_clear)

/*
 * Load the configuration.  What only root may read must be opened after this and before
 * owner_run_open().
 */
int owner_run_begin(OwnerRun *run, CommandContext *context);

/* Become the database's owner and open it; one that is not there is said.  An exit status. */
int owner_run_open(OwnerRun *run, StoreAccess access);

/* WORD in comparable form (transfer full), or NULL after saying that it is no owner. */
char *owner_run_form(const OwnerRun *run, const char *word);

/* The same of the person behind WORD, if it is an alias of one, which is said. */
char *owner_run_person(const OwnerRun *run, const char *word);

#endif
