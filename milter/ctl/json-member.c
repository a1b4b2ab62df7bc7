#include "json-member.h"

#include "base/visible.h"
#include "command.h"
#include "shown.h"

JsonBuilder *
json_member_begin(void)
{
	return json_builder_begin_object(json_builder_new());
}

void
json_member_string(JsonBuilder *builder, const char *name, const char *value)
{
	g_autofree char *valid = value != NULL ? g_utf8_make_valid(value, -1) : NULL;

	json_builder_set_member_name(builder, name);
	if (valid != NULL)
		json_builder_add_string_value(builder, valid);
	else
		json_builder_add_null_value(builder);
}

void
json_member_number(JsonBuilder *builder, const char *name, gint64 value)
{
	json_builder_set_member_name(builder, name);
	json_builder_add_int_value(builder, value);
}

void
json_member_boolean(JsonBuilder *builder, const char *name, gboolean value)
{
	json_builder_set_member_name(builder, name);
	json_builder_add_boolean_value(builder, value);
}

void
json_member_begin_array(JsonBuilder *builder, const char *name)
{
	json_builder_set_member_name(builder, name);
	json_builder_begin_array(builder);
}

void
json_member_begin_object(JsonBuilder *builder, const char *name)
{
	json_builder_set_member_name(builder, name);
	json_builder_begin_object(builder);
}

void
json_member_array(JsonBuilder *builder, const char *name, const GPtrArray *values)
{
	json_member_begin_array(builder, name);
	for (guint i = 0; i < values->len; i++) {
		g_autofree char *valid = g_utf8_make_valid(values->pdata[i], -1);

		json_builder_add_string_value(builder, valid);
	}
	json_builder_end_array(builder);
}

void
json_member_list(JsonBuilder *builder, const char *name, const char *const *values)
{
	json_builder_set_member_name(builder, name);
	json_builder_begin_array(builder);
	for (; values != NULL && *values != NULL; values++) {
		g_autofree char *valid = g_utf8_make_valid(*values, -1);

		json_builder_add_string_value(builder, valid);
	}
	json_builder_end_array(builder);
}

void
json_member_time(JsonBuilder *builder, const char *name, gint64 seconds)
{
	g_autofree char *time = shown_time(seconds);

	json_member_string(builder, name, time);
}

char *
json_member_finish(JsonBuilder *builder)
{
	g_autoptr(JsonNode) root = NULL;
	g_autofree char *json = NULL;

	json_builder_end_object(builder);
	root = json_builder_get_root(builder);
	json = json_to_string(root, FALSE);
	return visible_json(json);
}

void
json_member_print(JsonBuilder *builder)
{
	g_autofree char *text = json_member_finish(builder);

	command_print_line(text);
}
