/*
 * encoded-word - "=?charset?encoding?text?=" (RFC 2047), as senders really write it
 *
 * Adjacent words of one charset are decoded together: many senders cut a
 * character in two.
 */
#ifndef MAIL_ENCODED_WORD_H
#define MAIL_ENCODED_WORD_H

#include <glib.h>

/* How a run of words, decoded, is put into the result. */
typedef void (*EncodedWordFunc)(const char *text, GString *result);

/*
 * Append VALUE, unfolded UTF-8, to RESULT, its encoded words decoded and put in
 * by FUNC (NULL: as they are).  What is no encoded word remains.
 */
void encoded_word_decode(const char *value, GString *result, EncodedWordFunc func);

#endif
