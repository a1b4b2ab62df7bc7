/*
 * guard - what GMime must not be shown
 *
 * GMime 3.2.13 reads address groups by recursion: nested ones ("g:g:g:") overflow
 * its stack.  Nothing but single field values is ever given to it, each after
 * this door.
 */
#ifndef MAIL_GUARD_H
#define MAIL_GUARD_H

#include <glib.h>

/*
 * Whether the raw VALUE of a field, folded or not, may be given to GMime as a
 * list of addresses: no longer than 64 KiB and with at most 256 colons.  All
 * colons count: what is quoted and what is not, GMime and we might not agree on.
 */
gboolean guard_field_is_safe(const char *value);

/* Whether VALUE may be given to GMime as a Content-Type or Content-Disposition. */
gboolean guard_parameters_are_safe(const char *value);

#endif
