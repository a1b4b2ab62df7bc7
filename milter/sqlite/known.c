#include "known.h"

static void
known_clear(gpointer data)
{
	Known *known = data;

	g_free(known->value);
	g_free(known->form);
}

static GArray *
known_array(void)
{
	GArray *array = g_array_new(FALSE, FALSE, sizeof(Known));

	g_array_set_clear_func(array, known_clear);
	return array;
}

GArray *
known_new(const Contact *contact)
{
	GArray *array = known_array();

	for (IdentityType type = IDENTITY_NAME; type <= IDENTITY_PROFILE; type++) {
		const GPtrArray *values = contact_values(contact, type);

		for (guint i = 0; i < values->len; i++) {
			Known known = { .type = type,
					.form = identity_form(type, values->pdata[i]) };

			if (known.form == NULL)
				continue;
			known.value = g_strdup(values->pdata[i]);
			known.learned = contact_is_learned(contact, values->pdata[i]);
			g_array_append_val(array, known);
		}
	}
	return array;
}

GArray *
known_read(Database *database, gint64 id, GError **error)
{
	static const char sql[] =
		"SELECT type, value, form, learned FROM identity WHERE contact = ?1 ORDER BY place";
	sqlite3_stmt *statement = database_prepare(database, sql, error);
	g_autoptr(GArray) array = known_array();
	gboolean row = TRUE;

	if (statement == NULL)
		return NULL;
	sqlite3_bind_int64(statement, 1, id);
	while (TRUE) {
		Known known = { 0 };

		if (!database_step(database, statement, &row, error))
			return NULL;
		if (!row)
			return g_steal_pointer(&array);
		known.type = (IdentityType)sqlite3_column_int(statement, 0);
		known.value = g_strdup((const char *)sqlite3_column_text(statement, 1));
		known.form = g_strdup((const char *)sqlite3_column_text(statement, 2));
		known.learned = sqlite3_column_int(statement, 3) != 0;
		g_array_append_val(array, known);
	}
}
