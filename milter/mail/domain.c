#include "domain.h"

#include <idn2.h>
#include <libpsl.h>
#include <pthread.h>
#include <string.h>
#include <unicode/uspoof.h>

/* Longer names are none (RFC 1035: 253 bytes); what is not converted is not worth the time. */
#define NAME_LIMIT 1024
#define LABEL_LIMIT 64

/* All of several, so that what comes out stays as it is when it comes in again. */
static void
cut_final_dots(char *domain)
{
	gsize length = strlen(domain);

	while (length > 0 && domain[length - 1] == '.')
		domain[--length] = '\0';
}

/* What idn2 makes of DOMAIN (g_free), or NULL. */
static char *
convert(const char *domain, int (*function)(const char *, char **, int), int flags)
{
	char *converted = NULL;
	char *copy;

	if (strlen(domain) > NAME_LIMIT || function(domain, &converted, flags) != IDN2_OK)
		return NULL;
	copy = g_strdup(converted);
	idn2_free(converted);
	return copy;
}

char *
domain_to_ascii(const char *domain)
{
	char *ascii = NULL;

	if (g_str_is_ascii(domain)) {
		ascii = g_ascii_strdown(domain, -1);
	} else {
		g_autofree char *valid = g_utf8_make_valid(domain, -1);

		ascii = convert(valid, idn2_to_ascii_8z, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL);
		if (ascii == NULL)
			ascii = g_utf8_strdown(valid, -1);
	}
	cut_final_dots(ascii);
	return ascii;
}

gboolean
domain_is_host_word(const char *word)
{
	static const char bytes[] = G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-_.:[]";

	return *word != '\0' && word[strspn(word, bytes)] == '\0';
}

gboolean
domain_is_name(const char *domain)
{
	const char *label = domain;

	for (const char *p = domain;; p++) {
		if (g_ascii_isalnum(*p) || *p == '-' || *p == '_')
			continue;
		if ((*p != '.' && *p != '\0') || p == label || p - label > 63)
			return FALSE;
		if (*p == '\0')
			return p - domain <= 253;
		label = p + 1;
	}
}

gboolean
domain_is_under(const char *domain, const char *parent)
{
	gsize length = strlen(domain), tail = strlen(parent);

	if (tail == 0 || length < tail || strcmp(domain + length - tail, parent) != 0)
		return FALSE;

	return length == tail || domain[length - tail - 1] == '.';
}

static const psl_ctx_t *suffixes;

/* The newer of the system's list and the one built into libpsl; kept for good. */
static void
load_suffixes(void)
{
	suffixes = psl_latest(NULL);
	if (suffixes == NULL)
		suffixes = psl_builtin();
}

/* An address literal, or an address without its brackets, belongs to no organization. */
static gboolean
is_literal(const char *domain)
{
	return *domain == '[' || g_hostname_is_ip_address(domain);
}

char *
domain_organizational(const char *domain)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	const char *organizational = NULL;

	pthread_once(&once, load_suffixes);
	if (suffixes != NULL && !is_literal(domain) && strlen(domain) <= NAME_LIMIT)
		organizational = psl_registrable_domain(suffixes, domain);

	return g_strdup(organizational != NULL ? organizational : domain);
}

static USpoofChecker *checker;

static void
open_checker(void)
{
	UErrorCode status = U_ZERO_ERROR;

	checker = uspoof_open(&status);
	if (U_FAILURE(status))
		checker = NULL;
}

/* Digits that stand for letters; ICU knows some only beside capitals. */
static char
letter_of(char c)
{
	static const char digits[] = "0134578", letters[] = "oleastb";
	const char *digit = c != '\0' ? strchr(digits, c) : NULL;

	return digit != NULL ? letters[digit - digits] : c;
}

static char *
skeleton_of_any(const char *text)
{
	UErrorCode status = U_ZERO_ERROR;
	g_autofree char *letters = g_strdup(text);
	gsize size = 8 * strlen(text) + 64;
	g_autofree char *shape = g_malloc0(size);

	for (char *p = letters; *p != '\0'; p++)
		*p = letter_of(*p);
	if (checker == NULL)
		return g_steal_pointer(&letters);
	uspoof_getSkeletonUTF8(checker, 0, letters, -1, shape, (int32_t)size - 1, &status);

	return g_utf8_strdown(U_SUCCESS(status) ? shape : letters, -1);
}

static const char *ascii_skeletons[128];

static void
prepare_skeletons(void)
{
	char text[2] = "";

	open_checker();
	for (guint c = 0; c < G_N_ELEMENTS(ascii_skeletons); c++) {
		text[0] = (char)c;
		ascii_skeletons[c] = skeleton_of_any(text);
	}
}

const char *const *
domain_ascii_skeletons(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, prepare_skeletons);
	return ascii_skeletons;
}

char *
domain_skeleton(const char *text)
{
	domain_ascii_skeletons();
	return skeleton_of_any(text);
}

static gboolean
look_alike(const char *a, const char *b)
{
	g_autofree char *shape_a = domain_skeleton(a), *shape_b = domain_skeleton(b);

	return strcmp(shape_a, shape_b) == 0;
}

/* Whether A becomes B by one letter put in, left out, changed, or exchanged with its neighbor. */
static gboolean
one_edit(const gunichar *a, glong length_a, const gunichar *b, glong length_b)
{
	glong same = 0, rest = 0;

	if (length_a > length_b)
		return one_edit(b, length_b, a, length_a);
	if (length_b - length_a > 1)
		return FALSE;

	while (same < length_a && a[same] == b[same])
		same++;
	while (rest < length_a - same && a[length_a - 1 - rest] == b[length_b - 1 - rest])
		rest++;
	if (length_a < length_b)
		return same + rest == length_a;
	if (same + rest == length_a - 1)
		return TRUE;

	return same + rest == length_a - 2 && a[same] == b[same + 1] && a[same + 1] == b[same];
}

static gboolean
labels_imitate(const char *label, const char *genuine)
{
	glong length_a, length_b;
	g_autofree gunichar *a = g_utf8_to_ucs4_fast(label, -1, &length_a);
	g_autofree gunichar *b = g_utf8_to_ucs4_fast(genuine, -1, &length_b);

	if (length_a > LABEL_LIMIT || length_b > LABEL_LIMIT)
		return FALSE;
	if (look_alike(label, genuine))
		return TRUE;

	return length_b >= 5 && one_edit(a, length_a, b, length_b);
}

/* The organizational domain of an A-label DOMAIN as a reader sees it.  (transfer full) */
static char *
displayed(const char *domain)
{
	g_autofree char *organizational = domain_organizational(domain);
	char *shown = convert(organizational, idn2_to_unicode_8z8z, 0);

	if (shown == NULL)
		return g_utf8_make_valid(organizational, -1);
	if (!g_utf8_validate(shown, -1, NULL)) {
		g_free(shown);
		return g_utf8_make_valid(organizational, -1);
	}
	return shown;
}

char *
domain_label(const char *domain)
{
	g_autofree char *shown = displayed(domain);

	return g_strndup(shown, strcspn(shown, "."));
}

gboolean
domain_imitates(const char *domain, const char *genuine)
{
	g_autofree char *shown = displayed(domain), *true_one = displayed(genuine);
	g_autofree char *label = g_strndup(shown, strcspn(shown, "."));
	g_autofree char *true_label = g_strndup(true_one, strcspn(true_one, "."));

	if (strcmp(shown, true_one) == 0)
		return FALSE;
	if (strcmp(label, true_label) == 0)
		return look_alike(shown, true_one);

	return labels_imitate(label, true_label);
}
