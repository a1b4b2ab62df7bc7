#include "recognize.h"

#include "language/rule-index.h"
#include "people/url.h"
#include "accept-link.h"
#include "evidence-line.h"
#include "imitation.h"
#include "screen.h"
#include "template.h"

/* A mail without links must say the network's words at two places. */
#define TEXTS_WITHOUT_LINK 2

static const Kind kind_of_line[LINE_KINDS] = {
	[LINE_IGNORE] = KIND_NONE,   [LINE_REMINDER] = KIND_REMINDER,
	[LINE_UPDATE] = KIND_UPDATE, [LINE_INVITATION] = KIND_INVITATION,
	[LINE_INVITER] = KIND_NONE,  [LINE_DATE] = KIND_NONE,
};

static Recognition *
recognition_new(void)
{
	Recognition *recognition = g_new0(Recognition, 1);

	recognition->inviters = inviters_new();
	recognition->why = why_new();
	return recognition;
}

void
recognition_free(Recognition *recognition)
{
	if (recognition == NULL)
		return;
	g_ptr_array_unref(recognition->inviters);
	why_free(recognition->why);
	g_free(recognition->network_key);
	g_free(recognition->template);
	g_free(recognition);
}

static void G_GNUC_PRINTF(2, 3) say(Recognition *recognition, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	why_vsay(recognition->why, format, arguments);
	va_end(arguments);
}

/* Where LINE looked: "subject, link". */
static char *
line_places(const RuleLine *line)
{
	GString *places = g_string_new(NULL);

	for (guint i = 0; i < line->pairs->len; i++) {
		const RulePair *pair = g_ptr_array_index(line->pairs, i);

		if (places->len > 0)
			g_string_append(places, ", ");
		if (pair->type == PAIR_AT_LEAST)
			g_string_append_printf(places, "at least %u signs", pair->at_least);
		else if (pair->type == PAIR_IS)
			g_string_append(
				places,
				predicate_words[g_array_index(pair->predicates, Predicate, 0)]);
		for (guint j = 0; j < pair->fields->len; j++) {
			const RuleField *field = &g_array_index(pair->fields, RuleField, j);

			g_string_append_printf(places, "%s%s%s%s", j > 0 ? "|" : "",
					       place_words[field->place],
					       field->header != NULL ? " " : "",
					       field->header != NULL ? field->header : "");
		}
	}
	return g_string_free(places, FALSE);
}

static void
decide_by(Recognition *recognition, const RuleLine *line)
{
	g_autofree char *places = line_places(line);

	recognition->kind = kind_of_line[line->kind];
	recognition->line = line;
	recognition->network = line->network;
	say(recognition, "%s: %s (%s)", line->where, line_kind_words[line->kind], places);
}

/* The first of LINES that applies to mail BY_NETWORK, or to other mail. */
static const RuleLine *
find_line(Evidence *evidence, const GPtrArray *lines, gboolean by_network)
{
	for (guint i = 0; i < lines->len; i++) {
		const RuleLine *line = g_ptr_array_index(lines, i);
		gboolean here = by_network || line->by_member || line->network->from_any;
		Truth truth = TRUTH_NO;

		/* An ignore line also holds for mail that no other line applies to. */
		if (here)
			truth = line->kind == LINE_IGNORE
					? evidence_line(evidence, line)
					: evidence_applies(evidence, line, by_network);
		if (truth == TRUTH_YES)
			return line;
	}
	return NULL;
}

static const RuleLine *
find_deciding(Evidence *evidence, const Network *network, gboolean by_network)
{
	const RuleLine *ignore = find_line(evidence, network->lines[LINE_IGNORE], by_network);

	return ignore != NULL ? ignore : find_line(evidence, network->recognizing, by_network);
}

