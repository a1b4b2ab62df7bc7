/*
 * given - rules and mails written down in a test
 */
#ifndef TESTS_GIVEN_H
#define TESTS_GIVEN_H

#include <string.h>

#include "language/rule-parser.h"
#include "language/ruleset.h"
#include "mail/mailstore.h"
#include "mail/message.h"
#include "recognize/evidence.h"

#include "rows.h"

/* The rules of TEXT, which must be right. */
static inline Ruleset *
given_rules(const char *text)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(StatementFile) file = statement_file_parse("test.rules", text, &error);
	Ruleset *rules = ruleset_new();

	g_assert_no_error(error);
	rule_parser_read(rules, file, &error);
	g_assert_no_error(error);
	rule_parser_finish(rules, &error);
	g_assert_no_error(error);
	return rules;
}

/* A mail with the fields HEADER (each ended by a line end) and BODY (nullable: none). */
static inline Message *
given_mail(const char *header, const char *body)
{
	Message *message = message_new(&message_default_limits);
	g_autofree char *text = g_strconcat(header, "\n", body != NULL ? body : "", NULL);

	mailstore_feed(message, text, strlen(text));
	return message;
}

/* What the rules see of MESSAGE for RECIPIENTS (nullable), by its header or WITH_BODY. */
static inline Evidence *
given_evidence(const Ruleset *rules, Message *message, const char *const *recipients,
	       gboolean with_body)
{
	Evidence *evidence = evidence_new(rules, message, recipients);

	if (with_body)
		evidence_add_body(evidence);
	return evidence;
}

#endif
