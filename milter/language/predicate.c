#include "predicate.h"

const char *const predicate_words[] = {
	[PREDICATE_PERSON_NAME] = "person-name",
	[PREDICATE_ROLE_SENDER] = "role-sender",
	[PREDICATE_ONE_RECIPIENT] = "one-recipient",
	[PREDICATE_BULK] = "bulk",
	[PREDICATE_LIST] = "list",
	[PREDICATE_REPLY] = "reply",
	[PREDICATE_FOREIGN_REPLY_TO] = "foreign-reply-to",
	[PREDICATE_ACCEPT_LINK] = "accept-link",
	[PREDICATE_RECIPIENT_IN_LINK] = "recipient-in-link",
	[PREDICATE_VIA_SUFFIX] = "via-suffix",
	[PREDICATE_MACHINE_MADE] = "machine-made",
	[PREDICATE_AGED] = "aged",
	[PREDICATES] = NULL,
};

/* A reply may show by its quote alone, so the header tells only half of the cases. */
gboolean
predicate_in_header(Predicate predicate)
{
	return predicate != PREDICATE_REPLY && predicate != PREDICATE_ACCEPT_LINK &&
	       predicate != PREDICATE_RECIPIENT_IN_LINK && predicate != PREDICATE_AGED;
}
