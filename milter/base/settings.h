/*
 * settings - keywords of a configuration file -> members of a struct
 *
 * Each module that can be configured owns a table of its keywords; whoever
 * reads the file joins the tables.  A keyword's reader takes its values from
 * the statement's cursor.
 */
#ifndef BASE_SETTINGS_H
#define BASE_SETTINGS_H

#include <glib.h>

#include "statement.h"

/* How the values of a keyword become a member, and how the member is freed. */
typedef struct SettingType {
	/* Take the values after the keyword; settings_read() checks that nothing is left. */
	gboolean (*read)(Statement *statement, gpointer settings, gsize offset, GError **error);
	void (*clear)(gpointer member); /* nullable: nothing is to be freed */
} SettingType;

typedef struct Setting {
	const char *keyword;
	const SettingType *type;
	gsize offset;        /* of the member in the module's struct */
	const char *initial; /* the values that it has where no file says others (nullable: none) */
} Setting;

/* A module's table, ended by a NULL keyword, and the struct it fills. */
typedef struct SettingsTable {
	const Setting *settings;
	gpointer target;
} SettingsTable;

/*
 * Read the file PATH; "include PATH" (relative to its file; a folder means its
 * *.conf in order of names) reads another in its place, up to 8 deep.  TABLES
 * is ended by a NULL table.  A keyword given twice: the last one counts, except
 * where its reader collects.  FALSE with STATEMENT_ERROR on any mistake.
 */
gboolean settings_read(const char *path, const SettingsTable *tables, GError **error);

/* Give all members the values that they begin with; the structs are zeroed before. */
void settings_begin(const SettingsTable *tables);

/* Free all members. */
void settings_clear(const SettingsTable *tables);

/* The usual types; the member is named in the comment. */
extern const SettingType setting_string;   /* char * */
extern const SettingType setting_words;    /* char ** (GStrv): one or more, replaces */
extern const SettingType setting_yes_no;   /* gboolean */
extern const SettingType setting_size;     /* guint64 */
extern const SettingType setting_duration; /* guint64, seconds */

/* What frees a char * and a char **, for types of one's own. */
void setting_clear_string(gpointer member);
void setting_clear_words(gpointer member);

#endif
