/*
 * letters - mail such as people, shops, lists and networks send, made up
 *
 * The same kind and number give the same letter on every machine: 3 to 100 KB, 12 to 25 header
 * fields, plain text, HTML beside it, or attachments.
 */
#ifndef BENCH_LETTERS_H
#define BENCH_LETTERS_H

#include "../protocol/letter.h"

typedef enum {
	LETTERS_ORDINARY,    /* by people, shops and lists: its header is enough */
	LETTERS_READ,        /* by networks, no invitations: only the body tells */
	LETTERS_INVITATIONS, /* by networks, of members */
	LETTERS_KINDS
} LettersKind;

extern const char *const letters_words[]; /* "ordinary", "read", "invitations"; NULL-terminated */

/* COUNT letters to bob@example.org (GPtrArray of Letter *, transfer full). */
GPtrArray *letters_make(LettersKind kind, guint count);

#endif
