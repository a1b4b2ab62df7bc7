#include "imitation.h"

#include <string.h>

#include "language/rule-index.h"
#include "mail/address.h"
#include "mail/domain.h"
#include "people/url.h"
#include "accept-link.h"
#include "evidence-line.h"
#include "hints.h"

/* How an imitation shows, and what its accept links do. */
typedef struct Traits {
	gboolean brand;         /* the network's brand in From's display-name or domain */
	const char *alike;      /* the from domain that From's resembles (nullable) */
	const RuleLine *member; /* a line "by member" whose header pairs hold (nullable) */
} Traits;

static gboolean
bears_brand(Evidence *evidence, const Network *network)
{
	const Mailbox *from = message_from(evidence_message(evidence));

	if (network->brand == NULL || from == NULL)
		return FALSE;

	return (from->name != NULL &&
		pattern_match(network->brand, from->name, -1) == PATTERN_YES) ||
	       pattern_match(network->brand, evidence_domain(evidence), -1) == PATTERN_YES;
}

static const RuleLine *
member_line(Evidence *evidence, const Network *network)
{
	gboolean own_name;

	/* A network writes in no member's own name and address. */
	if (network->from_any || (evidence_network(evidence, &own_name) != NULL && !own_name))
		return NULL;

	for (guint i = 0; i < network->recognizing->len; i++) {
		const RuleLine *line = g_ptr_array_index(network->recognizing, i);

		if (line->by_member && evidence_pairs(evidence, line, PAIRS_HEADER) == TRUTH_YES)
			return line;
	}
	return NULL;
}

/* The first line whose wording the mail has. */
static Truth
copied_line(Evidence *evidence, const Network *network, const RuleLine **line)
{
	Truth best = TRUTH_NO;

	for (guint i = 0; i < network->recognizing->len; i++) {
		const RuleLine *copied = g_ptr_array_index(network->recognizing, i);
		Truth truth = evidence_pairs(evidence, copied, PAIRS_WORDING);

		if (truth == TRUTH_YES) {
			*line = copied;
			return TRUTH_YES;
		}
		best = MAX(best, truth);
	}
	return best;
}

/* Whether there is an accept link, and the first that leads elsewhere (nullable). */
static const Link *
elsewhere(Evidence *evidence, const Network *network, gboolean *any)
{
	const GPtrArray *links = message_text(evidence_message(evidence))->links;

	for (guint i = 0; i < links->len; i++) {
		const Link *link = g_ptr_array_index(links, i);

		if (!accept_link_is(evidence, link, network))
			continue;
		*any = TRUE;
		if (!accept_link_leads_home(link, network))
			return link;
	}
	return NULL;
}

static void
explain(Why *why, const Network *network, const Traits *traits, const Link *link)
{
	g_autoptr(Url) url = link != NULL ? url_split(link->url) : NULL;

	if (traits->brand)
		why_say(why, "From calls itself %s and is not by it", network->title);
	else if (traits->alike != NULL)
		why_say(why, "From's domain looks like %s", traits->alike);
	else
		why_say(why, "written as a member of %s writes (%s)", network->title,
			traits->member->where);

	if (url != NULL)
		why_say(why, "an accept link leads to %s", url->host);
	else
		why_say(why, "there is no accept link");
}

/* Whether the raw field NAME of MESSAGE names a host of ORGANIZATION. */
static gboolean
names_organization(Message *message, const char *name, const char *organization)
{
	const char *raw = message_raw(message, name, 0);
	g_autofree char *lower = raw != NULL ? g_ascii_strdown(raw, -1) : NULL;

	return lower != NULL && *organization != '\0' && strstr(lower, organization) != NULL;
}

/* "Jane via List": what stands after the last via, if that is not the network again. */
static gboolean
via_another(Message *message, const Network *network)
{
	const Mailbox *from = message_from(message);
	const char *via = from->name != NULL ? g_strrstr(from->name, " via ") : NULL;

	return via != NULL &&
	       (network->brand == NULL || pattern_match(network->brand, via, -1) != PATTERN_YES);
}

