/*
 * schema - the tables of the store, version by version
 */
#ifndef SQLITE_SCHEMA_H
#define SQLITE_SCHEMA_H

#include <glib.h>
#include <sqlite3.h>

/*
 * "Invt": stands in every file of ours (PRAGMA application_id), so that no other is mistaken for
 * one.
 */
#define SCHEMA_APPLICATION_ID 0x496e7674

/* The version this program reads and writes (PRAGMA user_version). */
#define SCHEMA_VERSION 7

/* Give HANDLE the functions that these statements call: identity_form(type, value). */
gboolean schema_prepare(sqlite3 *handle);

/* The statements that lead from VERSION to the next one (transfer none). */
const char *schema_upgrade(guint version);

#endif
