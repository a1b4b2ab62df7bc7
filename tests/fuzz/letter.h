/*
 * letter - a mail as text, cut into fields and body, and fed as a mail server would
 */
#ifndef TESTS_FUZZ_LETTER_H
#define TESTS_FUZZ_LETTER_H

#include "mail/message.h"
#include "fuzz.h"

typedef struct LetterField {
	char *name, *value; /* value: behind the colon, folds as "\n" + WSP */
} LetterField;

typedef struct Letter {
	GPtrArray *fields; /* LetterField * */
	char *body;
	gsize body_size;
} Letter;

Letter *letter_parse(const uint8_t *data, size_t size); /* (transfer full) */
void letter_free(Letter *letter);                       /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Letter, letter_free)

/* NAME and VALUE are taken (transfer full). */
LetterField *letter_field(char *name, char *value);
void letter_field_free(LetterField *field);

/* LETTER as text, its length in *SIZE (transfer full). */
char *letter_format(const Letter *letter, gsize *size);

/* The value of the first field called NAME (transfer none, nullable). */
const char *letter_value(const Letter *letter, const char *name);

/* Feed MESSAGE the header, and the body in pieces that DICE choose. */
void letter_feed_header(const Letter *letter, Message *message);
void letter_feed_body(const Letter *letter, Message *message, FuzzDice *dice);

#endif
