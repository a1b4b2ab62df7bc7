#include "config.h"

#include <string.h>

#include "base/names.h"
#include "base/settings.h"
#include "mail/domain.h"
#include "config-values.h"

#define LEAST_READ 1024
#define MOST_READ (1 << 30)

const char *const on_error_words[] = { "accept", "tempfail", "reject", NULL };
const char *const log_inviter_words[] = { "full", "hash", "none", NULL };

/* One word that must pass CHECK; the member is a char *. */
static gboolean
read_checked(Statement *statement, Config *config, gsize offset, ConfigCheck check, const char *what,
	     GError **error)
{
	char **member = G_STRUCT_MEMBER_P(config, offset);
	g_autofree char *word = statement_string(statement, what, error);

	if (word == NULL)
		return FALSE;
	if (!check(word))
		return statement_fail(statement, error, "expected %s, found \"%s\"", what, word);
	g_free(*member);
	*member = g_steal_pointer(&word);
	return TRUE;
}

/* One or more words that must each pass CHECK, rewritten by FORM (nullable); the member is a char **. */
static gboolean
read_list(Statement *statement, gpointer config, gsize offset, ConfigCheck check,
	  char *(*form)(const char *), const char *what, GError **error)
{
	char ***member = G_STRUCT_MEMBER_P(config, offset);
	g_autoptr(GStrvBuilder) words = g_strv_builder_new();

	do {
		g_autofree char *word = statement_string(statement, what, error);
		g_autofree char *formed = NULL;

		if (word == NULL)
			return FALSE;
		formed = form != NULL ? form(word) : g_strdup(word);
		if (!check(formed))
			return statement_fail(statement, error, "expected %s, found \"%s\"", what,
					      word);
		g_strv_builder_add(words, formed);
	} while (!statement_at_end(statement));
	g_strfreev(*member);
	*member = g_strv_builder_end(words);
	return TRUE;
}

static gboolean
read_socket(Statement *statement, gpointer config, gsize offset, GError **error)
{
	return read_checked(statement, config, offset, config_is_socket,
			    CONFIG_SOCKET, error);
}

static gboolean
read_reinject(Statement *statement, gpointer config, gsize offset, GError **error)
{
	return read_checked(statement, config, offset, config_is_listener, "smtp:host:port", error);
}

static gboolean
read_path(Statement *statement, gpointer config, gsize offset, GError **error)
{
	return read_checked(statement, config, offset, config_is_path, "a path", error);
}

static gboolean
read_paths(Statement *statement, gpointer config, gsize offset, GError **error)
{
	return read_list(statement, config, offset, config_is_path, NULL, "a directory", error);
}

static gboolean
read_ids(Statement *statement, gpointer config, gsize offset, GError **error)
{
	return read_list(statement, config, offset, config_is_token, NULL,
			 "an authserv-id such as mx.example.org", error);
}

static gboolean
read_domains(Statement *statement, gpointer config, gsize offset, GError **error)
{
	return read_list(statement, config, offset, config_is_domain, domain_to_ascii,
			 "a domain or host name", error);
}

static gboolean
read_clients(Statement *statement, gpointer config, gsize offset, GError **error)
{
	return read_list(statement, config, offset, config_is_client, NULL,
			 "a host name, an address or a network such as 192.0.2.0/24", error);
}

static gboolean
read_recipients(Statement *statement, gpointer config, gsize offset, GError **error)
{
	return read_list(statement, config, offset, config_is_recipient, NULL,
			 "user@, user@domain or @domain", error);
}

static gboolean
read_delimiter(Statement *statement, gpointer config, gsize offset, GError **error)
{
	char *member = G_STRUCT_MEMBER_P(config, offset);
	g_autofree char *word = statement_string(statement, "one character, or none", error);

	if (word == NULL)
		return FALSE;
	if (*word == '\0' || strcmp(word, "none") == 0) {
		*member = '\0';
		return TRUE;
	}
	if (word[1] != '\0' || !g_ascii_ispunct(*word) || *word == '@')
		return statement_fail(statement, error,
				      "expected one character of punctuation, or none, found \"%s\"",
				      word);
	*member = *word;
	return TRUE;
}

