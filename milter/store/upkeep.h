/*
 * upkeep - what is done to a store as a whole
 */
#ifndef STORE_UPKEEP_H
#define STORE_UPKEEP_H

#include <glib.h>

typedef struct Traces Traces;

/* What was erased. */
typedef struct Erased {
	guint contacts, invitations, copies;
	guint journal; /* lines */
	guint busy;    /* copies that were just being delivered: they stay */
} Erased;

/* Told what is wrong, a sentence each. */
typedef void (*UpkeepFinding)(const char *sentence, gpointer user_data);

/* Each operation returns FALSE with STORE_ERROR. */
typedef struct Upkeep Upkeep;
struct Upkeep {
	gpointer engine;

	/* The version of what it is kept in. */
	gboolean (*version)(Upkeep *upkeep, gint64 *version, GError **error);

	/*
	 * Whether it is whole, of any version; nothing is changed.  *CURRENT: it is of the version
	 * that this program reads, so that its rows could be looked at, too.
	 */
	gboolean (*check)(Upkeep *upkeep, UpkeepFinding tell, gpointer user_data, gboolean *current,
			  GError **error);

	/*
	 * A copy of it as it is at this moment, while others read and write it, at PATH, mode 0600,
	 * durable, in one step.
	 */
	gboolean (*back_up)(Upkeep *upkeep, const char *path, GError **error);

	/*
	 * Erase TRACES but for the messages themselves, and all that is OWNER's (nullable), so that
	 * nothing stays in the files; add to *ERASED what that was, and take down that WHO did it,
	 * no more.
	 */
	gboolean (*erase)(Upkeep *upkeep, const Traces *traces, const char *owner, const char *who,
			  Erased *erased, GError **error);
};

#endif
