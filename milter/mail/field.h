/*
 * field - the header of one mail, as received
 *
 * Ordinary mail costs no more than the copying done here: one chunk of memory,
 * kept for the next mail.
 */
#ifndef MAIL_FIELD_H
#define MAIL_FIELD_H

#include <glib.h>

#include "message.h"

typedef struct Header Header;

Header *header_new(void); /* (transfer full) */
void header_free(Header *header);
void header_clear(Header *header);

/* Postfix cuts what is longer than about 60,000 bytes and tells nobody. */
enum { FIELD_SURELY_UNCUT = 59900 };

typedef enum {
	HEADER_ADDED,
	HEADER_CUT, /* added, but not to its end; or it is so long that the mail server may have cut
		       it */
	HEADER_FULL, /* not added */
} HeaderResult;

/*
 * From now on no more than FIELDS fields, and once there are BYTES bytes of names and values no
 * further one.
 */
void header_set_limits(Header *header, guint fields, gsize bytes);

/*
 * Append a field, CR taken out of its value, cut to at most MOST bytes.  And the same beyond the
 * limits.
 */
HeaderResult header_add(Header *header, const char *name, const char *value, gsize most);
HeaderResult header_add_beyond(Header *header, const char *name, const char *value, gsize most);

guint header_count(const Header *header);
const Field *header_field(const Header *header, guint index);

/*
 * The index of the NTH field called NAME, case-insensitive; -1: there is none.  To ask for one
 * after the other costs no more than to look through all once.
 */
gint header_find(Header *header, const char *name, guint nth);

/* The decoded value of the field at INDEX (transfer none). */
const char *header_decoded(Header *header, guint index);

#endif
