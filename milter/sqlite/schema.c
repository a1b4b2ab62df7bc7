#include "schema.h"

#include "people/identities.h"

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

/*
 * An invitation is all that one inviter sent one owner through one network: its identities are
 * what it is known again by, its sightings the messages, each once.  A held row is the index over
 * a file in held/ (spool.h).  The journal tells who did what, and what was decided.
 */
static const char version_2[] =
	"CREATE TABLE invitation ("
	"  id      INTEGER PRIMARY KEY,"
	"  owner   TEXT NOT NULL,"
	"  network TEXT NOT NULL,"
	"  count   INTEGER NOT NULL,"
	"  first   INTEGER NOT NULL,"
	"  last    INTEGER NOT NULL"
	") STRICT;"
	"CREATE INDEX invitation_owner ON invitation (owner, network);"
	"CREATE TABLE invitation_identity ("
	"  owner      TEXT NOT NULL,"
	"  network    TEXT NOT NULL,"
	"  type       INTEGER NOT NULL,"
	"  form       TEXT NOT NULL,"
	"  invitation INTEGER NOT NULL REFERENCES invitation (id) ON DELETE CASCADE,"
	"  PRIMARY KEY (owner, network, type, form, invitation)"
	") STRICT, WITHOUT ROWID;"
	"CREATE INDEX invitation_identity_of ON invitation_identity (invitation, type);"
	"CREATE TABLE sighting ("
	"  owner      TEXT NOT NULL,"
	"  message_id TEXT NOT NULL,"
	"  invitation INTEGER NOT NULL REFERENCES invitation (id) ON DELETE CASCADE,"
	"  time       INTEGER NOT NULL,"
	"  PRIMARY KEY (owner, message_id, invitation)"
	") STRICT, WITHOUT ROWID;"
	"CREATE INDEX sighting_of ON sighting (invitation);"
	"CREATE TABLE held ("
	"  id       TEXT PRIMARY KEY,"
	"  owner    TEXT NOT NULL,"
	"  network  TEXT,"
	"  kind     TEXT,"
	"  standing TEXT,"
	"  name     TEXT,"
	"  email    TEXT,"
	"  profile  TEXT,"
	"  subject  TEXT,"
	"  refused  TEXT,"
	"  since    INTEGER NOT NULL,"
	"  count    INTEGER NOT NULL,"
	"  size     INTEGER NOT NULL,"
	"  shown    INTEGER"
	") STRICT, WITHOUT ROWID;"
	"CREATE INDEX held_owner ON held (owner, since);"
	"CREATE TABLE journal ("
	"  id       INTEGER PRIMARY KEY,"
	"  time     INTEGER NOT NULL,"
	"  event    TEXT NOT NULL,"
	"  owner    TEXT,"
	"  who      TEXT,"
	"  queue_id TEXT,"
	"  copy     TEXT,"
	"  detail   TEXT"
	") STRICT;"
	"CREATE INDEX journal_time ON journal (time);"
	"CREATE INDEX journal_owner ON journal (owner, time);";

/* What store/drift.h tells: templates that the rules do not know. */
static const char drift_table[] = "CREATE TABLE drift ("
				  "  network  TEXT NOT NULL,"
				  "  template TEXT NOT NULL,"
				  "  count    INTEGER NOT NULL,"
				  "  first    INTEGER NOT NULL,"
				  "  last     INTEGER NOT NULL,"
				  "  PRIMARY KEY (network, template)"
				  ") STRICT, WITHOUT ROWID;";

/*
 * person_comparable() has learned more of names, so their forms are made anew; where two names
 * of a contact have become one, the first stays.  And the form is the key of the table now:
 * a look-up by form reads one leaf instead of two, the same one in all three books; one by
 * contact finds the forms in its index.  The place tells in which order a contact got what it has.
 * Few are declined, so whether one of many namesakes is can be read from a small index.
 */
