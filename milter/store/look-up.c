/* Book.look_up over SQLite: what the book of one owner says of an inviter. */
#include <string.h>

#include "contacts.h"
#include "identities.h"

static gboolean
look_up_book(Database *database, const char *owner, Acquaintance *acquaintance, GError **error)
{
	static const char sql[] =
		"SELECT 1 FROM contact WHERE owner = ?1 LIMIT 1";
	sqlite3_stmt *statement = database_prepare(database, sql, error);

	if (statement == NULL)
		return FALSE;
	sqlite3_bind_text(statement, 1, owner, -1, SQLITE_STATIC);
	if (!database_step(database, statement, &acquaintance->has_book, error))
		return FALSE;
	sqlite3_reset(statement);
	sqlite3_clear_bindings(statement);
	return TRUE;
}

/* Keep in *ID the best contact so far, to name it in why. */
static void
note_contact(gint64 *id, gint64 contact, gboolean better)
{
	if (*id == 0 || better)
		*id = contact;
}

/*
 * An address or profile that the inviter could have typed counts against a declined person
 * as well, but not against a friend whom the network itself names.
 */
static gboolean
look_up_identities(Database *database, const char *owner, const Inviter *inviter,
		   const IdentityForms *forms, Acquaintance *acquaintance, gint64 *id, GError **error)
{
	static const char sql[] =
		"SELECT contact.id, contact.state, identity.type FROM identity"
		" JOIN contact ON contact.id = identity.contact"
		" WHERE identity.owner = ?1 AND identity.type = ?2 AND identity.form = ?3"
		" UNION ALL "
		"SELECT contact.id, contact.state, identity.type FROM identity"
		" JOIN contact ON contact.id = identity.contact"
		" WHERE identity.owner = ?1 AND identity.type = ?4 AND identity.form = ?5";
	sqlite3_stmt *statement = database_prepare(database, sql, error);
	gboolean declined_weak = FALSE, row;

	if (statement == NULL)
		return FALSE;
	sqlite3_bind_text(statement, 1, owner, -1, SQLITE_STATIC);
	sqlite3_bind_int(statement, 2, IDENTITY_EMAIL);
	sqlite3_bind_text(statement, 3, forms->email, -1, SQLITE_STATIC);
	sqlite3_bind_int(statement, 4, IDENTITY_PROFILE);
	sqlite3_bind_text(statement, 5, forms->profile, -1, SQLITE_STATIC);
	while (TRUE) {
		gboolean strong, declined;

		if (!database_step(database, statement, &row, error))
			return FALSE;
		if (!row)
			break;
		strong = sqlite3_column_int(statement, 2) == IDENTITY_EMAIL
				 ? inviter->email.strong
				 : inviter->profile.strong;
		declined = sqlite3_column_int(statement, 1) == CONTACT_DECLINED;
		if (declined && strong)
			acquaintance->declined = TRUE;
		else if (declined)
			declined_weak = TRUE;
		else if (strong)
			acquaintance->by_identity = TRUE;
		else
			acquaintance->by_weak = TRUE;
		note_contact(id, sqlite3_column_int64(statement, 0), strong);
	}
	sqlite3_clear_bindings(statement);
	if (declined_weak && !acquaintance->by_identity)
		acquaintance->declined = TRUE;
	return TRUE;
}

/* One contact that has the inviter's name, as look_up_names() reads it. */
typedef struct Namesake {
	ContactState state;
	const char *network;   /* (nullable) */
	gboolean learned;
	gboolean has_identity; /* an address or a profile */
	gboolean other_profile;
} Namesake;

/* A decline by name alone covers its network only; a member with another profile is another person. */
static gboolean
namesake_declines(const Namesake *namesake, const char *network)
{
	if (namesake->other_profile)
		return FALSE;
	if (namesake->network == NULL)
		return namesake->has_identity;
	return g_strcmp0(namesake->network, network) == 0;
}

static gboolean
namesake_apply(const Namesake *namesake, const char *network, gboolean full_name,
	       Acquaintance *acquaintance)
{
	if (namesake->learned && !full_name)
		return FALSE;
	if (namesake->state == CONTACT_DECLINED) {
		gboolean declines = namesake_declines(namesake, network);

		acquaintance->declined_name |= declines;
		return declines;
	}
	acquaintance->by_name = TRUE;
	acquaintance->other_profile |= namesake->other_profile && !namesake->learned;
	return TRUE;
}

