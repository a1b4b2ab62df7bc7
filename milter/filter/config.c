#include "config.h"

#include <string.h>

#include "base/names.h"
#include "base/settings.h"
#include "mail/domain.h"
#include "config-values.h"

#define LEAST_READ 1024
#define MOST_READ (1 << 30)
#define LONGEST_VERIFY 60

const char *const on_error_words[] = { "accept", "tempfail", "reject", NULL };
const char *const log_inviter_words[] = { "full", "hash", "none", NULL };

/* One word that must pass CHECK; the member is a char *. */
static gboolean
read_checked(Statement *statement, Config *config, gsize offset, ConfigCheck check,
	     const char *what, GError **error)
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

/*
 * One or more words that must each pass CHECK, rewritten by FORM (nullable); the member is a char
 * **.
 */
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
	return read_checked(statement, config, offset, config_is_socket, CONFIG_SOCKET, error);
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
		return statement_fail(
			statement, error,
			"expected one character of punctuation, or none, found \"%s\"", word);
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

static gboolean
read_verify(Statement *statement, gpointer config, gsize offset, GError **error)
{
	static const char *const words[] = { "no", "dkim", NULL };

	return read_word(statement, config, offset, words, error);
}

/* No mail server waits for ever. */
static gboolean
read_verify_timeout(Statement *statement, gpointer config, gsize offset, GError **error)
{
	guint64 *member = G_STRUCT_MEMBER_P(config, offset);
	guint64 seconds;

	if (!statement_duration(statement, "a duration", &seconds, error))
		return FALSE;
	if (seconds < 1 || seconds > LONGEST_VERIFY)
		return statement_fail(statement, error, "expected a duration from 1s to 60s");
	*member = seconds;
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
		return statement_duration(statement, "a duration", member, error);
	*member = CONFIG_NEVER;
	return TRUE;
}

static void
clear_policy(gpointer member)
{
	g_clear_pointer((Policy **)member, policy_free);
}

static const SettingType choice_of_mode = { read_mode, NULL };
static const SettingType choice_on_error = { read_on_error, NULL };
static const SettingType choice_of_log = { read_log_inviter, NULL };
static const SettingType choice_of_learning = { read_learn, NULL };
static const SettingType choice_of_verifier = { read_verify, NULL };
static const SettingType clients = { read_clients, setting_clear_words };
static const SettingType delimiter = { read_delimiter, NULL };
static const SettingType domains = { read_domains, setting_clear_words };
static const SettingType expiry = { read_expiry, NULL };
static const SettingType ids = { read_ids, setting_clear_words };
static const SettingType limit = { read_limit, NULL };
static const SettingType listener = { read_reinject, setting_clear_string };
static const SettingType on_off = { read_on_off, NULL };
static const SettingType file_path = { read_path, setting_clear_string };
static const SettingType folders = { read_paths, setting_clear_words };
static const SettingType patience = { read_verify_timeout, NULL };
static const SettingType policy_line = { read_policy, clear_policy };
static const SettingType recipients = { read_recipients, setting_clear_words };
static const SettingType socket_name = { read_socket, setting_clear_string };

#define MEMBER(name) G_STRUCT_OFFSET(Config, name)

/* Rules and policy begin with more than a value: see config_load(). */
static const Setting settings[] = {
	{ "arc-sealers", &domains, MEMBER(arc_sealers), NULL },
	{ "authserv-id", &ids, MEMBER(authserv_ids), NULL },
	{ "database", &file_path, MEMBER(database), "/var/lib/invite-milter/invite.db" },
	{ "exempt-clients", &clients, MEMBER(exempt_clients), NULL },
	{ "exempt-recipients", &recipients, MEMBER(exempt_recipients), "postmaster@ abuse@" },
	{ "forwarders", &clients, MEMBER(forwarders), NULL },
	{ "journal-retention", &setting_duration, MEMBER(journal_retention), "90d" },
	{ "learn", &choice_of_learning, MEMBER(learn), "authenticated" },
	{ "learn-expire", &expiry, MEMBER(learn_expire), "2y" },
	{ "list-address", &recipients, MEMBER(list_addresses), NULL },
	{ "local-domains", &domains, MEMBER(local_domains), NULL },
	{ "log-inviter", &choice_of_log, MEMBER(log_inviter), "full" },
	{ "login-map", &file_path, MEMBER(login_map), NULL },
	{ "max-size", &setting_size, MEMBER(max_size), "25M" },
	{ "mode", &choice_of_mode, MEMBER(mode), "tag" },
	{ "on-error", &choice_on_error, MEMBER(on_error), "accept" },
	{ "own-hosts", &domains, MEMBER(own_hosts), NULL },
	{ "policy", &policy_line, MEMBER(policy), NULL },
	{ "read-limit", &limit, MEMBER(read_limit), "1M" },
	{ "recipient-delimiter", &delimiter, MEMBER(recipient_delimiter), "+" },
	{ "reinject", &listener, MEMBER(reinject), NULL },
	{ "require-proof", &setting_yes_no, MEMBER(require_proof), "yes" },
	{ "retention", &setting_duration, MEMBER(retention), "30d" },
	{ "rules", &folders, MEMBER(rules), NULL },
	{ "socket", &socket_name, MEMBER(socket), "unix:/run/invite-milter/milter.sock" },
	{ "subject-tag", &on_off, MEMBER(subject_tag), "off" },
	{ "verify", &choice_of_verifier, MEMBER(verify), "dkim" },
	{ "verify-timeout", &patience, MEMBER(verify_timeout), "5s" },
	{ NULL, NULL, 0, NULL },
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

Config *
config_load(const char *path, GError **error)
{
	g_autoptr(Config) config = g_new0(Config, 1);
	const SettingsTable tables[] = { { settings, config }, { NULL, NULL } };

	settings_begin(tables);
	if (path == NULL && g_file_test(CONFIG_PATH, G_FILE_TEST_EXISTS))
		path = CONFIG_PATH;
	if (path != NULL && !settings_read(path, tables, error))
		return NULL;
	config->path = g_strdup(path);
	if (config->rules == NULL)
		config->rules = default_rules();
	if (config->policy == NULL)
		config->policy = policy_new_default();
	return g_steal_pointer(&config);
}

void
config_free(Config *config)
{
	const SettingsTable tables[] = { { settings, config }, { NULL, NULL } };

	if (config == NULL)
		return;
	settings_clear(tables);
	g_free(config->path);
	g_free(config);
}

gint64
config_time_before(gint64 now, guint64 seconds)
{
	return seconds < (guint64)now ? now - (gint64)seconds : 0;
}
