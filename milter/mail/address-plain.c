#include "address.h"

#include <string.h>

/* RFC 5322 section 3.2.3, and whatever is not ASCII (RFC 6532). */
static gboolean
is_atext(char c)
{
	return g_ascii_isalnum(c) || (c != '\0' && strchr("!#$%&'*+-/=?^_`{|}~", c) != NULL);
}

static const char *
skip_space(const char *p)
{
	return p + strspn(p, " \t\r\n");
}

/*
 * The end of dot-separated atoms of characters that IS_PART, or NULL if a dot has no atom beside
 * it.
 */
static const char *
skip_dotted(const char *p, gboolean (*is_part)(char))
{
	for (;; p++) {
		const char *atom = p;

		while (is_part(*p))
			p++;
		if (p == atom)
			return NULL;
		if (*p != '.')
			return p;
	}
}

static gboolean
is_host_byte(char c)
{
	return g_ascii_isalnum(c) || c == '-';
}

/* The end of the addr-spec at P, or NULL.  Encoded hosts are for the other reader. */
static const char *
skip_addr_spec(const char *p)
{
	const char *at = skip_dotted(p, is_atext);
	const char *end;

	if (at == NULL || *at != '@')
		return NULL;
	end = skip_dotted(at + 1, is_host_byte);
	if (end == NULL)
		return NULL;
	for (const char *host = at; host < end - 1; host++)
		if (host[0] == '-' && host[1] == '-')
			return NULL;
	return end;
}

/* The end of an unquoted display-name at P: words, with dots only behind letters and digits. */
static const char *
skip_phrase(const char *p)
{
	for (char last = ' '; *p != '\0' && *p != '<'; last = *p++) {
		gboolean letter = g_ascii_isalnum(last) || (last & 0x80);

		if (*p == '.' ? !letter : !is_atext(*p) && !(*p & 0x80) && *p != ' ')
			return NULL;
	}
	return p;
}

/* The display-name at P in *NAME, and what follows it; NULL if its shape is not plain. */
static const char *
take_name(const char *p, char **name)
{
	gboolean quoted = *p == '"';
	const char *begin = quoted ? p + 1 : p;
	const char *end = quoted ? begin + strcspn(begin, "\"\\\r\n") : skip_phrase(begin);

	if (end == NULL || (quoted && *end != '"') || !g_utf8_validate(begin, end - begin, NULL))
		return NULL;
	*name = address_clean_name(begin, end - begin);

	return skip_space(quoted ? end + 1 : end);
}

Mailbox *
address_parse_plain(const char *value)
{
	const char *begin = skip_space(value);
	const char *end = skip_addr_spec(begin);
	g_autofree char *name = NULL;
	gboolean angle = end == NULL;

	if (strstr(begin, "=?") != NULL)
		return NULL;
	if (angle) {
		begin = take_name(begin, &name);
		if (begin == NULL || *begin++ != '<')
			return NULL;
		end = skip_addr_spec(begin);
		if (end == NULL || *end != '>')
			return NULL;
	}
	if (*skip_space(angle ? end + 1 : end) != '\0')
		return NULL;

	return mailbox_new(name, begin, end - begin);
}
