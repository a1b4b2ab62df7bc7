#include "hints.h"

#include <string.h>

#include "mail/domain.h"
#include "people/person.h"
#include "people/url.h"
#include "accept-link.h"
#include "reply.h"

/* Of a mail to hundreds, the first few show as well whether a link names its reader. */
#define RECIPIENTS_LOOKED_FOR 20

/* Fields that a person's mail program leaves, and a service's mailer does not. */
static const char *const client_fields[] = {
	"User-Agent",          "X-Mailer",
	"X-MimeOLE",           "X-MSMail-Priority",
	"X-Newsreader",        "X-MUA",
	"Thread-Index",        "X-MS-Has-Attach",
	"X-Enigmail-Version",  "X-Universally-Unique-Identifier",
	"X-Originating-Email", NULL,
};

/* How a service is joined to a name: "Jane Doe via X", "Jane Doe (X)" apart. */
static const char *const connectors[] = {
	" via ",        " on ",      " über ", " sur ", " em ",    " su ",    " a través de ",
	" através do ", " tramite ", " trên ", " på ",  " przez ", " через ", NULL,
};

char *
hints_organization(const char *address)
{
	const char *domain = mailbox_domain(address);
	g_autofree char *ascii = domain != NULL ? domain_to_ascii(domain) : NULL;

	return ascii != NULL && *ascii != '\0' ? domain_organizational(ascii) : NULL;
}

static const char *
from_name(Message *message)
{
	const Mailbox *from = message_from(message);

	return from != NULL && from->name != NULL && *from->name != '\0' ? from->name : NULL;
}

Truth
hints_person_name(Evidence *evidence, G_GNUC_UNUSED const Network *network)
{
	const char *name = from_name(evidence_message(evidence));

	return truth_of(name != NULL && person_is_name(name));
}

/* Whether a service writes as itself: circles@mail.circles.example. */
static gboolean
is_called_as_domain(const char *address)
{
	const char *domain = mailbox_domain(address);
	g_autofree char *label = NULL;
	g_autofree char *organization = NULL;

	if (domain == NULL)
		return FALSE;

	/* Nearly no mail passes here, and the organization costs more to find. */
	label = g_ascii_strdown(address, domain - 1 - address);
	if (strlen(label) < 3 || strstr(domain, label) == NULL)
		return FALSE;

	organization = hints_organization(address);
	return organization != NULL && g_str_has_prefix(organization, label) &&
	       organization[strlen(label)] == '.';
}

Truth
hints_role_sender(Evidence *evidence, G_GNUC_UNUSED const Network *network)
{
	const Mailbox *from = message_from(evidence_message(evidence));

	return truth_of(from != NULL &&
			(mailbox_is_role(from->address) || is_called_as_domain(from->address)));
}

Truth
hints_one_recipient(Evidence *evidence, G_GNUC_UNUSED const Network *network)
{
	Message *message = evidence_message(evidence);

	return truth_of(message_to(message)->len == 1 && message_cc(message)->len == 0);
}

static gboolean
has_field(Message *message, const char *name)
{
	return message_raw(message, name, 0) != NULL;
}

/* Whether the field NAME holds one of WORDS alone. */
static gboolean
field_is(Message *message, const char *name, const char *const *words)
{
	const char *raw = message_raw(message, name, 0);
	g_autofree char *value = raw != NULL ? g_strstrip(g_ascii_strdown(raw, -1)) : NULL;

	return value != NULL && g_strv_contains(words, value);
}

gboolean
hints_is_bulk(Message *message)
{
	static const char *const bulk[] = { "bulk", "junk", NULL };
	static const char *const no[] = { "no", NULL };

	return has_field(message, "List-Unsubscribe") || has_field(message, "Feedback-ID") ||
	       field_is(message, "Precedence", bulk) ||
	       (has_field(message, "Auto-Submitted") && !field_is(message, "Auto-Submitted", no));
}

Truth
hints_bulk(Evidence *evidence, G_GNUC_UNUSED const Network *network)
{
	return truth_of(hints_is_bulk(evidence_message(evidence)));
}

gboolean
hints_is_list(Message *message)
{
	return has_field(message, "List-Id") || has_field(message, "List-Post");
}

Truth
hints_list(Evidence *evidence, G_GNUC_UNUSED const Network *network)
{
	return truth_of(hints_is_list(evidence_message(evidence)));
}

Truth
hints_foreign_reply_to(Evidence *evidence, G_GNUC_UNUSED const Network *network)
{
	Message *message = evidence_message(evidence);
	const Mailbox *from = message_from(message);
	const Mailbox *reply_to = message_reply_to(message);
	g_autofree char *ours = NULL;
	g_autofree char *theirs = NULL;

	if (from == NULL || reply_to == NULL)
		return TRUTH_NO;

	ours = hints_organization(from->address);
	theirs = hints_organization(reply_to->address);
	return truth_of(ours != NULL && theirs != NULL && strcmp(ours, theirs) != 0);
}

/* "Jane Doe (via X)", "Jane Doe (X Invitations)". */
static gboolean
ends_in_brackets(const char *name)
{
	const char *open = strrchr(name, '(');

	return g_str_has_suffix(name, ")") && open != NULL && open > name && open[1] != ')';
}

/* One to four words. */
static gboolean
is_short(const char *text)
{
	guint words = 1;

	for (const char *p = text; *p != '\0'; p++)
		words += *p == ' ';
	return *text != '\0' && words <= 4;
}

