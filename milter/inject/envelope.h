/*
 * envelope - MAIL and RCPT as they go to a listener
 *
 * What a mail was sent with goes along.  What the listener does not understand and the mail needs
 * is a refusal, never a silent loss.
 */
#ifndef INJECT_ENVELOPE_H
#define INJECT_ENVELOPE_H

#include <glib.h>

/*
 * Return (transfer full) VERB ("MAIL FROM:"), PATH and those of PARAMETERS (NULL-terminated,
 * nullable) that go to a listener which offers EXTENSIONS, without a line end; or NULL with
 * SMTP_ERROR_REFUSED.
 */
char *envelope_command(const char *verb, const char *path, const char *const *parameters,
		       const char *const *extensions, GError **error);

/*
 * What follows KEYWORD in EXTENSIONS, the lines of an answer to EHLO (NULL-terminated): transfer
 * none, "" for nothing, or NULL where it is not offered.
 */
const char *envelope_extension(const char *const *extensions, const char *keyword);

#endif
