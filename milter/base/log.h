/*
 * log - one line a fact, queue id first
 *
 * Only the programs speak; libraries return errors.  The daemon logs to syslog's
 * mail facility, or to stderr in the foreground; invitectl to stderr.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include <glib.h>

typedef enum { LOG_LEVEL_ERROR, LOG_LEVEL_WARNING, LOG_LEVEL_INFO, LOG_LEVEL_DEBUG } LogLevel;

/*
 * Say from now on lines up to LEVEL, as PROGRAM, to syslog or to stderr.  Call before threads
 * start.
 */
void log_open(const char *program, gboolean to_syslog, LogLevel level);

/*
 * Log "QUEUEID: message", or "message" where QUEUE_ID is NULL.  Control
 * characters in the result become "?", so that no mail writes a line of its own.
 */
void log_error(const char *queue_id, const char *format, ...) G_GNUC_PRINTF(2, 3);
void log_warning(const char *queue_id, const char *format, ...) G_GNUC_PRINTF(2, 3);
void log_info(const char *queue_id, const char *format, ...) G_GNUC_PRINTF(2, 3);
void log_debug(const char *queue_id, const char *format, ...) G_GNUC_PRINTF(2, 3);

#endif
