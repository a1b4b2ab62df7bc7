/*
 * omission - what of a mail was not read, and why
 *
 * Whatever is not read might have decided.  So it is told: as sentences to people, as a few words
 * in the log and in our field.
 */
#ifndef MAIL_OMISSION_H
#define MAIL_OMISSION_H

#include <glib.h>

typedef enum {
	OMITTED_FIELDS, /* of the header, or the end of one */
	OMITTED_ADDRESSES,
	OMITTED_BODY,  /* beyond the read-limit */
	OMITTED_PARTS, /* too many */
	OMITTED_DEPTH, /* too deep */
	OMITTED_PARAMETERS,
	OMITTED_TEXT, /* the end of it */
	OMITTED_LINKS,
	OMITTED_RULES, /* expressions that were given up */
	OMITTED_KINDS,
} OmissionKind;

typedef struct Omissions Omissions;

Omissions *omissions_new(void); /* (transfer full) */
void omissions_free(Omissions *omissions);
void omissions_clear(Omissions *omissions);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Omissions, omissions_free)

/* Note a sentence.  Of each kind only the first few are kept. */
void omissions_add(Omissions *omissions, OmissionKind kind, const char *format, ...)
	G_GNUC_PRINTF(3, 4);

/* Note KIND, of which somebody else tells. */
void omissions_mark(Omissions *omissions, OmissionKind kind);

/* The sentences (GPtrArray of char *; transfer none, maybe empty). */
const GPtrArray *omissions_sentences(const Omissions *omissions);

/* The kinds as words, "body+parts" (transfer none, nullable: nothing was omitted). */
const char *omissions_words(Omissions *omissions);

#endif
