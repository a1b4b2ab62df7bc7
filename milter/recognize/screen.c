#include "screen.h"

#include "language/rule-index.h"
#include "evidence-line.h"
#include "imitation.h"
#include "reply.h"
#include "template.h"

static gboolean
network_may_match(Evidence *evidence, const Network *network, const RuleLine **ignored)
{
	const GPtrArray *ignores = network->lines[LINE_IGNORE];
	const GPtrArray *lines = network->recognizing;

	/* Whether it is calendar mail may be UNKNOWN: then, too, no other line can apply. */
	for (guint i = 0; i < ignores->len; i++)
		if (evidence_line(evidence, g_ptr_array_index(ignores, i)) == TRUTH_YES) {
			*ignored = g_ptr_array_index(ignores, i);
			return FALSE;
		}

	for (guint i = 0; i < lines->len; i++)
		if (evidence_applies(evidence, g_ptr_array_index(lines, i), TRUE) != TRUTH_NO)
			return TRUE;
	return FALSE;
}

const RuleLine *
screen_foreign_ignore(Evidence *evidence, const Network *network)
{
	const GPtrArray *ignores = network->lines[LINE_IGNORE];

	for (guint i = 0; i < ignores->len; i++) {
		const RuleLine *line = g_ptr_array_index(ignores, i);

		if ((line->by_member || network->from_any) &&
		    evidence_line(evidence, line) == TRUTH_YES)
			return line;
	}
	return NULL;
}

/* What is asked while the index is walked through. */
typedef struct Asking {
	Evidence *evidence;
	gboolean own_name;       /* mail that has a network only as Sender */
	const RuleLine *ignored; /* the ignore line that settled it (nullable) */
	guint count;          /* of answers; a long field gives the same things again and again */
	GHashTable *answered; /* those that need no second look, once there are many (nullable) */
} Asking;

#define FEW_ANSWERS 64

/* Whether THING was asked about before: it gives the same answer. */
static gboolean
was_answered(Asking *asking, gpointer thing)
{
	if (++asking->count <= FEW_ANSWERS)
		return FALSE;
	if (asking->answered == NULL)
		asking->answered = g_hash_table_new(NULL, NULL);
	return !g_hash_table_add(asking->answered, thing);
}

/*
 * Whether LINE, marked by member or of the unlisted, may still apply, or its
 * wording be copied.  Its header pairs are looked at once for both.
 */
static gboolean
line_may_hold(Evidence *evidence, const RuleLine *line)
{
	gboolean none;
	const RuleLine *copied = NULL;

	/*
	 * Nobody imitates the unlisted; their predicates come first, before wording in all
	 * languages.
	 */
	if (line->network->from_any)
		return evidence_applies(evidence, line, FALSE) != TRUTH_NO;
	if (evidence_header_pairs(evidence, line, &none) == TRUTH_NO)
		return FALSE;
	if (evidence_applies(evidence, line, FALSE) != TRUTH_NO)
		return TRUE;
	return !none && line->by_member && !imitation_exempt(evidence) &&
	       imitation_copies(evidence, line->network, &copied) != TRUTH_NO;
}

static gboolean
line_may_match(gpointer thing, gpointer user_data)
{
	const RuleLine *line = thing;
	Asking *asking = user_data;
	const RuleLine *ignore;

	if (was_answered(asking, thing))
		return FALSE;
	if ((asking->own_name && line->network->from_any) || !line_may_hold(asking->evidence, line))
		return FALSE;
	ignore = screen_foreign_ignore(asking->evidence, line->network);
	if (ignore != NULL)
		asking->ignored = ignore;
	return ignore == NULL;
}

static gboolean
any_line_may_match(const GPtrArray *lines, Asking *asking)
{
	for (guint i = 0; i < lines->len; i++)
		if (line_may_match(g_ptr_array_index(lines, i), asking))
			return TRUE;
	return FALSE;
}

/* Most fields need not be decoded for their words. */
static gboolean
raw_may_match(const IndexField *field, const char *name, guint nth, const char *raw, Asking *asking)
{
	Message *message = evidence_message(asking->evidence);
	const char *text;
	gboolean plain;

	if (gates_visit_raw(field->lines, raw, &plain, line_may_match, asking))
		return TRUE;
	if (plain)
		return FALSE;
	text = field->field.place == PLACE_SUBJECT && nth == 0 ? message_subject(message)
							       : message_header(message, name, nth);
	return gates_visit_words(field->lines, text, line_may_match, asking);
}

static gboolean
header_may_match(const IndexField *field, const char *name, Asking *asking)
{
	Message *message = evidence_message(asking->evidence);
	const char *raw;

	for (guint nth = 0; (raw = message_raw(message, name, nth)) != NULL; nth++)
		if (raw_may_match(field, name, nth, raw, asking))
			return TRUE;
	return FALSE;
}

