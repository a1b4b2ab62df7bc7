#include "imitation.h"

#include <string.h>

#include "accept-link.h"
#include "mail/domain.h"
#include "signs.h"
#include "url.h"

/* How an imitation shows, and what its accept links do. */
typedef struct Traits {
	gboolean brand;     /* the network's brand in From's display-name or domain */
	const char *alike;  /* the from domain that From's resembles (nullable) */
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

/* Letters as the eye takes them: digits for letters, "rn" for "m", "vv" for "w". */
static void
count_shapes(const char *label, gsize length, gint8 counts[256], gint8 sign)
{
	for (gsize i = 0; i < length; i++) {
		guchar c = (guchar)label[i];

		if (c == 'm') {
			counts['r'] += sign;
			c = 'n';
		} else if (c == 'w') {
			counts['v'] += sign;
			c = 'v';
		} else if (c == '1' || c == '0') {
			c = c == '1' ? 'l' : 'o';
		}
		counts[c] += sign;
	}
}

/* Which letters of a label there are, as a set that may mix some up. */
static guint32
letters_of(const char *label, gsize length)
{
	guint32 set = 0;

	for (gsize i = 0; i < length; i++)
		set |= 1u << (label[i] & 31);
	return set;
}

/* Whether two labels share all shapes but those of one edit. */
static gboolean
labels_near(const char *a, gsize a_length, guint32 a_letters, const char *b, gsize b_length)
{
	gint8 counts[256] = { 0 };
	guint difference = 0;

	/* One edit, or "rn" for "m" twice over, changes four letters of a set at most. */
	if (b_length < 4 || b_length > 63 || a_length + 2 < b_length || b_length + 2 < a_length ||
	    __builtin_popcount(a_letters ^ letters_of(b, b_length)) > 5)
		return FALSE;

	count_shapes(a, a_length, counts, 1);
	count_shapes(b, b_length, counts, -1);
	for (guint c = 0; c < 256; c++)
		difference += (guint)ABS(counts[c]);
	return difference <= 3;
}

/*
 * A cheap sieve before domain_imitates(), which is exact and costs a hundred
 * times more: whether the first label of ORGANIZATION is near to any but the
 * last of GENUINE.
 */
static gboolean
may_resemble(const char *organization, gsize length, guint32 letters, const char *genuine)
{
	const char *dot;

	for (; (dot = strchr(genuine, '.')) != NULL; genuine = dot + 1)
		if (labels_near(organization, length, letters, genuine, (gsize)(dot - genuine)))
			return TRUE;
	return FALSE;
}

/* The from domain of NETWORK that From's imitates, or NULL. */
static const char *
resembles(Evidence *evidence, const Network *network)
{
	const char *ours = evidence_organization(evidence);
	gsize length = strcspn(ours, ".");
	guint32 letters = letters_of(ours, length);
	gboolean foreign_letters = g_str_has_prefix(ours, "xn--");

	if (length < 4 || (length > 63 && !foreign_letters))
		return NULL;

	for (guint i = 0; i < network->from->len; i++) {
		const char *genuine = g_ptr_array_index(network->from, i);
		g_autofree char *organization = NULL;

		if (!foreign_letters && !may_resemble(ours, length, letters, genuine))
			continue;
		organization = domain_organizational(genuine);
		if (domain_imitates(ours, organization))
			return genuine;
	}
	return NULL;
}

static const RuleLine *
member_line(Evidence *evidence, const Network *network)
{
	for (guint kind = LINE_REMINDER; kind <= LINE_INVITATION && !network->from_any; kind++)
		for (guint i = 0; i < network->lines[kind]->len; i++) {
			const RuleLine *line = g_ptr_array_index(network->lines[kind], i);

			if (line->by_member &&
			    evidence_pairs(evidence, line, PAIRS_HEADER) == TRUTH_YES)
				return line;
		}
	return NULL;
}

/* The line whose wording the mail has, in the order in which kinds beat one another. */
static Truth
copied_line(Evidence *evidence, const Network *network, const RuleLine **line)
{
	Truth best = TRUTH_NO;

	for (guint kind = LINE_REMINDER; kind <= LINE_INVITATION; kind++)
		for (guint i = 0; i < network->lines[kind]->len; i++) {
			const RuleLine *copied = g_ptr_array_index(network->lines[kind], i);
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

		if (!evidence_is_accept_link(evidence, link, network))
			continue;
		*any = TRUE;
		if (!accept_link_leads_home(link, network))
			return link;
	}
	return NULL;
}

static void
explain(GPtrArray *why, const Network *network, const Traits *traits, const Link *link)
{
	g_autoptr(Url) url = link != NULL ? url_split(link->url) : NULL;

	if (traits->brand)
		g_ptr_array_add(why, g_strdup_printf("From calls itself %s and is not by it",
						     network->title));
	else if (traits->alike != NULL)
		g_ptr_array_add(why, g_strdup_printf("From's domain looks like %s", traits->alike));
	else
		g_ptr_array_add(why, g_strdup_printf("written as a member of %s writes (%s)",
						     network->title, traits->member->where));

	if (url != NULL)
		g_ptr_array_add(why, g_strdup_printf("an accept link leads to %s", url->host));
	else
		g_ptr_array_add(why, g_strdup("there is no accept link"));
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

	return via != NULL && (network->brand == NULL ||
			       pattern_match(network->brand, via, -1) != PATTERN_YES);
}

/* Whether the list kept, in X-Original-From, that the network wrote. */
static gboolean
originally_from(Message *message, const Network *network)
{
	const char *raw = message_raw(message, "X-Original-From", 0);
	g_autoptr(GPtrArray) mailboxes = raw != NULL ? mailbox_parse_list(raw) : NULL;
	const Mailbox *original;
	g_autofree char *domain = NULL;

	if (mailboxes == NULL || mailboxes->len != 1)
		return FALSE;

	original = g_ptr_array_index(mailboxes, 0);
	domain = domain_to_ascii(mailbox_domain(original->address) != NULL
					 ? mailbox_domain(original->address)
					 : "");
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

	if (!signs_list(message) || message_from(message) == NULL)
		return FALSE;

	organization = evidence_organization(evidence);
	return (names_organization(message, "List-Id", organization) ||
		names_organization(message, "List-Post", organization)) &&
	       (via_another(message, network) || originally_from(message, network));
}

static gboolean
claims_network(Evidence *evidence, const Network *network, Traits *traits)
{
	if (network->from_any || network->from->len == 0)
		return FALSE;

	traits->brand = bears_brand(evidence, network);
	if (!traits->brand)
		traits->alike = resembles(evidence, network);
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

Truth
imitation_of(Evidence *evidence, const Network *network, const RuleLine **line, GPtrArray *why)
{
	Traits traits = { FALSE, NULL, NULL };
	gboolean any = FALSE;
	const Link *link;
	Truth wording;

	if (!claims_network(evidence, network, &traits))
		traits.member = member_line(evidence, network);
	if (!traits.brand && traits.alike == NULL && traits.member == NULL)
		return TRUTH_NO;
	wording = imitation_copies(evidence, network, line);
	if (wording == TRUTH_NO)
		return TRUTH_NO;

	/* Who bears the brand imitates it without a link, too; a member's wording may be a member's. */
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
