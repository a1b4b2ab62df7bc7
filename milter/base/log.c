#include "log.h"

#include <stdio.h>
#include <syslog.h>

#include "visible.h"

/* Set once before threads start; syslog(3) itself is the process's, too. */
static struct {
	char *program;
	gboolean to_syslog;
	LogLevel level;
} log_state = { NULL, FALSE, LOG_LEVEL_INFO };

static const int syslog_priorities[] = { LOG_ERR, LOG_WARNING, LOG_INFO, LOG_DEBUG };

void
log_open(const char *program, gboolean to_syslog, LogLevel level)
{
	if (log_state.to_syslog)
		closelog();
	g_free(log_state.program);
	log_state.program = g_strdup(program);
	log_state.to_syslog = to_syslog;
	log_state.level = level;
	if (to_syslog)
		openlog(log_state.program, LOG_PID, LOG_MAIL);
}

static void G_GNUC_PRINTF(3, 0)
	log_line(LogLevel level, const char *queue_id, const char *format, va_list arguments)
{
	g_autofree char *message = NULL, *whole = NULL, *line = NULL;

	if (level > log_state.level)
		return;

	message = g_strdup_vprintf(format, arguments);
	whole = queue_id == NULL ? g_steal_pointer(&message)
				 : g_strdup_printf("%s: %s", queue_id, message);
	line = visible_line(whole);
	if (log_state.to_syslog)
		syslog(syslog_priorities[level], "%s", line);
	else if (log_state.program != NULL)
		fprintf(stderr, "%s: %s\n", log_state.program, line);
	else
		fprintf(stderr, "%s\n", line);
}

void
log_error(const char *queue_id, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	log_line(LOG_LEVEL_ERROR, queue_id, format, arguments);
	va_end(arguments);
}

void
log_warning(const char *queue_id, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	log_line(LOG_LEVEL_WARNING, queue_id, format, arguments);
	va_end(arguments);
}

void
log_info(const char *queue_id, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	log_line(LOG_LEVEL_INFO, queue_id, format, arguments);
	va_end(arguments);
}

void
log_debug(const char *queue_id, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	log_line(LOG_LEVEL_DEBUG, queue_id, format, arguments);
	va_end(arguments);
}