static void
recognize_network(Evidence *evidence, Recognition *recognition)
{
	const RuleLine *line = find_deciding(evidence, recognition->network, TRUE);

	if (line != NULL)
		decide_by(recognition, line);
	else if (evidence_excluded(evidence, TRUE) == TRUTH_YES)
		say(recognition, "delivery report or calendar mail: no line applies");
	else
		say(recognition, "no line of %s applies", recognition->network->name);
}

/* How many different text expressions of lines "by member" of NETWORK the mail holds. */
static guint
count_texts(Evidence *evidence, const Network *network)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < network->recognizing->len; i++) {
		const RuleLine *line = g_ptr_array_index(network->recognizing, i);

		for (guint j = 0; line->by_member && j < line->pairs->len; j++) {
			const RulePair *pair = g_ptr_array_index(line->pairs, j);

			if (!pair->negated && evidence_chosen(pair, PAIRS_TEXT) &&
			    evidence_pair(evidence, line, pair) == TRUTH_YES)
				g_hash_table_add(
					seen, (gpointer)(pair->pattern != NULL
								 ? pattern_expression(pair->pattern)
								 : pair->list->name));
		}
	}
	return g_hash_table_size(seen);
}

/* What a mail's links say of a member of a network. */
typedef struct LinkCount {
	guint all, accept;
	const Link *elsewhere; /* an accept link that does not lead to member-links (nullable) */
} LinkCount;

static LinkCount
count_links(Evidence *evidence, const Network *network)
{
	const GPtrArray *links = message_text(evidence_message(evidence))->links;
	LinkCount count = { 0, 0, NULL };

	for (guint i = 0; i < links->len && count.elsewhere == NULL; i++) {
		const Link *link = g_ptr_array_index(links, i);
		g_autoptr(Url) url = link->image ? NULL : url_split(link->url);

		count.all += url != NULL;
		if (!accept_link_is(evidence, link, network))
			continue;
		count.accept++;
		if (!accept_link_leads_to(link, network))
			count.elsewhere = link;
	}
	return count;
}

/* Whether what a member wrote leads to the network. */
static gboolean
links_lead_there(Evidence *evidence, Recognition *recognition, const RuleLine *line)
{
	const Network *network = line->network;
	LinkCount count = count_links(evidence, network);

	if (count.elsewhere != NULL) {
		g_autoptr(Url) url = url_split(count.elsewhere->url);

		say(recognition, "%s: an accept link leads to %s, not to %s", line->where,
		    url->host, network->name);
		return FALSE;
	}
	if (count.accept > 0) {
		say(recognition, "every accept link leads to %s", network->name);
		return TRUE;
	}
	if (count.all > 0 || count_texts(evidence, network) < TEXTS_WITHOUT_LINK) {
		say(recognition, "%s: no accept link", line->where);
		return FALSE;
	}
	say(recognition, "no link, but the words of %s at several places", network->name);
	return TRUE;
}

static gboolean
recognize_member(Evidence *evidence, Recognition *recognition, const Network *network)
{
	const RuleLine *line = find_deciding(evidence, network, FALSE);

	if (line == NULL)
		return FALSE;
	if (line->kind == LINE_IGNORE) {
		say(recognition, "%s: ignore", line->where);
		recognition->line = line;
		return FALSE;
	}
	if (!network->from_any && !links_lead_there(evidence, recognition, line))
		return FALSE;

	decide_by(recognition, line);
	recognition->by_member = !network->from_any;
	return TRUE;
}

/* Try the networks that are FROM_ANY or not, the one that stands in Sender first. */
static gboolean
recognize_foreign(Evidence *evidence, Recognition *recognition, gboolean from_any)
{
	const GPtrArray *networks = ruleset_networks(evidence_rules(evidence));
	const Network *sender = evidence_network(evidence, NULL);

	if (sender != NULL && from_any)
		return FALSE;
	if (sender != NULL && recognize_member(evidence, recognition, sender))
		return TRUE;

	for (guint i = 0; i < networks->len; i++) {
		const Network *network = g_ptr_array_index(networks, i);

		if (network != sender && network->from_any == from_any &&
		    recognize_member(evidence, recognition, network))
			return TRUE;
	}
	return FALSE;
}

