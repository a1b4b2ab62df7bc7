/*
 * letter - a message as a mail server holds it: envelope, fields, body
 */
#ifndef PROTOCOL_LETTER_H
#define PROTOCOL_LETTER_H

#include <glib.h>

typedef struct LetterField {
	char *name;
	char *value; /* what stands behind the colon, with its white space; folds as "\n" and white
			space */
} LetterField;

typedef struct Letter {
	char *sender;          /* without <> */
	GPtrArray *recipients; /* char *, without <> */
	GPtrArray *fields;     /* LetterField * */
	GString *body;         /* lines end in CRLF */
} Letter;

/*
 * A message from TEXT, RFC 5322 with LF or CRLF; the sender is that of Return-Path, if there is
 * one.  (transfer full)
 */
Letter *letter_parse(const char *text, gsize size);
void letter_free(Letter *letter); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Letter, letter_free)

void letter_set_sender(Letter *letter, const char *sender);
void letter_add_recipient(Letter *letter, const char *recipient);

#endif
