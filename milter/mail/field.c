#define _GNU_SOURCE /* strchrnul() */
#include "field.h"

#include <string.h>

#include "decode.h"

enum { CHUNK_SIZE = 16 * 1024, FIRST_ENTRIES = 64 };

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
	Entry *entries;
	guint count, room;
	gsize size;     /* of all names and values */
	guint64 shapes; /* of the names, a bit each: nearly all that is asked for is not there */
	/* What was found last, from where the next of that name is looked for: */
	guint found, found_nth;
};

/* What names that are equal have in common: the length and the first letter, its case aside. */
static inline guint64
shape(const char *name, gsize length)
{
	return G_GUINT64_CONSTANT(1) << ((((guchar)*name | 0x20) * 5 + length) & 63);
}

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
	header->count = 0;
	header->size = 0;
	header->shapes = 0;
	header->found = header->found_nth = 0;
	header->room = FIRST_ENTRIES;
	header->entries = g_new(Entry, header->room);
	return header;
}

void
header_clear(Header *header)
{
	guint i;

	for (i = 0; i < header->count; i++)
		if (header->entries[i].decoded != NULL)
			g_free(header->entries[i].decoded);
	header->count = 0;
	header->size = 0;
	header->shapes = 0;
	header->found = header->found_nth = 0;
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
	g_free(header->entries);
	g_free(header);
}

static void
take_cr_out(char *value)
{
	char *to = value;
	const char *from;

	for (from = to; *from != '\0'; from++) {
		if (*from != '\r')
			*to++ = *from;
	}
	*to = '\0';
}

gboolean
header_add(Header *header, const char *name, const char *value, gsize most)
{
	/* Up to the first CR, if there is one: nearly always the whole length. */
	gsize name_length = strlen(name), length = (gsize)(strchrnul(value, '\r') - value);
	gboolean has_cr = value[length] == '\r';
	gsize kept;
	Entry *entry;

	if (has_cr)
		length += strlen(value + length);
	kept = MIN(length, most);

	if (header->count == header->room) {
		header->room *= 2;
		header->entries = g_renew(Entry, header->entries, header->room);
	}
	entry = &header->entries[header->count++];
	header->size += name_length + kept;
	header->shapes |= shape(name, name_length);
	entry->name_length = name_length;
	entry->decoded = NULL;
	entry->field.name = header_alloc(header, name_length + 1 + kept + 1);
	entry->field.value = entry->field.name + name_length + 1;
	memcpy(entry->field.name, name, name_length + 1);
	memcpy(entry->field.value, value, kept);
	entry->field.value[kept] = '\0';
	if (has_cr)
		take_cr_out(entry->field.value);
	return kept == length && kept <= FIELD_SURELY_UNCUT;
}

gboolean
header_has_room(const Header *header, guint fields, gsize bytes)
{
	return header->count < fields && header->size < bytes;
}

guint
header_count(const Header *header)
{
	return header->count;
}

const Field *
header_field(const Header *header, guint index)
{
	return &header->entries[index].field;
}

static inline gboolean
is_called(const Entry *entry, const char *name, gsize length)
{
	/* The first letter alone, its case bit aside, tells most names apart. */
	return entry->name_length == length && ((*entry->field.name ^ *name) & ~0x20) == 0 &&
	       (memcmp(entry->field.name, name, length) == 0 ||
		g_ascii_strcasecmp(entry->field.name, name) == 0);
}

gint
header_find(Header *header, const char *name, guint nth)
{
	gsize length = strlen(name);
	guint i = 0, before = 0;

	if ((header->shapes & shape(name, length)) == 0)
		return -1;
	if (nth > 0 && nth > header->found_nth && header->found < header->count &&
	    is_called(&header->entries[header->found], name, length)) {
		i = header->found + 1;
		before = header->found_nth + 1;
	}
	for (; i < header->count; i++) {
		if (!is_called(&header->entries[i], name, length) || before++ < nth)
			continue;
		header->found = i;
		header->found_nth = nth;
		return (gint)i;
	}
	return -1;
}

const char *
header_decoded(Header *header, guint index)
{
	Entry *entry = &header->entries[index];

	if (entry->decoded == NULL)
		entry->decoded = decode_header(entry->field.value);
	return entry->decoded;
}
