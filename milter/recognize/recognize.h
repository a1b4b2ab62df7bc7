/*
 * recognize - which network, which kind, by which line, and who invites
 */
#ifndef RECOGNIZE_RECOGNIZE_H
#define RECOGNIZE_RECOGNIZE_H

#include "people/inviter.h"
#include "evidence.h"
#include "why.h"

typedef struct Recognition {
	Kind kind;
	const Network *network; /* (nullable) known also where kind is KIND_NONE */
	char *network_key;      /* whose declines and reminders: the network's name, or From's
				   organizational domain for the unlisted (nullable) */
	const RuleLine *line;   /* that decided, an ignore line too (nullable) */
	gboolean by_network; /* mail from its domains; else by member, unlisted or an imitation */
	gboolean by_member;
	gboolean imitation;    /* by (a) or (b) of imitation.h, or its From cannot be read */
	gboolean header_alone; /* decided without the body */
	char *template;      /* its name where no line knows mail by the network, as template.h says
				(nullable) */
	GPtrArray *inviters; /* Inviter *, may be empty; the first is the inviter */
	Why *why;            /* a sentence a step */
} Recognition;

/*
 * What the mail is, by its header alone or, unless the screen settles it, with its body, which is
 * then there.  Never fails: a message that says nothing is KIND_NONE.  Returns (transfer full).
 */
Recognition *recognize_message(Evidence *evidence);

/* The same without asking the screen first.  EVIDENCE has the body. */
Recognition *recognize_whole(Evidence *evidence);

void recognition_free(Recognition *recognition); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Recognition, recognition_free)

/*
 * Who is behind the mail that LINE of NETWORK recognized (identify.c).  Appends to WHY.
 * Returns (transfer full) an array of Inviter *, empty where the mail names nobody.
 */
GPtrArray *recognize_inviters(Evidence *evidence, const Recognition *recognition, Why *why);

#endif
