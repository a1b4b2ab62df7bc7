/* invitectl owner set: a mode, policy lines, networks always or never wanted */
#include <string.h>

#include "base/names.h"
#include "mail/domain.h"
#include "print.h"
#include "run.h"

typedef struct SetOptions {
	char *owner, *mode;
	char **clear, **policy, **always, **never;
	gboolean json;
} SetOptions;

static void
set_options_clear(SetOptions *options)
{
	g_free(options->owner);
	g_free(options->mode);
	g_strfreev(options->clear);
	g_strfreev(options->policy);
	g_strfreev(options->always);
	g_strfreev(options->never);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SetOptions, set_options_clear)

/* Whether it does more than --clear. */
static gboolean
adds(const SetOptions *options)
{
	return options->mode != NULL || options->policy != NULL || options->always != NULL ||
	       options->never != NULL;
}

static gboolean
parse(SetOptions *options, CommandContext *context, int argc, char **argv)
{
	const GOptionEntry entries[] = {
		{ "always", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->always,
		  "A network whose mail passes; may be repeated", "NETWORK" },
		{ "clear", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->clear,
		  "First forget what was set: mode, policy, always, never or all", "WHAT" },
		{ "json", 0, 0, G_OPTION_ARG_NONE, &options->json, "Print one JSON object", NULL },
		{ "mode", 0, 0, G_OPTION_ARG_FILENAME, &options->mode, "monitor, tag or enforce",
		  "MODE" },
		{ "never", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->never,
		  "A network whose mail is declined; may be repeated", "NETWORK" },
		{ "owner", 0, 0, G_OPTION_ARG_FILENAME, &options->owner,
		  "For whom: an address, @domain or *", "OWNER" },
		{ "policy", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->policy,
		  "A line that comes before the configured ones, behind those set before", "LINE" },
		{ 0 },
	};

	if (!command_parse(
		    context, NULL,
		    "Set for an owner, a domain or the site what differs from the configuration.",
		    entries, argc, argv))
		return FALSE;
	if (options->owner == NULL)
		command_say(context, "for whom?  Expected --owner OWNER");
	else if (!adds(options) && options->clear == NULL)
		command_say(context,
			    "what?  Expected --mode, --policy, --always, --never or --clear");
	else
		return TRUE;
	return FALSE;
}

/* ---- what is asked for -> the settings; each says what is wrong with it ---- */

static gboolean
clear(CommandContext *context, OwnerSettings *settings, char **words)
{
	const struct {
		const char *word;
		GPtrArray *lines;
	} lists[] = {
		{ "policy", settings->policy },
		{ "always", settings->always },
		{ "never", settings->never },
	};

	for (; words != NULL && *words != NULL; words++) {
		gboolean all = strcmp(*words, "all") == 0, known = all;

		for (gsize i = 0; i < G_N_ELEMENTS(lists); i++) {
			if (!all && strcmp(*words, lists[i].word) != 0)
				continue;
			g_ptr_array_set_size(lists[i].lines, 0);
			known = TRUE;
		}
		if (all || strcmp(*words, "mode") == 0) {
			settings->mode = OWNER_NO_MODE;
			known = TRUE;
		}
		if (!known) {
			command_say(context, "\"%s\": expected mode, policy, always, never or all",
				    *words);
			return FALSE;
		}
	}
	return TRUE;
}

static gboolean
set_mode(CommandContext *context, OwnerSettings *settings, const char *word)
{
	if (word == NULL)
		return TRUE;
	settings->mode = names_value(mode_words, word, OWNER_NO_MODE);
	if (settings->mode != OWNER_NO_MODE)
		return TRUE;
	command_say(context, "\"%s\": expected monitor, tag or enforce", word);
	return FALSE;
}

/* The place of WORD in ARRAY, or its length. */
static guint
index_of(const GPtrArray *array, const char *word)
{
	guint i = 0;

	while (i < array->len && strcmp(array->pdata[i], word) != 0)
		i++;
	return i;
}

/* Who wants a network now does no longer not want it. */
static gboolean
wish(CommandContext *context, char **words, GPtrArray *target, GPtrArray *other)
{
	for (; words != NULL && *words != NULL; words++) {
		g_autofree char *network = domain_to_ascii(*words);
		guint place = index_of(other, network);

		if (!policy_is_network(network)) {
			command_say(context,
				    "\"%s\": expected the name of a network, or the domain of an "
				    "unlisted one",
				    *words);
			return FALSE;
		}
		if (place < other->len)
			g_ptr_array_remove_index(other, place);
		if (index_of(target, network) == target->len)
			g_ptr_array_add(target, g_steal_pointer(&network));
	}
	return TRUE;
}

static void
add_lines(OwnerSettings *settings, char **lines)
{
	for (; lines != NULL && *lines != NULL; lines++)
		if (index_of(settings->policy, *lines) == settings->policy->len)
			g_ptr_array_add(settings->policy, g_strdup(*lines));
}

