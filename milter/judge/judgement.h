/*
 * judgement - what the mail is, and what each recipient makes of it
 *
 * A record: judge.h fills it in, and nothing changes it afterwards but one more reason in a Why.
 */
#ifndef JUDGE_JUDGEMENT_H
#define JUDGE_JUDGEMENT_H

#include "language/words.h"
#include "people/inviter.h"
#include "recognize/why.h"

/* What one recipient makes of it. */
typedef struct Verdict {
	char *recipient; /* whom RCPT means (mail/recipient.h) */
	char *owner; /* whose book it is: a comparable address, or the person whose alias it is */
	Mode mode;   /* of the owner, else the domain's, the site's, the configured one */
	gboolean listed;   /* the address is a mailing list's */
	gboolean shared;   /* several persons are behind it */
	gboolean unclear;  /* nobody can tell whose it is: the owner is its domain, or the site */
	gboolean exempt;   /* not judged: exempt-recipients, or not of local-domains */
	gboolean unasked;  /* no book could be asked: standing and count say nothing */
	gboolean has_book; /* the owner has contacts or settings of their own */
	Standing standing; /* STANDING_UNKNOWN where nobody was looked up */
	guint count;       /* messages of this inviter, network and owner before this one */
	gboolean reminds;  /* by history: an invitation, but not the first of this inviter */
	Action wanted;     /* what mode enforce does for this recipient alone */
	char *redirect;    /* the address, for ACTION_REDIRECT (nullable) */
	Why *why;          /* what only this recipient may read */
} Verdict;

typedef struct Judgement {
	Kind kind;
	gboolean forged;
	Proof proof;
	gboolean proven;     /* ... and it suffices */
	gboolean by_network; /* the proof is the network's, not that of a member's own domain */
	char *seen_as;       /* by what the history knows it: its Message-ID, or as in ProofFound
				(nullable) */
	char *network;       /* its name (nullable) */
	char *network_key;   /* as in Recognition (nullable) */
	Category category;
	char *rule;     /* "linkedin.rules:17" (nullable) */
	char *unread;   /* what was not read of the mail, "body+parts" (nullable: all was read) */
	char *drift;    /* the template of proven mail by a network that no line knows (nullable) */
	char *stranger; /* a verifier that we do not believe, as proof.h says (nullable) */
	gboolean header_alone;
	gboolean list;
	GPtrArray *inviters; /* Inviter *, may be empty */
	GPtrArray *verdicts; /* Verdict *, in the order asked; unknown, pass where it is not
				recognized */
	Why *why;            /* of the message: what everybody may read who gets it */
} Judgement;

Verdict *verdict_new(const char *recipient); /* (transfer full) unknown, pass */
void verdict_free(Verdict *verdict);         /* NULL is fine */

/* For nobody yet (transfer full).  INVITERS (Inviter *) and WHY: transfer full. */
Judgement *judgement_new(GPtrArray *inviters, Why *why);
void judgement_free(Judgement *judgement); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Judgement, judgement_free)

/* Whether it is an invitation, a reminder, an update, or a forgery of one. */
gboolean judgement_is_recognized(const Judgement *judgement);

/* What the message is to this recipient: by their history a reminder, else what it is by itself. */
Kind judgement_kind_for(const Judgement *judgement, const Verdict *verdict);

/*
 * What was said of the message, then what was said for VERDICT, one of JUDGEMENT's (nullable: for
 * all of them, in their order).  Returns (transfer container) an array of const char *.
 */
GPtrArray *judgement_why(const Judgement *judgement, const Verdict *verdict);

#endif
