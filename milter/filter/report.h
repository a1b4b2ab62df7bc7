/*
 * report - a Judgement and its Plan as a log line, text and JSON
 */
#ifndef FILTER_REPORT_H
#define FILTER_REPORT_H

#include "judge/plan.h"
#include "config.h"

/*
 * Everything after the queue id (transfer full); PLAN is the JUDGEMENT's:
 *
 *	kind=reminder network=linkedin inviter="Jane Doe" email=... profile=... standing=unknown
 *	count=3 proof=dkim rule=linkedin.rules:17 rcpt=bob@example.org action=tag would=quarantine
 *
 * Absent values are left out; values with white space, quotes, "=" or "," stand in quotes with \
 * before " and \; "forged=yes" where it is forged.  For several recipients standing, count,
 * action and would give way to to=N and rcpt=ADDRESS:STANDING:ACTION[:WOULD],... (at most 20, then
 * "..."), STANDING "-" where nobody was looked up.  LOG_INVITER_HASH puts inviter=HHHHHHHHHHHH, 12
 *hex digits that are the same for one person and network, in the place of name, address and
 *profile; LOG_INVITER_NONE leaves them out.
 */
char *report_log_line(const Judgement *judgement, const Plan *plan, LogInviter log_inviter);

/* Which mail it is about. */
typedef struct ReportSubject {
	const char *file;
	int index;              /* in an mbox, or -1 */
	const char *message_id; /* (nullable) */
} ReportSubject;

/* One JSON object without line end (transfer full); report-json.c. */
char *report_json(const ReportSubject *subject, const Judgement *judgement, const Plan *plan);
char *report_json_error(const ReportSubject *subject, const char *message);

/*
 * Some lines for a person: what it is, who invites, each recipient, why, and what PLAN does
 * (transfer full).
 */
char *report_text(const ReportSubject *subject, const Judgement *judgement, const Plan *plan);

#endif
