/*
 * decider - who decides about held mail, and what the decision is made on
 *
 * Whichever door an answer comes in by, it comes here.  Nothing is printed: a Decision tells what
 * was done, a GError what could not be, and the caller says both.
 */
#ifndef DECIDE_DECIDER_H
#define DECIDE_DECIDER_H

#include "filter/config.h"
#include "filter/outbox.h"
#include "people/contact.h"
#include "store/store.h"

#define DECIDE_ERROR (g_quark_from_static_string("decide-error"))
typedef enum {
	DECIDE_ERROR_WORD,       /* this cannot be the beginning of an id */
	DECIDE_ERROR_UNKNOWN,    /* it begins the id of no message, or of several */
	DECIDE_ERROR_OVER,       /* delivered or deleted before: copy_past() tells more */
	DECIDE_ERROR_ON_ITS_WAY, /* released, it waits in the outbox */
	DECIDE_ERROR_WHOM,       /* it names several inviters, and it was not said who is meant */
	DECIDE_ERROR_NOBODY,     /* it names no inviter */
	DECIDE_ERROR_DOUBTFUL,   /* nobody can be trusted by it */
	DECIDE_ERROR_REINJECTOR, /* none is configured */
	DECIDE_ERROR_REFUSED,    /* the reinjector refused it: it is held as before */
	DECIDE_ERROR_UNRECORDED, /* it is delivered, but that cannot be written down */
	DECIDE_ERROR_BROKEN,     /* its file cannot be read */
} DecideErrorCode;

/* What became of the copy. */
typedef enum {
	DECISION_STAYS,     /* it is held as before */
	DECISION_GONE,      /* let go of */
	DECISION_DELIVERED, /* DETAIL: what the reinjector said */
	DECISION_DELAYED, /* the filter delivers it as soon as it can be; DETAIL (nullable): why it
			     waits */
	DECISION_DELIVERED_MEANWHILE, /* by another program */
} DecisionEnd;

/*
 * What was decided, and what came of it.  It begins empty; where a decision fails it has what was
 * done before.
 */
typedef struct Decision {
	DecisionEnd end;
	gboolean again;     /* it had been released before */
	char *detail;       /* (nullable) */
	Contact *contact;   /* the inviter, as the owner's book has them now (nullable) */
	guint others;       /* so many more copies of this inviter went with it */
	GPtrArray *remarks; /* char *: what whoever decided should know, a sentence each (nullable:
			       nothing) */
} Decision;

void decision_clear(Decision *decision);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Decision, decision_clear)

/* Add a remark. */
void decision_remark(Decision *decision, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* All of it is the decider's. */
typedef struct Decider {
	Config *config;
	char *who; /* for the journal */
	Spool *spool;
	const Engine *engine; /* lent */
	Store *store;
	Outbox *outbox;     /* made by release_begin() (nullable) */
	Decision *decision; /* what the outbox tells of (nullable, lent) */
} Decider;

void decider_clear(Decider *decider);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Decider, decider_clear)

/*
 * Write into the journal that EVENT happens to the copy ID of OWNER; DETAIL and OWNER nullable.
 * FALSE with STORE_ERROR.
 */
gboolean decider_note(Decider *decider, const char *event, const char *id, const char *owner,
		      const char *detail, GError **error);

/*
 * Store CONTACT; *STORED (transfer full) as it is in the book now, where it may have been joined to
 * another.
 */
gboolean decider_store(Decider *decider, Contact *contact, Contact **stored, GError **error);

#endif