const char *
hints_via(const char *name)
{
	if (ends_in_brackets(name))
		return strrchr(name, '(');

	for (guint i = 0; connectors[i] != NULL; i++) {
		const char *at = g_strrstr(name, connectors[i]);

		if (at != NULL && at > name && is_short(at + strlen(connectors[i])))
			return at;
	}
	return NULL;
}

Truth
hints_via_suffix(Evidence *evidence, G_GNUC_UNUSED const Network *network)
{
	const char *name = from_name(evidence_message(evidence));
	g_autofree char *lower = name != NULL ? g_utf8_strdown(name, -1) : NULL;

	return truth_of(lower != NULL && hints_via(lower) != NULL);
}

gboolean
hints_is_any_list(Message *message)
{
	static const char *const others[] = { "Mailing-List", "X-Mailing-List", "X-BeenThere",
					      "X-Mailman-Version", NULL };

	for (guint i = 0; i < message_field_count(message); i++)
		if (g_ascii_strncasecmp(message_field(message, i)->name, "List-", 5) == 0)
			return TRUE;
	for (guint i = 0; others[i] != NULL; i++)
		if (has_field(message, others[i]))
			return TRUE;
	return FALSE;
}

static gboolean
has_client_field(Message *message)
{
	for (guint i = 0; client_fields[i] != NULL; i++)
		if (has_field(message, client_fields[i]))
			return TRUE;
	return FALSE;
}

static gboolean
is_provider(const Ruleset *rules, const char *domain)
{
	const WordList *providers = ruleset_words(rules, "providers");

	if (providers == NULL)
		return FALSE;
	for (guint i = 0; i < providers->patterns->len; i++)
		if (pattern_match(g_ptr_array_index(providers->patterns, i), domain, -1) ==
		    PATTERN_YES)
			return TRUE;
	return FALSE;
}

/*
 * A person's mail bears a Message-ID of the own domain, of the provider, or of
 * a machine that has no domain; one of a third organization was made by a service.
 */
static gboolean
has_service_id(Message *message, const Ruleset *rules)
{
	const char *id = message_id(message);
	const char *host = id != NULL ? mailbox_domain(id) : NULL;
	const Mailbox *from = message_from(message);
	g_autofree char *ours = NULL;
	g_autofree char *theirs = NULL;

	if (host == NULL || strchr(host, '.') == NULL || from == NULL)
		return FALSE;

	ours = hints_organization(from->address);
	theirs = hints_organization(id);
	return ours != NULL && theirs != NULL && strcmp(ours, theirs) != 0 &&
	       !is_provider(rules, theirs);
}

Truth
hints_machine_made(Evidence *evidence, G_GNUC_UNUSED const Network *network)
{
	Message *message = evidence_message(evidence);
	const char *name = from_name(message);

	return truth_of(name != NULL && !has_client_field(message) && !hints_is_any_list(message) &&
			person_words(name) >= 2 &&
			has_service_id(message, evidence_rules(evidence)));
}

/* ---- what the body tells, too ---- */

Truth
hints_reply(Evidence *evidence, G_GNUC_UNUSED const Network *network)
{
	Message *message = evidence_message(evidence);

	if (reply_in_header(message))
		return TRUTH_YES;
	if (!evidence_with_body(evidence))
		return TRUTH_UNKNOWN;
	return truth_of(reply_in_body(message_text(message)));
}

Truth
hints_accept_link(Evidence *evidence, const Network *network)
{
	if (!evidence_with_body(evidence))
		return TRUTH_UNKNOWN;
	return truth_of(accept_link_any(evidence, network));
}

/* The addresses of the recipients in lower case; those of To where the envelope is not known. */
static GPtrArray *
recipient_addresses(Evidence *evidence)
{
	GPtrArray *addresses = g_ptr_array_new_with_free_func(g_free);
	const GPtrArray *to = message_to(evidence_message(evidence));
	const char *const *recipient = evidence_recipients(evidence);

	for (; recipient != NULL && *recipient != NULL; recipient++)
		if (strchr(*recipient, '@') != NULL && addresses->len < RECIPIENTS_LOOKED_FOR)
			g_ptr_array_add(addresses, g_ascii_strdown(*recipient, -1));
	for (guint i = 0; addresses->len == 0 && i < to->len && i < RECIPIENTS_LOOKED_FOR; i++)
		g_ptr_array_add(
			addresses,
			g_ascii_strdown(((Mailbox *)g_ptr_array_index(to, i))->address, -1));

	return addresses;
}

/* Whether URL holds ADDRESS, plain or with "=" in place of "@" as bounce addresses do. */
static gboolean
url_holds(const char *url, const char *address)
{
	g_autofree char *bounce = g_strdelimit(g_strdup(address), "@", '=');

	return strstr(url, address) != NULL || strstr(url, bounce) != NULL;
}

static gboolean
has_recipient_in_link(Evidence *evidence)
{
	const GPtrArray *links = message_text(evidence_message(evidence))->links;
	g_autoptr(GPtrArray) addresses = recipient_addresses(evidence);

	for (guint i = 0; i < links->len; i++) {
		const Link *link = g_ptr_array_index(links, i);
		g_autofree char *decoded = link->image ? NULL : url_decode(link->url);
		g_autofree char *url = NULL;

		if (decoded == NULL)
			continue;
		url = g_ascii_strdown(decoded, -1);
		for (guint j = 0; j < addresses->len; j++)
			if (url_holds(url, g_ptr_array_index(addresses, j)))
				return TRUE;
	}
	return FALSE;
}

Truth
hints_recipient_in_link(Evidence *evidence, G_GNUC_UNUSED const Network *network)
{
	if (!evidence_with_body(evidence))
		return TRUTH_UNKNOWN;
	return truth_of(has_recipient_in_link(evidence));
}
