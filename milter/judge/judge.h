/*
 * judge - what the mail is, and what each recipient makes of it
 *
 * Pure: no file, clock, log, database or mail server is known here.  Judging only collects
 * what is to be done (plan.h).
 */
#ifndef JUDGE_JUDGE_H
#define JUDGE_JUDGE_H

#include "recognize/recognize.h"
#include "book.h"
#include "policy.h"
#include "proof.h"
#include "verifier.h"

/* What one recipient makes of it. */
typedef struct Verdict {
	char *recipient;   /* whom RCPT means (mail/recipient.h) */
	char *owner;       /* whose book it is: the address in comparable form, or the person whose alias it is */
	Mode mode;         /* of the owner, else the domain's, the site's, the configured one */
	gboolean listed;   /* the address is a mailing list's */
	gboolean shared;   /* several persons are behind it */
	gboolean unclear;  /* nobody can tell whose it is: the owner is its domain, or the site */
	gboolean exempt;   /* not judged: exempt-recipients, or not of local-domains */
	gboolean unasked;  /* no book could be asked: standing and count say nothing */
	gboolean has_book; /* the owner has contacts or settings of their own */
	gboolean kept;     /* a copy was made when the message came before: filled in by the caller */
	Standing standing; /* STANDING_UNKNOWN where nobody was looked up */
	guint count;       /* messages of this inviter, network and owner before this one */
	gboolean reminds;  /* by history: an invitation, but not the first of this inviter */
	Action wanted;     /* what mode enforce does for this recipient alone */
	char *redirect;    /* the address, for ACTION_REDIRECT (nullable) */
	Action action;     /* what happens: filled in by plan_make() */
	guint why_begin, why_end; /* those sentences of Judgement.why are about this recipient alone */
} Verdict;

typedef struct Judgement {
	Kind kind;
	gboolean forged;
	Proof proof;
	gboolean proven; /* ... and it suffices */
	gboolean by_network; /* the proof is the network's, not that of a member's own domain */
	char *seen_as;   /* by what the history knows it: its Message-ID, or as in ProofFound (nullable) */
	char *network;   /* its name (nullable) */
	char *identity;  /* as in Recognition (nullable) */
	Category category;
	char *rule;      /* "linkedin.rules:17" (nullable) */
	char *unread;    /* what was not read of the mail, "body+parts" (nullable: all was read) */
	char *drift;     /* the template's name, where it is proven mail by a network and no line knows it (nullable) */
	char *stranger;  /* the authserv-id of a verifier that we do not believe, as proof.h says (nullable) */
	gboolean header_alone;
	gboolean list;
	GPtrArray *inviters; /* Inviter *, may be empty */
	GPtrArray *verdicts; /* Verdict *, in the order asked; all unknown and pass where it is not recognized */
	GPtrArray *why;      /* char *: one sentence a step */
} Judgement;

/* Settings of the judgement, lent by the snapshot. */
typedef struct JudgeSettings {
	const Policy *policy;                  /* where no line of an owner's own holds */
	Mode mode;                             /* where no owner has set one */
	ProofSettings proof;
	gboolean require_proof;
	char recipient_delimiter;              /* '\0': none */
	const char *const *local_domains;      /* empty: all */
	const char *const *exempt_recipients;  /* "user@" or "user@domain" or "@domain" */
	const char *const *list_addresses;     /* tagged at most; written alike */
} JudgeSettings;

/* By whom it came, and who can tell whether that is so.  To whom, EVIDENCE knows. */
typedef struct Envelope {
	const char *client_name;       /* (nullable) */
	const char *client_address;    /* (nullable) */
	const char *greeting;          /* what the client said in HELO or EHLO (nullable) */
	Verifier *verifier;            /* of its signatures (nullable: we do not look ourselves) */
} Envelope;

/*
 * Judge the message of EVIDENCE by its rules, for its recipients: those of recipient_understand(), doubles
 * once, the site ("*") where there are none.  Returns (transfer full), or NULL with the book's ERROR.
 */
Judgement *judge_message(const JudgeSettings *settings, Book *book, Evidence *evidence,
			 const Envelope *envelope, GError **error);

/* The same where no book can be asked: a tag is the most that is wanted for anybody.  Never NULL. */
Judgement *judge_without_books(const JudgeSettings *settings, Evidence *evidence,
			       const Envelope *envelope);
void judgement_free(Judgement *judgement); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Judgement, judgement_free)

/* What the message is to this recipient: by their history a reminder, else what it is by itself. */
Kind judgement_kind_for(const Judgement *judgement, const Verdict *verdict);

/* Whether it is an invitation, a reminder, an update, or a forgery of one. */
gboolean judgement_is_recognized(const Judgement *judgement);

#endif
