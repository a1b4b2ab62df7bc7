#include "link.h"

#include <string.h>

enum { DEEPEST = 3 };

/* The URL in REST, which is what follows the service's path (transfer full, nullable). */
typedef char *(*Unwrap)(const char *rest, const char *parameter);

/* Percent coding, as tolerant as browsers: what is no code remains. */
static char *
percent_decode(const char *text, gsize length)
{
	GString *decoded = g_string_new(NULL);
	gsize i;

	for (i = 0; i < length; i++) {
		if (text[i] == '%' && i + 2 < length && g_ascii_isxdigit(text[i + 1]) &&
		    g_ascii_isxdigit(text[i + 2])) {
			g_string_append_c(decoded, (char)(g_ascii_xdigit_value(text[i + 1]) * 16 +
							  g_ascii_xdigit_value(text[i + 2])));
			i += 2;
		} else {
			g_string_append_c(decoded, text[i]);
		}
	}
	return g_string_free(decoded, FALSE);
}

/* The raw value of "PARAMETER=" in the query of REST; its length in *LENGTH. */
static const char *
find_parameter(const char *rest, const char *parameter, gsize *length)
{
	gsize size = strlen(parameter);
	const char *p = strchr(rest, '?');

	while (p != NULL && *p != '#') {
		p++;
		if (strncmp(p, parameter, size) == 0 && p[size] == '=') {
			*length = strcspn(p + size + 1, "&#");
			return p + size + 1;
		}
		p = strpbrk(p, "&#");
	}
	return NULL;
}

static char *
from_query(const char *rest, const char *parameter)
{
	gsize length;
	const char *value = find_parameter(rest, parameter, &length);

	return value == NULL ? NULL : percent_decode(value, length);
}

/* Proofpoint v2: "-" stands for "%" and "_" for "/". */
static char *
from_proofpoint_v2(const char *rest, const char *parameter)
{
	gsize length;
	const char *value = find_parameter(rest, parameter, &length);
	g_autofree char *coded = value == NULL ? NULL : g_strndup(value, length);

	if (coded == NULL)
		return NULL;
	g_strdelimit(coded, "-", '%');
	g_strdelimit(coded, "_", '/');
	return percent_decode(coded, strlen(coded));
}

static char *
decode_base64(const char *coded, gsize length)
{
	g_autofree char *standard = g_strndup(coded, length);
	g_autoptr(GString) padded = g_string_new(NULL);
	g_autofree guchar *bytes = NULL;
	gsize size;

	g_strdelimit(standard, "-", '+');
	g_strdelimit(standard, "_", '/');
	g_string_append(padded, standard);
	while (padded->len % 4 != 0)
		g_string_append_c(padded, '=');
	bytes = g_base64_decode(padded->str, &size);
	return g_strndup((const char *)bytes, size);
}

/* What one "*" or "**X" of Proofpoint v3 stands for: that many of the bytes kept aside. */
static gsize
run_length(const char **p)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
	const char *digit;

	if ((*p)[1] != '*' || (*p)[2] == '\0')
		return 1;
	digit = strchr(digits, (*p)[2]);
	if (digit == NULL)
		return 1;
	*p += 2;
	return (gsize)(digit - digits) + 2;
}

/* Proofpoint v3: "__URL__;BYTES!": each "*" in the URL stands for the next of BYTES, in base64. */
static char *
from_proofpoint_v3(const char *rest, const char *parameter G_GNUC_UNUSED)
{
	const char *end = g_strrstr(rest, "__;");
	g_autofree char *url = NULL, *bytes = NULL;
	const char *p, *next;
	GString *plain;

	if (strncmp(rest, "__", 2) != 0 || end == NULL || end < rest + 2)
		return NULL;
	url = g_strndup(rest + 2, (gsize)(end - rest - 2));
	bytes = decode_base64(end + 3, strcspn(end + 3, "!"));
	plain = g_string_new(NULL);
	next = bytes;
	for (p = url; *p != '\0'; p++) {
		gsize run, left;

		if (*p != '*' || *next == '\0') {
			g_string_append_c(plain, *p);
			continue;
		}
		run = run_length(&p);
		left = strlen(next);
		g_string_append_len(plain, next, (gssize)MIN(run, left));
		next += MIN(run, left);
	}
	return g_string_free(plain, FALSE);
}

/* Cisco: the last segment of the path is the URL, percent-coded. */
static char *
from_path_end(const char *rest, const char *parameter G_GNUC_UNUSED)
{
	gsize length = strcspn(rest, "?#");
	const char *slash = g_strrstr_len(rest, (gssize)length, "/");

	if (slash == NULL)
		return NULL;
	return percent_decode(slash + 1, (gsize)(rest + length - slash - 1));
}

