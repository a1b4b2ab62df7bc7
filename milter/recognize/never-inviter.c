#include "never-inviter.h"

#include <string.h>

#include "mail/domain.h"
#include "mail/recipient.h"
#include "people/name-clean.h"
#include "people/person.h"
#include "hints.h"

/* No name has more words; what does is a piece of a sentence. */
#define MOST_WORDS 7

/* Shorter names of services are too much like names of people. */
#define SHORTEST_LABEL 4

struct NeverInviter {
	const Network *network;
	char *label;           /* of the unlisted network's domain, "example" (nullable) */
	GHashTable *names;     /* comparable forms */
	GHashTable *words;     /* those of the recipients' names and local-parts */
	GHashTable *addresses; /* comparable forms, with and without detail */
};

/* What networks put beside their own name in a display-name. */
static const char *const service_words[] = {
	"the",           "team",    "invitation", "invitations", "invites",   "notification",
	"notifications", "updates", "update",     "mail",        "mails",     "message",
	"messages",      "news",    "support",    "reminder",    "reminders", "service",
	"network",       "member",  "members",    "info",        "noreply",   "no-reply",
	"via",           "from",    "on",         "at",          NULL,
};

static void
add_name(NeverInviter *never, const char *name)
{
	g_autofree char *comparable = name != NULL ? person_comparable(name) : NULL;

	if (comparable != NULL && *comparable != '\0')
		g_hash_table_add(never->names, g_steal_pointer(&comparable));
}

/* The words of TEXT, a recipient's name or local-part, as it may be addressed in a sentence. */
static void
add_words(NeverInviter *never, const char *text)
{
	g_auto(GStrv) words = g_strsplit_set(text, " .,_-+@", -1);

	for (guint i = 0; words[i] != NULL; i++) {
		g_autofree char *word = person_comparable(words[i]);

		if (*word != '\0')
			g_hash_table_add(never->words, g_steal_pointer(&word));
	}
}

static void
add_address(NeverInviter *never, const char *address)
{
	g_autofree char *local = g_strndup(address, strcspn(address, "@"));

	add_words(never, local);
	g_hash_table_add(never->addresses, mailbox_comparable(address, '\0'));
	g_hash_table_add(never->addresses, mailbox_comparable(address, '+'));
}

/* A service that nobody listed calls itself as its domain does. */
static char *
service_label(Message *message, const Network *network)
{
	const Mailbox *from = message_from(message);
	g_autofree char *organization = NULL;

	if (!network->from_any || from == NULL || !mailbox_is_role(from->address))
		return NULL;
	organization = hints_organization(from->address);
	return organization != NULL ? g_strndup(organization, strcspn(organization, ".")) : NULL;
}

NeverInviter *
never_inviter_new(const Evidence *evidence, const Network *network)
{
	NeverInviter *never = g_new0(NeverInviter, 1);
	const char *const *recipients = evidence_recipients(evidence);
	Message *message = evidence_message(evidence);
	const GPtrArray *to = message_to(message);

	never->network = network;
	never->label = service_label(message, network);
	never->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	never->words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	never->addresses = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	add_name(never, network->title);
	add_name(never, network->name);
	for (guint i = 0; i < to->len; i++) {
		const Mailbox *mailbox = g_ptr_array_index(to, i);

		add_name(never, mailbox->name);
		if (mailbox->name != NULL)
			add_words(never, mailbox->name);
		add_address(never, mailbox->address);
	}
	for (; recipients != NULL && *recipients != NULL; recipients++)
		if (recipient_is_clear(*recipients))
			add_address(never, *recipients);

	return never;
}

void
never_inviter_free(NeverInviter *never)
{
	if (never == NULL)
		return;
	g_free(never->label);
	g_hash_table_unref(never->names);
	g_hash_table_unref(never->words);
	g_hash_table_unref(never->addresses);
	g_free(never);
}

static gboolean
has_letter(const char *text)
{
	for (; *text != '\0'; text = g_utf8_next_char(text))
		if (g_unichar_isalpha(g_utf8_get_char(text)))
			return TRUE;
	return FALSE;
}

/* Take out of WORDS each run of LENGTH words that is the brand: "Example Club" is one of two. */
static void
strike_brand(const Pattern *brand, GPtrArray *words, guint length)
{
	for (guint i = 0; i + length <= words->len;) {
		g_autoptr(GString) run = g_string_new(g_ptr_array_index(words, i));

		for (guint j = 1; j < length; j++)
			g_string_append_printf(run, " %s",
					       (const char *)g_ptr_array_index(words, i + j));
		if (pattern_match(brand, run->str, (gssize)run->len) == PATTERN_YES)
			g_ptr_array_remove_range(words, i, length);
		else
			i++;
	}
}

