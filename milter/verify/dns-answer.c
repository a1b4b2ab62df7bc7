#include "dns-answer.h"

#include <string.h>

enum { HEADER_SIZE = 12, TYPE_CNAME = 5, TYPE_TXT = 16, CLASS_IN = 1 };
enum { CNAMES_MOST = 8, POINTERS_MOST = 64, NAME_SIZE = 256 };

typedef struct Answer {
	const guint8 *data;
	gsize size, at;
} Answer;

typedef struct Record {
	char owner[NAME_SIZE];
	guint type, class;
	gsize data, size; /* where its data begin, and how many octets they are */
} Record;

static gboolean
take_number(Answer *answer, guint *number)
{
	if (answer->size - answer->at < 2)
		return FALSE;
	*number = (guint)answer->data[answer->at] << 8 | answer->data[answer->at + 1];
	answer->at += 2;
	return TRUE;
}

/* Append a label in lower case; one with a dot in it is told from two labels. */
static gboolean
add_label(char *name, gsize *length, const guint8 *label, gsize size)
{
	if (*length + size + 2 > NAME_SIZE)
		return FALSE;
	if (*length > 0)
		name[(*length)++] = '.';
	for (gsize i = 0; i < size; i++)
		name[(*length)++] =
			label[i] == '.' || label[i] == '\0' ? ' ' : g_ascii_tolower((char)label[i]);
	return TRUE;
}

/* The name at *PLACE, which goes behind it.  FALSE: it is malformed. */
static gboolean
read_name(const Answer *answer, gsize *place, char name[NAME_SIZE])
{
	gsize at = *place, length = 0;
	guint pointers = 0;

	while (at < answer->size && answer->data[at] != 0) {
		gsize size = answer->data[at];

		if (size >= 0xc0) {
			if (at + 1 >= answer->size || ++pointers > POINTERS_MOST)
				return FALSE;
			if (pointers == 1)
				*place = at + 2;
			at = (size & 0x3f) << 8 | answer->data[at + 1];
			continue;
		}
		if (size > 63 || size >= answer->size - at ||
		    !add_label(name, &length, answer->data + at + 1, size))
			return FALSE;
		at += 1 + size;
	}
	if (at >= answer->size)
		return FALSE;
	if (pointers == 0)
		*place = at + 1;
	name[length] = '\0';
	return TRUE;
}

static gboolean
take_record(Answer *answer, Record *record)
{
	guint length;

	if (!read_name(answer, &answer->at, record->owner) || !take_number(answer, &record->type) ||
	    !take_number(answer, &record->class) || answer->size - answer->at < 4)
		return FALSE;
	answer->at += 4; /* its time to live */
	if (!take_number(answer, &length) || answer->size - answer->at < length)
		return FALSE;
	record->data = answer->at;
	record->size = length;
	answer->at += length;
	return TRUE;
}

/* To the first record; *COUNT of them follow. */
static gboolean
begin(Answer *answer, guint *count)
{
	char name[NAME_SIZE];
	guint questions;

	answer->at = 4;
	if (answer->size < HEADER_SIZE || !take_number(answer, &questions) ||
	    !take_number(answer, count))
		return FALSE;
	answer->at = HEADER_SIZE;
	for (; questions > 0; questions--) {
		if (!read_name(answer, &answer->at, name) || answer->size - answer->at < 4)
			return FALSE;
		answer->at += 4;
	}
	return TRUE;
}

/* The strings of RECORD joined (transfer full), or NULL: malformed. */
static GBytes *
read_text(const Answer *answer, const Record *record)
{
	const guint8 *p = answer->data + record->data, *end = p + record->size;
	g_autoptr(GByteArray) text = g_byte_array_new();

	while (p < end) {
		if (*p >= end - p)
			return NULL;
		g_byte_array_append(text, p + 1, *p);
		p += 1 + *p;
	}
	return g_byte_array_free_to_bytes(g_steal_pointer(&text));
}

/* NAME becomes what its CNAME says.  *FOUND: whether it has one.  FALSE: malformed. */
static gboolean
follow(Answer *answer, char name[NAME_SIZE], gboolean *found)
{
	Record record;
	guint count;

	*found = FALSE;
	if (!begin(answer, &count))
		return FALSE;
	for (; count > 0; count--) {
		gsize place;

		if (!take_record(answer, &record))
			return FALSE;
		place = record.data;
		if (record.type != TYPE_CNAME || record.class != CLASS_IN ||
		    strcmp(record.owner, name) != 0)
			continue;
		*found = TRUE;
		return read_name(answer, &place, name);
	}
	return TRUE;
}

/* The texts of NAME itself; NULL: malformed, or too many. */
static GPtrArray *
collect(Answer *answer, const char *name)
{
	g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
	Record record;
	guint count;

	if (!begin(answer, &count))
		return NULL;
	for (; count > 0; count--) {
		GBytes *text;

		if (!take_record(answer, &record))
			return NULL;
		if (record.type != TYPE_TXT || record.class != CLASS_IN ||
		    strcmp(record.owner, name) != 0)
			continue;
		text = texts->len < KEY_TEXTS_MOST ? read_text(answer, &record) : NULL;
		if (text == NULL)
			return NULL;
		g_ptr_array_add(texts, text);
	}
	return g_steal_pointer(&texts);
}

GPtrArray *
dns_answer_texts(const guint8 *data, gsize size, const char *name)
{
	Answer answer = { .data = data, .size = size };
	char at[NAME_SIZE];
	g_autoptr(GPtrArray) texts = NULL;
	gboolean found = TRUE;

	if (g_strlcpy(at, name, sizeof at) >= sizeof at)
		return NULL;
	for (guint hops = 0; found; hops++)
		if (hops > CNAMES_MOST || !follow(&answer, at, &found))
			return NULL;
	texts = collect(&answer, at);
	return texts != NULL && texts->len > 0 ? g_steal_pointer(&texts) : NULL;
}
