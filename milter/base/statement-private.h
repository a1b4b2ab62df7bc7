/*
 * statement-private - what a statement is made of
 */
#ifndef BASE_STATEMENT_PRIVATE_H
#define BASE_STATEMENT_PRIVATE_H

#include "statement.h"

#define STATEMENT_BLANKS " \t\r\f\v"

/* Where a physical line begins in the text of its statement. */
typedef struct Segment {
	gsize offset;
	guint line;
} Segment;

struct StatementFile {
	char *name;
	GPtrArray *statements; /* Statement * */
	guint next;
};

struct Statement {
	const StatementFile *file;
	GString *text;    /* physical lines joined */
	GArray *segments; /* Segment, at least one */
	gboolean indented;
	gsize cursor; /* at a word, or at the end */
	gsize taken;  /* where the last thing taken began */
};

/* On to the next word, over white space and comments. */
void statement_skip_blanks(Statement *statement);

#endif
