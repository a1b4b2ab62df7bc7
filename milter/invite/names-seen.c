#include "names-seen.h"

#include <string.h>

#include "mail/domain.h"
#include "person.h"

struct NamesSeen {
	const Network *network;
	GHashTable *names;     /* comparable forms */
	GHashTable *addresses; /* comparable forms, with and without detail */
};

/* What networks put beside their own name in a display-name. */
static const char *const service_words[] = {
	"the",	  "team",   "invitation", "invitations",  "invites", "notification",
	"notifications", "updates", "update", "mail",	  "mails",   "message", "messages",
	"news",	  "support", "reminder",  "reminders",	  "service", "network", "member",
	"members", "info",  "noreply",	  "no-reply",	  "via",     "from",	"on",	"at", NULL,
};

static void
add_name(NamesSeen *own, const char *name)
{
	g_autofree char *comparable = name != NULL ? person_comparable(name) : NULL;

	if (comparable != NULL && *comparable != '\0')
		g_hash_table_add(own->names, g_steal_pointer(&comparable));
}

static void
add_address(NamesSeen *own, const char *address)
{
	g_hash_table_add(own->addresses, mailbox_comparable(address, '\0'));
	g_hash_table_add(own->addresses, mailbox_comparable(address, '+'));
}

NamesSeen *
names_seen_new(Message *message, const char *const *recipients, const Network *network)
{
	NamesSeen *own = g_new0(NamesSeen, 1);
	const GPtrArray *to = message_to(message);

	own->network = network;
	own->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	own->addresses = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	add_name(own, network->title);
	add_name(own, network->name);
	for (guint i = 0; i < to->len; i++) {
		const Mailbox *mailbox = g_ptr_array_index(to, i);

		add_name(own, mailbox->name);
		add_address(own, mailbox->address);
	}
	for (; recipients != NULL && *recipients != NULL; recipients++)
		add_address(own, *recipients);

	return own;
}

void
names_seen_free(NamesSeen *own)
{
	if (own == NULL)
		return;
	g_hash_table_unref(own->names);
	g_hash_table_unref(own->addresses);
	g_free(own);
}

/* Whether C stands around a name rather than in it. */
static gboolean
is_around(gunichar c)
{
	return g_unichar_isspace(c) || g_unichar_iszerowidth(c) || g_unichar_iscntrl(c) ||
	       (c < 0x80 && strchr("\"'`<>,:;*|", (int)c) != NULL) ||
	       (c >= 0x2018 && c <= 0x201f) || c == 0xab || c == 0xbb || c == 0x300c || c == 0x300d;
}

/* TEXT without quotes and white space around it; white space within made one blank. */
static char *
trim(const char *text)
{
	GString *clean = g_string_new(NULL);
	const char *end = text + strlen(text);
	gboolean blank = FALSE;

	while (*text != '\0' && is_around(g_utf8_get_char(text)))
		text = g_utf8_next_char(text);
	while (end > text && is_around(g_utf8_get_char(g_utf8_prev_char(end))))
		end = g_utf8_prev_char(end);

	for (; text < end; text = g_utf8_next_char(text)) {
		gunichar c = g_utf8_get_char(text);

		if (g_unichar_isspace(c) || g_unichar_iscntrl(c)) {
			blank = TRUE;
			continue;
		}
		if (blank)
			g_string_append_c(clean, ' ');
		blank = FALSE;
		g_string_append_unichar(clean, c);
	}
	return g_string_free(clean, FALSE);
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
is_brand(const NamesSeen *own, const char *name)
{
	g_auto(GStrv) all = NULL;
	g_autoptr(GPtrArray) words = g_ptr_array_new();

	if (own->network->brand == NULL ||
	    pattern_match(own->network->brand, name, -1) != PATTERN_YES)
		return FALSE;

	all = g_strsplit_set(name, " ,()", -1);
	for (guint i = 0; all[i] != NULL; i++)
		if (*all[i] != '\0')
			g_ptr_array_add(words, all[i]);
	for (guint length = 1; length <= 3; length++)
		strike_brand(own->network->brand, words, length);

	for (guint i = 0; i < words->len; i++) {
		g_autofree char *lower = g_utf8_strdown(g_ptr_array_index(words, i), -1);

		if (!g_strv_contains(service_words, lower))
			return FALSE;
	}
	return TRUE;
}

char *
names_seen_name(const NamesSeen *own, const char *text)
{
	g_autofree char *name = trim(text);
	g_autofree char *comparable = NULL;

	if (strlen(name) > NAMES_LONGEST || !has_letter(name) || strstr(name, "://") != NULL ||
	    strchr(name, '@') != NULL || g_ascii_strncasecmp(name, "www.", 4) == 0)
		return NULL;

	comparable = person_comparable(name);
	if (g_hash_table_contains(own->names, comparable) || is_brand(own, name))
		return NULL;
	return g_steal_pointer(&name);
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
is_of_network(const NamesSeen *own, const char *address)
{
	g_autofree char *domain = domain_to_ascii(mailbox_domain(address));

	for (guint i = 0; i < own->network->from->len; i++)
		if (domain_is_under(domain, g_ptr_array_index(own->network->from, i)))
			return TRUE;
	return FALSE;
}

char *
names_seen_email(const NamesSeen *own, const char *text)
{
	g_autofree char *address = trim(text);
	g_autofree char *comparable = NULL;
	g_autofree char *plain = NULL;

	if (!is_address(address) || mailbox_is_role(address) || is_of_network(own, address))
		return NULL;

	comparable = mailbox_comparable(address, '\0');
	plain = mailbox_comparable(address, '+');
	if (g_hash_table_contains(own->addresses, comparable) ||
	    g_hash_table_contains(own->addresses, plain))
		return NULL;
	return g_steal_pointer(&address);
}
