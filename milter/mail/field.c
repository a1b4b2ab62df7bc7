#include "field.h"

#include <string.h>

#include "decode.h"

enum { CHUNK_SIZE = 16 * 1024 };

/* What is lent must not move, so memory grows by chunks. */
typedef struct Chunk Chunk;
struct Chunk {
	Chunk *previous;
	gsize used, size;
	char data[];
};

typedef struct Entry {
	Field field;
	gsize name_length;
	char *decoded; /* NULL until asked for */
} Entry;

struct Header {
	Chunk *chunk;
	GArray *entries;
};

static Chunk *
chunk_new(Chunk *previous, gsize size)
{
	Chunk *chunk = g_malloc(sizeof(Chunk) + size);

	chunk->previous = previous;
	chunk->used = 0;
	chunk->size = size;
	return chunk;
}

static char *
header_alloc(Header *header, gsize size)
{
	char *memory;

	if (header->chunk->size - header->chunk->used < size)
		header->chunk = chunk_new(header->chunk, MAX(size, CHUNK_SIZE));
	memory = header->chunk->data + header->chunk->used;
	header->chunk->used += size;
	return memory;
}

Header *
header_new(void)
{
	Header *header = g_new(Header, 1);

	header->chunk = chunk_new(NULL, CHUNK_SIZE);
	header->entries = g_array_new(FALSE, FALSE, sizeof(Entry));
	return header;
}

void
header_clear(Header *header)
{
	guint i;

	for (i = 0; i < header->entries->len; i++)
		g_free(g_array_index(header->entries, Entry, i).decoded);
	g_array_set_size(header->entries, 0);
	while (header->chunk->previous != NULL) {
		Chunk *chunk = header->chunk;

		header->chunk = chunk->previous;
		g_free(chunk);
	}
	header->chunk->used = 0;
}

void
header_free(Header *header)
{
	header_clear(header);
	g_free(header->chunk);
	g_array_free(header->entries, TRUE);
	g_free(header);
}

static void
take_cr_out(char *value)
{
	char *to = strchr(value, '\r');
	const char *from;

	if (to == NULL)
		return;
	for (from = to; *from != '\0'; from++) {
		if (*from != '\r')
			*to++ = *from;
	}
	*to = '\0';
}

gboolean
header_add(Header *header, const char *name, const char *value, gsize most)
{
	Entry entry = { .name_length = strlen(name) };
	gsize length = strlen(value);
	gsize kept = MIN(length, most);

	entry.field.name = header_alloc(header, entry.name_length + 1 + kept + 1);
	entry.field.value = entry.field.name + entry.name_length + 1;
	memcpy(entry.field.name, name, entry.name_length + 1);
	memcpy(entry.field.value, value, kept);
	entry.field.value[kept] = '\0';
	take_cr_out(entry.field.value);
	g_array_append_val(header->entries, entry);
	return kept == length;
}

guint
header_count(const Header *header)
{
	return header->entries->len;
}

const Field *
header_field(const Header *header, guint index)
{
	return &g_array_index(header->entries, Entry, index).field;
}

gint
header_find(const Header *header, const char *name, guint nth)
{
	gsize length = strlen(name);
	guint i;

	for (i = 0; i < header->entries->len; i++) {
		const Entry *entry = &g_array_index(header->entries, Entry, i);

		if (entry->name_length == length &&
		    g_ascii_strcasecmp(entry->field.name, name) == 0 && nth-- == 0)
			return (gint)i;
	}
	return -1;
}

const char *
header_decoded(Header *header, guint index)
{
	Entry *entry = &g_array_index(header->entries, Entry, index);

	if (entry->decoded == NULL)
		entry->decoded = decode_header(entry->field.value);
	return entry->decoded;
}