/* Whether the list kept, in X-Original-From, that the network wrote. */
static gboolean
originally_from(Message *message, const Network *network)
{
	const char *raw = message_raw(message, "X-Original-From", 0);
	g_autoptr(GPtrArray) mailboxes = raw != NULL ? address_parse_list(raw) : NULL;
	const Mailbox *original;
	g_autofree char *domain = NULL;

	if (mailboxes == NULL || mailboxes->len != 1)
		return FALSE;

	original = g_ptr_array_index(mailboxes, 0);
	domain = domain_to_ascii(
		mailbox_domain(original->address) != NULL ? mailbox_domain(original->address) : "");
	for (guint i = 0; i < network->from->len; i++)
		if (domain_is_under(domain, g_ptr_array_index(network->from, i)))
			return TRUE;
	return FALSE;
}

/*
 * "Jane via List <list@example.org>": list software puts its own address into
 * From, and what was there into the name or into X-Original-From.
 */
static gboolean
rewritten_by_list(Evidence *evidence, const Network *network)
{
	Message *message = evidence_message(evidence);
	const char *organization;

	if (!hints_is_list(message) || message_from(message) == NULL)
		return FALSE;

	organization = evidence_organization(evidence);
	return (names_organization(message, "List-Id", organization) ||
		names_organization(message, "List-Post", organization)) &&
	       (via_another(message, network) || originally_from(message, network));
}

static gboolean
claims_network(Evidence *evidence, const Network *network, Traits *traits)
{
	gboolean own_name;

	if (network->from_any || network->from->len == 0)
		return FALSE;
	/* Nobody imitates itself. */
	if (evidence_network(evidence, &own_name) == network && !own_name)
		return FALSE;

	traits->brand = bears_brand(evidence, network);
	if (!traits->brand)
		traits->alike =
			look_alikes_find(ruleset_index(evidence_rules(evidence))->look_alikes,
					 evidence_domain(evidence), network);
	return traits->brand || traits->alike != NULL;
}

gboolean
imitation_claims(Evidence *evidence, const Network *network)
{
	Traits traits = { FALSE, NULL, NULL };

	return claims_network(evidence, network, &traits);
}

Truth
imitation_copies(Evidence *evidence, const Network *network, const RuleLine **line)
{
	Truth wording = copied_line(evidence, network, line);

	return wording != TRUTH_NO && rewritten_by_list(evidence, network) ? TRUTH_NO : wording;
}

static gboolean
find_traits(Evidence *evidence, const Network *network, Traits *traits)
{
	if (!claims_network(evidence, network, traits))
		traits->member = member_line(evidence, network);
	return traits->brand || traits->alike != NULL || traits->member != NULL;
}

gboolean
imitation_concerns(Evidence *evidence, const Network *network)
{
	Traits traits = { FALSE, NULL, NULL };

	return find_traits(evidence, network, &traits);
}

Truth
imitation_of(Evidence *evidence, const Network *network, const RuleLine **line, Why *why)
{
	Traits traits = { FALSE, NULL, NULL };
	gboolean any = FALSE;
	const Link *link;
	Truth wording;

	if (!find_traits(evidence, network, &traits))
		return TRUTH_NO;
	wording = imitation_copies(evidence, network, line);
	if (wording == TRUTH_NO)
		return TRUTH_NO;

	/*
	 * Who bears the brand imitates it without a link, too; a member's wording may be a
	 * member's.
	 */
	link = elsewhere(evidence, network, &any);
	if (link == NULL && (any || traits.member != NULL))
		return TRUTH_NO;
	explain(why, network, &traits, link);
	return wording;
}

gboolean
imitation_exempt(Evidence *evidence)
{
	return evidence_excluded(evidence, FALSE) == TRUTH_YES;
}
