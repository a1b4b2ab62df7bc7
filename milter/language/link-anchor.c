#include "link-anchor.h"

#include <string.h>

/* The end of a host that must be as written. */
typedef struct HostTail {
	int dots; /* fixed "." in it, each before a whole label; -1: a label that has no fixed
		     beginning */
	gboolean literal; /* nothing in it varies */
	gboolean ends_in_dot;
} HostTail;

static const char *scan_hosts(const char *p, HostTail *tail);

/* Over a quantifier.  NULL: there is none. */
static const char *
scan_quantifier(const char *p)
{
	if (*p == '?' || *p == '+' || *p == '*')
		p++;
	else if (*p == '{' && strchr(p, '}') != NULL)
		p = strchr(p, '}') + 1;
	else
		return NULL;
	return *p == '?' || *p == '+' ? p + 1 : p;
}

/* A character or a class of characters that a host has.  NULL: something else. */
static const char *
scan_wildcard(const char *p)
{
	if (p[0] == '\\' && (p[1] == 'w' || p[1] == 'd'))
		return p + 2;
	if (p[0] != '[')
		return NULL;
	for (p++; *p != ']'; p++) {
		if (*p == '\\' && strchr("wd.-", p[1]) != NULL && p[1] != '\0')
			p++;
		else if (!g_ascii_isalnum(*p) && *p != '-' && *p != '.' && *p != '_')
			return NULL;
	}
	return p + 1;
}

/* One item of a host and what TAIL becomes by it.  NULL: no item of a host. */
static const char *
scan_item(const char *p, HostTail *tail)
{
	HostTail item = { 0, TRUE, FALSE };
	const char *quantified;

	if (g_ascii_isalnum(*p) || *p == '-') {
		p++;
	} else if (p[0] == '\\' && (p[1] == '.' || p[1] == '-')) {
		item.dots = item.ends_in_dot = p[1] == '.';
		p += 2;
	} else if (g_str_has_prefix(p, "(?:")) {
		p = scan_hosts(p + 3, &item);
		p = p != NULL && *p == ')' ? p + 1 : NULL;
	} else {
		p = scan_wildcard(p);
		item = (HostTail){ -1, FALSE, FALSE };
	}
	if (p == NULL)
		return NULL;

	/* What need not be there fixes nothing, but a dot at its end begins a whole label. */
	quantified = scan_quantifier(p);
	if (quantified != NULL)
		item = (HostTail){ item.ends_in_dot ? 0 : -1, FALSE, item.ends_in_dot };
	tail->dots = item.literal ? tail->dots + item.dots : item.dots;
	tail->literal = tail->literal && item.literal;
	tail->ends_in_dot = item.ends_in_dot;
	return quantified != NULL ? quantified : p;
}

/* Alternative hosts up to ")", "/" or the end: TAIL is that of the loosest. */
static const char *
scan_hosts(const char *p, HostTail *tail)
{
	*tail = (HostTail){ G_MAXINT, TRUE, TRUE };
	for (;;) {
		HostTail one = { 0, TRUE, FALSE };

		while (p != NULL && *p != '\0' && strchr("|)/", *p) == NULL)
			p = scan_item(p, &one);
		if (p == NULL)
			return NULL;
		tail->dots = MIN(tail->dots, one.dots);
		tail->literal = tail->literal && one.literal;
		tail->ends_in_dot = tail->ends_in_dot && one.ends_in_dot;
		if (*p != '|')
			return p;
		p++;
	}
}

/* An alternative outside all groups is not held by what stands before it. */
static gboolean
has_outer_alternative(const char *p)
{
	int depth = 0;
	gboolean in_class = FALSE;

	for (; *p != '\0'; p++) {
		if (*p == '\\' && p[1] != '\0') {
			p++;
		} else if (in_class) {
			in_class = *p != ']';
		} else if (*p == '[') {
			in_class = TRUE;
			/* "]" as the first of a class is itself. */
			p += p[1] == '^';
			p += p[1] == ']';
		} else if (*p == '|' && depth == 0) {
			return TRUE;
		} else {
			depth += (*p == '(') - (*p == ')');
		}
	}
	return FALSE;
}

gboolean
link_is_anchored(const Pattern *pattern)
{
	static const char *const schemes[] = { "^https?://", "^https://", "^http://" };
	const char *p = pattern_expression(pattern), *host = NULL;
	HostTail tail;

	if (has_outer_alternative(p))
		return FALSE;
	for (gsize i = 0; i < G_N_ELEMENTS(schemes) && host == NULL; i++)
		if (g_str_has_prefix(p, schemes[i]))
			host = p + strlen(schemes[i]);
	if (host == NULL)
		return FALSE;

	p = scan_hosts(host, &tail);
	/* "a\.com|b\.com" needs a group: that was an outer alternative. */
	return p != NULL && *p == '/' && tail.dots >= 1;
}
