#include "address.h"

#include <gmime/gmime.h>
#include <pthread.h>
#include <string.h>

#include "decode.h"
#include "domain.h"
#include "guard.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(InternetAddressList, g_object_unref)

/* Members of groups of groups; the guard lets none through, this bounds what it may miss. */
#define GROUP_DEPTH 4

/* Quotes around the whole of TEXT off.  Works in place, returns TEXT. */
static char *
strip_quotes(char *text)
{
	gsize length = strlen(text), quotes = 0;

	while (length >= 2 && (text[quotes] == '"' || text[quotes] == '\'') &&
	       text[quotes + length - 1] == text[quotes]) {
		quotes++;
		length -= 2;
	}
	if (quotes == 0)
		return text;
	memmove(text, text + quotes, length);
	text[length] = '\0';
	return g_strstrip(text);
}

static gboolean
is_printable(const char *text, gsize length)
{
	for (gsize i = 0; i < length; i++)
		if (text[i] < ' ' || text[i] == 0x7f)
			return FALSE;
	return TRUE;
}

/* No reader is shown the end of a longer name. */
#define NAME_LONGEST 1024

char *
address_clean_name(const char *name, gsize length)
{
	g_autofree char *clean = NULL;

	if (length > NAME_LONGEST) {
		for (length = NAME_LONGEST; length > 0 && ((guchar)name[length] & 0xc0) == 0x80;)
			length--;
	}
	if (is_printable(name, length))
		clean = g_strndup(name, length);
	else
		clean = decode_visible(g_utf8_make_valid(name, (gssize)length));
	strip_quotes(decode_collapse(clean));
	return *clean != '\0' ? g_steal_pointer(&clean) : NULL;
}

/*
 * Cut off a comment that never ends, as GMime 3.2.13 loses memory over
 * "<a@b> (" and finds nothing in "a@b (".  A quote that never ends quotes nothing.
 */
static void
cut_open_comment(char *value)
{
	guint depth = 0;
	char *p = value, *open = NULL, *quote = NULL;

	while (*p != '\0' || quote != NULL) {
		if (*p == '\0') {
			p = quote;
			quote = NULL;
		} else if (*p == '\\' && p[1] != '\0') {
			p++;
		} else if (*p == '"' && depth == 0) {
			quote = quote == NULL ? p : NULL;
		} else if (*p == '(' && quote == NULL && depth++ == 0) {
			open = p;
		} else if (*p == ')' && quote == NULL && depth > 0) {
			depth--;
		}
		p++;
	}
	if (depth > 0)
		*open = '\0';
}

/*
 * Quotes that do not pair may leave a comment open that we saw closed.  GMime 3.2 never frees the
 * address before such a comment, so each that may be open gets an end, behind the last address.
 */
static InternetAddressList *
parse_closed(const char *value)
{
	const char *open = strchr(value, '(');
	g_autoptr(GString) closed = NULL;

	if (open == NULL)
		return internet_address_list_parse(NULL, value);
	closed = g_string_new(value);
	g_string_append(closed, " ,");
	for (; open != NULL; open = strchr(open + 1, '('))
		g_string_append_c(closed, ')');
	return internet_address_list_parse(NULL, closed->str);
}

/* "jane at example.org (Jane Doe)", as archives of lists write it, becomes an address. */
static void
mend_at(char *value)
{
	char *word = value + strspn(value, " \t\r\n");
	char *at = word + strcspn(word, " \t\r\n@<>\"(),;:");
	char *host, *end;

	if (at == word || !g_str_has_prefix(at, " at "))
		return;
	host = at + 4;
	end = host +
	      strspn(host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-");
	if (memchr(host, '.', end - host) == NULL ||
	    (*end != '\0' && strchr(" \t\r\n,", *end) == NULL))
		return;
	*at = '@';
	memmove(at + 1, host, strlen(host) + 1);
}

/* GMime decodes the A-labels of domains; give them back where VALUE has them. */
static char *
as_written(const char *address, const char *value)
{
	const char *domain = mailbox_domain(address);
	g_autofree char *ascii = NULL;

	if (domain == NULL || g_str_is_ascii(domain) || strstr(value, domain) != NULL)
		return g_strdup(address);

	ascii = domain_to_ascii(domain);
	return g_strdup_printf("%.*s%s", (int)(domain - address), address, ascii);
}

static void
add_mailbox(GPtrArray *mailboxes, const char *name, const char *address, gboolean doubtful)
{
	g_autofree char *clean = name != NULL ? address_clean_name(name, strlen(name)) : NULL;
	Mailbox *mailbox;

	if (mailboxes->len >= ADDRESS_LIMIT || address == NULL || *address == '\0')
		return;
	mailbox = mailbox_new(clean, address, -1);
	mailbox->doubtful = doubtful;
	g_ptr_array_add(mailboxes, mailbox);
}

/* TEXT without the bytes in UNWANTED.  Works in place. */
static void
take_out(char *text, const char *unwanted)
{
	char *to = text;

	for (const char *from = text; *from != '\0'; from++)
		if (strchr(unwanted, *from) == NULL)
			*to++ = *from;
	*to = '\0';
}

static void
add_all(GPtrArray *mailboxes, InternetAddressList *list, const char *value, guint depth)
{
	int count = list != NULL ? internet_address_list_length(list) : 0;

	for (int i = 0; i < count && mailboxes->len < ADDRESS_LIMIT; i++) {
		InternetAddress *one = internet_address_list_get_address(list, i);

		if (INTERNET_ADDRESS_IS_MAILBOX(one)) {
			const char *spec =
				internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(one));
			g_autofree char *address = as_written(spec != NULL ? spec : "", value);

			add_mailbox(mailboxes, internet_address_get_name(one), address, FALSE);
		} else if (depth < GROUP_DEPTH) {
			add_all(mailboxes,
				internet_address_group_get_members(INTERNET_ADDRESS_GROUP(one)),
				value, depth + 1);
		}
	}
}

