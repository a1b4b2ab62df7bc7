#include "gates.h"

#include <string.h>

typedef struct Gate {
	guint32 hash;
	GPtrArray *things; /* NULL: the gate is free */
} Gate;

/* Open addressing: nearly all look-ups find nothing, and shall see it at a glance. */
struct Gates {
	Gate *table;
	guint size; /* a power of two, four times of what it holds */
	guint used;
	guint32 lengths;       /* of the words, as a set of bits */
	guint32 begins[32];    /* their second letters by the first, as sets of bits */
	gboolean beyond_ascii; /* there are scripts, too */
};

Gates *
gates_new(void)
{
	Gates *gates = g_new0(Gates, 1);

	gates->size = 16;
	gates->table = g_new0(Gate, gates->size);
	return gates;
}

void
gates_free(Gates *gates)
{
	if (gates == NULL)
		return;
	for (guint i = 0; i < gates->size; i++)
		g_clear_pointer(&gates->table[i].things, g_ptr_array_unref);
	g_free(gates->table);
	g_free(gates);
}

/* The gate of HASH, or the free one in which it would be. */
static inline Gate *
find(const Gates *gates, guint32 hash)
{
	/* The low bits of the hash are the last letters'. */
	guint i = (hash ^ hash >> 15) & (gates->size - 1);

	while (gates->table[i].things != NULL && gates->table[i].hash != hash)
		i = (i + 1) & (gates->size - 1);
	return &gates->table[i];
}

static void
grow(Gates *gates)
{
	g_autofree Gate *old = gates->table;
	guint size = gates->size;

	gates->size *= 2;
	gates->table = g_new0(Gate, gates->size);
	for (guint i = 0; i < size; i++)
		if (old[i].things != NULL)
			*find(gates, old[i].hash) = old[i];
}

void
gates_add(Gates *gates, guint32 hash, gpointer thing)
{
	Gate *gate = find(gates, hash);

	if (gate->things == NULL) {
		gate->hash = hash;
		gate->things = g_ptr_array_new();
		gates->used++;
	}
	g_ptr_array_add(gate->things, thing);
	if (gates->used * 4 > gates->size)
		grow(gates);
}

static guint32
script_hash(GUnicodeScript script)
{
	return gates_hash_step(~GATES_HASH_START, (guint32)script);
}

void
gates_add_words(Gates *gates, const LiteralChoice *words, gpointer thing)
{
	for (guint i = 0; i < words->len; i++) {
		const char *word = g_ptr_array_index(words, i);
		guint32 hash = GATES_HASH_START;

		if ((*word & 0x80) != 0) {
			gates_add(gates, script_hash(g_unichar_get_script(g_utf8_get_char(word))),
				  thing);
			gates->beyond_ascii = TRUE;
			continue;
		}
		for (const char *p = word; *p != '\0'; p++)
			hash = gates_hash_step(hash, (guchar)*p);
		gates->begins[*word & 31] |= 1u << (word[1] & 31);
		gates_add(gates, hash, thing);
		gates->lengths |= 1u << strlen(word);
	}
}

static gboolean
visit(const GPtrArray *things, GatesFunc func, gpointer user_data)
{
	for (guint i = 0; i < things->len; i++)
		if (func(g_ptr_array_index(things, i), user_data))
			return TRUE;
	return FALSE;
}

gboolean
gates_visit(const Gates *gates, guint32 hash, GatesFunc func, gpointer user_data)
{
	const Gate *gate = find(gates, hash);

	return gate->things != NULL && visit(gate->things, func, user_data);
}

/* The things of each script in TEXT, where it changes. */
static gboolean
visit_scripts(const Gates *gates, const char *text, GatesFunc func, gpointer user_data)
{
	GUnicodeScript last = G_UNICODE_SCRIPT_COMMON;

	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
		GUnicodeScript script;

		if ((*p & 0x80) == 0)
			continue;
		script = g_unichar_get_script(g_utf8_get_char(p));
		if (script != last && gates_visit(gates, script_hash(script), func, user_data))
			return TRUE;
		last = script;
	}
	return FALSE;
}

/* The things of the word of LENGTH letters, of which HASH is the hash. */
static inline const GPtrArray *
word_things(const Gates *gates, guint32 hash, guint length)
{
	if (length >= 32 || (gates->lengths & 1u << length) == 0)
		return NULL;
	return find(gates, hash)->things;
}

/* The end of the word at P, of which no word begins as it does: most of all words. */
static inline const char *
last_letter(const char *p)
{
	while (g_ascii_isalnum(p[1]))
		p++;
	return p;
}

/* Whether P, no letter, is one character of a text that is not encoded: no control but a fold. */
static gboolean
is_plain(const char *p)
{
	if (*p >= ' ' && *p < 0x7f)
		return *p != '=' || p[1] != '?';
	return *p == '\t' || (*p == '\n' && (p[1] == ' ' || p[1] == '\t'));
}

gboolean
gates_visit_raw(const Gates *gates, const char *raw, gboolean *plain, GatesFunc func,
		gpointer user_data)
{
	guint32 hash = GATES_HASH_START;
	guint length = 0;

	*plain = FALSE;
	for (const char *p = raw; *p != '\0'; p++) {
		const GPtrArray *things;

		if (!g_ascii_isalnum(*p)) {
			if (!is_plain(p))
				return FALSE;
			hash = GATES_HASH_START;
			length = 0;
			continue;
		}
		if (length == 0 && (gates->begins[*p & 31] & 1u << (p[1] & 31)) == 0) {
			p = last_letter(p);
			continue;
		}
		hash = gates_hash_step(hash, (guchar)*p | 0x20);
		things = word_things(gates, hash, ++length);
		if (things != NULL && visit(things, func, user_data))
			return TRUE;
	}
	*plain = TRUE;
	return FALSE;
}

gboolean
gates_visit_words(const Gates *gates, const char *text, GatesFunc func, gpointer user_data)
{
	guint32 hash = GATES_HASH_START;
	guint length = 0, bytes;
	guchar bits = 0;

	for (const char *p = text; *p != '\0'; p += bytes) {
		char letter = literal_letter(p, &bytes);
		const GPtrArray *things;

		bits |= (guchar)*p;
		if (letter == '\0') {
			hash = GATES_HASH_START;
			length = 0;
			continue;
		}
		hash = gates_hash_step(hash, (guchar)letter);
		things = word_things(gates, hash, ++length);
		if (things != NULL && visit(things, func, user_data))
			return TRUE;
	}
	return (bits & 0x80) != 0 && gates->beyond_ascii &&
	       visit_scripts(gates, text, func, user_data);
}
