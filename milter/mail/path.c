#include "path.h"

Path *
path_new(char *const *words)
{
	Path *path = g_new0(Path, 1);

	/* Mail by the sendmail command comes without <>. */
	path->address = words[0][0] == '<' ? g_strdup(words[0]) : g_strdup_printf("<%s>", words[0]);
	path->parameters = g_strdupv((char **)words + 1);
	return path;
}

void
path_free(Path *path)
{
	if (path == NULL)
		return;
	g_free(path->address);
	g_strfreev(path->parameters);
	g_free(path);
}
