#include "examples.h"

#include <string.h>

static int
compare_names(gconstpointer left, gconstpointer right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* Names of the entries of FOLDER in order (transfer full), empty where there is no such folder. */
static GPtrArray *
sorted_entries(const char *folder)
{
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GDir) directory = g_dir_open(folder, 0, NULL);
	const char *name;

	while (directory != NULL && (name = g_dir_read_name(directory)) != NULL)
		g_ptr_array_add(names, g_strdup(name));
	g_ptr_array_sort(names, compare_names);
	return names;
}

static void
visit_network(const char *folder, const char *network, ExampleFunc func, gpointer user_data)
{
	g_autofree char *path = g_build_filename(folder, network, NULL);
	g_autoptr(GPtrArray) names = sorted_entries(path);

	for (guint i = 0; i < names->len; i++) {
		g_autofree char *mail = g_build_filename(path, names->pdata[i], NULL);

		if (g_str_has_suffix(mail, ".eml"))
			func(network, mail, user_data);
	}
}

static void
visit_directory(const char *directory, const char *network, ExampleFunc func, gpointer user_data)
{
	g_autofree char *folder = g_build_filename(directory, "examples", NULL);
	g_autoptr(GPtrArray) networks = NULL;

	if (network != NULL) {
		visit_network(folder, network, func, user_data);
		return;
	}
	networks = sorted_entries(folder);
	for (guint i = 0; i < networks->len; i++)
		visit_network(folder, networks->pdata[i], func, user_data);
}

void
examples_visit(const char *const *directories, const char *network, ExampleFunc func,
	       gpointer user_data)
{
	for (; *directories != NULL; directories++)
		visit_directory(*directories, network, func, user_data);
}

static void
count(G_GNUC_UNUSED const char *network, G_GNUC_UNUSED const char *path, gpointer user_data)
{
	++*(guint *)user_data;
}

guint
examples_count(const char *const *directories, const char *network)
{
	guint number = 0;

	examples_visit(directories, network, count, &number);
	return number;
}
