#include "json-line.h"

#include "command.h"

JsonBuilder *
json_line_new(void)
{
	return json_builder_begin_object(json_builder_new());
}

void
json_line_string(JsonBuilder *builder, const char *name, const char *value)
{
	g_autofree char *valid = value != NULL ? g_utf8_make_valid(value, -1) : NULL;

	json_builder_set_member_name(builder, name);
	if (valid != NULL)
		json_builder_add_string_value(builder, valid);
	else
		json_builder_add_null_value(builder);
}

void
json_line_number(JsonBuilder *builder, const char *name, gint64 value)
{
	json_builder_set_member_name(builder, name);
	json_builder_add_int_value(builder, value);
}

void
json_line_boolean(JsonBuilder *builder, const char *name, gboolean value)
{
	json_builder_set_member_name(builder, name);
	json_builder_add_boolean_value(builder, value);
}

void
json_line_strings(JsonBuilder *builder, const char *name, const GPtrArray *values)
{
	json_line_array(builder, name);
	for (guint i = 0; i < values->len; i++)
		json_builder_add_string_value(builder, values->pdata[i]);
	json_builder_end_array(builder);
}

char *
json_line_moment(gint64 time)
{
	g_autoptr(GDateTime) moment = g_date_time_new_from_unix_utc(time);

	return moment != NULL ? g_date_time_format(moment, "%Y-%m-%dT%H:%M:%SZ") : NULL;
}

void
json_line_time(JsonBuilder *builder, const char *name, gint64 time)
{
	g_autofree char *text = json_line_moment(time);

	json_line_string(builder, name, text);
}

void
json_line_array(JsonBuilder *builder, const char *name)
{
	json_builder_set_member_name(builder, name);
	json_builder_begin_array(builder);
}

void
json_line_object(JsonBuilder *builder, const char *name)
{
	json_builder_set_member_name(builder, name);
	json_builder_begin_object(builder);
}

char *
json_line_text(JsonBuilder *builder)
{
	g_autoptr(JsonNode) root = NULL;

	json_builder_end_object(builder);
	root = json_builder_get_root(builder);
	return json_to_string(root, FALSE);
}

void
json_line_print(JsonBuilder *builder)
{
	g_autofree char *text = json_line_text(builder);

	command_print_line(text);
}
