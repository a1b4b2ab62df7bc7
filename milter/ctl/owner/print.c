#include "print.h"

#include <string.h>

#include "base/names.h"
#include "ctl/json-member.h"

static const char *
own_mode(const OwnerSettings *settings)
{
	return settings->mode != OWNER_NO_MODE ? names_word(mode_words, settings->mode) : NULL;
}

char *
owner_json(const OwnerRecord *record)
{
	g_autoptr(JsonBuilder) builder = json_member_begin();

	json_member_string(builder, "owner", record->settings->owner);
	json_member_array(builder, "persons", record->persons);
	json_member_array(builder, "aliases", record->aliases);
	json_member_array(builder, "shares", record->shares);
	json_member_string(builder, "mode", own_mode(record->settings));
	json_member_array(builder, "always", record->settings->always);
	json_member_array(builder, "never", record->settings->never);
	json_member_array(builder, "policy", record->settings->policy);
	json_member_number(builder, "contacts", (gint64)record->contacts);
	return json_member_finish(builder);
}

static void
append_list(GString *line, const char *what, const GPtrArray *values)
{
	for (guint i = 0; i < values->len; i++)
		g_string_append_printf(line, "%s%s", i > 0 ? ", " : what,
				       (const char *)values->pdata[i]);
}

static void
append_number(GString *line, guint64 number, const char *one, const char *several)
{
	if (number > 0)
		g_string_append_printf(line, ", %" G_GUINT64_FORMAT " %s", number,
				       number == 1 ? one : several);
}

char *
owner_line(const OwnerRecord *record)
{
	const OwnerSettings *settings = record->settings;
	g_autoptr(GString) rest = g_string_new(NULL);

	append_list(rest, record->persons->len > 1 ? ", shared by " : ", alias of ",
		    record->persons);
	append_list(rest, ", alias ", record->aliases);
	append_list(rest, ", shares ", record->shares);
	append_list(rest, ", always ", settings->always);
	append_list(rest, ", never ", settings->never);
	append_number(rest, settings->policy->len, "policy line", "policy lines");
	append_number(rest, record->contacts, "contact", "contacts");
	return g_strdup_printf("%-32s  %-7s  %s", settings->owner,
			       settings->mode != OWNER_NO_MODE ? own_mode(settings) : "-",
			       rest->len > 0 ? rest->str + strlen(", ") : "");
}

G_GNUC_PRINTF(3, 4)
static void
append_field(GString *text, const char *what, const char *format, ...)
{
	va_list arguments;

	g_string_append_printf(text, "\n  %-10s", what);
	va_start(arguments, format);
	g_string_append_vprintf(text, format, arguments);
	va_end(arguments);
}

static void
append_fields(GString *text, const char *what, const GPtrArray *values)
{
	for (guint i = 0; i < values->len; i++)
		append_field(text, what, "%s", (const char *)values->pdata[i]);
}

static void
append_mode(GString *text, const Owner *owner, Mode fallback)
{
	for (guint i = 0; i < owner->settings->len; i++) {
		const OwnerSettings *settings = owner->settings->pdata[i];

		if (settings->mode == OWNER_NO_MODE)
			continue;
		append_field(text, "mode", "%s, of %s", own_mode(settings), settings->owner);
		return;
	}
	append_field(text, "mode", "%s, as configured", names_word(mode_words, (int)fallback));
}

/* In the order in which they are asked. */
static void
append_policy(GString *text, const OwnerSettings *settings)
{
	for (guint i = 0; i < settings->never->len; i++)
		append_field(text, "policy", "%s never wanted by %s",
			     (const char *)settings->never->pdata[i], settings->owner);
	for (guint i = 0; i < settings->always->len; i++)
		append_field(text, "policy", "%s always wanted by %s",
			     (const char *)settings->always->pdata[i], settings->owner);
	for (guint i = 0; i < settings->policy->len; i++)
		append_field(text, "policy", "of %s:%u: %s", settings->owner, i + 1,
			     (const char *)settings->policy->pdata[i]);
}

char *
owner_text(const OwnerRecord *record, const Owner *owner, Mode fallback)
{
	GString *text = g_string_new(record->settings->owner);

	append_fields(text, "person", record->persons);
	append_fields(text, "alias", record->aliases);
	append_fields(text, "shares", record->shares);
	append_field(text, "contacts", "%" G_GUINT64_FORMAT, record->contacts);
	append_mode(text, owner, fallback);
	for (guint i = 0; i < owner->settings->len; i++)
		append_policy(text, owner->settings->pdata[i]);
	append_field(text, "policy", "as configured");
	return g_string_free(text, FALSE);
}