/* The display-name in BEFORE, what stood in front of a salvaged address.  Works in place. */
static const char *
salvaged_name(char *before)
{
	g_strdelimit(before, "<>()\";:", ' ');
	g_strchomp(before);
	if (g_str_has_suffix(before, "mailto"))
		before[strlen(before) - strlen("mailto")] = '\0';
	return before;
}

/* What is left where the grammar fails: each word with an "@", and the text before the first. */
static void
salvage(GPtrArray *mailboxes, const char *value)
{
	static const char stops[] = " \t\r\n<>(),;:";
	g_autofree char *text = decode_header(value);
	g_autofree char *before = NULL;
	const char *last = text;

	for (const char *at = text; (at = strchr(at, '@')) != NULL; at = last) {
		const char *begin = at, *end = at + 1 + strcspn(at + 1, stops);
		g_autofree char *address = NULL;

		while (begin > last && strchr(stops, begin[-1]) == NULL)
			begin--;
		last = end;
		if (begin == at || end == at + 1)
			continue;
		address = g_strndup(begin, end - begin);
		take_out(address, "\"[]\\");
		if (before == NULL) {
			before = g_strndup(text, begin - text);
			add_mailbox(mailboxes, salvaged_name(before), address, TRUE);
		} else {
			add_mailbox(mailboxes, NULL, address, TRUE);
		}
		if (mailboxes->len >= ADDRESS_LIMIT)
			break;
	}
}

/* How many of MAILBOXES can be somebody's. */
static guint
count_somebodys(const GPtrArray *mailboxes)
{
	guint count = 0;

	for (guint i = 0; i < mailboxes->len; i++) {
		const Mailbox *mailbox = g_ptr_array_index(mailboxes, i);

		count += mailbox_is_somebodys(mailbox->address);
	}
	return count;
}

/* Whether one of MAILBOXES has a domain, or more, that is none. */
static gboolean
any_is_broken(const GPtrArray *mailboxes)
{
	for (guint i = 0; i < mailboxes->len; i++) {
		const Mailbox *mailbox = g_ptr_array_index(mailboxes, i);

		if (strchr(mailbox->address, '@') != NULL &&
		    !mailbox_is_somebodys(mailbox->address))
			return TRUE;
	}
	return FALSE;
}

/* Put right what GMime read of VALUE, where that can be nobody's. */
static void
mend_list(GPtrArray *mailboxes, const char *value)
{
	guint good = count_somebodys(mailboxes), read = mailboxes->len;

	if (good == read && good > 0)
		return;
	if (good > 0 ? !any_is_broken(mailboxes)
		     : strchr(value, '@') == NULL && strstr(value, "=?") == NULL)
		return;
	salvage(mailboxes, value);
	/* A name without an address is all that some have. */
	if (good == 0 && mailboxes->len > read)
		g_ptr_array_remove_range(mailboxes, 0, read);
}

GPtrArray *
address_parse_any(const char *value)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	GPtrArray *mailboxes = g_ptr_array_new_with_free_func((GDestroyNotify)mailbox_free);
	g_autofree char *text = decode_join_words(value);
	g_autoptr(InternetAddressList) list = NULL;

	pthread_once(&once, g_mime_init);
	cut_open_comment(text);
	mend_at(text);
	if (!guard_field_is_safe(text)) {
		salvage(mailboxes, text);
		return mailboxes;
	}
	list = parse_closed(text);
	add_all(mailboxes, list, text, 0);
	mend_list(mailboxes, text);
	return mailboxes;
}

GPtrArray *
address_parse_list(const char *value)
{
	Mailbox *plain = address_parse_plain(value);
	GPtrArray *mailboxes;

	if (plain == NULL)
		return address_parse_any(value);

	plain->plain = TRUE;
	mailboxes = g_ptr_array_new_with_free_func((GDestroyNotify)mailbox_free);
	g_ptr_array_add(mailboxes, plain);
	return mailboxes;
}
