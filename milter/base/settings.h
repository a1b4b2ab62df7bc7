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

typedef struct Setting {
	const char *keyword;
	/* Take the values after the keyword; settings_read() checks that nothing is left. */
	gboolean (*read)(Statement *statement, gpointer settings, gsize offset, GError **error);
	gsize offset; /* of the member in the module's struct */
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

/* Readers for the usual types; the member is named in the comment. */
gboolean settings_string(Statement *, gpointer, gsize, GError **);   /* char * */
gboolean settings_words(Statement *, gpointer, gsize, GError **);    /* char ** (GStrv): one or more, replaces */
gboolean settings_yes_no(Statement *, gpointer, gsize, GError **);   /* gboolean */
gboolean settings_size(Statement *, gpointer, gsize, GError **);     /* guint64 */
gboolean settings_duration(Statement *, gpointer, gsize, GError **); /* guint64, seconds */

#endif
