#include "filter.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "language/rule-parser.h"
#include "mail/domain.h"
#include "mail/recipient.h"
#include "recognize/signers.h"
#include "verify/keys-dns.h"
#include "verify/keys-file.h"
#include "config-values.h"

struct Filter {
	Config *config;
	Ruleset *rules;
	LoginMap *logins;    /* (nullable) */
	KeySource *keys;     /* of signatures (nullable: verify is no) */
	GPtrArray *warnings; /* char * */
};

G_GNUC_PRINTF(2, 3)
static void
warn(Filter *filter, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_ptr_array_add(filter->warnings, g_strdup_vprintf(format, arguments));
	va_end(arguments);
}

static gboolean
is_network(const char *name, gpointer rules)
{
	return ruleset_network(rules, name) != NULL;
}

static gboolean
check_networks(const Filter *filter, const Policy *policy, GError **error)
{
	const char *where = NULL;
	const char *unknown = policy_unknown_network(policy, is_network, filter->rules, &where);

	if (unknown == NULL)
		return TRUE;
	g_set_error(error, FILTER_ERROR, FILTER_ERROR_IMPOSSIBLE,
		    "%s: \"%s\" is neither a word of policies nor a network of the rules", where,
		    unknown);
	return FALSE;
}

/*
 * A promise that cannot be kept must be refused when it is made, not broken at the first message.
 */
static gboolean
check_quarantine(const Filter *filter, const Policy *policy, Mode mode, GError **error)
{
	const Config *config = filter->config;
	const char *where = policy_find(policy, ACTION_QUARANTINE);

	if (mode != MODE_ENFORCE || where == NULL || config->reinject != NULL)
		return TRUE;
	if (g_str_has_prefix(where, "default:"))
		g_set_error(
			error, FILTER_ERROR, FILTER_ERROR_IMPOSSIBLE,
			"%s: the built-in policy says quarantine, which mode enforce can do only "
			"where "
			"reinject names a listener that takes released mail; set reinject, or use "
			"policy lines of your own with other actions",
			config->path != NULL ? config->path : CONFIG_PATH);
	else
		g_set_error(
			error, FILTER_ERROR, FILTER_ERROR_IMPOSSIBLE,
			"%s: policy says quarantine, which mode enforce can do only where reinject "
			"names a listener that takes released mail; set reinject, or use another "
			"action",
			where);
	return FALSE;
}

gboolean
filter_check_policy(const Filter *filter, const Policy *policy, Mode mode, GError **error)
{
	return check_networks(filter, policy, error) &&
	       check_quarantine(filter, policy, mode, error);
}

static void
collect_warnings(Filter *filter)
{
	const Config *config = filter->config;

	if (config->path == NULL)
		warn(filter, "no %s: using the defaults", CONFIG_PATH);
	if (access(config->database, F_OK) != 0 && errno == ENOENT)
		warn(filter, "no database %s: every book is empty", config->database);
	if (!config->verify && config->authserv_ids == NULL && config->require_proof)
		warn(filter, "verify is no and authserv-id is not set: nobody can be trusted, "
			     "for the proof is none for all mail");
	if (config->login_map != NULL && !config->learn)
		warn(filter, "login-map is read, but learn is no: nobody learns");
}

static void
override(Filter *filter, const FilterOverrides *overrides)
{
	Config *config = filter->config;

	if (overrides != NULL && overrides->rules != NULL) {
		g_strfreev(config->rules);
		config->rules = g_strdupv((char **)overrides->rules);
	}
	if (overrides != NULL && overrides->socket != NULL) {
		g_free(config->socket);
		config->socket = g_strdup(overrides->socket);
	}
	if (config->own_hosts == NULL && overrides != NULL && overrides->own_hosts != NULL)
		config->own_hosts = g_strdupv((char **)overrides->own_hosts);
}

static gboolean
read_logins(Filter *filter, GError **error)
{
	if (filter->config->login_map == NULL)
		return TRUE;
	filter->logins = login_map_load(filter->config->login_map, error);
	return filter->logins != NULL;
}

/* KEYS (nullable): a file in place of DNS. */
static gboolean
find_keys(Filter *filter, const char *keys, GError **error)
{
	if (!filter->config->verify)
		return TRUE;
	filter->keys = keys != NULL ? keys_file_load(keys, error) : keys_dns_new(NULL, error);
	return filter->keys != NULL;
}

Filter *
filter_load(const char *path, const FilterOverrides *overrides, GError **error)
{
	g_autoptr(Filter) filter = g_new0(Filter, 1);

	filter->warnings = g_ptr_array_new_with_free_func(g_free);
	filter->config = config_load(path, error);
	if (filter->config == NULL)
		return NULL;
	override(filter, overrides);
	if (!read_logins(filter, error) ||
	    !find_keys(filter, overrides != NULL ? overrides->keys : NULL, error))
		return NULL;
	filter->rules = rule_parser_load((const char *const *)filter->config->rules, error);
	if (filter->rules == NULL ||
	    !filter_check_policy(filter, filter->config->policy, filter->config->mode, error))
		return NULL;
	collect_warnings(filter);
	return g_steal_pointer(&filter);
}

void
filter_free(Filter *filter)
{
	if (filter == NULL)
		return;
	config_free(filter->config);
	ruleset_free(filter->rules);
	login_map_free(filter->logins);
	key_source_free(filter->keys);
	g_ptr_array_unref(filter->warnings);
	g_free(filter);
}

