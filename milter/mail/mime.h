/*
 * mime - a body -> its parts
 *
 * The parts are found here and not by GMime's parser: that one knows no limit to
 * their number, reads the header of every attached message, and dies of some.
 * Attached messages are parts like any other: nobody looks into them.
 */
#ifndef MAIL_MIME_H
#define MAIL_MIME_H

#include <glib.h>

#include "field.h"
#include "message.h"
#include "omission.h"

/* A part, or a multipart: then DATA is NULL and its parts follow. */
typedef struct MimePart {
	char *type;          /* "text/plain", lower case */
	char *charset;       /* (nullable) */
	char *name;          /* file name, decoded (nullable) */
	char *encoding;      /* Content-Transfer-Encoding (nullable) */
	gboolean attachment; /* for the disk, not for the eye */
	gboolean flowed;     /* format=flowed (RFC 3676) */
	gboolean delsp;      /* and DelSp=yes */
	const char *data;    /* encoded; part of the body (nullable) */
	gsize size;
} MimePart;

/*
 * Cut the SIZE bytes at DATA, the body under HEADER.  What the limits leave out is
 * told in OMITTED.  Returns (transfer full) an array of MimePart *, never empty.
 */
GPtrArray *mime_parts(Header *header, const char *data, gsize size, const MessageLimits *limits,
		      Omissions *omitted);

/* The content of PART as UTF-8, transfer encoding and charset decoded (transfer full). */
char *mime_part_text(const MimePart *part);

#endif
