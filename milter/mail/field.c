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
	guint32 key;   /* of the name */
	char *decoded; /* NULL until asked for */
} Entry;

struct Header {
	Chunk *chunk;
	Entry *entries;
	guint count, room;
	guint most_fields;
	gsize size, most_bytes; /* of all names and values */
	/*
	 * Of the names, a bit each; and of those that came twice.  Nearly all that is asked for is
	 * not there.
	 */
	guint64 shapes, repeated;
	/* What was found last, from where the next of that name is looked for: */
	guint found, found_nth;
};

/* What names that are equal have in common: the length and the first letter, its case aside. */
static inline guint32
key_of(const char *name, gsize length)
{
	return (guint32)length << 5 | ((guchar)*name & 31);
}

static inline guint64
shape(guint32 key)
{
	return G_GUINT64_CONSTANT(1) << ((key ^ key >> 5) & 63);
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

void
header_set_limits(Header *header, guint fields, gsize bytes)
{
	header->most_fields = fields;
	header->most_bytes = bytes;
}

Header *
header_new(void)
{
	Header *header = g_new(Header, 1);

	header->chunk = chunk_new(NULL, CHUNK_SIZE);
	header->count = 0;
	header->size = 0;
	header->shapes = header->repeated = 0;
	header->found = header->found_nth = 0;
	header_set_limits(header, G_MAXUINT, G_MAXSIZE);
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
	header->shapes = header->repeated = 0;
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

HeaderResult
header_add(Header *header, const char *name, const char *value, gsize most)
{
	gsize name_length, length, kept;
	gboolean has_cr;
	guint64 bit;
	Entry *entry;

	if (header->count >= header->most_fields || header->size >= header->most_bytes)
		return HEADER_FULL;
	name_length = strlen(name);
	/* Up to the first CR, if there is one: nearly always the whole length. */
	length = (gsize)(strchrnul(value, '\r') - value);
	has_cr = value[length] == '\r';
	if (has_cr)
		length += strlen(value + length);
	kept = MIN(length, most);

	if (header->count == header->room) {
		header->room *= 2;
		header->entries = g_renew(Entry, header->entries, header->room);
	}
	entry = &header->entries[header->count++];
	header->size += name_length + kept;
	entry->key = key_of(name, name_length);
	bit = shape(entry->key);
	header->repeated |= header->shapes & bit;
	header->shapes |= bit;
	entry->decoded = NULL;
	entry->field.name = header_alloc(header, name_length + 1 + kept + 1);
	entry->field.value = entry->field.name + name_length + 1;
	memcpy(entry->field.name, name, name_length + 1);
	memcpy(entry->field.value, value, kept);
	entry->field.value[kept] = '\0';
	if (has_cr)
		take_cr_out(entry->field.value);
	return kept == length && kept <= FIELD_SURELY_UNCUT ? HEADER_ADDED : HEADER_CUT;
}

HeaderResult
header_add_beyond(Header *header, const char *name, const char *value, gsize most)
{
	guint fields = header->most_fields;
	gsize bytes = header->most_bytes;
	HeaderResult result;

	header_set_limits(header, G_MAXUINT, G_MAXSIZE);
	result = header_add(header, name, value, most);
	header_set_limits(header, fields, bytes);
	return result;
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
is_called(const Entry *entry, const char *name, gsize length, guint32 key)
{
	/* The key tells most names apart. */
	return entry->key == key && (memcmp(entry->field.name, name, length) == 0 ||
				     g_ascii_strcasecmp(entry->field.name, name) == 0);
}

gint
header_find(Header *header, const char *name, guint nth)
{
	gsize length = strlen(name);
	guint32 key = key_of(name, length);
	guint i = 0, before = 0;

	if (((nth == 0 ? header->shapes : header->repeated) & shape(key)) == 0)
		return -1;
	if (nth > 0 && nth > header->found_nth && header->found < header->count &&
	    is_called(&header->entries[header->found], name, length, key)) {
		i = header->found + 1;
		before = header->found_nth + 1;
	}
	for (; i < header->count; i++) {
		if (!is_called(&header->entries[i], name, length, key) || before++ < nth)
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
