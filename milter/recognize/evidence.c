#include "evidence.h"

#include <string.h>

#include "mail/domain.h"

#define PLACES (PLACE_VCARD_EMAIL + 1)

/* No domain is longer (RFC 1035 section 2.3.4). */
#define DOMAIN_LONGEST 255

/*
 * Bytes of texts that are compared with expressions, of texts as they are, then of their
 * beginnings.  An expression costs some bytes however short the text is.
 */
/* clang-format off */
static const struct {
	gsize bytes, most;
} efforts[] = {
	{ 16 * 1024 * 1024, G_MAXSIZE },
	{ 8 * 1024 * 1024, 32 * 1024 },
	{ 4 * 1024 * 1024, 1024 },
};
/* clang-format on */
#define EFFORT_LEAST 64
#define EFFORT_TO_EXPLAIN (4 * 1024 * 1024)

typedef struct Header { /* the values of PLACE_HEADER for one name */
	const char *name;
	GArray *values;
} Header;

struct Evidence {
	const Ruleset *rules;
	Message *message;
	const char *const *recipients;
	gboolean with_body;

	GArray *values[PLACES];
	GPtrArray *headers;      /* Header * */
	GHashTable *link_senses; /* (nullable) */
	Answered answers[QUESTION_NOTICE + 1];
	Screened screened;
	char *domain, *organization;
	gboolean network_known, own_name;
	const Network *network;
	GPtrArray *remarks; /* (nullable: there is none) */
	guint effort;       /* which of EFFORTS it has come to */
	gsize spent;        /* of it */
};

static void
header_free(gpointer data)
{
	Header *header = data;

	g_array_unref(header->values);
	g_free(header);
}

/* The domain of MAILBOX; nearly all are ASCII and need no conversion (transfer full). */
static char *
domain_of(const Mailbox *mailbox)
{
	const char *domain = mailbox != NULL ? mailbox_domain(mailbox->address) : NULL;
	gsize length = domain != NULL ? strlen(domain) : 0;

	/* What a network's domain could stand in is its end. */
	if (length > DOMAIN_LONGEST)
		domain = strchr(domain + length - DOMAIN_LONGEST, '.');
	if (domain == NULL)
		return g_strdup("");
	domain += *domain == '.';
	if (!g_str_is_ascii(domain) || g_str_has_suffix(domain, "."))
		return domain_to_ascii(domain);
	return g_ascii_strdown(domain, -1);
}

/*
 * Of several mailboxes in From that of a network counts: a reader may be shown that one, and
 * nothing can prove it.
 */
static void
prefer_network(const Ruleset *rules, Message *message)
{
	const GPtrArray *froms = message_froms(message);

	for (guint i = 0; i < froms->len; i++) {
		g_autofree char *domain = domain_of(g_ptr_array_index(froms, i));

		if (ruleset_network_of(rules, domain) == NULL)
			continue;
		message_prefer_from(message, i);
		return;
	}
}

Evidence *
evidence_new(const Ruleset *rules, Message *message, const char *const *recipients)
{
	/* Not g_new0(): every mail has one, and calloc() keeps no cache of its sizes. */
	Evidence *evidence = g_new(Evidence, 1);

	*evidence = (Evidence){ .rules = rules, .message = message, .recipients = recipients };
	if (message_from_is_several(message))
		prefer_network(rules, message);

	return evidence;
}

void
evidence_free(Evidence *evidence)
{
	if (evidence == NULL)
		return;
	for (guint i = 0; i < PLACES; i++)
		g_clear_pointer(&evidence->values[i], g_array_unref);
	g_clear_pointer(&evidence->headers, g_ptr_array_unref);
	g_clear_pointer(&evidence->link_senses, g_hash_table_unref);
	g_clear_pointer(&evidence->remarks, g_ptr_array_unref);
	g_free(evidence->domain);
	g_free(evidence->organization);
	g_free(evidence);
}

void
evidence_add_body(Evidence *evidence)
{
	evidence->with_body = TRUE;
	for (guint i = 0; i < G_N_ELEMENTS(evidence->answers); i++)
		if (evidence->answers[i].truth == TRUTH_UNKNOWN)
			evidence->answers[i].known = FALSE;
	/* What was given up before is tried, and told, again. */
	g_clear_pointer(&evidence->link_senses, g_hash_table_unref);
	g_clear_pointer(&evidence->remarks, g_ptr_array_unref);
	evidence->effort = 0;
	evidence->spent = 0;
}

Message *
evidence_message(const Evidence *evidence)
{
	return evidence->message;
}

const GPtrArray *
evidence_remarks(const Evidence *evidence)
{
	return evidence->remarks;
}