static gboolean
read_word(Statement *statement, gpointer config, gsize offset, const char *const *words,
	  GError **error)
{
	int *member = G_STRUCT_MEMBER_P(config, offset);

	return statement_choice(statement, words, member, error);
}

static gboolean
read_mode(Statement *statement, gpointer config, gsize offset, GError **error)
{
	return read_word(statement, config, offset, mode_words, error);
}

static gboolean
read_on_error(Statement *statement, gpointer config, gsize offset, GError **error)
{
	return read_word(statement, config, offset, on_error_words, error);
}

static gboolean
read_log_inviter(Statement *statement, gpointer config, gsize offset, GError **error)
{
	return read_word(statement, config, offset, log_inviter_words, error);
}

static gboolean
read_on_off(Statement *statement, gpointer config, gsize offset, GError **error)
{
	static const char *const words[] = { "off", "on", "no", "yes", NULL };
	gboolean *member = G_STRUCT_MEMBER_P(config, offset);
	int value;

	if (!statement_choice(statement, words, &value, error))
		return FALSE;
	*member = value % 2;
	return TRUE;
}

static gboolean
read_limit(Statement *statement, gpointer config, gsize offset, GError **error)
{
	guint64 *member = G_STRUCT_MEMBER_P(config, offset);
	guint64 size;

	if (!statement_size(statement, "a size", &size, error))
		return FALSE;
	if (size < LEAST_READ || size > MOST_READ)
		return statement_fail(statement, error, "expected a size from 1K to 1G");
	*member = size;
	return TRUE;
}

/* The first policy line takes the place of all that are built in. */
static gboolean
read_policy(Statement *statement, gpointer config, gsize offset, GError **error)
{
	Policy **member = G_STRUCT_MEMBER_P(config, offset);

	if (*member == NULL)
		*member = policy_new();
	return policy_add(*member, statement, error);
}

static gboolean
read_learn(Statement *statement, gpointer config, gsize offset, GError **error)
{
	static const char *const words[] = { "no", "authenticated", "yes", NULL };
	gboolean *member = G_STRUCT_MEMBER_P(config, offset);
	int value;

	if (!statement_choice(statement, words, &value, error))
		return FALSE;
	*member = value > 0;
	return TRUE;
}

/* A duration, or never. */
static gboolean
read_expiry(Statement *statement, gpointer config, gsize offset, GError **error)
{
	guint64 *member = G_STRUCT_MEMBER_P(config, offset);

	if (!statement_take(statement, "never"))
		return settings_duration(statement, config, offset, error);
	*member = CONFIG_NEVER;
	return TRUE;
}

#define MEMBER(name) G_STRUCT_OFFSET(Config, name)

