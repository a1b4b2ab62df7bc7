/*
 * person - the names of people: one form in which they compare
 */
#ifndef PEOPLE_PERSON_H
#define PEOPLE_PERSON_H

#include <glib.h>

#define NAMES_LONGEST 200 /* bytes of a name, address or profile */

/*
 * The form in which names compare: two names are the same where their forms are.
 *
 * It is normalized (NFKD) and case folded, without
 *   accents            "Jäne Dôé", "Łukasz"; vowel points of Arabic and Hebrew
 *   titles, suffixes   "Prof. Dr. Jane Doe, PhD, MBA", "John Doe Jr.", "山田 太郎 様"
 *   an employer        after a bar, a dash, "at" or "via": "Jane Doe | Acme"
 *   asides             nicknames in quotes or brackets: "Jane 'Janie' (Roe) Doe"
 *   initials           where two names stand beside them: "Jane Q. Doe"; where not, they are
 *                      joined: "J.R. Doe", "J. R. Doe" and "JR Doe"
 *   all else           emoji, hyphens, apostrophes, repeated white space
 * and in one order: words sorted, one space between, so "Doe, Jane" is "Jane Doe"; a name wholly
 * in Han, Kana or Hangul without spaces and turned to where it reads least, so that 山田太郎,
 * 山田 太郎 and 太郎 山田 are one.
 *
 * Never the same, for nobody could tell people apart: an initial and the name that it may stand
 * for ("J. Doe", "Jane Doe"), a short form ("Bob", "Robert"), one name of two ("Jane"), another
 * spelling ("Mueller" and "Müller"), another script ("Ivan", "Иван"), traditional and simplified
 * Han, the same syllables in another order (김민수, 김수민).
 *
 * Returns (transfer full), "" where nothing is left.
 */
char *person_comparable(const char *name);

/*
 * Whether FORM, of person_comparable(), is more than a first name: two words, or three
 * characters of a name in Han, Kana or Hangul.
 */
gboolean person_form_is_full(const char *form);

/* How many words the comparable form of NAME has; two where a script writes a whole name as one. */
guint person_words(const char *name);

/*
 * Whether NAME reads like a person's: two to five words with letters (one in Han, Hangul or kana),
 * no digits, address, or word of a service or company ("Team", "Inc", "GmbH", "Newsletter",
 * "Support" ...).
 */
gboolean person_is_name(const char *name);

#endif
