#include "held.h"

HeldRow *
held_row_new(const SpoolEntry *entry)
{
	HeldRow *row = g_new0(HeldRow, 1);

	row->id = g_strdup(entry->id);
	row->owner = g_strdup(entry->owner);
	row->network = g_strdup(entry->network);
	row->kind = g_strdup(entry->kind);
	row->standing = g_strdup(entry->standing);
	row->name = g_strdup(entry->first.name.value);
	row->email = g_strdup(entry->first.email.value);
	row->profile = g_strdup(entry->first.profile.value);
	row->subject = g_strdup(entry->subject);
	row->refused = g_strdup(entry->refused);
	row->since = entry->since;
	row->count = entry->count;
	row->size = entry->size;
	return row;
}

void
held_row_free(HeldRow *row)
{
	if (row == NULL)
		return;
	g_free(row->id);
	g_free(row->owner);
	g_free(row->network);
	g_free(row->kind);
	g_free(row->standing);
	g_free(row->name);
	g_free(row->email);
	g_free(row->profile);
	g_free(row->subject);
	g_free(row->refused);
	g_free(row);
}
