/* Configuration and login maps (filter/config.h, filter/login-map.h). */
#include "fuzz.h"

#include "base/statement.h"
#include "filter/config.h"
#include "filter/login-map.h"

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	fuzz_begin();
	return 0;
}

/* What a value may be says config-values.h; nothing else may come through. */
static void
check_config(const Config *config)
{
	g_assert_true(config_is_socket(config->socket));
	g_assert_nonnull(config->policy);
	g_assert_true(config->rules != NULL && config->rules[0] != NULL);
	g_assert_cmpstr(config->database, !=, "");
	g_assert_true(config->authserv_ids == NULL || config->authserv_ids[0] != NULL);
	for (char **id = config->authserv_ids; id != NULL && *id != NULL; id++)
		fuzz_assert_printable(*id, "");
	for (char **host = config->own_hosts; host != NULL && *host != NULL; host++)
		g_assert_true(g_str_is_ascii(*host));
}

/* A file that reads others leads out of here. */
static gboolean
includes(const uint8_t *data, size_t size)
{
	return g_strstr_len((const char *)data, (gssize)size, "include") != NULL;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GError) failed = NULL;
	g_autoptr(Config) config = NULL;
	LoginMap *map;

	if (includes(data, size))
		return -1;
	fuzz_file(data, size);
	config = config_load(fuzz_file_path(), &error);
	fuzz_assert_error(config == NULL, error);
	if (config != NULL)
		check_config(config);
	map = login_map_load(fuzz_file_path(), &failed);
	fuzz_assert_error(map == NULL, failed);
	g_strfreev(login_map_addresses(map, "bob"));
	g_strfreev(login_map_addresses(map, "Bob@mx.example.org"));
	login_map_free(map);
	return 0;
}
