#include <glib/gstdio.h>
#include <string.h>

#include "base/settings.h"

#include "rows.h"

typedef struct Kitchen {
	char *cook;
	char **dishes;
	gboolean open;
	guint64 pot;
	guint64 cooking;
} Kitchen;

typedef struct Cellar {
	char *wine;
} Cellar;

static const Setting kitchen_settings[] = {
	{ "cook", &setting_string, G_STRUCT_OFFSET(Kitchen, cook), NULL },
	{ "dishes", &setting_words, G_STRUCT_OFFSET(Kitchen, dishes), NULL },
	{ "open", &setting_yes_no, G_STRUCT_OFFSET(Kitchen, open), NULL },
	{ "pot", &setting_size, G_STRUCT_OFFSET(Kitchen, pot), NULL },
	{ "cooking", &setting_duration, G_STRUCT_OFFSET(Kitchen, cooking), NULL },
	{ NULL, NULL, 0, NULL },
};

static const Setting cellar_settings[] = {
	{ "wine", &setting_string, G_STRUCT_OFFSET(Cellar, wine), NULL },
	{ NULL, NULL, 0, NULL },
};

/* ---- a folder of files ---- */

typedef struct Folder {
	char *path;
	GPtrArray *made;
} Folder;

static Folder
folder_new(void)
{
	Folder folder = { g_dir_make_tmp("settings-XXXXXX", NULL),
			  g_ptr_array_new_with_free_func(g_free) };

	g_assert_nonnull(folder.path);
	return folder;
}

static void
folder_write(Folder *folder, const char *name, const char *text)
{
	char *path = g_build_filename(folder->path, name, NULL);

	g_assert_true(g_file_set_contents(path, text, -1, NULL));
	g_ptr_array_add(folder->made, path);
}

static void
folder_clear(Folder *folder)
{
	for (guint i = folder->made->len; i > 0; i--)
		g_remove(g_ptr_array_index(folder->made, i - 1));
	g_rmdir(folder->path);
	g_ptr_array_unref(folder->made);
	g_free(folder->path);
}

/* Read main.conf; what was set, or the message with the folder's path taken off. */
static char *
read_folder(const Folder *folder)
{
	Kitchen kitchen = { 0 };
	Cellar cellar = { 0 };
	const SettingsTable tables[] = {
		{ kitchen_settings, &kitchen },
		{ cellar_settings, &cellar },
		{ NULL, NULL },
	};
	g_autofree char *path = g_build_filename(folder->path, "main.conf", NULL);
	g_autofree char *prefix = g_strconcat(folder->path, "/", NULL);
	g_autoptr(GError) error = NULL;
	g_autoptr(GString) out = g_string_new(NULL);

	if (settings_read(path, tables, &error)) {
		g_autofree char *dishes = kitchen.dishes ? g_strjoinv("+", kitchen.dishes) : NULL;

		g_string_printf(out, "cook=%s dishes=%s open=%d pot=%u cooking=%u wine=%s",
				kitchen.cook, dishes, kitchen.open, (guint)kitchen.pot,
				(guint)kitchen.cooking, cellar.wine);
	} else {
		g_string_assign(out, error->message);
	}
	g_string_replace(out, prefix, "", 0);
	g_string_replace(out, "(null)", "-", 0);
	settings_clear(tables);
	g_assert_null(kitchen.cook);
	g_assert_null(kitchen.dishes);
	return g_strdup(out->str);
}

typedef struct Case {
	const char *name;
	const char *text;
	const char *wanted;
} Case;

/* clang-format off */
static const Case cases[] = {
	{ "an empty file sets nothing", "", "cook=- dishes=- open=0 pot=0 cooking=0 wine=-" },
	{ "all kinds of values", "cook \"Jane Doe\"\ndishes soup \"two eggs\" # good\nopen yes\npot 2K\ncooking 5m\nwine red\n",
	  "cook=Jane Doe dishes=soup+two eggs open=1 pot=2048 cooking=300 wine=red" },
	{ "the last of two lines counts", "cook Jane\ndishes a b\ndishes c\ncook Bob\n",
	  "cook=Bob dishes=c open=0 pot=0 cooking=0 wine=-" },
	{ "an unknown keyword is no silence", "cook Jane\nwaiter Bob\n",
	  "main.conf:2:1: unknown keyword \"waiter\"" },
	{ "a mistyped keyword is recognized", "dihses a\n",
	  "main.conf:1:1: unknown keyword \"dihses\"; did you mean \"dishes\"?" },
	{ "a missing value", "cook\n",
	  "main.conf:1:5: expected a value, found the end of the line" },
	{ "a value too many", "cook Jane Doe\n",
	  "main.conf:1:11: expected the end of the line, found \"Doe\"" },
	{ "a list without values", "dishes # none\n",
	  "main.conf:1:14: expected a value, found the end of the line" },
	{ "a wrong size", "pot big\n",
	  "main.conf:1:5: expected a size such as 25M, found \"big\"" },
	{ "a wrong duration", "cooking 5q\n",
	  "main.conf:1:9: expected a duration such as 90s, 12h or 30d, found \"5q\"" },
	{ "another file in its place", "cook Jane\ninclude more.conf\nwine red\n",
	  "cook=Bob dishes=a open=0 pot=0 cooking=0 wine=red" },
	{ "a mistake in another file is told there", "include bad.conf\n",
	  "bad.conf:2:1: unknown keyword \"nothing\"" },
	{ "a file that includes itself", "include main.conf\n",
	  "main.conf:1:9: expected at most 8 files inside one another" },
};
/* clang-format on */

