/*
 * ruleset - networks and what tells their mail: the rules files, compiled
 *
 * Immutable once loaded, shared by all threads.  invite-rules(5) is the
 * grammar; rule-parser.[ch] reads it.
 */
#ifndef LANGUAGE_RULESET_H
#define LANGUAGE_RULESET_H

#include <glib.h>

#include "base/pattern.h"
#include "gates.h"
#include "predicate.h"
#include "words.h"

/* What a line of a network says; those that recognize in the order in which they beat one another. */
typedef enum {
	LINE_IGNORE, LINE_REMINDER, LINE_UPDATE, LINE_INVITATION, LINE_INVITER, LINE_DATE,
} LineKind;
#define LINE_KINDS 6
extern const char *const line_kind_words[];

typedef enum {
	PLACE_FROM, PLACE_FROM_NAME, PLACE_SENDER, PLACE_MAIL_FROM, PLACE_REPLY_TO,
	PLACE_REPLY_TO_NAME, PLACE_TO, PLACE_SUBJECT, PLACE_HEADER, PLACE_LIST_ID, PLACE_TEXT,
	PLACE_QUOTED, PLACE_LINK, PLACE_ATTACHMENT, PLACE_VCARD_NAME, PLACE_VCARD_EMAIL,
} Place;
extern const char *const place_words[];

/* Whether PLACE is read from the header, and whether the network alone writes it. */
gboolean place_in_header(Place place);

typedef struct RuleField {
	Place place;
	char *header; /* the field's name, for PLACE_HEADER */
} RuleField;

/* Expressions under one NAME; the blocks of all files add up. */
typedef struct WordList {
	char *name;
	GPtrArray *patterns; /* Pattern * */
	GPtrArray *languages; /* char *: "de" for words/de.rules, whose expressions it has */
	Gates *gates;        /* their words -> number of the Pattern; NULL until finished */
	GArray *others;      /* guint: numbers of those that have no words */
} WordList;

typedef enum { PAIR_MATCH, PAIR_IS, PAIR_AT_LEAST } PairType;

typedef struct RulePair {
	PairType type;
	gboolean negated;
	GArray *fields;       /* RuleField; PAIR_MATCH */
	Pattern *pattern;     /* PAIR_MATCH with /re/ */
	const WordList *list; /* PAIR_MATCH with @NAME */
	guint at_least;       /* PAIR_AT_LEAST */
	GArray *predicates;   /* Predicate; PAIR_IS (one), PAIR_AT_LEAST */
} RulePair;

typedef struct Network Network;

typedef struct RuleLine {
	LineKind kind;
	gboolean by_member;
	gboolean weak;        /* LINE_INVITER */
	gboolean tells_reply; /* has a pair "is reply": may match replies */
	GPtrArray *pairs;     /* RulePair * */
	const Network *network;
	char *where;          /* "linkedin.rules:17" */
} RuleLine;

/* Where the network's own program names the template of a mail. */
typedef struct TemplateSource {
	RuleField field;
	Pattern *pattern; /* its group "template" is the name; NULL: the whole value */
} TemplateSource;

/* A host (its subdomains too) and the beginning of a path ("" is any). */
typedef struct LinkPrefix {
	char *host;
	char *path;
} LinkPrefix;

struct Network {
	char *name;           /* "linkedin" */
	char *title;          /* "LinkedIn" */
	Category category;
	GPtrArray *from;      /* char *: domains, A-label */
	gboolean from_any;    /* from *: the unlisted */
	gboolean signs;
	GPtrArray *member_links; /* LinkPrefix * */
	Pattern *brand;       /* (nullable) */
	GPtrArray *templates; /* TemplateSource *, the first that has a name gives it */
	GPtrArray *profiles;  /* Pattern *: the addresses of its members' pages */
	GPtrArray *lines[LINE_KINDS]; /* RuleLine *, in the order of the file */
	char *where;          /* "linkedin.rules:1" */
	char *file;           /* as it was loaded: "/usr/share/.../linkedin.rules" */
};

typedef struct Ruleset Ruleset;
typedef struct RuleIndex RuleIndex; /* rule-index.h */

Ruleset *ruleset_new(void);                   /* (transfer full) empty: for the parser and tests */
Ruleset *ruleset_ref(Ruleset *rules);
void ruleset_unref(Ruleset *rules);           /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Ruleset, ruleset_unref)

/* All networks, in order of their names (GPtrArray of Network *; transfer none). */
const GPtrArray *ruleset_networks(const Ruleset *rules);

/* The network called NAME (nullable). */
const Network *ruleset_network(const Ruleset *rules, const char *name);

/* The network whose from domain is DOMAIN (A-label) or above it, the longest (nullable); never the unlisted. */
const Network *ruleset_network_of(const Ruleset *rules, const char *domain);

/*
 * Lines that may apply to mail not by their network: by member, and all of the unlisted but
 * inviter lines (RuleLine *).
 */
const GPtrArray *ruleset_foreign_lines(const Ruleset *rules);

/* The names of the header fields that lines ask for, each once (NULL-terminated; transfer none). */
const char *const *ruleset_header_names(const Ruleset *rules);

/* The list called NAME (nullable). */
const WordList *ruleset_words(const Ruleset *rules, const char *name);

/* Which of them a mail may concern. */
const RuleIndex *ruleset_index(const Ruleset *rules);

#endif
