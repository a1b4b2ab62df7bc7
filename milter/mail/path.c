#include "path.h"

#include <string.h>

/* The bytes of WORDS, each with its NUL. */
static gsize
size_of(char *const *words)
{
	gsize size = 0;

	for (; *words != NULL; words++)
		size += strlen(*words) + 1;
	return size;
}

/* One block of memory: each mail has some. */
Path *
path_new(char *const *words, const char *recipient)
{
	guint count = g_strv_length((char **)words + 1);
	gsize pointers = (count + 1) * sizeof(char *);
	gsize size = recipient != NULL ? strlen(recipient) + 1 : 0;
	Path *path = g_malloc(sizeof(Path) + pointers + size_of(words) + strlen("<>") + size);
	/* Mail by the sendmail command comes without <>. */
	gboolean bare = words[0][0] != '<';
	char *to;

	path->parameters = (char **)(path + 1);
	path->address = to = (char *)path->parameters + pointers;
	to = g_stpcpy(g_stpcpy(g_stpcpy(to, bare ? "<" : ""), words[0]), bare ? ">" : "");
	for (guint i = 0; i < count; i++) {
		path->parameters[i] = ++to;
		to = g_stpcpy(to, words[i + 1]);
	}
	path->parameters[count] = NULL;
	path->recipient = size > 0 ? memcpy(to + 1, recipient, size) : NULL;
	return path;
}

void
path_free(Path *path)
{
	g_free(path);
}
