/*
 * dns-answer - the TXT records in an answer of the DNS (RFC 1035 section 4)
 */
#ifndef VERIFY_DNS_ANSWER_H
#define VERIFY_DNS_ANSWER_H

#include "keys.h"

/*
 * The records of NAME (lower case), or of the name that its CNAMEs lead to, in the SIZE octets at
 * DATA.  Returns (transfer full) GBytes *, at most KEY_TEXTS_MOST, or NULL: there is none, there
 * are more, the CNAMEs go in circles, or the answer is malformed.
 */
GPtrArray *dns_answer_texts(const guint8 *data, gsize size, const char *name);

#endif
