/* Book.look_up over SQLite: what the book of one owner says of an inviter. */
#include <string.h>

#include "people/identities.h"
#include "people/person.h"
#include "parts.h"

/* What more people are called, says of nobody who it is. */
#define MOST_ROWS 500

/* One look-up on its way. */
typedef struct LookUp {
	Database *database;
	const Meeting *meeting;
	const IdentityForms *forms;
	gboolean full_name;
	Acquaintance *acquaintance;
	gint64 id; /* the best contact by address or profile, to name it in why; 0: none */
	gboolean declined_weak; /* one declined has what the inviter could have typed */
} LookUp;

/* What of a contact is the inviter's. */
typedef struct Found {
	gint64 id;
	gboolean declined;
	const char *network; /* of a decline (nullable) */
	gboolean unproven;   /* the decline rests on mail that proved nothing */
	gboolean learned;
	const char *value; /* as written */
} Found;

/* ---- by address or profile ---- */

/*
 * An address or profile that the inviter could have typed counts against a declined person
 * as well, but not against a friend whom the network itself names.
 */
static void
apply_identity(LookUp *look_up, IdentityType type, const Found *found)
{
	Acquaintance *acquaintance = look_up->acquaintance;
	gboolean strong = look_up->meeting->inviter->known[type].strong;

	if (found->declined && strong)
		acquaintance->declined = TRUE;
	else if (found->declined)
		look_up->declined_weak = TRUE;
	else if (strong)
		acquaintance->by_identity = TRUE;
	else
		acquaintance->by_weak = TRUE;
	if (look_up->id == 0 || strong)
		look_up->id = found->id;
}

/*
 * All addresses and profiles have been seen; TRUE: who is known by them is not asked for by name
 * (trust_standing()).
 */
static gboolean
settle_identities(const LookUp *look_up)
{
	Acquaintance *acquaintance = look_up->acquaintance;

	if (look_up->declined_weak && !acquaintance->by_identity)
		acquaintance->declined = TRUE;
	return acquaintance->declined || acquaintance->by_identity;
}

/* ---- by name ---- */

/* *HAS: the contact has an address or a profile. */
static gboolean
has_identity(const LookUp *look_up, gint64 id, gboolean *has, GError **error)
{
	static const char sql[] = "SELECT 1 FROM identity WHERE contact = ?1 AND type > ?2 LIMIT 1";
	sqlite3_stmt *statement = database_prepare(look_up->database, sql, error);

	if (statement == NULL)
		return FALSE;
	sqlite3_bind_int64(statement, 1, id);
	sqlite3_bind_int(statement, 2, IDENTITY_NAME);
	if (!database_step(look_up->database, statement, has, error))
		return FALSE;
	sqlite3_reset(statement);
	return TRUE;
}

/* *OTHER: the contact has profiles of the form of the inviter's, and none is the inviter's. */
static gboolean
has_other_profile(const LookUp *look_up, gint64 id, gboolean *other, GError **error)
{
	static const char sql[] =
		"SELECT count(*) > 0 AND sum(form = ?4) = 0 FROM identity"
		" WHERE contact = ?1 AND type = ?2 AND substr(form, 1, length(?3)) = ?3";
	sqlite3_stmt *statement;
	gboolean row;

	*other = FALSE;
	if (look_up->forms->form[IDENTITY_PROFILE] == NULL)
		return TRUE;
	if ((statement = database_prepare(look_up->database, sql, error)) == NULL)
		return FALSE;
	sqlite3_bind_int64(statement, 1, id);
	sqlite3_bind_int(statement, 2, IDENTITY_PROFILE);
	sqlite3_bind_text(statement, 3, look_up->forms->form[IDENTITY_PROFILE],
			  (int)identity_profile_prefix(look_up->forms->form[IDENTITY_PROFILE]),
			  SQLITE_STATIC);
	sqlite3_bind_text(statement, 4, look_up->forms->form[IDENTITY_PROFILE], -1, SQLITE_STATIC);
	if (!database_step(look_up->database, statement, &row, error))
		return FALSE;
	*other = row && sqlite3_column_int(statement, 0) != 0;
	sqlite3_reset(statement);
	sqlite3_clear_bindings(statement);
	return TRUE;
}

/*
 * The network itself says who it is, by more than a name: who is not known by that is another
 * person.
 */
static gboolean
is_somebody(const Meeting *meeting)
{
	const Inviter *inviter = meeting->inviter;

	return meeting->proven && ((inviter->email.value != NULL && inviter->email.strong) ||
				   (inviter->profile.value != NULL && inviter->profile.strong));
}

/* What proved nothing declines what proves nothing: whom a forger names has not invited. */
static gboolean
decline_reaches(const LookUp *look_up, const Found *found)
{
	const Meeting *meeting = look_up->meeting;

	if (found->network != NULL && g_strcmp0(found->network, meeting->network_key) != 0)
		return FALSE;
	return !found->unproven || !meeting->proven || !meeting->inviter->name.strong;
}

/*
 * A decline by name alone covers its network only; a member with another profile is another person,
 * and so is whoever has an address or profile where the declined one has others.
 */
static gboolean
namesake_declines(const LookUp *look_up, const Found *found, gboolean *declines, GError **error)
{
	gboolean other, known;

	*declines = FALSE;
	if (!decline_reaches(look_up, found))
		return TRUE;
	if (!has_identity(look_up, found->id, &known, error) ||
	    !has_other_profile(look_up, found->id, &other, error))
		return FALSE;
	*declines = !other && (known ? !is_somebody(look_up->meeting) : found->network != NULL);
	return TRUE;
}

