#include "path-parts.h"

#include <string.h>

#include "domain.h"

#define DOMAIN_LENGTH 253

/* What a byte of the text was: of an atom, of a quoted string, a dot, or what divides. */
typedef enum { ATOM = 'a', QUOTED = 'q', DOT = '.', DIVIDER = '@' } ByteKind;

typedef struct Scan {
	GString *text;
	GString *kinds;  /* a ByteKind for each byte of it */
	gboolean space;  /* white space or a comment came since the last byte */
	gboolean closed; /* the > was seen */
} Scan;

/* Sendmail makes a dot of what stands between two atoms; others take no such path. */
static void
put(Scan *scan, char byte, ByteKind kind)
{
	gboolean again = kind == ATOM && scan->text->len > 0 &&
			 scan->kinds->str[scan->kinds->len - 1] == ATOM;

	if (scan->closed)
		return;
	if (scan->space && again) {
		g_string_append_c(scan->text, '.');
		g_string_append_c(scan->kinds, (char)DOT);
	}
	scan->space = FALSE;
	g_string_append_c(scan->text, byte);
	g_string_append_c(scan->kinds, (char)kind);
}

/* The end of the comment at P, comments in it too, or NULL. */
static const char *
skip_comment(const char *p)
{
	guint depth = 0;

	for (; *p != '\0'; p++) {
		if (*p == '\\' && p[1] != '\0')
			p++;
		else if (*p == '(')
			depth++;
		else if (*p == ')' && --depth == 0)
			return p + 1;
	}
	return NULL;
}

/* The end of the quoted string at P, or NULL. */
static const char *
take_quoted(Scan *scan, const char *p)
{
	scan->space = FALSE;
	for (p++; *p != '\0' && *p != '"'; p++) {
		if (*p == '\\' && p[1] != '\0')
			p++;
		put(scan, *p, QUOTED);
	}
	return *p == '"' ? p + 1 : NULL;
}

/* An address in brackets; a bracket that never closes is a character as others. */
static const char *
take_literal(Scan *scan, const char *p)
{
	const char *end = strchr(p, ']');

	if (end == NULL)
		end = p;
	for (; p <= end; p++)
		put(scan, *p, QUOTED);
	return p;
}

/* What counts stands behind the last < and ends at its >. */
static const char *
take_bracket(Scan *scan, const char *p)
{
	if (*p == '<') {
		g_string_truncate(scan->text, 0);
		g_string_truncate(scan->kinds, 0);
	}
	scan->space = FALSE;
	scan->closed = *p == '>';
	return p + 1;
}

/* The byte or the string at P; what follows, or NULL where it makes no sense. */
static const char *
take(Scan *scan, const char *p)
{
	switch (*p) {
	case ' ':
	case '\t':
		scan->space = TRUE;
		return p + 1;
	case '(':
		scan->space = TRUE;
		return skip_comment(p);
	case '"':
		return take_quoted(scan, p);
	case '[':
		return take_literal(scan, p);
	case '<':
	case '>':
		return take_bracket(scan, p);
	case '\\':
		put(scan, p[1], ATOM);
		return p[1] != '\0' ? p + 2 : NULL;
	default:
		put(scan, *p, strchr("@:,;", *p) != NULL ? DIVIDER : *p == '.' ? DOT : ATOM);
		return p + 1;
	}
}

/* Whether the byte AT divides, and is C. */
static gboolean
divides(const Scan *scan, gsize at, char c)
{
	return at < scan->text->len && scan->kinds->str[at] == DIVIDER && scan->text->str[at] == c;
}

/* Where the first C divides from AT on; the length of the text where none does. */
static gsize
find(const Scan *scan, gsize at, char c)
{
	while (at < scan->text->len && !divides(scan, at, c))
		at++;
	return at;
}

/*
 * Where the address begins: behind commas, a source route ("@a,@b:", RFC 5321 appendix C; Sendmail
 * takes "@a," too), and the name of a group, which ends in ";".
 */
static gsize
find_begin(Scan *scan)
{
	gsize at = 0, length = scan->text->len;

	if (length > 0 && divides(scan, length - 1, ';')) {
		g_string_truncate(scan->text, length - 1);
		at = find(scan, 0, ':');
		at = at < scan->text->len ? at + 1 : 0;
	}
	for (;;) {
		gsize colon = find(scan, at, ':'), comma = find(scan, at, ',');

		if (divides(scan, at, ','))
			at++;
		else if (divides(scan, at, '@') && colon < scan->text->len)
			at = colon + 1;
		else if (divides(scan, at, '@') && comma < scan->text->len)
			at = comma + 1;
		else
			return at;
	}
}

/* LENGTH bytes of TEXT as a domain, final dots and space off (transfer full, nullable: none). */
static char *
as_domain(const char *text, gsize length)
{
	g_autofree char *domain = g_strstrip(g_strndup(text, length));

	for (gsize end = strlen(domain); end > 0 && domain[end - 1] == '.'; end--)
		domain[end - 1] = '\0';
	return *domain != '\0' ? domain_to_ascii(domain) : NULL;
}