static gboolean
field_may_match(const IndexField *field, Asking *asking)
{
	Message *message = evidence_message(asking->evidence);
	const Mailbox *from = message_from(message);
	const char *text;

	switch (field->field.place) {
	case PLACE_SUBJECT:
		return header_may_match(field, "Subject", asking);
	case PLACE_FROM:
		text = from != NULL ? from->address : NULL;
		return text != NULL &&
		       gates_visit_words(field->lines, text, line_may_match, asking);
	case PLACE_FROM_NAME:
		text = from != NULL ? from->name : NULL;
		return text != NULL &&
		       gates_visit_words(field->lines, text, line_may_match, asking);
	case PLACE_LIST_ID:
		return header_may_match(field, "List-Id", asking);
	default:
		return header_may_match(field, field->field.header, asking);
	}
}

static gboolean
foreign_lines_may_match(Asking *asking)
{
	const RuleIndex *index = ruleset_index(evidence_rules(asking->evidence));

	for (guint i = 0; i < index->fields->len; i++)
		if (field_may_match(&g_array_index(index->fields, IndexField, i), asking))
			return TRUE;
	for (guint i = 0; i < PREDICATES; i++)
		if (index->by_predicate[i] != NULL &&
		    evidence_predicate(asking->evidence, i, NULL) != TRUTH_NO &&
		    any_line_may_match(index->by_predicate[i], asking))
			return TRUE;
	return any_line_may_match(index->others, asking);
}

static gboolean
may_imitate_network(gpointer thing, gpointer user_data)
{
	const Network *network = thing;
	Evidence *evidence = ((Asking *)user_data)->evidence;
	const RuleLine *line = NULL;

	if (was_answered(user_data, thing))
		return FALSE;
	return imitation_claims(evidence, network) && !imitation_exempt(evidence) &&
	       imitation_copies(evidence, network, &line) != TRUTH_NO &&
	       screen_foreign_ignore(evidence, network) == NULL;
}

/* Whether the mail, whose From claims to be a network, may be its imitation. */
static gboolean
may_imitate(Asking *asking)
{
	const Mailbox *from = message_from(evidence_message(asking->evidence));

	return from != NULL &&
	       rule_index_visit_claimed(ruleset_index(evidence_rules(asking->evidence)), from->name,
					evidence_domain(asking->evidence), may_imitate_network,
					asking);
}

/* Whether mail whose From nobody can read may be that of any network. */
static gboolean
hidden_may_match(Evidence *evidence)
{
	const GPtrArray *networks = ruleset_networks(evidence_rules(evidence));
	const RuleLine *ignored;

	if (message_from_is_readable(evidence_message(evidence)))
		return FALSE;
	for (guint i = 0; i < networks->len; i++) {
		const Network *network = g_ptr_array_index(networks, i);

		if (!network->from_any && network_may_match(evidence, network, &ignored))
			return TRUE;
	}
	return FALSE;
}

/*
 * Mail not by a network.  An answer imitates nobody, and only lines that ask for one apply to it.
 */
static gboolean
foreign_may_match(Asking *asking)
{
	const RuleIndex *index = ruleset_index(evidence_rules(asking->evidence));

	if (hidden_may_match(asking->evidence))
		return TRUE;
	if (reply_names_parent(evidence_message(asking->evidence)))
		return any_line_may_match(index->for_replies, asking);
	return foreign_lines_may_match(asking) || may_imitate(asking);
}

static Screened
screen(Evidence *evidence)
{
	Asking asking = { .evidence = evidence };
	const Network *network = evidence_network(evidence, &asking.own_name);
	Screened found = { .known = TRUE };

	if (network != NULL && !asking.own_name)
		found.may_match = network_may_match(evidence, network, &asking.ignored) ||
				  (asking.ignored == NULL && may_imitate(&asking));
	else
		found.may_match = foreign_may_match(&asking);
	found.ignored = asking.ignored;
	g_clear_pointer(&asking.answered, g_hash_table_unref);
	return found;
}

gboolean
screen_may_match(Evidence *evidence, const RuleLine **ignored)
{
	Screened *found = evidence_screened(evidence);

	if (!found->known)
		*found = screen(evidence);
	*ignored = found->ignored;
	return found->may_match;
}

Screen
screen_header(Evidence *evidence)
{
	Message *message = evidence_message(evidence);
	const RuleLine *ignored;

	if (screen_may_match(evidence, &ignored))
		return SCREEN_READ_BODY;
	if (ignored == NULL && template_is_unknown(evidence))
		return SCREEN_UNKNOWN;

	return message_raw(message, "X-Invitation", 0) != NULL ||
			       message_raw(message, "X-Invitation-From", 0) != NULL
		       ? SCREEN_CLEAN_FIELDS
		       : SCREEN_ORDINARY;
}
