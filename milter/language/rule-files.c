/* The rules files of several directories: which of them count, and in which order. */
#include "rule-parser.h"

#include <string.h>

#define SUFFIX ".rules"

/* Note the rules files in FOLDER of DIRECTORY by their name below DIRECTORY; earlier ones stay. */
static gboolean
add_folder(GTree *files, const char *directory, const char *folder, GError **error)
{
	g_autofree char *path = g_build_filename(directory, folder, NULL);
	g_autoptr(GError) cause = NULL;
	g_autoptr(GDir) entries = g_dir_open(path, 0, &cause);
	const char *name;

	if (entries == NULL) {
		g_set_error_literal(error, STATEMENT_ERROR, STATEMENT_ERROR_OPEN, cause->message);
		return FALSE;
	}
	while ((name = g_dir_read_name(entries)) != NULL) {
		char *relative = g_build_filename(folder, name, NULL);

		if (*name == '.' || !g_str_has_suffix(name, SUFFIX) ||
		    g_tree_lookup(files, relative) != NULL)
			g_free(relative);
		else
			g_tree_insert(files, relative, g_build_filename(path, name, NULL));
	}
	return TRUE;
}

static gboolean
add_directory(GTree *files, const char *directory, GError **error)
{
	g_autofree char *words = g_build_filename(directory, "words", NULL);

	if (!add_folder(files, directory, "", error))
		return FALSE;
	return !g_file_test(words, G_FILE_TEST_IS_DIR) ||
	       add_folder(files, directory, "words", error);
}

static gint
by_name(gconstpointer a, gconstpointer b, G_GNUC_UNUSED gpointer data)
{
	return strcmp(a, b);
}

/* The files by name (transfer full). */
static GTree *
find_files(const char *const *directories, GError **error)
{
	g_autoptr(GTree) files = g_tree_new_full(by_name, NULL, g_free, g_free);
	gboolean found = FALSE;

	for (const char *const *directory = directories; *directory != NULL; directory++) {
		if (!g_file_test(*directory, G_FILE_TEST_EXISTS))
			continue;
		found = TRUE;
		if (!add_directory(files, *directory, error))
			return NULL;
	}
	if (!found) {
		g_autofree char *list = g_strjoinv(", ", (char **)directories);

		g_set_error(error, STATEMENT_ERROR, STATEMENT_ERROR_OPEN,
			    "none of the rules directories is there: %s", list);
		return NULL;
	}
	return g_steal_pointer(&files);
}

Ruleset *
rule_parser_load(const char *const *directories, GError **error)
{
	g_autoptr(GTree) files = find_files(directories, error);
	g_autoptr(Ruleset) rules = ruleset_new();

	if (files == NULL)
		return NULL;
	for (GTreeNode *node = g_tree_node_first(files); node != NULL;
	     node = g_tree_node_next(node)) {
		g_autoptr(StatementFile) file = statement_file_load(g_tree_node_value(node), error);

		if (file == NULL || !rule_parser_read(rules, file, error))
			return NULL;
	}
	if (!rule_parser_finish(rules, error))
		return NULL;
	return g_steal_pointer(&rules);
}