/* What cannot say more is not asked: a name may be common. */
static gboolean
apply_name(LookUp *look_up, const Found *found, GError **error)
{
	Acquaintance *acquaintance = look_up->acquaintance;
	gboolean counts = !found->learned || look_up->full_name;

	if (!counts)
		return TRUE;
	if (found->declined) {
		if (!namesake_declines(look_up, found, &counts, error))
			return FALSE;
		acquaintance->declined_name |= counts;
	} else {
		acquaintance->by_name = TRUE;
		if (!found->learned && !acquaintance->other_profile &&
		    !has_other_profile(look_up, found->id, &acquaintance->other_profile, error))
			return FALSE;
	}
	if (counts && acquaintance->contact == NULL)
		acquaintance->contact = g_strdup(found->value);
	return TRUE;
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

/*
 * Who is not among the declined is a friend: their small index tells it without a look at
 * the contact itself.
 */
#define THOSE_WITH(type, form)                                                                     \
	"SELECT identity.type, identity.contact, declined.id, declined.network,"                   \
	" identity.learned, identity.value, declined.source = '" CONTACT_UNPROVEN                  \
	"' FROM identity"                                                                          \
	" LEFT JOIN contact AS declined INDEXED BY contact_declined"                               \
	" ON declined.id = identity.contact AND declined.state = 1"                                \
	" WHERE identity.owner = ?1 AND identity.type = " type " AND identity.form = " form

/* One statement, and so one moment: whether there is a book, then what it has. */
static sqlite3_stmt *
prepare_look_up(const LookUp *look_up, GError **error)
{
	static const char sql[] = "SELECT 0, 0, NULL, NULL, 0, NULL, 0 FROM (SELECT 1 FROM contact "
				  "WHERE owner = ?1 LIMIT 1)"
				  " UNION ALL " THOSE_WITH("2", "?2") " UNION ALL " THOSE_WITH(
					  "3", "?3") " UNION ALL " THOSE_WITH("1", "?4");
	sqlite3_stmt *statement = database_prepare(look_up->database, sql, error);

	if (statement == NULL)
		return NULL;
	sqlite3_bind_text(statement, 1, look_up->meeting->owner, -1, SQLITE_STATIC);
	sqlite3_bind_text(statement, 2, look_up->forms->form[IDENTITY_EMAIL], -1, SQLITE_STATIC);
	sqlite3_bind_text(statement, 3, look_up->forms->form[IDENTITY_PROFILE], -1, SQLITE_STATIC);
	sqlite3_bind_text(statement, 4, look_up->forms->form[IDENTITY_NAME], -1, SQLITE_STATIC);
	return statement;
}

/* What a row says; *DONE: no further one says more. */
static gboolean
apply_row(LookUp *look_up, sqlite3_stmt *statement, gboolean *done, GError **error)
{
	int type = sqlite3_column_int(statement, 0);
	const Found found = {
		.id = sqlite3_column_int64(statement, 1),
		.declined = sqlite3_column_type(statement, 2) != SQLITE_NULL,
		.network = (const char *)sqlite3_column_text(statement, 3),
		.learned = sqlite3_column_int(statement, 4) != 0,
		.value = (const char *)sqlite3_column_text(statement, 5),
		.unproven = sqlite3_column_int(statement, 6) != 0,
	};

	*done = FALSE;
	if (type == 0)
		look_up->acquaintance->has_book = TRUE;
	else if (type != IDENTITY_NAME)
		apply_identity(look_up, (IdentityType)type, &found);
	else if (settle_identities(look_up))
		*done = TRUE;
	else
		return apply_name(look_up, &found, error);
	return TRUE;
}

static gboolean
look_up_rows(LookUp *look_up, sqlite3_stmt *statement, GError **error)
{
	gboolean row = TRUE, done = FALSE;

	for (guint i = 0; i < MOST_ROWS && !done; i++) {
		if (!database_step(look_up->database, statement, &row, error))
			return FALSE;
		if (!row)
			break;
		if (!apply_row(look_up, statement, &done, error))
			return FALSE;
	}
	settle_identities(look_up);
	if (look_up->id == 0)
		return TRUE;
	g_clear_pointer(&look_up->acquaintance->contact, g_free);
	return look_up_called(look_up->database, look_up->id, &look_up->acquaintance->contact,
			      error);
}

gboolean
contacts_look_up(Contacts *book, const Meeting *meeting, Acquaintance *acquaintance, GError **error)
{
	Database *database = book->engine;
	g_auto(IdentityForms) forms = identity_forms(meeting->inviter);
	LookUp look_up = {
		.database = database,
		.meeting = meeting,
		.forms = &forms,
		.full_name = forms.form[IDENTITY_NAME] != NULL &&
			     person_form_is_full(forms.form[IDENTITY_NAME]),
		.acquaintance = acquaintance,
	};
	sqlite3_stmt *statement = prepare_look_up(&look_up, error);
	gboolean found;

	memset(acquaintance, 0, sizeof *acquaintance);
	if (statement == NULL)
		return FALSE;
	found = look_up_rows(&look_up, statement, error);
	sqlite3_reset(statement);
	sqlite3_clear_bindings(statement);
	return found;
}