/* ?4 is "network:form:" of the inviter's profile, ?5 the whole; without a profile both are NULL. */
static gboolean
look_up_names(Database *database, const char *owner, const char *network, const IdentityForms *forms,
	      Acquaintance *acquaintance, gint64 *id, GError **error)
{
	static const char sql[] =
		"SELECT contact.id, contact.state, contact.network, name.learned,"
		" EXISTS (SELECT 1 FROM identity AS other"
		"  WHERE other.contact = contact.id AND other.type <> ?2),"
		" EXISTS (SELECT 1 FROM identity AS other"
		"  WHERE other.contact = contact.id AND other.type = ?6"
		"  AND substr(other.form, 1, length(?4)) = ?4 AND other.form <> ?5)"
		" AND NOT EXISTS (SELECT 1 FROM identity AS same"
		"  WHERE same.contact = contact.id AND same.type = ?6 AND same.form = ?5)"
		" FROM identity AS name JOIN contact ON contact.id = name.contact"
		" WHERE name.owner = ?1 AND name.type = ?2 AND name.form = ?3";
	sqlite3_stmt *statement = database_prepare(database, sql, error);
	gsize prefix = forms->profile != NULL ? identity_profile_prefix(forms->profile) : 0;
	gboolean full_name = strchr(forms->name, ' ') != NULL, row;

	if (statement == NULL)
		return FALSE;
	sqlite3_bind_text(statement, 1, owner, -1, SQLITE_STATIC);
	sqlite3_bind_int(statement, 2, IDENTITY_NAME);
	sqlite3_bind_text(statement, 3, forms->name, -1, SQLITE_STATIC);
	sqlite3_bind_text(statement, 4, forms->profile, (int)prefix, SQLITE_STATIC);
	sqlite3_bind_text(statement, 5, forms->profile, -1, SQLITE_STATIC);
	sqlite3_bind_int(statement, 6, IDENTITY_PROFILE);
	while (TRUE) {
		Namesake namesake;

		if (!database_step(database, statement, &row, error))
			return FALSE;
		if (!row)
			break;
		namesake = (Namesake){
			.state = (ContactState)sqlite3_column_int(statement, 1),
			.network = (const char *)sqlite3_column_text(statement, 2),
			.learned = sqlite3_column_int(statement, 3) != 0,
			.has_identity = sqlite3_column_int(statement, 4) != 0,
			.other_profile = sqlite3_column_int(statement, 5) != 0,
		};
		if (namesake_apply(&namesake, network, full_name, acquaintance))
			note_contact(id, sqlite3_column_int64(statement, 0), FALSE);
	}
	sqlite3_clear_bindings(statement);
	return TRUE;
}

/* What the contact ID is called: its first name, else address, else profile. */
static gboolean
look_up_called(Database *database, gint64 id, char **called, GError **error)
{
	static const char sql[] =
		"SELECT value FROM identity WHERE contact = ?1 ORDER BY type, id LIMIT 1";
	sqlite3_stmt *statement = database_prepare(database, sql, error);
	gboolean row;

	if (statement == NULL)
		return FALSE;
	sqlite3_bind_int64(statement, 1, id);
	if (!database_step(database, statement, &row, error))
		return FALSE;
	if (row)
		*called = g_strdup((const char *)sqlite3_column_text(statement, 0));
	sqlite3_reset(statement);
	return TRUE;
}

gboolean
contacts_look_up(Database *database, const char *owner, const char *network,
		 const Inviter *inviter, Acquaintance *acquaintance, GError **error)
{
	g_auto(IdentityForms) forms = identity_forms(inviter);
	gint64 id = 0;

	memset(acquaintance, 0, sizeof *acquaintance);
	if (!look_up_book(database, owner, acquaintance, error))
		return FALSE;
	if (!acquaintance->has_book)
		return TRUE;
	if ((forms.email != NULL || forms.profile != NULL) &&
	    !look_up_identities(database, owner, inviter, &forms, acquaintance, &id, error))
		return FALSE;
	if (forms.name != NULL &&
	    !look_up_names(database, owner, network, &forms, acquaintance, &id, error))
		return FALSE;
	return id == 0 || look_up_called(database, id, &acquaintance->contact, error);
}