static const Setting settings[] = {
	{ "arc-sealers", read_domains, MEMBER(arc_sealers) },
	{ "authserv-id", read_ids, MEMBER(authserv_ids) },
	{ "database", read_path, MEMBER(database) },
	{ "exempt-clients", read_clients, MEMBER(exempt_clients) },
	{ "exempt-recipients", read_recipients, MEMBER(exempt_recipients) },
	{ "forwarders", read_clients, MEMBER(forwarders) },
	{ "journal-retention", settings_duration, MEMBER(journal_retention) },
	{ "learn", read_learn, MEMBER(learn) },
	{ "learn-expire", read_expiry, MEMBER(learn_expire) },
	{ "list-address", read_recipients, MEMBER(list_addresses) },
	{ "local-domains", read_domains, MEMBER(local_domains) },
	{ "log-inviter", read_log_inviter, MEMBER(log_inviter) },
	{ "login-map", read_path, MEMBER(login_map) },
	{ "max-size", settings_size, MEMBER(max_size) },
	{ "mode", read_mode, MEMBER(mode) },
	{ "on-error", read_on_error, MEMBER(on_error) },
	{ "own-hosts", read_domains, MEMBER(own_hosts) },
	{ "policy", read_policy, MEMBER(policy) },
	{ "read-limit", read_limit, MEMBER(read_limit) },
	{ "recipient-delimiter", read_delimiter, MEMBER(recipient_delimiter) },
	{ "reinject", read_reinject, MEMBER(reinject) },
	{ "require-proof", settings_yes_no, MEMBER(require_proof) },
	{ "retention", settings_duration, MEMBER(retention) },
	{ "rules", read_paths, MEMBER(rules) },
	{ "socket", read_socket, MEMBER(socket) },
	{ "subject-tag", read_on_off, MEMBER(subject_tag) },
	{ NULL, NULL, 0 },
};

/* The shipped rules as installed; those beside the program where it runs from its source tree. */
static char **
default_rules(void)
{
	g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
	g_autofree char *folder = program != NULL ? g_path_get_dirname(program) : NULL;
	g_autofree char *beside = folder != NULL ? g_build_filename(folder, "rules", NULL) : NULL;
	const gboolean at_home = beside != NULL && g_file_test(beside, G_FILE_TEST_IS_DIR);
	const char *const rules[] = { "/etc/invite-milter/rules.d",
				      at_home ? beside : RULES_DIRECTORY, NULL };

	return g_strdupv((char **)rules);
}

static Config *
config_new(void)
{
	static const char *const exempt[] = { "postmaster@", "abuse@", NULL };
	Config *config = g_new0(Config, 1);

	config->socket = g_strdup("unix:/run/invite-milter/milter.sock");
	config->mode = MODE_TAG;
	config->rules = default_rules();
	config->database = g_strdup("/var/lib/invite-milter/invite.db");
	config->require_proof = TRUE;
	config->exempt_recipients = g_strdupv((char **)exempt);
	config->recipient_delimiter = '+';
	config->read_limit = 1024 * 1024;
	config->max_size = 25 * 1024 * 1024;
	config->on_error = ON_ERROR_ACCEPT;
	config->log_inviter = LOG_INVITER_FULL;
	config->learn = TRUE;
	config->learn_expire = 2 * 365 * G_GUINT64_CONSTANT(86400);
	config->retention = 30 * 86400;
	config->journal_retention = 90 * 86400;
	return config;
}

Config *
config_load(const char *path, GError **error)
{
	g_autoptr(Config) config = config_new();
	const SettingsTable tables[] = { { settings, config }, { NULL, NULL } };

	if (path == NULL && g_file_test(CONFIG_PATH, G_FILE_TEST_EXISTS))
		path = CONFIG_PATH;
	if (path != NULL && !settings_read(path, tables, error))
		return NULL;
	config->path = g_strdup(path);
	if (config->policy == NULL)
		config->policy = policy_new_default();
	return g_steal_pointer(&config);
}

void
config_free(Config *config)
{
	if (config == NULL)
		return;
	g_free(config->path);
	g_free(config->socket);
	g_strfreev(config->rules);
	g_free(config->database);
	g_strfreev(config->authserv_ids);
	g_strfreev(config->own_hosts);
	g_strfreev(config->local_domains);
	g_strfreev(config->exempt_recipients);
	g_strfreev(config->exempt_clients);
	g_strfreev(config->list_addresses);
	g_strfreev(config->forwarders);
	g_strfreev(config->arc_sealers);
	g_free(config->reinject);
	policy_free(config->policy);
	g_free(config->login_map);
	g_free(config);
}

gint64
config_time_before(gint64 now, guint64 seconds)
{
	return seconds < (guint64)now ? now - (gint64)seconds : 0;
}
