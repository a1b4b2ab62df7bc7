/*
 * evidence-values - the values of a field of the rules in a message
 */
#ifndef RECOGNIZE_EVIDENCE_VALUES_H
#define RECOGNIZE_EVIDENCE_VALUES_H

#include "language/network.h"
#include "mail/message.h"

/* A value of a field; for links also whether it is an href. */
typedef struct EvidenceValue {
	const char *text;
	gboolean href;
} EvidenceValue;

/*
 * All values of FIELD in MESSAGE, whose body is parsed if FIELD is one of the body (transfer full).
 */
GArray *evidence_values_read(Message *message, const RuleField *field);

/*
 * Add to VALUES, of PLACE_TEXT, what TEXT quotes where it hardly says anything else: what a network
 * writes need not be an answer because it looks like one.
 */
void evidence_values_add_quoted(GArray *values, const MessageText *text);

#endif
