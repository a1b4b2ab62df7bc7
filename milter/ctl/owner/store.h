/*
 * store - what the owner commands share: the configuration, the database, owners by their words
 */
#ifndef CTL_OWNER_STORE_H
#define CTL_OWNER_STORE_H

#include "ctl/command.h"
#include "store/owners.h"

typedef struct OwnerStore {
	CommandContext *context;
	Config *config;
	Database *database; /* (nullable: there is none, and nobody has set anything) */
} OwnerStore;

void owner_store_clear(OwnerStore *store);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(OwnerStore, owner_store_clear)

/* Load the configuration.  What only root may read must be opened after this and before owner_store_open(). */
int owner_store_begin(OwnerStore *store, CommandContext *context);

/* Become the database's owner and open it; one that is not there is said.  An exit status. */
int owner_store_open(OwnerStore *store, DatabaseAccess access);

/* WORD in comparable form (transfer full), or NULL after saying that it is no owner. */
char *owner_store_form(const OwnerStore *store, const char *word);

/* The same of the person behind WORD, if it is an alias of one, which is said. */
char *owner_store_person(const OwnerStore *store, const char *word);

#endif
