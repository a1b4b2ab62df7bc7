/*
 * network - what is known of a network: its addresses, links and lines of rules
 *
 * The parser makes it; from the end of the last file on it is immutable.
 */
#ifndef LANGUAGE_NETWORK_H
#define LANGUAGE_NETWORK_H

#include <glib.h>

#include "base/pattern.h"
#include "gates.h"
#include "predicate.h"
#include "words.h"

/* What a line of a network says. */
typedef enum {
	LINE_IGNORE,
	LINE_REMINDER,
	LINE_UPDATE,
	LINE_INVITATION,
	LINE_INVITER,
	LINE_DATE,
} LineKind;
#define LINE_KINDS 6
extern const char *const line_kind_words[];

typedef enum {
	PLACE_FROM,
	PLACE_FROM_NAME,
	PLACE_SENDER,
	PLACE_MAIL_FROM,
	PLACE_REPLY_TO,
	PLACE_REPLY_TO_NAME,
	PLACE_TO,
	PLACE_SUBJECT,
	PLACE_HEADER,
	PLACE_LIST_ID,
	PLACE_TEXT,
	PLACE_QUOTED,
	PLACE_LINK,
	PLACE_ATTACHMENT,
	PLACE_VCARD_NAME,
	PLACE_VCARD_EMAIL,
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
	GPtrArray *patterns;  /* Pattern * */
	GPtrArray *languages; /* char *: "de" for words/de.rules, whose expressions it has */
	Gates *gates;         /* their words -> number of the Pattern; NULL until finished */
	GArray *others;       /* guint: numbers of those that have no words */
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
	char *where; /* "linkedin.rules:17" */
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
	char *name;  /* "linkedin" */
	char *title; /* "LinkedIn" */
	Category category;
	GPtrArray *from;   /* char *: domains, A-label */
	gboolean from_any; /* from *: the unlisted */
	gboolean signs;
	GPtrArray *member_links;      /* LinkPrefix * */
	Pattern *brand;               /* (nullable) */
	GPtrArray *templates;         /* TemplateSource *, the first that has a name gives it */
	GPtrArray *profiles;          /* Pattern *: the addresses of its members' pages */
	GPtrArray *lines[LINE_KINDS]; /* RuleLine *, in the order of the file */
	GPtrArray *
		recognizing; /* those that recognize, in the order in which they beat one another */
	char *where;         /* "linkedin.rules:1" */
	char *file;          /* as it was loaded: "/usr/share/.../linkedin.rules" */
};

/* For the parser.  What is made is empty; what is added is lent by what it was added to. */
Network *network_new(const char *name); /* (transfer full) */
void network_free(Network *network);    /* NULL is fine */
TemplateSource *network_add_template(Network *network);
RuleLine *network_add_line(Network *network, LineKind kind);
RulePair *rule_line_add_pair(RuleLine *line, PairType type);

/* Whether PAIR names a predicate that may be used so. */
gboolean rule_pair_asks(const RulePair *pair, PredicateUse use);

/* All lines are there: put those that recognize in their order. */
void network_finish(Network *network);

WordList *word_list_new(const char *name); /* (transfer full) */
void word_list_free(WordList *list);       /* NULL is fine */

/* All expressions are there: index their words. */
void word_list_finish(WordList *list);

#endif
