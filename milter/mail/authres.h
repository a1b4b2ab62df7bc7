/*
 * authres - Authentication-Results (RFC 8601)
 *
 * Only fields that our own verifier wrote say anything.  Nothing in a message
 * proves who wrote a field: the mail server must take off what senders forge
 * (INSTALL), and only fields above the first Received of a foreign host count.
 */
#ifndef MAIL_AUTHRES_H
#define MAIL_AUTHRES_H

#include <glib.h>

#include "message.h"

typedef struct AuthResult {
	char *method; /* lower case: dkim, spf, dmarc, arc ... */
	char *result; /* lower case: pass, fail, none ... */
	char *domain; /* A-label domain of header.d, header.i, smtp.mailfrom, smtp.helo or header.from (nullable) */
	char *property; /* which of these it was, lower case (nullable) */
} AuthResult;

void auth_result_free(AuthResult *result);

/*
 * Read one field value.  Returns (transfer full) an array of AuthResult *, and
 * the authserv-id in *AUTHSERV_ID (transfer full, nullable); NULL if the value
 * is not an Authentication-Results field: whoever cannot be understood is not believed.
 */
GPtrArray *authres_parse(const char *value, char **authserv_id);

/*
 * The results of the fields of MESSAGE with an authserv-id of AUTHSERV_IDS that
 * stand above the first Received whose "by" is not of OWN_HOSTS (all fields if
 * there is no such Received).  Returns (transfer full) an array of AuthResult *;
 * *LOOKED tells whether a field of ours was found at all.
 */
GPtrArray *authres_ours(Message *message, const char *const *authserv_ids,
			const char *const *own_hosts, gboolean *looked);

/* The host after "by" in a Received VALUE (RFC 5321 section 4.4), A-label form (transfer full, nullable). */
char *authres_received_by(const char *value);

#endif
