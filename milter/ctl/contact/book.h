/*
 * book - what the contact commands share: options, the database, one owner's book
 */
#ifndef CTL_CONTACT_BOOK_H
#define CTL_CONTACT_BOOK_H

#include "ctl/command.h"
#include "store/store.h"

/* The options of all contact commands; each command takes those it needs. */
typedef struct ContactOptions {
	char *owner;
	char **names, **emails, **profiles;
	char *network;
	char *note;
	char *source;
	gboolean json;
	char **words;
} ContactOptions;

/* Which of them a command takes, besides --owner. */
typedef enum {
	TAKES_PERSON = 1 << 0,  /* --name, --email, --profile, --note */
	TAKES_NETWORK = 1 << 1, /* --network */
	TAKES_JSON = 1 << 2,    /* --json */
	TAKES_WORD = 1 << 3,    /* one WORD or ID */
	OWNER_OPTIONAL = 1 << 4,
	TAKES_SOURCE = 1 << 5, /* --source, in place of the WORD */
} ContactTakes;

void contact_options_clear(ContactOptions *options);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ContactOptions, contact_options_clear)

typedef struct ContactBook {
	CommandContext *context;
	Config *config;
	char *owner;  /* comparable form (nullable: all owners) */
	Store *store; /* (nullable: there is none, an empty book) */
} ContactBook;

void contact_book_clear(ContactBook *book);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ContactBook, contact_book_clear)

/* Parse the options of a command.  An exit status, EX_OK: go on; else it was said what is wrong. */
int contact_options_parse(ContactOptions *options, CommandContext *context, ContactTakes takes,
			  const char *summary, int argc, char **argv);

/*
 * What of WORDS (nullable) is a web address becomes the profile that the rules see in it.  FALSE
 * after saying that they see none.
 */
gboolean contact_read_pages(CommandContext *context, char **words);

/*
 * Load the configuration and find out whose book is meant.  What only the caller may read
 * (root's files) must be opened after this and before contact_book_open().
 */
int contact_book_name(ContactBook *book, CommandContext *context, const ContactOptions *options);

/* Become the database's owner, where the caller is root. */
int contact_book_become(ContactBook *book);

/*
 * Where the owner is an alias, the book is its person's: find that out before the book is opened.
 */
int contact_book_find_person(ContactBook *book);

/*
 * Open the book of the options' owner, named already or not; root becomes the database's owner
 * first.  Where the file is not there and ACCESS does not make it, that is said and the book is
 * empty.
 */
int contact_book_open(ContactBook *book, CommandContext *context, const ContactOptions *options,
		      StoreAccess access);

/*
 * The contacts that WORD means: an id, else a name, address or profile.  An exit status;
 * EX_DATAERR after saying so where there is nobody.
 */
int contact_book_find(ContactBook *book, const char *word, GPtrArray **contacts);

#endif
