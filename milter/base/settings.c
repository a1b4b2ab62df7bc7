#include "settings.h"

#include <string.h>

#include "names.h"

#define INCLUDE_DEPTH 8

static gboolean read_file(const char *path, const SettingsTable *tables, guint depth,
			  GError **error);

static const Setting *
find_setting(const SettingsTable *tables, const char *keyword, gpointer *target)
{
	for (; tables->settings != NULL; tables++)
		for (const Setting *s = tables->settings; s->keyword != NULL; s++)
			if (strcmp(s->keyword, keyword) == 0) {
				*target = tables->target;
				return s;
			}
	return NULL;
}

static gboolean
fail_unknown(Statement *statement, const SettingsTable *tables, const char *keyword, GError **error)
{
	g_autoptr(GPtrArray) known = g_ptr_array_new();
	const char *nearest;

	g_ptr_array_add(known, (gpointer) "include");
	for (; tables->settings != NULL; tables++)
		for (const Setting *s = tables->settings; s->keyword != NULL; s++)
			g_ptr_array_add(known, (gpointer)s->keyword);
	g_ptr_array_add(known, NULL);

	nearest = names_nearest((const char *const *)known->pdata, keyword);
	if (nearest != NULL)
		return statement_fail(statement, error,
				      "unknown keyword \"%s\"; did you mean \"%s\"?", keyword,
				      nearest);
	return statement_fail(statement, error, "unknown keyword \"%s\"", keyword);
}

static gint
by_name(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The files PATH stands for (transfer full): itself, or a folder's *.conf in order of names. */
static GPtrArray *
files_of(const char *path, GError **error)
{
	GPtrArray *files = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GDir) folder = NULL;
	const char *name;

	if (!g_file_test(path, G_FILE_TEST_IS_DIR)) {
		g_ptr_array_add(files, g_strdup(path));
		return files;
	}
	folder = g_dir_open(path, 0, error);
	if (folder == NULL) {
		g_ptr_array_unref(files);
		return NULL;
	}
	while ((name = g_dir_read_name(folder)) != NULL)
		if (*name != '.' && g_str_has_suffix(name, ".conf"))
			g_ptr_array_add(files, g_build_filename(path, name, NULL));
	g_ptr_array_sort(files, by_name);
	return files;
}

static gboolean
cannot_include(const Statement *statement, const GError *cause, GError **error)
{
	g_return_val_if_fail(cause != NULL, FALSE);

	return statement_fail(statement, error, "cannot include: %s", cause->message);
}

static gboolean
read_include(Statement *statement, const SettingsTable *tables, guint depth, GError **error)
{
	g_autofree char *value = statement_string(statement, "a file to include", error);
	g_autoptr(GError) cause = NULL;
	g_autoptr(GPtrArray) files = NULL;
	g_autofree char *folder = NULL, *path = NULL;

	if (value == NULL)
		return FALSE;
	if (depth >= INCLUDE_DEPTH)
		return statement_fail(statement, error,
				      "expected at most %d files inside one another",
				      INCLUDE_DEPTH);

	folder = g_path_get_dirname(statement_file_name(statement));
	path = g_path_is_absolute(value) ? g_strdup(value) : g_build_filename(folder, value, NULL);
	files = files_of(path, &cause);
	if (files == NULL)
		return cannot_include(statement, cause, error);
	for (guint i = 0; i < files->len; i++) {
		if (read_file(g_ptr_array_index(files, i), tables, depth + 1, &cause))
			continue;
		if (g_error_matches(cause, STATEMENT_ERROR, STATEMENT_ERROR_OPEN))
			return cannot_include(statement, cause, error);
		g_propagate_error(error, g_steal_pointer(&cause));
		return FALSE;
	}
	return TRUE;
}