static gboolean
note_network(gpointer network, gpointer claimed)
{
	g_hash_table_add(claimed, network);
	return FALSE;
}

/* The networks that From may claim to be (transfer full): hardly ever any. */
static GHashTable *
claimed_networks(Evidence *evidence)
{
	GHashTable *claimed = g_hash_table_new(NULL, NULL);
	const Mailbox *from = message_from(evidence_message(evidence));

	rule_index_visit_claimed(ruleset_index(evidence_rules(evidence)),
				 from != NULL ? from->name : NULL, evidence_domain(evidence),
				 note_network, claimed);
	return claimed;
}

static gboolean
recognize_imitation(Evidence *evidence, Recognition *recognition)
{
	const GPtrArray *networks = ruleset_networks(evidence_rules(evidence));
	g_autoptr(GHashTable) claimed = claimed_networks(evidence);

	if (imitation_exempt(evidence))
		return FALSE;

	for (guint i = 0; i < networks->len; i++) {
		const Network *network = g_ptr_array_index(networks, i);
		const RuleLine *line = NULL;

		/*
		 * A network writes in nobody's own name, so it imitates another by its claim alone.
		 */
		if (recognition->by_network && !g_hash_table_contains(claimed, network))
			continue;
		if (!imitation_concerns(evidence, network) ||
		    screen_foreign_ignore(evidence, network) != NULL ||
		    imitation_of(evidence, network, &line, recognition->why) != TRUTH_YES)
			continue;
		decide_by(recognition, line);
		recognition->imitation = TRUE;
		recognition->by_network = FALSE;
		return TRUE;
	}
	return FALSE;
}

static gboolean
says_brand(Message *message, const Pattern *brand)
{
	const char *const texts[] = { message_header(message, "From", 0), message_subject(message),
				      message_text(message)->text };

	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
		if (texts[i] != NULL && pattern_match(brand, texts[i], -1) == PATTERN_YES)
			return TRUE;
	return FALSE;
}

/*
 * Whether the mail shows NETWORK, not only words that all use: in LINE's fields, its brand or its
 * links.
 */
static gboolean
shows_network(Evidence *evidence, const Network *network, const RuleLine *line)
{
	Message *message = evidence_message(evidence);
	const GPtrArray *links = message_text(message)->links;

	for (guint i = 0; i < line->pairs->len; i++) {
		const RulePair *pair = g_ptr_array_index(line->pairs, i);

		if (pair->type == PAIR_MATCH && !pair->negated &&
		    g_array_index(pair->fields, RuleField, 0).place == PLACE_HEADER)
			return TRUE;
	}
	if (network->brand != NULL && says_brand(message, network->brand))
		return TRUE;
	for (guint i = 0; i < links->len; i++)
		if (accept_link_leads_home(g_ptr_array_index(links, i), network))
			return TRUE;
	return FALSE;
}

/*
 * The line of NETWORK that would know the mail if From told it (nullable).  A member's wording
 * stands in answers to it as well.
 */
static const RuleLine *
hidden_line(Evidence *evidence, const Network *network)
{
	if (network->from_any || find_line(evidence, network->lines[LINE_IGNORE], TRUE) != NULL)
		return NULL;
	for (guint i = 0; i < network->recognizing->len; i++) {
		const RuleLine *line = g_ptr_array_index(network->recognizing, i);

		if (evidence_applies(evidence, line, !line->by_member) == TRUTH_YES &&
		    shows_network(evidence, network, line))
			return line;
	}
	return NULL;
}

/*
 * A network writes a From that everybody can read.  Where nobody can, mail that a line of its would
 * know is an imitation: a reader may be shown the network's name all the same.
 */
