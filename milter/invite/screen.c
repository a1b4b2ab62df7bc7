#include "screen.h"

#include "imitation.h"

static gboolean
network_may_match(Evidence *evidence, const Network *network, const RuleLine **ignored)
{
	const GPtrArray *ignores = network->lines[LINE_IGNORE];

	/* Whether it is calendar mail may be UNKNOWN: then, too, no other line can apply. */
	for (guint i = 0; i < ignores->len; i++)
		if (evidence_line(evidence, g_ptr_array_index(ignores, i)) == TRUTH_YES) {
			*ignored = g_ptr_array_index(ignores, i);
			return FALSE;
		}

	for (guint kind = LINE_REMINDER; kind <= LINE_INVITATION; kind++)
		for (guint i = 0; i < network->lines[kind]->len; i++)
			if (evidence_applies(evidence, g_ptr_array_index(network->lines[kind], i),
					     TRUE) != TRUTH_NO)
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

/*
 * Whether LINE, marked by member or of the unlisted, may still apply, or its
 * wording be copied.  Its header pairs are looked at once for both, because
 * this is what each ordinary mail costs.
 */
static gboolean
foreign_line_may_match(Evidence *evidence, const RuleLine *line)
{
	gboolean none;
	Truth header = evidence_header_pairs(evidence, line, &none);
	const RuleLine *copied = NULL;

	if (header == TRUTH_NO)
		return FALSE;
	if (evidence_applies(evidence, line, FALSE) != TRUTH_NO)
		return TRUE;
	return !none && line->by_member && !line->network->from_any && !imitation_exempt(evidence) &&
	       imitation_copies(evidence, line->network, &copied) != TRUTH_NO;
}

static gboolean
foreign_lines_may_match(Evidence *evidence, gboolean own_name, const RuleLine **ignored)
{
	const GPtrArray *lines = ruleset_foreign_lines(evidence_rules(evidence));

	for (guint i = 0; i < lines->len; i++) {
		const RuleLine *line = g_ptr_array_index(lines, i);
		const RuleLine *ignore;

		if (line->kind == LINE_IGNORE || line->kind == LINE_INVITER ||
		    (own_name && line->network->from_any) ||
		    !foreign_line_may_match(evidence, line))
			continue;
		ignore = screen_foreign_ignore(evidence, line->network);
		if (ignore == NULL)
			return TRUE;
		*ignored = ignore;
	}
	return FALSE;
}

/* Whether the mail, whose From claims to be a network, may be its imitation. */
static gboolean
may_imitate(Evidence *evidence)
{
	const GPtrArray *networks = ruleset_networks(evidence_rules(evidence));
	const RuleLine *line = NULL;

	if (imitation_exempt(evidence))
		return FALSE;

	for (guint i = 0; i < networks->len; i++) {
		const Network *network = g_ptr_array_index(networks, i);

		if (imitation_claims(evidence, network) &&
		    imitation_copies(evidence, network, &line) != TRUTH_NO &&
		    screen_foreign_ignore(evidence, network) == NULL)
			return TRUE;
	}
	return FALSE;
}

gboolean
screen_may_match(Evidence *evidence, const RuleLine **ignored)
{
	gboolean own_name;
	const Network *network = evidence_network(evidence, &own_name);

	*ignored = NULL;
	if (network != NULL && !own_name)
		return network_may_match(evidence, network, ignored);

	return foreign_lines_may_match(evidence, own_name, ignored) || may_imitate(evidence);
}

Screen
screen_header(const Ruleset *rules, Message *message, const char *const *recipients)
{
	g_autoptr(Evidence) evidence = evidence_new(rules, message, recipients, FALSE);
	const RuleLine *ignored;

	if (screen_may_match(evidence, &ignored))
		return SCREEN_READ_BODY;

	return message_raw(message, "X-Invitation", 0) != NULL ||
			       message_raw(message, "X-Invitation-From", 0) != NULL
		       ? SCREEN_CLEAN_FIELDS
		       : SCREEN_ORDINARY;
}
