/*
 * literal - words without which an expression cannot match
 *
 * They are read from the expression as written, and with caution: what is not
 * understood yields no words, and then nothing is known.
 */
#ifndef LANGUAGE_LITERAL_H
#define LANGUAGE_LITERAL_H

#include "base/pattern.h"

/*
 * A choice: beginnings of words, lower-case ASCII letters and digits, of which each text that
 * matches has at least one.  A character that is not ASCII stands for any of its script.
 */
typedef GPtrArray LiteralChoice; /* char * */

/* How much WORD tells, and a choice: as much as that of its words which tells least. */
guint literal_word_length(const char *word);
guint literal_length(const LiteralChoice *choice);

/*
 * All choices that a text must meet to match PATTERN (transfer full; LiteralChoice *; maybe empty).
 */
GPtrArray *literal_choices(const Pattern *pattern);

/* The choice that tells most (transfer none; nullable: there is none). */
LiteralChoice *literal_best(const GPtrArray *choices);

/*
 * A letter or digit of TEXT in lower case, '\0' where a word ends; *LENGTH bytes of TEXT are
 * taken.  Two characters that are not ASCII match ASCII letters where case is ignored.
 */
static inline char
literal_letter(const char *text, guint *length)
{
	*length = 1;
	if (g_ascii_isalnum(*text))
		return *text | 0x20; /* digits have this bit anyway */
	if ((*text & 0x80) == 0)
		return '\0';
	if (text[0] == '\xc5' && text[1] == '\xbf') { /* long s */
		*length = 2;
		return 's';
	}
	if (text[0] == '\xe2' && text[1] == '\x84' && text[2] == '\xaa') { /* Kelvin */
		*length = 3;
		return 'k';
	}
	return '\0';
}

#endif
