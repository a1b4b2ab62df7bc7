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

/*
 * Call FUNC with the hash of LABEL and with that of LABEL without each of its
 * letters: two labels one letter apart share one of these, as do two with
 * neighbors exchanged.
 */
static gboolean
each_edit(const gunichar *label, glong length, gboolean (*func)(guint32, gpointer),
	  gpointer user_data)
{
	guint32 before[LONGEST + 1], power = 1, behind = 0;

	before[0] = GATES_HASH_START;
	for (glong i = 0; i < length; i++)
		before[i + 1] = gates_hash_step(before[i], label[i]);
	if (func(before[length], user_data))
		return TRUE;

	for (glong i = length - 1; i >= 0; i--) {
		if (func(before[i] * power + behind, user_data))
			return TRUE;
		behind += label[i] * power;
		power *= gates_hash_step(1, 0);
	}
	return FALSE;
}

static guint32
hash_on(guint32 hash, const char *text)
{
	for (const char *p = text; *p != '\0'; p++)
		hash = gates_hash_step(hash, (guchar)*p);
	return hash;
}

static guint32
skeleton_hash(const char *label)
{
	guint32 hash = gates_hash_step(GATES_HASH_START, 0); /* apart from those of letters */
	const char *const *skeletons = domain_ascii_skeletons();
	g_autofree char *skeleton = NULL;

	if (g_str_is_ascii(label)) {
		for (const char *p = label; *p != '\0'; p++)
			hash = hash_on(hash, skeletons[(guchar)*p]);
		return hash;
	}
	skeleton = domain_skeleton(label);
	return hash_on(hash, skeleton);
}

static gboolean
each_hash(const char *label, gboolean (*func)(guint32, gpointer), gpointer user_data)
{
	gunichar letters[LONGEST];
	glong length = 0;

	for (const char *p = label; *p != '\0'; p = g_utf8_next_char(p)) {
		if (length == LONGEST)
			return FALSE;
		letters[length++] = (*p & 0x80) == 0 ? (gunichar)*p : g_utf8_get_char(p);
	}
	return each_edit(letters, length, func, user_data) ||
	       func(skeleton_hash(label), user_data);
}

/* ---- making ---- */

typedef struct Adding {
	Gates *gates;
	Genuine *genuine;
} Adding;

static gboolean
add_hash(guint32 hash, gpointer user_data)
{
	const Adding *adding = user_data;

	gates_add(adding->gates, hash, adding->genuine);
	return FALSE;
}

static void
add_domain(LookAlikes *alikes, const Network *network, const char *domain)
{
	Genuine *genuine = g_new0(Genuine, 1);
	Adding adding = { alikes->gates, genuine };
	g_autofree char *label = domain_label(domain);

	genuine->network = network;
	genuine->domain = domain;
	genuine->organization = domain_organizational(domain);
	g_ptr_array_add(alikes->genuine, genuine);
	if (strlen(label) >= SHORTEST)
		each_hash(label, add_hash, &adding);
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

typedef struct Asking {
	const Gates *gates;
	GatesFunc func; /* takes Genuine * */
	gpointer user_data;
} Asking;

static gboolean
ask_hash(guint32 hash, gpointer user_data)
{
	const Asking *asking = user_data;

	return gates_visit(asking->gates, hash, asking->func, asking->user_data);
}

static gboolean
ask_label(const char *label, gsize length, gpointer asking)
{
	char copy[4 * LONGEST + 1];

	if (length < SHORTEST || length >= sizeof copy)
		return FALSE;
	memcpy(copy, label, length);
	copy[length] = '\0';
	return each_hash(copy, ask_hash, asking);
}

/* Which label counts only the public suffix list knows: where it costs less, all are tried. */
static gboolean
ask_domain(const LookAlikes *alikes, const char *domain, GatesFunc func, gpointer user_data)
{
	Asking asking = { alikes->gates, func, user_data };

	if (strstr(domain, "xn--") != NULL || !g_str_is_ascii(domain)) {
		g_autofree char *shown = domain_label(domain);

		return ask_label(shown, strlen(shown), &asking);
	}
	while (*domain != '\0') {
		gsize length = strcspn(domain, ".");

		if (ask_label(domain, length, &asking))
			return TRUE;
		domain += length + (domain[length] == '.');
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
