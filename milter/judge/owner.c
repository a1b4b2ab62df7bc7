#include "owner.h"

#include <string.h>

#include "mail/mailbox.h"

OwnerSettings *
owner_settings_new(const char *owner)
{
	OwnerSettings *settings = g_new0(OwnerSettings, 1);

	settings->owner = g_strdup(owner);
	settings->mode = OWNER_NO_MODE;
	settings->policy = g_ptr_array_new_with_free_func(g_free);
	settings->always = g_ptr_array_new_with_free_func(g_free);
	settings->never = g_ptr_array_new_with_free_func(g_free);
	return settings;
}

void
owner_settings_free(OwnerSettings *settings)
{
	if (settings == NULL)
		return;
	g_free(settings->owner);
	g_ptr_array_unref(settings->policy);
	g_ptr_array_unref(settings->always);
	g_ptr_array_unref(settings->never);
	g_free(settings);
}

gboolean
owner_settings_is_empty(const OwnerSettings *settings)
{
	return settings->mode == OWNER_NO_MODE &&
	       settings->policy->len + settings->always->len + settings->never->len == 0;
}

static void
add_wishes(Policy *policy, const GPtrArray *networks, PolicyWish wish, const char *owner)
{
	for (guint i = 0; i < networks->len; i++)
		policy_add_wish(policy, networks->pdata[i], wish, owner);
}

/* Each line stands for itself: what it ends with does not reach into the next. */
static gboolean
add_line(Policy *policy, const char *name, const char *line, guint number, GError **error)
{
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(StatementFile) file = NULL;
	Statement *statement;

	for (guint i = 0; i < number; i++)
		g_string_append_c(text, '\n');
	g_string_append(text, line);
	file = statement_file_parse(name, text->str, error);
	if (file == NULL)
		return FALSE;
	statement = statement_file_next(file);
	if (statement == NULL || strchr(line, '\n') != NULL) {
		g_set_error(error, STATEMENT_ERROR, STATEMENT_ERROR_SYNTAX,
			    "%s:%u:1: expected one line of conditions and an action", name,
			    number + 1);
		return FALSE;
	}
	return policy_add(policy, statement, error);
}

Policy *
owner_settings_policy(const OwnerSettings *settings, GError **error)
{
	g_autoptr(Policy) policy = policy_new();
	g_autofree char *name = g_strdup_printf("policy of %s", settings->owner);

	add_wishes(policy, settings->never, POLICY_NEVER, settings->owner);
	add_wishes(policy, settings->always, POLICY_ALWAYS, settings->owner);
	for (guint i = 0; i < settings->policy->len; i++)
		if (!add_line(policy, name, settings->policy->pdata[i], i, error))
			return NULL;
	return g_steal_pointer(&policy);
}

Owner *
owner_new(const char *name)
{
	Owner *owner = g_new0(Owner, 1);

	owner->name = g_strdup(name);
	owner->settings = g_ptr_array_new_with_free_func((GDestroyNotify)owner_settings_free);
	return owner;
}

void
owner_free(Owner *owner)
{
	if (owner == NULL)
		return;
	g_free(owner->name);
	g_ptr_array_unref(owner->settings);
	g_free(owner);
}

gboolean
owner_is_shared(const Owner *owner)
{
	return owner->persons > 1;
}

gboolean
owner_has_settings(const Owner *owner)
{
	const OwnerSettings *nearest = owner->settings->len > 0 ? owner->settings->pdata[0] : NULL;

	return nearest != NULL && strcmp(nearest->owner, owner->name) == 0;
}

char **
owner_places(const char *name)
{
	g_autoptr(GStrvBuilder) places = g_strv_builder_new();
	const char *domain = mailbox_domain(name);
	g_autofree char *of_domain = domain != NULL ? g_strconcat("@", domain, NULL) : NULL;

	g_strv_builder_add(places, name);
	if (of_domain != NULL && strcmp(of_domain, name) != 0)
		g_strv_builder_add(places, of_domain);
	if (strcmp(name, "*") != 0)
		g_strv_builder_add(places, "*");
	return g_strv_builder_end(places);
}