const Ruleset *
evidence_rules(const Evidence *evidence)
{
	return evidence->rules;
}

const char *const *
evidence_recipients(const Evidence *evidence)
{
	return evidence->recipients;
}

void
evidence_remark(Evidence *evidence, char *sentence)
{
	if (evidence->remarks == NULL)
		evidence->remarks = g_ptr_array_new_with_free_func(g_free);
	g_ptr_array_add(evidence->remarks, sentence);
}

/* What is not compared with all it might hold is told, once. */
static void
note_effort(Evidence *evidence)
{
	if (evidence->effort++ == 0)
		evidence_remark(evidence,
				g_strdup("not all of it was compared with the rules: too long, "
					 "and too much like what they look for"));
	evidence->spent = 0;
	message_note_given_up(evidence->message);
}

gsize
evidence_afford(Evidence *evidence, const char *text, gssize length)
{
	gsize size = length < 0 ? strlen(text) : (gsize)length;

	/* A header is short. */
	if (!evidence->with_body)
		return size;
	while (evidence->effort < G_N_ELEMENTS(efforts)) {
		gsize most = MIN(size, efforts[evidence->effort].most);

		evidence->spent += most + EFFORT_LEAST;
		if (evidence->spent > efforts[evidence->effort].bytes) {
			note_effort(evidence);
			continue;
		}
		while (most > 0 && most < size && ((guchar)text[most] & 0xc0) == 0x80)
			most--;
		return most;
	}
	return 0;
}

void
evidence_economize(Evidence *evidence)
{
	evidence->spent = efforts[0].bytes - EFFORT_TO_EXPLAIN;
}

gboolean
evidence_with_body(const Evidence *evidence)
{
	return evidence->with_body;
}

static const GArray *
header_values(Evidence *evidence, const RuleField *field)
{
	Header *header;

	if (evidence->headers == NULL)
		evidence->headers = g_ptr_array_new_with_free_func(header_free);
	for (guint i = 0; i < evidence->headers->len; i++) {
		header = g_ptr_array_index(evidence->headers, i);
		if (g_ascii_strcasecmp(header->name, field->header) == 0)
			return header->values;
	}

	header = g_new(Header, 1);
	header->name = field->header;
	header->values = evidence_values_read(evidence->message, field);
	g_ptr_array_add(evidence->headers, header);
	return header->values;
}

const GArray *
evidence_values(Evidence *evidence, const RuleField *field)
{
	GArray **values = &evidence->values[field->place];

	if (!evidence->with_body && !place_in_header(field->place))
		return NULL;
	if (field->place == PLACE_HEADER)
		return header_values(evidence, field);
	if (*values != NULL)
		return *values;
	*values = evidence_values_read(evidence->message, field);
	if (field->place == PLACE_TEXT && evidence_network(evidence, NULL) != NULL &&
	    !evidence->own_name)
		evidence_values_add_quoted(*values, message_text(evidence->message));
	return *values;
}

const char *
evidence_domain(Evidence *evidence)
{
	if (evidence->domain == NULL)
		evidence->domain = domain_of(message_from(evidence->message));
	return evidence->domain;
}

const char *
evidence_organization(Evidence *evidence)
{
	const char *domain = evidence_domain(evidence);

	if (evidence->organization == NULL)
		evidence->organization =
			*domain != '\0' ? domain_organizational(domain) : g_strdup("");
	return evidence->organization;
}

static void
find_network(Evidence *evidence)
{
	const Mailbox *sender;

	evidence->network_known = TRUE;
	evidence->network = ruleset_network_of(evidence->rules, evidence_domain(evidence));
	if (evidence->network != NULL || message_from(evidence->message) == NULL)
		return;

	sender = message_sender(evidence->message);
	if (sender != NULL) {
		g_autofree char *domain = domain_of(sender);

		evidence->network = ruleset_network_of(evidence->rules, domain);
		evidence->own_name = evidence->network != NULL;
	}
}

const Network *
evidence_network(Evidence *evidence, gboolean *own_name)
{
	if (!evidence->network_known)
		find_network(evidence);
	if (own_name != NULL)
		*own_name = evidence->own_name;
	return evidence->network;
}

Answered *
evidence_answered(Evidence *evidence, guint question)
{
	return &evidence->answers[question];
}

Screened *
evidence_screened(Evidence *evidence)
{
	return &evidence->screened;
}

GHashTable *
evidence_link_senses(Evidence *evidence)
{
	if (evidence->link_senses == NULL)
		evidence->link_senses = g_hash_table_new(NULL, NULL);
	return evidence->link_senses;
}
