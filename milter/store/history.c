#include "history.h"

HistoryRow *
history_row_new(void)
{
	HistoryRow *row = g_new0(HistoryRow, 1);

	row->forms = g_ptr_array_new_with_free_func(g_free);
	return row;
}

void
history_row_free(HistoryRow *row)
{
	if (row == NULL)
		return;
	g_free(row->owner);
	g_free(row->network);
	g_ptr_array_unref(row->forms);
	g_free(row);
}
