#include "login-map.h"

#include <string.h>

#include "base/statement.h"
#include "config-values.h"
#include "mail/mailbox.h"

struct LoginMap {
	GHashTable *logins; /* login in lower case -> char **: addresses */
	GHashTable *realms; /* the same -> char *: domain */
};

/* One or more addresses; NULL with ERROR. */
static char **
read_addresses(Statement *line, GError **error)
{
	g_autoptr(GStrvBuilder) addresses = g_strv_builder_new();

	do {
		g_autofree char *address = statement_string(line, "an address", error);

		if (address == NULL)
			return NULL;
		if (!config_is_recipient(address) || address[0] == '@' ||
		    g_str_has_suffix(address, "@")) {
			statement_fail(line, error, "expected an address, found \"%s\"", address);
			return NULL;
		}
		g_strv_builder_add(addresses, address);
	} while (!statement_at_end(line));
	return g_strv_builder_end(addresses);
}

/* "@example.org", without the "@" (transfer full); NULL with ERROR. */
static char *
read_domain(Statement *line, GError **error)
{
	g_autofree char *word = statement_string(line, "@domain", error);

	if (word == NULL)
		return NULL;
	if (word[0] == '@' && config_is_recipient(word))
		return g_strdup(word + 1);
	statement_fail(line, error, "expected @domain, as the realm before it, found \"%s\"", word);
	return NULL;
}

static gboolean
read_line(LoginMap *map, Statement *line, GError **error)
{
	g_autofree char *login = statement_string(line, "a login or @realm", error);
	g_autofree char *key = login != NULL ? g_ascii_strdown(login, -1) : NULL;
	gpointer value;

	if (login == NULL)
		return FALSE;
	if (login[strspn(login, "@")] == '\0')
		return statement_fail(line, error, "expected a login or @realm, found \"%s\"",
				      login);
	if (g_hash_table_contains(login[0] == '@' ? map->realms : map->logins, key))
		return statement_fail(line, error, "\"%s\" stands here twice", login);
	value = login[0] == '@' ? (gpointer)read_domain(line, error)
				: (gpointer)read_addresses(line, error);
	if (value == NULL)
		return FALSE;
	g_hash_table_insert(login[0] == '@' ? map->realms : map->logins, g_steal_pointer(&key),
			    value);
	return statement_end(line, error);
}

LoginMap *
login_map_load(const char *path, GError **error)
{
	g_autoptr(StatementFile) file = statement_file_load(path, error);
	g_autoptr(LoginMap) map = NULL;
	Statement *line;

	if (file == NULL)
		return NULL;
	map = g_new0(LoginMap, 1);
	map->logins =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_strfreev);
	map->realms = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	while ((line = statement_file_next(file)) != NULL)
		if (!read_line(map, line, error))
			return NULL;
	return g_steal_pointer(&map);
}

void
login_map_free(LoginMap *map)
{
	if (map == NULL)
		return;
	g_hash_table_unref(map->logins);
	g_hash_table_unref(map->realms);
	g_free(map);
}

char **
login_map_addresses(const LoginMap *map, const char *login)
{
	g_autofree char *key = g_ascii_strdown(login, -1);
	const char *at = strrchr(key, '@');
	char **addresses = map != NULL ? g_hash_table_lookup(map->logins, key) : NULL;
	const char *domain =
		map != NULL && at != NULL && at > key ? g_hash_table_lookup(map->realms, at) : NULL;

	if (addresses != NULL)
		return g_strdupv(addresses);
	if (domain == NULL)
		return NULL;
	addresses = g_new0(char *, 2);
	addresses[0] = g_strdup_printf("%.*s@%s", (int)(at - key), key, domain);
	return addresses;
}