/* Whether nothing but the brand and words of a service stands in NAME. */
static gboolean
is_brand(const NeverInviter *never, const char *name)
{
	g_auto(GStrv) all = NULL;
	g_autoptr(GPtrArray) words = g_ptr_array_new();

	if (never->network->brand == NULL ||
	    pattern_match(never->network->brand, name, -1) != PATTERN_YES)
		return FALSE;

	all = g_strsplit_set(name, " ,()", -1);
	for (guint i = 0; all[i] != NULL; i++)
		if (*all[i] != '\0')
			g_ptr_array_add(words, all[i]);
	for (guint length = 1; length <= 3; length++)
		strike_brand(never->network->brand, words, length);

	for (guint i = 0; i < words->len; i++) {
		g_autofree char *lower = g_utf8_strdown(g_ptr_array_index(words, i), -1);

		if (!g_strv_contains(service_words, lower))
			return FALSE;
	}
	return TRUE;
}

/* Whether NAME without its blanks begins the domain's label: "Ex Ample" of example.net. */
static gboolean
is_label(const NeverInviter *never, const char *name)
{
	g_autofree char *joined = g_utf8_strdown(name, -1);
	gsize length = 0;

	for (const char *p = joined; *p != '\0'; p++)
		if (strchr(" .-'", *p) == NULL)
			joined[length++] = *p;
	joined[length] = '\0';
	return never->label != NULL && length >= SHORTEST_LABEL &&
	       g_str_has_prefix(never->label, joined);
}

/* Whether NAME, clean, is one, and not of those who are never the inviter. */
static gboolean
is_inviters(const NeverInviter *never, const char *name)
{
	g_autofree char *comparable = NULL;

	if (strlen(name) > NAMES_LONGEST || g_ascii_isdigit(*name) || !has_letter(name) ||
	    strstr(name, "://") != NULL || strchr(name, '@') != NULL ||
	    g_ascii_strncasecmp(name, "www.", 4) == 0 || name_is_nobody(name))
		return FALSE;

	comparable = person_comparable(name);
	return !g_hash_table_contains(never->names, comparable) && !is_brand(never, name) &&
	       !is_label(never, name);
}

char *
never_inviter_name(const NeverInviter *never, const char *text)
{
	g_autofree char *name = name_clean(text);
	const char *via = hints_via(name);

	/* "Jane Doe via Example", in any language. */
	if (via != NULL && never->network->brand != NULL &&
	    pattern_match(never->network->brand, via, -1) == PATTERN_YES) {
		name[via - name] = '\0';
		g_strchomp(name);
	}

	return is_inviters(never, name) ? g_steal_pointer(&name) : NULL;
}

char *
never_inviter_spoken(const NeverInviter *never, const char *text)
{
	g_autofree char *sentence = name_clean(text);
	const char *name = name_without_salutation(sentence, never->words);

	return person_words(name) <= MOST_WORDS && is_inviters(never, name) ? g_strdup(name) : NULL;
}

/* One "@" between a local-part and a domain with a dot, and nothing that is no address. */
static gboolean
is_address(const char *address)
{
	const char *at = strchr(address, '@');

	return strlen(address) <= NAMES_LONGEST && at != NULL && at > address &&
	       at == strrchr(address, '@') && strchr(at, '.') != NULL && at[1] != '.' &&
	       strpbrk(address, " \t\r\n<>()[],;:\"\\/") == NULL;
}

static gboolean
is_of_network(const NeverInviter *never, const char *address)
{
	g_autofree char *domain = domain_to_ascii(mailbox_domain(address));

	for (guint i = 0; i < never->network->from->len; i++)
		if (domain_is_under(domain, g_ptr_array_index(never->network->from, i)))
			return TRUE;
	return FALSE;
}

/* TEXT without what may stand around an address in a sentence (transfer full). */
static char *
trim_address(const char *text)
{
	return g_strstrip(g_strdelimit(g_strdup(text), "\"'`<>,:;*|", ' '));
}

char *
never_inviter_email(const NeverInviter *never, const char *text)
{
	g_autofree char *address = trim_address(text);
	g_autofree char *comparable = NULL;
	g_autofree char *plain = NULL;

	if (!is_address(address) || mailbox_is_role(address) || is_of_network(never, address))
		return NULL;

	comparable = mailbox_comparable(address, '\0');
	plain = mailbox_comparable(address, '+');
	if (g_hash_table_contains(never->addresses, comparable) ||
	    g_hash_table_contains(never->addresses, plain))
		return NULL;
	return g_steal_pointer(&address);
}