static const char forms_anew[] =
	"ALTER TABLE identity RENAME TO old_identity;"
	"CREATE TABLE identity ("
	"  owner   TEXT NOT NULL,"
	"  type    INTEGER NOT NULL,"
	"  form    TEXT NOT NULL,"
	"  contact INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,"
	"  place   INTEGER NOT NULL,"
	"  value   TEXT NOT NULL,"
	"  learned INTEGER NOT NULL,"
	"  PRIMARY KEY (form, type, owner, contact)"
	") STRICT, WITHOUT ROWID;"
	"INSERT OR IGNORE INTO identity"
	" SELECT owner, type, coalesce(identity_form(type, value), form), contact, id, value, "
	"learned"
	" FROM old_identity ORDER BY id;"
	"DROP TABLE old_identity;"
	"CREATE INDEX identity_contact ON identity (contact, type);"
	"CREATE INDEX contact_declined ON contact (id) WHERE state = 1;";

/*
 * When a learned contact was last written to, at most a day too early: whom nobody writes to is
 * forgotten.
 */
static const char learned_seen[] =
	"ALTER TABLE contact ADD COLUMN seen INTEGER NOT NULL DEFAULT 0;"
	"CREATE INDEX contact_learned ON contact (max(since, seen)) WHERE source = 'learned';";

/*
 * An address with one row is an alias of that person, one with several is shared by them
 * (owners.h).  Of what an owner has set, the mode is a word, networks and lines of policy are one a
 * line.
 */
static const char owner_tables[] = "CREATE TABLE alias ("
				   "  address TEXT NOT NULL,"
				   "  person  TEXT NOT NULL,"
				   "  PRIMARY KEY (address, person)"
				   ") STRICT, WITHOUT ROWID;"
				   "CREATE INDEX alias_person ON alias (person, address);"
				   "CREATE TABLE owner_setting ("
				   "  owner  TEXT PRIMARY KEY,"
				   "  mode   TEXT,"
				   "  policy TEXT NOT NULL,"
				   "  always TEXT NOT NULL,"
				   "  never  TEXT NOT NULL"
				   ") STRICT, WITHOUT ROWID;";

/*
 * What is proven is a history of its own, and its identities stand together: a look-up passes by
 * all that proves nothing.  Of what came before nobody knows whether it was proven, so it counts as
 * what proved nothing, and is forgotten in its time.
 */
static const char history_proven[] =
	"ALTER TABLE invitation ADD COLUMN proven INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE invitation_identity RENAME TO old_identity;"
	"CREATE TABLE invitation_identity ("
	"  owner      TEXT NOT NULL,"
	"  network    TEXT NOT NULL,"
	"  proven     INTEGER NOT NULL,"
	"  type       INTEGER NOT NULL,"
	"  form       TEXT NOT NULL,"
	"  invitation INTEGER NOT NULL REFERENCES invitation (id) ON DELETE CASCADE,"
	"  PRIMARY KEY (owner, network, proven, type, form, invitation)"
	") STRICT, WITHOUT ROWID;"
	"INSERT INTO invitation_identity"
	" SELECT owner, network, 0, type, form, invitation FROM old_identity;"
	"DROP TABLE old_identity;"
	"CREATE INDEX invitation_identity_of ON invitation_identity (invitation, type);";

static const char *const upgrades[SCHEMA_VERSION] = {
	version_1, version_2, drift_table, forms_anew, learned_seen, owner_tables, history_proven,
};

static void
sql_identity_form(sqlite3_context *context, int count, sqlite3_value **values)
{
	const char *value = (const char *)sqlite3_value_text(values[1]);
	char *form = value != NULL
			     ? identity_form((IdentityType)sqlite3_value_int(values[0]), value)
			     : NULL;

	(void)count;
	if (form != NULL)
		sqlite3_result_text(context, form, -1, g_free);
	else
		sqlite3_result_null(context);
}

gboolean
schema_prepare(sqlite3 *handle)
{
	return sqlite3_create_function(handle, "identity_form", 2,
				       SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL,
				       sql_identity_form, NULL, NULL) == SQLITE_OK;
}

const char *
schema_upgrade(guint version)
{
	g_return_val_if_fail(version < SCHEMA_VERSION, NULL);
	return upgrades[version];
}
