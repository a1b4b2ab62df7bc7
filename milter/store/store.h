/*
 * store - what is remembered: books, history, the index of held mail, settings and journal
 *
 * Each is an interface, a table of operations as a Book is one (judge/book.h), and keeps what it
 * wants in its member `engine`.  An Engine has them all: sqlite/ is one, and only the start of a
 * program names it.
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "contacts.h"
#include "drift.h"
#include "held.h"
#include "history.h"
#include "journal.h"
#include "owners.h"
#include "staging.h"
#include "upkeep.h"

#define STORE_ERROR (g_quark_from_static_string("store-error"))
typedef enum {
	STORE_ERROR_MISSING,    /* no file there, or one without a byte */
	STORE_ERROR_OPEN,       /* cannot be opened or read */
	STORE_ERROR_LOCKED,     /* busy for longer than the timeout */
	STORE_ERROR_CORRUPT,    /* not a database of ours, damaged, or of a newer version */
	STORE_ERROR_WRITE,      /* full, read-only ... */
	STORE_ERROR_CREATE,     /* cannot be made: no such folder, no permission */
	STORE_ERROR_PERMISSION, /* this user may not read or write it */
} StoreErrorCode;

typedef enum {
	STORE_INSPECT, /* must exist; never written, nor upgraded: it may be of an older version */
	STORE_READ,    /* must exist; never written */
	STORE_WRITE,   /* must exist */
	STORE_CREATE,  /* made with its folder's owner and mode 0600 if it is not there */
} StoreAccess;

/* The path of a store that nobody else sees, gone when it is closed. */
#define STORE_IN_MEMORY ":memory:"

/* One connection, used by one thread at a time.  All that it points to is its own. */
typedef struct Store Store;
struct Store {
	const char *path;
	Contacts *contacts;
	History *history;
	HeldIndex *held;
	Owners *owners;
	Journal *journal;
	DriftLog *drift;
	Upkeep *upkeep;

	/*
	 * Until end() all that is written is one transaction: all of it or nothing.  Where it
	 * FAILED nothing of it is written, and end() returns FALSE.
	 */
	gboolean (*begin)(Store *store, GError **error);
	gboolean (*end)(Store *store, gboolean failed, GError **error);

	/* Whether what is at its path is still what was opened. */
	gboolean (*is_current)(const Store *store);

	void (*close)(Store *store);
};

void store_close(Store *store); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Store, store_close)

/* What keeps stores. */
typedef struct Engine {
	/* The store at PATH (transfer full), or NULL with STORE_ERROR. */
	Store *(*open)(const char *path, StoreAccess access, GError **error);

	/*
	 * Gather contacts for the book of OWNER, in comparable form (transfer full), or NULL with
	 * STORE_ERROR.
	 */
	Staging *(*stage)(const char *owner, GError **error);
} Engine;

#endif
