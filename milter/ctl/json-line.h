/*
 * json-line - one JSON object a line on stdout: what --json prints
 */
#ifndef CTL_JSON_LINE_H
#define CTL_JSON_LINE_H

#include <json-glib/json-glib.h>

/* An object begun (transfer full). */
JsonBuilder *json_line_new(void);

/* A member: VALUE need not be UTF-8, a file's name is bytes (nullable: null); a number; an array of char *. */
void json_line_string(JsonBuilder *builder, const char *name, const char *value);
void json_line_number(JsonBuilder *builder, const char *name, gint64 value);
void json_line_boolean(JsonBuilder *builder, const char *name, gboolean value);
void json_line_strings(JsonBuilder *builder, const char *name, const GPtrArray *values);

/* The moment TIME, seconds since 1970, as RFC 3339 writes it (transfer full, nullable), and as a member. */
char *json_line_moment(gint64 time);
void json_line_time(JsonBuilder *builder, const char *name, gint64 time);

/* A member that is an array or an object, which then is to be ended by json_builder_end_...(). */
void json_line_array(JsonBuilder *builder, const char *name);
void json_line_object(JsonBuilder *builder, const char *name);

/* End the object: as text without line end (transfer full), or printed as a line. */
char *json_line_text(JsonBuilder *builder);
void json_line_print(JsonBuilder *builder);

#endif
