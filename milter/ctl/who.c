#include "who.h"

#include <pwd.h>
#include <unistd.h>

char *
who_runs(void)
{
	const uid_t uid = getuid();
	/* Only root can be believed to come from sudo: anybody may set a variable. */
	const char *caller = uid == 0 ? g_getenv("SUDO_USER") : NULL;
	const struct passwd *user = caller == NULL ? getpwuid(uid) : NULL;
	g_autofree char *name = NULL;

	if (caller == NULL)
		caller = user != NULL ? user->pw_name : "?";
	name = g_utf8_make_valid(caller, -1);
	return g_strdup_printf("%s (uid %u)", name, (guint)uid);
}