static gboolean
change(CommandContext *context, OwnerSettings *settings, const SetOptions *options)
{
	if (!clear(context, settings, options->clear) ||
	    !set_mode(context, settings, options->mode) ||
	    !wish(context, options->always, settings->always, settings->never) ||
	    !wish(context, options->never, settings->never, settings->always))
		return FALSE;
	add_lines(settings, options->policy);
	return TRUE;
}

/* ---- whether it can be kept ---- */

/* What is set further away counts too; SETTINGS stand for what the owner had. */
static GPtrArray *
chain_of(const Owner *owner, const OwnerSettings *settings)
{
	GPtrArray *chain = g_ptr_array_new();

	g_ptr_array_add(chain, (gpointer)settings);
	for (guint i = 0; i < owner->settings->len; i++)
		if (strcmp(((OwnerSettings *)owner->settings->pdata[i])->owner, settings->owner) !=
		    0)
			g_ptr_array_add(chain, owner->settings->pdata[i]);
	return chain;
}

static Mode
mode_of(const GPtrArray *chain, Mode fallback)
{
	for (guint i = 0; i < chain->len; i++) {
		const OwnerSettings *settings = chain->pdata[i];

		if (settings->mode != OWNER_NO_MODE)
			return (Mode)settings->mode;
	}
	return fallback;
}

static gboolean
check(const OwnerRun *run, const Filter *filter, const OwnerSettings *settings, GError **error)
{
	g_autoptr(Owner) owner =
		run->store->owners->find(run->store->owners, settings->owner, error);
	g_autoptr(GPtrArray) chain = owner != NULL ? chain_of(owner, settings) : NULL;
	Mode mode;

	if (chain == NULL)
		return FALSE;
	mode = mode_of(chain, run->config->mode);
	for (guint i = 0; i < chain->len; i++) {
		g_autoptr(Policy) policy = owner_settings_policy(chain->pdata[i], error);

		if (policy == NULL || !filter_check_policy(filter, policy, mode, error))
			return FALSE;
	}
	return filter_check_policy(filter, filter_config(filter)->policy, mode, error);
}

/* ---- storing ---- */

static int
fail(const OwnerRun *run, const GError *error)
{
	if (error->domain == STATEMENT_ERROR)
		return command_fail(run->context, EX_USAGE, "%s", error->message);
	return command_fail_with(run->context, error);
}

static int
print(const OwnerRun *run, const char *name, gboolean json)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(OwnerRecord) record =
		run->store->owners->record(run->store->owners, name, &error);
	g_autofree char *line = NULL;

	if (record == NULL)
		return command_fail_with(run->context, error);
	line = json ? owner_json(record) : owner_line(record);
	command_print_line(line);
	return EX_OK;
}

static int
set(const OwnerRun *run, const Filter *filter, const char *name, const SetOptions *options)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(OwnerSettings) settings =
		run->store->owners->settings(run->store->owners, name, &error);

	if (settings == NULL)
		return command_fail_with(run->context, error);
	if (!change(run->context, settings, options))
		return EX_USAGE;
	/* What is only taken away need not wait until all the rest can be kept. */
	if (adds(options) && !check(run, filter, settings, &error))
		return fail(run, error);
	if (!run->store->owners->set(run->store->owners, settings, &error))
		return command_fail_with(run->context, error);
	return EX_OK;
}

/* Two who set at once both have their way. */
static int
set_in_transaction(const OwnerRun *run, const Filter *filter, const SetOptions *options)
{
	g_autofree char *name = owner_run_person(run, options->owner);
	g_autoptr(GError) error = NULL;
	int status;

	if (name == NULL)
		return EX_USAGE;
	if (!run->store->begin(run->store, &error))
		return command_fail_with(run->context, error);
	status = set(run, filter, name, options);
	if (!run->store->end(run->store, status != EX_OK, &error) && status == EX_OK)
		return command_fail_with(run->context, error);
	return status == EX_OK ? print(run, name, options->json) : status;
}

static int
run_set(CommandContext *context, int argc, char **argv)
{
	g_auto(SetOptions) options = { 0 };
	g_auto(OwnerRun) run = { 0 };
	g_autoptr(Filter) filter = NULL;
	g_autoptr(GError) error = NULL;
	int status;

	if (!parse(&options, context, argc, argv))
		return EX_USAGE;
	status = owner_run_begin(&run, context);
	if (status != EX_OK)
		return status;
	filter = filter_load(context->config, NULL, &error);
	if (filter == NULL)
		return command_fail_with(context, error);
	status = owner_run_open(&run, STORE_CREATE);
	return status == EX_OK ? set_in_transaction(&run, filter, &options) : status;
}

const Command owner_set_command = { "set", run_set,
				    "a mode, policy lines, networks always or never wanted" };
