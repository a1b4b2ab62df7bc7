/*
 * report - a Judgement and its Plan as a log line, text and JSON (DESIGN 3, 4.3)
 */
#ifndef FILTER_REPORT_H
#define FILTER_REPORT_H

#include "invite/judge.h"
#include "invite/plan.h"
#include "config.h"

/* "kind=reminder network=linkedin ... action=tag": everything after the queue id (transfer full). */
char *report_log_line(const Judgement *judgement, LogInviter log_inviter);

/* Which mail it is about. */
typedef struct ReportSubject {
	const char *file;
	int index;               /* in an mbox, or -1 */
	const char *message_id;  /* (nullable) */
} ReportSubject;

/* One JSON object without line end (transfer full). */
char *report_json(const ReportSubject *subject, const Judgement *judgement);
char *report_json_error(const ReportSubject *subject, const char *message);

/* Some lines for a person: what it is, who invites, each recipient, why, and what PLAN (nullable) does (transfer full). */
char *report_text(const ReportSubject *subject, const Judgement *judgement, const Plan *plan);

#endif