static gboolean
read_statement(Statement *statement, const SettingsTable *tables, guint depth, GError **error)
{
	g_autofree char *keyword = statement_word(statement, "a keyword", error);
	gpointer target = NULL;
	const Setting *setting;

	if (keyword == NULL)
		return FALSE;
	if (strcmp(keyword, "include") == 0)
		return read_include(statement, tables, depth, error) &&
		       statement_end(statement, error);

	setting = find_setting(tables, keyword, &target);
	if (setting == NULL)
		return fail_unknown(statement, tables, keyword, error);
	return setting->type->read(statement, target, setting->offset, error) &&
	       statement_end(statement, error);
}

static gboolean
read_file(const char *path, const SettingsTable *tables, guint depth, GError **error)
{
	g_autoptr(StatementFile) file = statement_file_load(path, error);
	Statement *statement;

	if (file == NULL)
		return FALSE;
	while ((statement = statement_file_next(file)) != NULL)
		if (!read_statement(statement, tables, depth, error))
			return FALSE;
	return TRUE;
}

gboolean
settings_read(const char *path, const SettingsTable *tables, GError **error)
{
	return read_file(path, tables, 0, error);
}

/*
 * The values that SETTING begins with are written down by us: a mistake in them is a fault of the
 * program.
 */
static void
begin(const Setting *setting, gpointer target)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(StatementFile) file =
		statement_file_parse(setting->keyword, setting->initial, &error);
	Statement *statement = file != NULL ? statement_file_next(file) : NULL;

	if (statement == NULL || !setting->type->read(statement, target, setting->offset, &error) ||
	    !statement_end(statement, &error))
		g_error("%s", error != NULL ? error->message : setting->keyword);
}

void
settings_begin(const SettingsTable *tables)
{
	for (; tables->settings != NULL; tables++)
		for (const Setting *s = tables->settings; s->keyword != NULL; s++)
			if (s->initial != NULL)
				begin(s, tables->target);
}

void
settings_clear(const SettingsTable *tables)
{
	for (; tables->settings != NULL; tables++)
		for (const Setting *s = tables->settings; s->keyword != NULL; s++)
			if (s->type->clear != NULL)
				s->type->clear(G_STRUCT_MEMBER_P(tables->target, s->offset));
}

void
setting_clear_string(gpointer member)
{
	g_clear_pointer((char **)member, g_free);
}

void
setting_clear_words(gpointer member)
{
	g_clear_pointer((char ***)member, g_strfreev);
}

static gboolean
read_string(Statement *statement, gpointer settings, gsize offset, GError **error)
{
	char **member = G_STRUCT_MEMBER_P(settings, offset);
	char *value = statement_string(statement, "a value", error);

	if (value == NULL)
		return FALSE;
	g_free(*member);
	*member = value;
	return TRUE;
}

static gboolean
read_words(Statement *statement, gpointer settings, gsize offset, GError **error)
{
	char ***member = G_STRUCT_MEMBER_P(settings, offset);
	g_autoptr(GStrvBuilder) values = g_strv_builder_new();

	do {
		g_autofree char *value = statement_string(statement, "a value", error);

		if (value == NULL)
			return FALSE;
		g_strv_builder_add(values, value);
	} while (!statement_at_end(statement));
	g_strfreev(*member);
	*member = g_strv_builder_end(values);
	return TRUE;
}

static gboolean
read_yes_no(Statement *statement, gpointer settings, gsize offset, GError **error)
{
	return statement_yes_no(statement, G_STRUCT_MEMBER_P(settings, offset), error);
}

static gboolean
read_size(Statement *statement, gpointer settings, gsize offset, GError **error)
{
	return statement_size(statement, "a size", G_STRUCT_MEMBER_P(settings, offset), error);
}

static gboolean
read_duration(Statement *statement, gpointer settings, gsize offset, GError **error)
{
	return statement_duration(statement, "a duration", G_STRUCT_MEMBER_P(settings, offset),
				  error);
}

const SettingType setting_string = { read_string, setting_clear_string };
const SettingType setting_words = { read_words, setting_clear_words };
const SettingType setting_yes_no = { read_yes_no, NULL };
const SettingType setting_size = { read_size, NULL };
const SettingType setting_duration = { read_duration, NULL };