static void
test_case(gconstpointer data)
{
	const Case *c = data;
	Folder folder = folder_new();
	g_autofree char *got = NULL;

	folder_write(&folder, "main.conf", c->text);
	folder_write(&folder, "more.conf", "cook Bob\ndishes a\n");
	folder_write(&folder, "bad.conf", "cook Bob\nnothing at all\n");
	got = read_folder(&folder);
	folder_clear(&folder);
	g_assert_cmpstr(got, ==, c->wanted);
}

static void
test_include_folder(void)
{
	Folder folder = folder_new();
	g_autofree char *got = NULL, *sub = g_build_filename(folder.path, "conf.d", NULL);

	g_assert_cmpint(g_mkdir(sub, 0700), ==, 0);
	g_ptr_array_add(folder.made, g_strdup(sub));
	folder_write(&folder, "main.conf", "include conf.d\n");
	folder_write(&folder, "conf.d/20.conf", "cook Twenty\n");
	folder_write(&folder, "conf.d/10.conf", "cook Ten\nwine red\n");
	folder_write(&folder, "conf.d/30.conf.bak", "cook Thirty\n");
	got = read_folder(&folder);
	folder_clear(&folder);
	g_assert_cmpstr(got, ==, "cook=Twenty dishes=- open=0 pot=0 cooking=0 wine=red");
}

static void
test_include_missing(void)
{
	Folder folder = folder_new();
	g_autofree char *got = NULL;

	folder_write(&folder, "main.conf", "\n  include gone.conf\n");
	got = read_folder(&folder);
	folder_clear(&folder);
	g_assert_true(g_str_has_prefix(got, "main.conf:2:11: cannot include: "));
	g_assert_nonnull(strstr(got, "gone.conf"));
}

static void
test_initial(void)
{
	static const Setting rows[] = {
		{ "cook", &setting_string, G_STRUCT_OFFSET(Kitchen, cook), "\"Jane Doe\"" },
		{ "dishes", &setting_words, G_STRUCT_OFFSET(Kitchen, dishes), "soup eggs" },
		{ "pot", &setting_size, G_STRUCT_OFFSET(Kitchen, pot), "2K" },
		{ "cooking", &setting_duration, G_STRUCT_OFFSET(Kitchen, cooking), NULL },
		{ NULL, NULL, 0, NULL },
	};
	Kitchen kitchen = { 0 };
	const SettingsTable tables[] = { { rows, &kitchen }, { NULL, NULL } };

	settings_begin(tables);
	g_assert_cmpstr(kitchen.cook, ==, "Jane Doe");
	g_assert_cmpstr(kitchen.dishes[1], ==, "eggs");
	g_assert_cmpuint(kitchen.pot, ==, 2048);
	g_assert_cmpuint(kitchen.cooking, ==, 0);
	settings_clear(tables);
}

static void
test_missing(void)
{
	const SettingsTable tables[] = { { NULL, NULL } };
	g_autoptr(GError) error = NULL;

	g_assert_false(settings_read("/nowhere/main.conf", tables, &error));
	g_assert_error(error, STATEMENT_ERROR, STATEMENT_ERROR_OPEN);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	GIVEN_ROWS("settings", cases, test_case);
	g_test_add_func("/settings/a folder means its files by name", test_include_folder);
	g_test_add_func("/settings/a file to include that is not there", test_include_missing);
	g_test_add_func("/settings/rows say what their members begin with", test_initial);
	g_test_add_func("/settings/a configuration that is not there", test_missing);
	return g_test_run();
}