/* Fill in PARTS: LENGTH bytes of LOCAL; DOMAIN: transfer full. */
static gboolean
fill(PathParts *parts, const char *local, gsize length, char *domain)
{
	parts->local = g_strstrip(g_strndup(local, length));
	parts->domain = domain;
	if (*parts->local != '\0')
		return TRUE;
	path_parts_clear(parts);
	return FALSE;
}

static gboolean
divide(PathParts *parts, Scan *scan)
{
	const gsize begin = find_begin(scan), end = scan->text->len;
	const char *text = scan->text->str;
	gsize at = end;
	char *domain;

	/* The rest would be a list. */
	if (find(scan, begin, ',') < end)
		return FALSE;
	while (at > begin && !divides(scan, at - 1, '@'))
		at--;
	if (at == begin)
		return fill(parts, text + begin, end - begin, NULL);
	domain = as_domain(text + at, end - at);
	return domain != NULL && fill(parts, text + begin, at - 1 - begin, domain);
}

static gboolean
is_readable(const char *path)
{
	if (strnlen(path, PATH_LIMIT + 1) > PATH_LIMIT)
		return FALSE;
	for (; *path != '\0'; path++)
		if (g_ascii_iscntrl(*path) && *path != '\t')
			return FALSE;
	return TRUE;
}

gboolean
path_parts_read(PathParts *parts, const char *path)
{
	Scan scan = { NULL, NULL, FALSE, FALSE };
	g_autofree char *valid = NULL;
	const char *at;
	gboolean good;

	*parts = (PathParts){ NULL, NULL };
	if (!is_readable(path))
		return FALSE;
	valid = g_utf8_make_valid(path, -1);
	at = valid;
	scan.text = g_string_new(NULL);
	scan.kinds = g_string_new(NULL);
	while (at != NULL && *at != '\0')
		at = take(&scan, at);
	good = at != NULL && divide(parts, &scan);
	g_string_free(scan.text, TRUE);
	g_string_free(scan.kinds, TRUE);
	return good;
}

/* Quotes keep no mail server from a way: of "<...>" what is in it, behind source routes. */
static char *
inner(const char *local)
{
	const char *open = strrchr(local, '<');
	const char *begin = open != NULL ? open + 1 : local;
	gsize length = open != NULL ? strcspn(begin, ">") : strlen(begin);

	while (length > 0 && *begin == '@' && memchr(begin, ':', length) != NULL) {
		const char *rest = (const char *)memchr(begin, ':', length) + 1;

		length -= (gsize)(rest - begin);
		begin = rest;
	}
	return g_strndup(begin, length);
}

/*
 * Postfix and Sendmail look for "@" first and take the last.  Of the others Postfix takes the
 * first "!" (swap_bangpath), then the last "%" (allow_percent_hack).
 */
gboolean
path_parts_read_route(PathParts *parts, const char *local)
{
	g_autofree char *text = inner(local);
	char *at = strrchr(text, '@'), *bang = strchr(text, '!'), *percent = strrchr(text, '%');
	char *mark = at != NULL ? at : bang != NULL ? bang : percent;
	gboolean back = at == NULL && bang != NULL;
	g_autofree char *domain = NULL;
	const char *user;

	*parts = (PathParts){ NULL, NULL };
	/* A source route may be all there is: "@a.example:bob". */
	if (mark == NULL)
		return strcmp(text, local) != 0 && fill(parts, text, strlen(text), NULL);
	*mark = '\0';
	user = back ? mark + 1 : text;
	domain = back ? as_domain(text, strlen(text)) : as_domain(mark + 1, strlen(mark + 1));
	if (domain == NULL || !path_parts_is_host(domain))
		return FALSE;
	return fill(parts, user, strlen(user), g_steal_pointer(&domain));
}

void
path_parts_clear(PathParts *parts)
{
	g_clear_pointer(&parts->local, g_free);
	g_clear_pointer(&parts->domain, g_free);
}

gboolean
path_parts_is_host(const char *domain)
{
	gsize length = strlen(domain);

	if (length > 2 && domain[0] == '[' && domain[length - 1] == ']')
		return strpbrk(domain + 1, "[ \t") == NULL;
	if (length > DOMAIN_LENGTH || domain[0] == '.' || strstr(domain, "..") != NULL)
		return FALSE;
	for (; *domain != '\0'; domain++)
		if (!g_ascii_isalnum(*domain) && *domain != '-' && *domain != '.')
			return FALSE;
	return length > 0;
}

/* RFC 5321 section 4.1.2: what is no dot-string is quoted. */
static gboolean
is_dot_string(const char *local)
{
	if (*local == '.' || g_str_has_suffix(local, ".") || strstr(local, "..") != NULL)
		return FALSE;
	return strpbrk(local, " \t\"()<>@,;:\\[]") == NULL;
}

char *
path_parts_quote(const char *local)
{
	GString *quoted;

	if (is_dot_string(local))
		return g_strdup(local);
	quoted = g_string_new("\"");
	for (; *local != '\0'; local++) {
		if (*local == '"' || *local == '\\')
			g_string_append_c(quoted, '\\');
		g_string_append_c(quoted, *local);
	}
	g_string_append_c(quoted, '"');
	return g_string_free(quoted, FALSE);
}
