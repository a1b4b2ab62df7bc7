/*
 * copies - what a Plan gives to recipients apart -> files in the spool
 *
 * A copy is known by recipient, sender and message (origin.h): when a client tries again, the
 * first copy is found and no second one made.
 */
#ifndef FILTER_COPIES_H
#define FILTER_COPIES_H

#include "judge/judge.h"
#include "judge/plan.h"
#include "mail/path.h"
#include "store/spool.h"

/* One message at its end; everything is lent. */
typedef struct CopySource {
	Spool *spool;
	Message *message;
	const Path *sender;
	const GPtrArray *recipients;              /* Path *, with their recipients */
	const char *client_name, *client_address; /* (nullable) */
	const char *queue_id;                     /* (nullable) */
	const char *host;                         /* the mail server's name (nullable) */
	const char *const *own_hosts;             /* (nullable) */
	gint64 time;                              /* seconds since 1970 */
	guint64 most; /* bytes that all copies of it together may take */
	void (*progress)(
		gpointer data); /* called after each copy, which takes a moment (nullable) */
	gpointer progress_data;
	GHashTable *kept;  /* as in PlanSettings; both functions below add to it */
	char *fingerprint; /* filled in by copies_find(), the caller frees it */
} CopySource;

/*
 * Find whose copies were made when the message came before, and say so in their verdicts. *RETURNS:
 * it is a copy that our own reinjector sends back to us.  FALSE with origin_fingerprint()'s ERROR.
 */
gboolean copies_find(CopySource *source, const Judgement *judgement, gboolean *returns,
		     GError **error);

/*
 * Keep the copies of PLAN, prepared, and append their ids to IDS (char *).  FALSE with SPOOL_ERROR
 * where all of them are too much, or at the first that cannot be kept: those before it are kept, so
 * that another plan can be made for the rest.
 */
gboolean copies_keep(const CopySource *source, const Judgement *judgement, const Plan *plan,
		     GPtrArray *ids, GError **error);

#endif
