#include "keys-file.h"

#include <string.h>

#include "base/statement.h"

#define MIDDLE "._domainkey."

typedef struct KeysFile {
	KeySource source;  /* first */
	GHashTable *names; /* name -> GPtrArray of GBytes */
} KeysFile;

static void
keys_file_look_up(KeySource *source, GPtrArray *queries, gint64 deadline)
{
	const KeysFile *keys = (const KeysFile *)source;

	(void)deadline;
	for (guint i = 0; i < queries->len; i++) {
		KeyQuery *query = g_ptr_array_index(queries, i);
		GPtrArray *texts = g_hash_table_lookup(keys->names, query->name);

		query->answer = texts != NULL ? KEY_FOUND : KEY_NONE;
		query->texts = texts != NULL ? g_ptr_array_ref(texts) : NULL;
	}
}

static void
keys_file_free(KeySource *source)
{
	KeysFile *keys = (KeysFile *)source;

	g_hash_table_unref(keys->names);
	g_free(keys);
}

/* "selector._domainkey.domain" in the form of key_name() (transfer full), or NULL with ERROR. */
static char *
read_name(Statement *line, GError **error)
{
	g_autofree char *word = statement_word(line, "SELECTOR" MIDDLE "DOMAIN", error);
	char *middle = word != NULL ? strstr(word, MIDDLE) : NULL;
	char *name = NULL;

	if (middle != NULL) {
		*middle = '\0';
		name = key_name(word, middle + strlen(MIDDLE));
		*middle = '.';
	}
	if (word != NULL && name == NULL)
		statement_fail(line, error, "expected SELECTOR" MIDDLE "DOMAIN, found \"%s\"",
			       word);
	return name;
}

/* The rest of LINE, one space between words (transfer full), or NULL with ERROR. */
static GBytes *
read_record(Statement *line, GError **error)
{
	g_autoptr(GString) text = g_string_new(NULL);

	do {
		g_autofree char *word = statement_word(line, "a key record", error);

		if (word == NULL)
			return NULL;
		g_string_append_printf(text, "%s%s", text->len > 0 ? " " : "", word);
	} while (!statement_at_end(line));
	if (text->len > KEY_TEXT_LONGEST) {
		statement_fail(line, error, "expected a key record of at most %d bytes",
			       KEY_TEXT_LONGEST);
		return NULL;
	}
	return g_string_free_to_bytes(g_steal_pointer(&text));
}

static gboolean
read_key(KeysFile *keys, Statement *line, GError **error)
{
	g_autofree char *name = read_name(line, error);
	GBytes *record = name != NULL ? read_record(line, error) : NULL;
	GPtrArray *texts;

	if (record == NULL)
		return FALSE;
	texts = g_hash_table_lookup(keys->names, name);
	if (texts == NULL) {
		texts = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
		g_hash_table_insert(keys->names, g_steal_pointer(&name), texts);
	}
	g_ptr_array_add(texts, record);
	if (texts->len > KEY_TEXTS_MOST)
		return statement_fail(line, error, "expected at most %d records under one name",
				      KEY_TEXTS_MOST);
	return TRUE;
}

KeySource *
keys_file_load(const char *path, GError **error)
{
	g_autoptr(StatementFile) file = statement_file_load(path, error);
	g_autoptr(KeySource) source = NULL;
	KeysFile *keys;
	Statement *line;

	if (file == NULL)
		return NULL;
	keys = g_new0(KeysFile, 1);
	source = &keys->source;
	source->look_up = keys_file_look_up;
	source->free = keys_file_free;
	keys->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
					    (GDestroyNotify)g_ptr_array_unref);
	while ((line = statement_file_next(file)) != NULL)
		if (!read_key(keys, line, error))
			return NULL;
	return g_steal_pointer(&source);
}
