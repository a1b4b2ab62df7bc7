/*
 * field-text - values of the fields we write: ASCII only, folded, never broken by the mail
 *
 * What comes in is valid UTF-8 that an inviter may have chosen; what goes out has no line end but
 * our own folds ("\n\t"), no control character and no line above 998 bytes.
 */
#ifndef JUDGE_FIELD_TEXT_H
#define JUDGE_FIELD_TEXT_H

#include <glib.h>

/*
 * "; NAME=VALUE" for FIELD, which so far holds the value of the field called FIELD_NAME; folded
 * before NAME where the line would pass 78.  VALUE becomes an RFC 2045 token or a quoted-string;
 * bytes that are not printable ASCII become %XX.  NULL, empty and overlong values are left out.
 */
void field_text_parameter(GString *field, const char *field_name, const char *name,
			  const char *value);

/*
 * A display-name as an RFC 5322 phrase: words as they are, a quoted-string, or RFC 2047 encoded
 * words of at most 75 bytes, each of whole characters, folded between them.  Names of more than
 * 200 bytes are cut.  *ENCODED (nullable) tells whether encoded words were needed.  Returns
 * (transfer full), NULL where nothing visible is left.
 */
char *field_text_phrase(const char *name, gboolean *encoded);

/*
 * NAME and EMAIL (both nullable) as one mailbox, "Jane Doe <jane@example.net>", or as a group
 * without members, "Jane Doe:;", where there is no address that plain ASCII can say.  Returns
 * (transfer full), NULL where there is neither.
 */
char *field_text_person(const char *name, const char *email);

#endif
