/*
 * authres - Authentication-Results (RFC 8601; doc/authentication-results.md has the grammar)
 *
 * Only fields that our own verifier wrote say anything.  Nothing in a message
 * proves who wrote a field: the mail server must take off what senders forge
 * (INSTALL), and only fields above the first Received of a foreign host count.
 * Verifiers copy text of strangers into their fields: what such text can have shaped
 * is not understood, and whoever cannot be understood is not believed.
 */
#ifndef MAIL_AUTHRES_H
#define MAIL_AUTHRES_H

#include <glib.h>

#include "message.h"

typedef struct AuthResult {
	char *method;   /* lower case: dkim, spf, dmarc, arc ... */
	char *result;   /* lower case: pass, fail, none ... */
	char *domain;   /* A-label domain of header.d, header.i, smtp.mailfrom, smtp.helo or
			   header.from (nullable) */
	char *property; /* which of these it was, lower case (nullable) */
	/* What names the signature: header.i, header.s, header.a, header.b (each nullable). */
	char *identity, *selector, *algorithm, *signature;
} AuthResult;

void auth_result_free(AuthResult *result);

/*
 * Read one field value.  Returns (transfer full) an array of AuthResult *; NULL if the value is not
 * an Authentication-Results field.  The authserv-id is in *AUTHSERV_ID (transfer full, nullable:
 * there is none), without the job that may stand behind a "/", also where what follows is not
 * understood.
 */
GPtrArray *authres_parse(const char *value, char **authserv_id);

/* A field of somebody else. */
typedef struct AuthOther {
	char *id;           /* the authserv-id: 1 to 253 letters, digits, "-", "_" and dots */
	GPtrArray *results; /* AuthResult * */
} AuthOther;

/* What was found in a message. */
typedef struct AuthFound {
	GPtrArray *results;  /* AuthResult *, of our fields */
	gboolean looked;     /* there is a field of ours, understood or not */
	gboolean distrusted; /* one of ours is not understood */
	gboolean late;     /* a pass stands so low that the sender may have written it: left out */
	GPtrArray *others; /* AuthOther *, at most 10 */
} AuthFound;

/*
 * The fields of MESSAGE that stand above the first Received whose "by" is not of OWN_HOSTS (all
 * fields if there is no such Received).  Ours are those with an authserv-id of AUTHSERV_IDS
 * (nullable).  Verifiers put their fields on top, one above the other, and what they say of DKIM
 * comes first in time: what passes in a field below the first that tells of dkim is left out,
 * for OpenDKIM takes off only what senders forge of that.  Returns (transfer full).
 */
AuthFound *authres_find(const Message *message, const char *const *authserv_ids,
			const char *const *own_hosts);
void auth_found_free(AuthFound *found); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(AuthFound, auth_found_free)

#endif
