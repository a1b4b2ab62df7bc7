/*
 * pattern - one regular expression (PCRE2), compiled, bounded, thread-safe
 *
 * Expressions are UTF-8 and case-sensitive unless flag i stands; m, s and x
 * mean what they mean in Perl.  Matching is bounded by limits of PCRE2, and in a text of more than
 * 9 kB by 50 ms of the processor: that is searched in pieces, so a match of more than 1 kB may be
 * missed there.  The subject must be valid UTF-8: whoever makes text validates it once, and no
 * match does it again.
 */
#ifndef BASE_PATTERN_H
#define BASE_PATTERN_H

#include <glib.h>

#define PATTERN_ERROR (g_quark_from_static_string("pattern-error"))
typedef enum {
	PATTERN_ERROR_SYNTAX, /* the expression or a flag; the offset says where */
} PatternErrorCode;

typedef struct Pattern Pattern;

typedef enum {
	PATTERN_NO,
	PATTERN_YES,
	PATTERN_LIMIT, /* given up: counts as no, and why says so */
} PatternResult;

/*
 * Compile EXPRESSION with FLAGS (any of "imsx").
 *
 * Returns (transfer full) the Pattern, or NULL with PATTERN_ERROR_SYNTAX and
 * the byte in EXPRESSION in *OFFSET (nullable).
 */
Pattern *pattern_new(const char *expression, const char *flags, gsize *offset, GError **error);
void pattern_free(Pattern *pattern); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Pattern, pattern_free)

/* The expression as written (transfer none). */
const char *pattern_expression(const Pattern *pattern);

/* The flags that stand behind it, of "imsx" and in this order (transfer none). */
const char *pattern_flags(const Pattern *pattern);

/* Whether flag x stands: white space in the expression means nothing. */
gboolean pattern_is_extended(const Pattern *pattern);

/* The names of the named groups, NULL-terminated (transfer none). */
const char *const *pattern_groups(const Pattern *pattern);

/* Whether TEXT (LENGTH bytes, -1: NUL-terminated) holds the expression. */
PatternResult pattern_match(const Pattern *pattern, const char *text, gssize length);

/* Called with each named group that took part: its name, and its text. */
typedef void (*PatternGroupFunc)(const char *name, const char *value, gsize length,
				 gpointer user_data);

/*
 * As pattern_match(), and on PATTERN_YES calls FUNC for each named group that is set and not empty.
 */
PatternResult pattern_match_groups(const Pattern *pattern, const char *text, gssize length,
				   PatternGroupFunc func, gpointer user_data);

#endif