static gboolean
recognize_hidden(Evidence *evidence, Recognition *recognition)
{
	const GPtrArray *networks = ruleset_networks(evidence_rules(evidence));

	if (message_from_is_readable(evidence_message(evidence)))
		return FALSE;
	say(recognition,
	    "From cannot be read: it tells nobody's address, or not all of it was read");
	for (guint i = 0; i < networks->len; i++) {
		const Network *network = g_ptr_array_index(networks, i);
		const RuleLine *line = hidden_line(evidence, network);

		if (line == NULL)
			continue;
		decide_by(recognition, line);
		recognition->imitation = TRUE;
		return TRUE;
	}
	return FALSE;
}

/* By whose domains the mail is; said first, because all else follows from it. */
static void
recognize_sender(Evidence *evidence, Recognition *recognition)
{
	gboolean own_name;
	const Network *network = evidence_network(evidence, &own_name);

	recognition->network = network;
	recognition->by_network = network != NULL && !own_name;
	if (recognition->by_network)
		say(recognition, "from %s: mail by the network %s", evidence_domain(evidence),
		    network->name);
	else if (network != NULL)
		say(recognition, "sent by the network %s in the name of an address at %s",
		    network->name, evidence_domain(evidence));
	else
		say(recognition, "from %s: by no listed network",
		    *evidence_domain(evidence) != '\0' ? evidence_domain(evidence) : "nobody");
}

static void
set_network_key(Evidence *evidence, Recognition *recognition)
{
	const Network *network = recognition->network;

	if (network == NULL)
		return;
	recognition->network_key =
		g_strdup(network->from_any ? evidence_organization(evidence) : network->name);
}

static void
add_remarks(const Evidence *evidence, Recognition *recognition)
{
	why_say_all(recognition->why, evidence_remarks(evidence));
}

Recognition *
recognize_whole(Evidence *evidence)
{
	Recognition *recognition = recognition_new();

	recognize_sender(evidence, recognition);
	if (recognition->by_network) {
		recognize_network(evidence, recognition);
		if (recognition->line == NULL)
			recognize_imitation(evidence, recognition);
	} else if (!recognize_hidden(evidence, recognition) &&
		   !recognize_foreign(evidence, recognition, FALSE) &&
		   !recognize_imitation(evidence, recognition) &&
		   !recognize_foreign(evidence, recognition, TRUE) &&
		   evidence_excluded(evidence, FALSE) == TRUTH_YES) {
		say(recognition, "answer to another mail, report or calendar: no line applies");
	}

	set_network_key(evidence, recognition);
	if (recognition->line == NULL)
		recognition->template = template_unknown(evidence);
	if (recognition->kind != KIND_NONE) {
		GPtrArray *inviters = recognize_inviters(evidence, recognition, recognition->why);

		g_ptr_array_unref(recognition->inviters);
		recognition->inviters = inviters;
	}
	add_remarks(evidence, recognition);
	return recognition;
}

/* What the header alone settled: nothing, by IGNORED (nullable) or because no line can apply. */
static Recognition *
recognize_nothing(Evidence *evidence, const RuleLine *ignored)
{
	Recognition *recognition = recognition_new();

	recognition->header_alone = TRUE;
	recognize_sender(evidence, recognition);
	if (ignored != NULL) {
		g_autofree char *places = line_places(ignored);

		recognition->line = ignored;
		say(recognition, "%s: ignore (%s)", ignored->where, places);
	} else if (evidence_excluded(evidence, recognition->by_network) == TRUTH_YES) {
		say(recognition, "answer to another mail, report or calendar: no line applies");
	} else {
		say(recognition, "by its header no line can apply");
	}
	set_network_key(evidence, recognition);
	if (ignored == NULL)
		recognition->template = template_unknown(evidence);
	add_remarks(evidence, recognition);
	return recognition;
}

Recognition *
recognize_message(Evidence *evidence)
{
	const RuleLine *ignored;

	if (!screen_may_match(evidence, &ignored))
		return recognize_nothing(evidence, ignored);

	evidence_add_body(evidence);
	return recognize_whole(evidence);
}
