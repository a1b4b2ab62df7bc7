#include "look-alike.h"

#include <string.h>

#include "mail/domain.h"

/* Of shorter labels, too many are near. */
#define SHORTEST 4
#define LONGEST 63

/* A from domain of a network. */
typedef struct Genuine {
	const Network *network;
	const char *domain;
	char *organization;
} Genuine;

struct LookAlikes {
	GPtrArray *genuine; /* Genuine *, owned */
	Gates *gates;       /* hashes of their labels */
};

static void
genuine_free(gpointer data)
{
	Genuine *genuine = data;

	g_free(genuine->organization);
	g_free(genuine);
}

/* ---- hashes ---- */

/* Of a label: its own, those without one of its letters, and that of its skeleton. */
typedef struct Hashes {
	guint32 all[LONGEST + 2];
	guint count;
} Hashes;

/*
 * Two labels one letter apart share one of these, as do two with neighbors
 * exchanged: the hash without the letter in question.
 */
static void
add_edits(Hashes *hashes, const gunichar *letters, guint length)
{
	guint32 before[LONGEST + 1], power = 1, behind = 0;

	before[0] = GATES_HASH_START;
	for (guint i = 0; i < length; i++)
		before[i + 1] = gates_hash_step(before[i], letters[i]);
	hashes->all[hashes->count++] = before[length];

	for (guint i = length; i-- > 0;) {
		hashes->all[hashes->count++] = before[i] * power + behind;
		behind += letters[i] * power;
		power *= gates_hash_step(1, 0);
	}
}

static guint32
hash_on(guint32 hash, const char *text)
{
	for (const char *p = text; *p != '\0'; p++)
		hash = gates_hash_step(hash, (guchar)*p);
	return hash;
}

static guint32
skeleton_hash(const char *label, gsize length)
{
	const guint32 start =
		gates_hash_step(GATES_HASH_START, 0); /* apart from those of letters */
	const char *const *skeletons = domain_ascii_skeletons();
	guint32 hash = start;

	for (gsize i = 0; i < length; i++) {
		if ((label[i] & 0x80) != 0) {
			g_autofree char *text = g_strndup(label, length);
			g_autofree char *skeleton = domain_skeleton(text);

			return hash_on(start, skeleton);
		}
		hash = hash_on(hash, skeletons[(guchar)label[i]]);
	}
	return hash;
}

/* The hashes of LENGTH bytes of LABEL; none where it is too short or too long. */
static void
label_hashes(const char *label, gsize length, Hashes *hashes)
{
	gunichar letters[LONGEST];
	guint count = 0;

	hashes->count = 0;
	if (length < SHORTEST)
		return;
	for (const char *p = label; p < label + length; p = g_utf8_next_char(p)) {
		if (count == LONGEST)
			return;
		letters[count++] = (*p & 0x80) == 0 ? (gunichar)*p : g_utf8_get_char(p);
	}
	add_edits(hashes, letters, count);
	hashes->all[hashes->count++] = skeleton_hash(label, length);
}

/* ---- making ---- */

static void
add_domain(LookAlikes *alikes, const Network *network, const char *domain)
{
	Genuine *genuine = g_new0(Genuine, 1);
	g_autofree char *label = domain_label(domain);
	Hashes hashes;

	genuine->network = network;
	genuine->domain = domain;
	genuine->organization = domain_organizational(domain);
	g_ptr_array_add(alikes->genuine, genuine);
	label_hashes(label, strlen(label), &hashes);
	for (guint i = 0; i < hashes.count; i++)
		gates_add(alikes->gates, hashes.all[i], genuine);
}

LookAlikes *
look_alikes_new(const GPtrArray *networks)
{
	LookAlikes *alikes = g_new0(LookAlikes, 1);

	alikes->genuine = g_ptr_array_new_with_free_func(genuine_free);
	alikes->gates = gates_new();
	for (guint i = 0; i < networks->len; i++) {
		const Network *network = g_ptr_array_index(networks, i);

		for (guint j = 0; j < network->from->len; j++)
			add_domain(alikes, network, g_ptr_array_index(network->from, j));
	}
	return alikes;
}

void
look_alikes_free(LookAlikes *alikes)
{
	if (alikes == NULL)
		return;
	gates_free(alikes->gates);
	g_ptr_array_unref(alikes->genuine);
	g_free(alikes);
}

/* ---- asking ---- */

static gboolean
ask_label(const LookAlikes *alikes, const char *label, gsize length, GatesFunc func,
	  gpointer user_data)
{
	Hashes hashes;

	label_hashes(label, length, &hashes);
	for (guint i = 0; i < hashes.count; i++)
		if (gates_visit(alikes->gates, hashes.all[i], func, user_data))
			return TRUE;
	return FALSE;
}

/* Which label counts only the public suffix list knows: where it costs less, all are tried. */
static gboolean
ask_domain(const LookAlikes *alikes, const char *domain, GatesFunc func, gpointer user_data)
{
	if (strstr(domain, "xn--") != NULL) {
		g_autofree char *shown = domain_label(domain);

		return ask_label(alikes, shown, strlen(shown), func, user_data);
	}
	while (*domain != '\0') {
		const char *end = strchr(domain, '.');
		gsize length = end != NULL ? (gsize)(end - domain) : strlen(domain);

		if (ask_label(alikes, domain, length, func, user_data))
			return TRUE;
		domain += length + (end != NULL);
	}
	return FALSE;
}

typedef struct Visit {
	GatesFunc func;
	gpointer user_data;
} Visit;

static gboolean
visit_network(gpointer thing, gpointer user_data)
{
	const Genuine *genuine = thing;
	const Visit *visit = user_data;

	return visit->func((gpointer)genuine->network, visit->user_data);
}

gboolean
look_alikes_visit(const LookAlikes *alikes, const char *domain, GatesFunc func, gpointer user_data)
{
	Visit visit = { func, user_data };

	return ask_domain(alikes, domain, visit_network, &visit);
}

typedef struct Search {
	const char *domain;
	const Network *network;
	const char *found;
} Search;

static gboolean
is_imitated(gpointer thing, gpointer user_data)
{
	const Genuine *genuine = thing;
	Search *search = user_data;

	if (genuine->network == search->network &&
	    domain_imitates(search->domain, genuine->organization))
		search->found = genuine->domain;
	return search->found != NULL;
}

const char *
look_alikes_find(const LookAlikes *alikes, const char *domain, const Network *network)
{
	Search search = { domain, network, NULL };

	ask_domain(alikes, domain, is_imitated, &search);
	return search.found;
}
