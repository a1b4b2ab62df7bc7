#include "schema.h"

/*
 * identity.form is what look-ups compare, identity.value what people wrote.  The owner is
 * repeated beside it so that one index answers a look-up; the type is an IdentityType of
 * contacts.c, the state a ContactState.  A learned name is marked on itself: it may stand
 * in a contact that somebody wrote by hand.
 */
static const char version_1[] =
	"CREATE TABLE contact ("
	"  id      INTEGER PRIMARY KEY AUTOINCREMENT,"
	"  owner   TEXT NOT NULL,"
	"  state   INTEGER NOT NULL,"
	"  network TEXT,"
	"  source  TEXT NOT NULL,"
	"  note    TEXT,"
	"  since   INTEGER NOT NULL"
	") STRICT;"
	"CREATE INDEX contact_owner ON contact (owner);"
	"CREATE TABLE identity ("
	"  id      INTEGER PRIMARY KEY,"
	"  owner   TEXT NOT NULL,"
	"  type    INTEGER NOT NULL,"
	"  form    TEXT NOT NULL,"
	"  contact INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,"
	"  value   TEXT NOT NULL,"
	"  learned INTEGER NOT NULL"
	") STRICT;"
	"CREATE UNIQUE INDEX identity_form ON identity (owner, type, form, contact);"
	"CREATE INDEX identity_contact ON identity (contact, type);";

/* What store/drift.h tells: templates that the rules do not know. */
static const char drift_table[] =
	"CREATE TABLE drift ("
	"  network  TEXT NOT NULL,"
	"  template TEXT NOT NULL,"
	"  count    INTEGER NOT NULL,"
	"  first    INTEGER NOT NULL,"
	"  last     INTEGER NOT NULL,"
	"  PRIMARY KEY (network, template)"
	") STRICT, WITHOUT ROWID;";

static const char *const upgrades[SCHEMA_VERSION] = {
	version_1,
	drift_table,
};

const char *
schema_upgrade(guint version)
{
	g_return_val_if_fail(version < SCHEMA_VERSION, NULL);
	return upgrades[version];
}
