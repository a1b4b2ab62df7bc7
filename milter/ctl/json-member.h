/*
 * json-member - members of the objects that invitectl prints
 */
#ifndef CTL_JSON_MEMBER_H
#define CTL_JSON_MEMBER_H

#include <json-glib/json-glib.h>

/* An object begun (transfer full). */
JsonBuilder *json_member_begin(void);

/* VALUE (nullable: null) need not be UTF-8: what is not becomes U+FFFD. */
void json_member_string(JsonBuilder *builder, const char *name, const char *value);
void json_member_number(JsonBuilder *builder, const char *name, gint64 value);
void json_member_boolean(JsonBuilder *builder, const char *name, gboolean value);

/* An array of strings; VALUES (nullable: empty) is NULL-terminated. */
void json_member_list(JsonBuilder *builder, const char *name, const char *const *values);

/* The same of an array of char *. */
void json_member_array(JsonBuilder *builder, const char *name, const GPtrArray *values);

/* An array or an object, which json_builder_end_array() or json_builder_end_object() ends. */
void json_member_begin_array(JsonBuilder *builder, const char *name);
void json_member_begin_object(JsonBuilder *builder, const char *name);

/* SECONDS since 1970 as ISO 8601, UTC. */
void json_member_time(JsonBuilder *builder, const char *name, gint64 seconds);

/* End the outermost object: its text without line end (transfer full). */
char *json_member_finish(JsonBuilder *builder);

/* End it and print it as a line. */
void json_member_print(JsonBuilder *builder);

#endif
