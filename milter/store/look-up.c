/* Book.look_up over SQLite: what the book of one owner says of an inviter. */
#include <string.h>

#include "contacts.h"
#include "invite/identities.h"
#include "invite/person.h"

/* The comparable forms of what the mail tells of the inviter; NULL where it tells nothing. */
typedef struct Forms {
	char *name;
	char *email;
	char *profile;
} Forms;

static char *
form_of(IdentityType type, const Identity *identity)
{
	return identity->value != NULL ? identity_form(type, identity->value) : NULL;
}

static void
forms_clear(Forms *forms)
{
	g_free(forms->name);
	g_free(forms->email);
	g_free(forms->profile);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Forms, forms_clear)

/*
 * Who is not among the declined is a friend: their small index tells it without a look at
 * the contact itself.
 */
#define LEFT_JOIN_DECLINED                                                                         \
	" LEFT JOIN contact AS declined INDEXED BY contact_declined"                               \
	" ON declined.id = identity.contact AND declined.state = 1"

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
		   const Forms *forms, Acquaintance *acquaintance, gint64 *id, GError **error)
{
	static const char sql[] =
		"SELECT identity.contact, declined.id, identity.type FROM identity" LEFT_JOIN_DECLINED
		" WHERE identity.owner = ?1 AND identity.type = ?2 AND identity.form = ?3"
		" UNION ALL "
		"SELECT identity.contact, declined.id, identity.type FROM identity" LEFT_JOIN_DECLINED
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
		declined = sqlite3_column_type(statement, 1) != SQLITE_NULL;
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

/* ---- by name ---- */

/* What is asked for. */
typedef struct NameSearch {
	Database *database;
	const char *owner;
	const char *network;
	const char *name;    /* comparable form */
	const char *profile; /* comparable form (nullable) */
	gboolean full_name;
} NameSearch;

/* *HAS: the contact has an address or a profile. */
static gboolean
has_identity(const NameSearch *search, gint64 id, gboolean *has, GError **error)
{
	static const char sql[] =
		"SELECT 1 FROM identity WHERE contact = ?1 AND type > ?2 LIMIT 1";
	sqlite3_stmt *statement = database_prepare(search->database, sql, error);

	if (statement == NULL)
		return FALSE;
	sqlite3_bind_int64(statement, 1, id);
	sqlite3_bind_int(statement, 2, IDENTITY_NAME);
	if (!database_step(search->database, statement, has, error))
		return FALSE;
	sqlite3_reset(statement);
	return TRUE;
}

/* *OTHER: the contact has profiles of the form of the inviter's, and none is the inviter's. */
static gboolean
has_other_profile(const NameSearch *search, gint64 id, gboolean *other, GError **error)
{
	static const char sql[] =
		"SELECT count(*) > 0 AND sum(form = ?4) = 0 FROM identity"
		" WHERE contact = ?1 AND type = ?2 AND substr(form, 1, length(?3)) = ?3";
	sqlite3_stmt *statement;
	gboolean row;

	*other = FALSE;
	if (search->profile == NULL)
		return TRUE;
	if ((statement = database_prepare(search->database, sql, error)) == NULL)
		return FALSE;
	sqlite3_bind_int64(statement, 1, id);
	sqlite3_bind_int(statement, 2, IDENTITY_PROFILE);
	sqlite3_bind_text(statement, 3, search->profile,
			  (int)identity_profile_prefix(search->profile), SQLITE_STATIC);
	sqlite3_bind_text(statement, 4, search->profile, -1, SQLITE_STATIC);
	if (!database_step(search->database, statement, &row, error))
		return FALSE;
	*other = row && sqlite3_column_int(statement, 0) != 0;
	sqlite3_reset(statement);
	sqlite3_clear_bindings(statement);
	return TRUE;
}

/* A decline by name alone covers its network only; a member with another profile is another person. */
static gboolean
namesake_declines(const NameSearch *search, gint64 id, const char *network, gboolean *declines,
		  GError **error)
{
	gboolean other;

	if (network != NULL)
		*declines = g_strcmp0(network, search->network) == 0;
	else if (!has_identity(search, id, declines, error))
		return FALSE;
	if (!*declines)
		return TRUE;
	if (!has_other_profile(search, id, &other, error))
		return FALSE;
	*declines = !other;
	return TRUE;
}

/* One contact that has the name. */
typedef struct Namesake {
	gint64 id;
	gboolean declined;
	const char *network; /* of a decline (nullable) */
	gboolean learned;
	const char *value;   /* the name as written */
} Namesake;

/* What NAMESAKE says of the inviter.  What cannot say more is not asked: a name may be common. */
static gboolean
namesake_apply(const NameSearch *search, const Namesake *namesake, Acquaintance *acquaintance,
	       GError **error)
{
	gboolean counts = !namesake->learned || search->full_name;

	if (!counts)
		return TRUE;
	if (namesake->declined) {
		if (!namesake_declines(search, namesake->id, namesake->network, &counts, error))
			return FALSE;
		acquaintance->declined_name |= counts;
	} else {
		acquaintance->by_name = TRUE;
		if (!namesake->learned && !acquaintance->other_profile &&
		    !has_other_profile(search, namesake->id, &acquaintance->other_profile, error))
			return FALSE;
	}
	if (counts && acquaintance->contact == NULL)
		acquaintance->contact = g_strdup(namesake->value);
	return TRUE;
}

static gboolean
apply_namesakes(const NameSearch *search, Acquaintance *acquaintance, GError **error)
{
	static const char sql[] =
		"SELECT identity.contact, declined.id, declined.network, learned, value FROM identity"
		LEFT_JOIN_DECLINED
		" WHERE identity.owner = ?1 AND identity.type = ?2 AND identity.form = ?3"
		" LIMIT 500"; /* what so many are called says of nobody who it is */
	sqlite3_stmt *statement = database_prepare(search->database, sql, error);
	gboolean row = TRUE;

	if (statement == NULL)
		return FALSE;
	sqlite3_bind_text(statement, 1, search->owner, -1, SQLITE_STATIC);
	sqlite3_bind_int(statement, 2, IDENTITY_NAME);
	sqlite3_bind_text(statement, 3, search->name, -1, SQLITE_STATIC);
	while (TRUE) {
		Namesake namesake;

		if (!database_step(search->database, statement, &row, error))
			return FALSE;
		if (!row)
			break;
		namesake = (Namesake){
			.id = sqlite3_column_int64(statement, 0),
			.declined = sqlite3_column_type(statement, 1) != SQLITE_NULL,
			.network = (const char *)sqlite3_column_text(statement, 2),
			.learned = sqlite3_column_int(statement, 3) != 0,
			.value = (const char *)sqlite3_column_text(statement, 4),
		};
		if (!namesake_apply(search, &namesake, acquaintance, error)) {
			sqlite3_reset(statement);
			return FALSE;
		}
	}
	sqlite3_clear_bindings(statement);
	return TRUE;
}

static gboolean
look_up_names(Database *database, const char *owner, const char *network, const Forms *forms,
	      Acquaintance *acquaintance, GError **error)
{
	const NameSearch search = {
		.database = database,
		.owner = owner,
		.network = network,
		.name = forms->name,
		.profile = forms->profile,
		.full_name = person_form_is_full(forms->name),
	};

	return apply_namesakes(&search, acquaintance, error);
}

/* ---- all ---- */

/* What of TYPE the contact ID had first, or nothing. */
static gboolean
look_up_first(Database *database, gint64 id, IdentityType type, char **value, GError **error)
{
	static const char sql[] =
		"SELECT value, place FROM identity WHERE contact = ?1 AND type = ?2";
	sqlite3_stmt *statement = database_prepare(database, sql, error);
	gint64 first = G_MAXINT64;
	gboolean row = TRUE;

	if (statement == NULL)
		return FALSE;
	sqlite3_bind_int64(statement, 1, id);
	sqlite3_bind_int(statement, 2, type);
	while (TRUE) {
		if (!database_step(database, statement, &row, error))
			return FALSE;
		if (!row)
			return TRUE;
		if (sqlite3_column_int64(statement, 1) >= first)
			continue;
		first = sqlite3_column_int64(statement, 1);
		g_free(*value);
		*value = g_strdup((const char *)sqlite3_column_text(statement, 0));
	}
}

/* What the contact ID is called: its first name, else address, else profile. */
static gboolean
look_up_called(Database *database, gint64 id, char **called, GError **error)
{
	for (IdentityType type = IDENTITY_NAME; type <= IDENTITY_PROFILE && *called == NULL; type++)
		if (!look_up_first(database, id, type, called, error))
			return FALSE;
	return TRUE;
}

static gboolean
look_up_all(Database *database, const char *owner, const char *network, const Inviter *inviter,
	    Acquaintance *acquaintance, GError **error)
{
	g_auto(Forms) forms = { 0 };
	gint64 id = 0;

	if (!look_up_book(database, owner, acquaintance, error))
		return FALSE;
	if (!acquaintance->has_book)
		return TRUE;
	forms = (Forms){
		.name = form_of(IDENTITY_NAME, &inviter->name),
		.email = form_of(IDENTITY_EMAIL, &inviter->email),
		.profile = form_of(IDENTITY_PROFILE, &inviter->profile),
	};
	if ((forms.email != NULL || forms.profile != NULL) &&
	    !look_up_identities(database, owner, inviter, &forms, acquaintance, &id, error))
		return FALSE;
	if (id != 0 && !look_up_called(database, id, &acquaintance->contact, error))
		return FALSE;
	/* Who is known by an address or a profile is not asked for by name (trust_standing()). */
	return forms.name == NULL || acquaintance->declined || acquaintance->by_identity ||
	       look_up_names(database, owner, network, &forms, acquaintance, error);
}

gboolean
contacts_look_up(Database *database, const char *owner, const char *network,
		 const Inviter *inviter, Acquaintance *acquaintance, GError **error)
{
	gboolean found;

	memset(acquaintance, 0, sizeof *acquaintance);
	if (!database_begin_reading(database, error))
		return FALSE;
	found = look_up_all(database, owner, network, inviter, acquaintance, error);
	database_end_reading(database);
	return found;
}