const Config *
filter_config(const Filter *filter)
{
	return filter->config;
}

const Ruleset *
filter_rules(const Filter *filter)
{
	return filter->rules;
}

const LoginMap *
filter_logins(const Filter *filter)
{
	return filter->logins;
}

const GPtrArray *
filter_warnings(const Filter *filter)
{
	return filter->warnings;
}

MessageLimits
filter_limits(const Filter *filter)
{
	MessageLimits limits = message_default_limits;

	limits.body = filter->config->read_limit;
	limits.wanted = ruleset_header_names(filter->rules);
	return limits;
}

Message *
filter_message(const Filter *filter)
{
	const MessageLimits limits = filter_limits(filter);

	return message_new(&limits);
}

char *
filter_understand(const Filter *filter, const char *path, const char *told, const char *host)
{
	const RecipientSite site = {
		.local_domains = (const char *const *)filter->config->local_domains,
		.own_hosts = (const char *const *)filter->config->own_hosts,
		.host = host,
	};

	return recipient_understand(path, told, &site);
}

Evidence *
filter_evidence(const Filter *filter, Message *message, const char *const *recipients)
{
	return evidence_new(filter->rules, message, recipients);
}

Verification *
filter_verification(const Filter *filter, Message *message)
{
	g_autoptr(Signers) signers = NULL;

	if (filter->keys == NULL || message_raw(message, "DKIM-Signature", 0) == NULL)
		return NULL;
	signers = signers_new(filter->rules, message);
	return verification_new(message, signers_include, signers, filter->config->max_size);
}

Verifier *
filter_verifier(const Filter *filter, VerificationAnswer *answer, Verification *verification)
{
	if (filter->keys == NULL)
		return NULL;
	return verification_answer(answer, verification, filter->keys,
				   (gint64)filter->config->verify_timeout * G_USEC_PER_SEC);
}

/* As configured, else the mail server's own, else the verifier's. */
static const char *const *
own_hosts(const Config *config, const char *const *host)
{
	if (config->own_hosts != NULL)
		return (const char *const *)config->own_hosts;
	return *host != NULL ? host : (const char *const *)config->authserv_ids;
}

/* HOSTS: the mail server's name; lent as long as the settings are used. */
static JudgeSettings
judge_settings(const Filter *filter, const char *const *hosts)
{
	const Config *config = filter->config;

	return (JudgeSettings){
		.policy = config->policy,
		.mode = config->mode,
		.proof = {
			.authserv_ids = (const char *const *)config->authserv_ids,
			.own_hosts = own_hosts(config, hosts),
			.forwarders = (const char *const *)config->forwarders,
			.arc_sealers = (const char *const *)config->arc_sealers,
			.verify = config->verify,
		},
		.require_proof = config->require_proof,
		.recipient_delimiter = config->recipient_delimiter,
		.local_domains = (const char *const *)config->local_domains,
		.exempt_recipients = (const char *const *)config->exempt_recipients,
		.list_addresses = (const char *const *)config->list_addresses,
	};
}

Judgement *
filter_judge(const Filter *filter, Book *book, Evidence *evidence, const Envelope *envelope,
	     const char *host, GError **error)
{
	const char *const hosts[] = { host, NULL };
	const JudgeSettings settings = judge_settings(filter, hosts);

	return judge_message(&settings, book != NULL ? book : book_empty(), evidence, envelope,
			     error);
}

Judgement *
filter_judge_blindly(const Filter *filter, Evidence *evidence, const Envelope *envelope,
		     const char *host)
{
	const char *const hosts[] = { host, NULL };
	const JudgeSettings settings = judge_settings(filter, hosts);

	return judge_without_books(&settings, evidence, envelope);
}

const char *const *
filter_own_hosts(const Filter *filter, const char *const *host)
{
	return own_hosts(filter->config, host);
}

gboolean
filter_makes_copies(const Filter *filter)
{
	return filter->config->reinject != NULL;
}

/* By whose name the fields we write can be told from others'. */
static const char *
field_id(const Config *config, const char *host)
{
	if (config->authserv_ids != NULL)
		return config->authserv_ids[0];
	if (host != NULL && config_is_token(host))
		return host;
	return "localhost";
}

/* Whether CLIENT is a host of ours other than HOST.  "unknown" is nobody's name. */
static gboolean
is_own_client(const Config *config, const char *host, const char *client)
{
	g_autofree char *name = NULL;

	if (config->own_hosts == NULL || client == NULL || strcmp(client, "unknown") == 0 ||
	    (host != NULL && g_ascii_strcasecmp(client, host) == 0))
		return FALSE;
	name = domain_to_ascii(client);
	return g_strv_contains((const char *const *)config->own_hosts, name);
}

Plan *
filter_plan(const Filter *filter, const Judgement *judgement, Message *message,
	    const PlanOccasion *occasion)
{
	const Config *config = filter->config;
	const char *const hosts[] = { occasion->host, NULL };
	const PlanSettings settings = {
		.mode = config->mode,
		.authserv_id = field_id(config, occasion->host),
		.own_hosts = own_hosts(config, hosts),
		.subject_tag = config->subject_tag,
		.copies = occasion->copies && config->reinject != NULL,
		.own_client = is_own_client(config, occasion->host, occasion->client),
		.kept = occasion->kept,
	};

	return judgement != NULL ? plan_make(judgement, message, &settings)
				 : plan_clean(message, &settings);
}