/* Sophos: the URL in base64. */
static char *
from_base64(const char *rest, const char *parameter)
{
	gsize length;
	const char *value = find_parameter(rest, parameter, &length);
	g_autofree char *coded = value == NULL ? NULL : percent_decode(value, length);

	return coded == NULL ? NULL : decode_base64(coded, strlen(coded));
}

/* Check Point: "___URL___.TOKEN". */
static char *
from_underscores(const char *rest, const char *parameter G_GNUC_UNUSED)
{
	const char *start = strstr(rest, "___");
	const char *end = g_strrstr(rest, "___.");

	if (start == NULL || end == NULL || end <= start)
		return NULL;
	return g_strndup(start + 3, (gsize)(end - start - 3));
}

/* clang-format off */
static const struct {
	const char *host; /* or, with a dot in front, any of its subdomains */
	const char *path;
	Unwrap unwrap;
	const char *parameter;
} services[] = {
	{ ".safelinks.protection.outlook.com", "/", from_query, "url" },
	{ ".safelinks.protection.office365.us", "/", from_query, "url" },
	{ "urldefense.proofpoint.com", "/v1/", from_query, "u" },
	{ "urldefense.proofpoint.com", "/v2/", from_proofpoint_v2, "u" },
	{ "urldefense.proofpoint.com", "/v3/", from_proofpoint_v3, NULL },
	{ "urldefense.com", "/v2/", from_proofpoint_v2, "u" },
	{ "urldefense.com", "/v3/", from_proofpoint_v3, NULL },
	{ "urldefense.us", "/v3/", from_proofpoint_v3, NULL },
	{ "linkprotect.cudasvc.com", "/url", from_query, "a" },
	{ "www.google.com", "/url", from_query, "q" },
	{ "www.google.com", "/url", from_query, "url" },
	{ "l.facebook.com", "/l.php", from_query, "u" },
	{ "lm.facebook.com", "/l.php", from_query, "u" },
	{ "www.facebook.com", "/l.php", from_query, "u" },
	{ "secure-web.cisco.com", "/", from_path_end, NULL },
	{ ".protection.sophos.com", "/", from_base64, "u" },
	{ ".trendmicro.com", "/wis/clicktime/", from_query, "url" },
	{ "protect2.fireeye.com", "/", from_query, "u" },
	{ "clicktime.symantec.com", "/", from_query, "u" },
	{ "clicktime.cloud.postoffice.net", "/", from_query, "u" },
	{ "protect.checkpoint.com", "/v2/", from_underscores, NULL },
	{ "deref-gmx.net", "/", from_query, "redirectUrl" },
	{ "deref-web.de", "/", from_query, "redirectUrl" },
};
/* clang-format on */

static gboolean
is_web(const char *url)
{
	return g_ascii_strncasecmp(url, "http://", 7) == 0 ||
	       g_ascii_strncasecmp(url, "https://", 8) == 0;
}

static gboolean
is_host(const char *host, const char *pattern)
{
	if (*pattern == '.')
		return g_str_has_suffix(host, pattern) && strlen(host) > strlen(pattern);
	return strcmp(host, pattern) == 0;
}

/*
 * The URL inside URL, which is http or https (transfer full, nullable: it is none of a service's).
 */
static char *
unwrap_once(const char *url)
{
	const char *authority = strstr(url, "//") + 2;
	gsize length = strcspn(authority, "/?#");
	g_autofree char *host = g_ascii_strdown(authority, (gssize)strcspn(authority, ":/?#"));
	const char *path = authority + length;
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(services); i++) {
		char *inside, *valid;

		if (!is_host(host, services[i].host) || !g_str_has_prefix(path, services[i].path))
			continue;
		inside = services[i].unwrap(path + strlen(services[i].path), services[i].parameter);
		if (inside != NULL && is_web(inside)) {
			valid = g_utf8_make_valid(inside, -1);
			g_free(inside);
			return g_strdelimit(valid, "\r\n\t", ' ');
		}
		g_free(inside);
	}
	return NULL;
}

char *
link_unwrap(const char *url)
{
	char *plain = g_strdup(url);
	guint i;

	for (i = 0; i < DEEPEST && is_web(plain); i++) {
		char *inside = unwrap_once(plain);

		if (inside == NULL)
			break;
		g_free(plain);
		plain = inside;
	}
	return plain;
}
