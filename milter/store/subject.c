#include "subject.h"

#include <string.h>

#include "contacts.h"

static void
invitation_free(gpointer data)
{
	SubjectInvitation *invitation = data;

	g_free(invitation->owner);
	g_free(invitation->network);
	g_ptr_array_unref(invitation->forms);
	g_free(invitation);
}

static void
copy_free(gpointer data)
{
	SubjectCopy *copy = data;

	spool_entry_free(copy->entry);
	g_free(copy);
}

static Subject *
subject_new(void)
{
	Subject *subject = g_new0(Subject, 1);

	subject->contacts = g_ptr_array_new_with_free_func((GDestroyNotify)contact_free);
	subject->invitations = g_ptr_array_new_with_free_func(invitation_free);
	subject->copies = g_ptr_array_new_with_free_func(copy_free);
	return subject;
}

void
subject_free(Subject *subject)
{
	if (subject == NULL)
		return;
	g_ptr_array_unref(subject->contacts);
	g_ptr_array_unref(subject->invitations);
	g_ptr_array_unref(subject->copies);
	g_free(subject);
}

gboolean
subject_is_empty(const Subject *subject)
{
	return subject->contacts->len + subject->invitations->len + subject->copies->len == 0;
}

char **
subject_names(const Subject *subject)
{
	g_autoptr(GStrvBuilder) names = g_strv_builder_new();

	for (guint i = 0; i < subject->contacts->len; i++) {
		const Contact *contact = subject->contacts->pdata[i];

		for (guint j = 0; j < contact->names->len; j++)
			g_strv_builder_add(names, contact->names->pdata[j]);
	}
	return g_strv_builder_end(names);
}

/* ---- what they are known by: a set of forms, each behind the digit of its type ---- */

static void
add_form(GHashTable *forms, IdentityType type, const char *value)
{
	g_autofree char *form = value != NULL ? identity_form(type, value) : NULL;

	if (form != NULL)
		g_hash_table_add(forms, g_strdup_printf("%d%s", type, form));
}

/* As a profile if it is one, else as an address, else as a name. */
static void
add_word(GHashTable *forms, const char *word)
{
	const guint before = g_hash_table_size(forms);

	for (IdentityType type = IDENTITY_PROFILE; type >= IDENTITY_NAME; type--) {
		add_form(forms, type, word);
		if (g_hash_table_size(forms) > before)
			return;
	}
}

static gboolean
has_form(GHashTable *forms, IdentityType type, const char *value)
{
	g_autofree char *form = value != NULL ? identity_form(type, value) : NULL;
	g_autofree char *key = form != NULL ? g_strdup_printf("%d%s", type, form) : NULL;

	return key != NULL && g_hash_table_contains(forms, key);
}

/* ---- contacts ---- */

static gboolean
has_contact(const Subject *subject, gint64 id)
{
	for (guint i = 0; i < subject->contacts->len; i++)
		if (((const Contact *)subject->contacts->pdata[i])->id == id)
			return TRUE;
	return FALSE;
}

/* The contacts of WORD in all books; their addresses and profiles are the person's as well. */
static gboolean
find_contacts(Subject *subject, Database *database, const char *word, GHashTable *forms,
	      GError **error)
{
	g_autoptr(GPtrArray) found = contacts_find(database, NULL, word, error);

	for (guint i = 0; found != NULL && i < found->len; i++) {
		Contact *contact = found->pdata[i];

		for (guint j = 0; j < contact->emails->len; j++)
			add_form(forms, IDENTITY_EMAIL, contact->emails->pdata[j]);
		for (guint j = 0; j < contact->profiles->len; j++)
			add_form(forms, IDENTITY_PROFILE, contact->profiles->pdata[j]);
		if (!has_contact(subject, contact->id))
			g_ptr_array_add(subject->contacts, g_steal_pointer(&found->pdata[i]));
	}
	return found != NULL;
}

/* ---- history ---- */

static SubjectInvitation *
invitation_from_row(sqlite3_stmt *statement)
{
	SubjectInvitation *invitation = g_new0(SubjectInvitation, 1);

	invitation->id = sqlite3_column_int64(statement, 0);
	invitation->owner = g_strdup((const char *)sqlite3_column_text(statement, 1));
	invitation->network = g_strdup((const char *)sqlite3_column_text(statement, 2));
	invitation->count = (guint)sqlite3_column_int(statement, 3);
	invitation->first = sqlite3_column_int64(statement, 4);
	invitation->last = sqlite3_column_int64(statement, 5);
	invitation->proven = sqlite3_column_int(statement, 6) != 0;
	invitation->forms = g_ptr_array_new_with_free_func(g_free);
	return invitation;
}

static gboolean
read_forms(Database *database, SubjectInvitation *invitation, GError **error)
{
	static const char sql[] =
		"SELECT form FROM invitation_identity WHERE invitation = ?1 ORDER BY type, form";
	sqlite3_stmt *statement = database_prepare(database, sql, error);
	gboolean row = TRUE;

	if (statement == NULL)
		return FALSE;
	sqlite3_bind_int64(statement, 1, invitation->id);
	while (TRUE) {
		if (!database_step(database, statement, &row, error))
			return FALSE;
		if (!row)
			return TRUE;
		g_ptr_array_add(invitation->forms,
				g_strdup((const char *)sqlite3_column_text(statement, 0)));
	}
}

static gboolean
has_invitation(const Subject *subject, gint64 id)
{
	for (guint i = 0; i < subject->invitations->len; i++)
		if (((const SubjectInvitation *)subject->invitations->pdata[i])->id == id)
			return TRUE;
	return FALSE;
}

/* What all owners got of who has FORM, behind its type's digit. */
static gboolean
find_invitations(Subject *subject, Database *database, const char *form, GError **error)
{
	static const char sql[] =
		"SELECT id, owner, network, count, first, last, proven FROM invitation WHERE id IN"
		" (SELECT invitation FROM invitation_identity WHERE type = ?1 AND form = ?2) ORDER BY id";
	sqlite3_stmt *statement = database_prepare(database, sql, error);
	gboolean row = TRUE;

	if (statement == NULL)
		return FALSE;
	sqlite3_bind_int(statement, 1, form[0] - '0');
	sqlite3_bind_text(statement, 2, form + 1, -1, SQLITE_TRANSIENT);
	while (TRUE) {
		SubjectInvitation *invitation;

		if (!database_step(database, statement, &row, error))
			return FALSE;
		if (!row)
			return TRUE;
		if (has_invitation(subject, sqlite3_column_int64(statement, 0)))
			continue;
		invitation = invitation_from_row(statement);
		g_ptr_array_add(subject->invitations, invitation);
		if (!read_forms(database, invitation, error)) {
			sqlite3_reset(statement);
			return FALSE;
		}
	}
}

/* ---- copies: the files are the truth ---- */

/* Whether ENTRY is of whom DATA tells. */
typedef gboolean (*CopyTest)(const SpoolEntry *entry, gpointer data);

static void
take_copy(Subject *subject, const Spool *spool, SpoolPlace place, const char *id, CopyTest test,
	  gpointer data)
{
	g_autoptr(GError) failure = NULL;
	g_autoptr(SpoolEntry) entry = spool_read(spool, place, id, &failure);
	SubjectCopy *copy;

	if (entry == NULL) {
		subject->unreadable += !g_error_matches(failure, SPOOL_ERROR, SPOOL_ERROR_MISSING);
		return;
	}
	if (!test(entry, data))
		return;
	copy = g_new(SubjectCopy, 1);
	*copy = (SubjectCopy){ place, g_steal_pointer(&entry) };
	g_ptr_array_add(subject->copies, copy);
}

static gboolean
find_copies(Subject *subject, const Spool *spool, CopyTest test, gpointer data, GError **error)
{
	for (SpoolPlace place = SPOOL_HELD; place < SPOOL_DONE; place++) {
		g_auto(GStrv) ids = spool_list(spool, place, error);

		if (ids == NULL)
			return FALSE;
		for (char **id = ids; *id != NULL; id++)
			take_copy(subject, spool, place, *id, test, data);
	}
	return TRUE;
}

/* A CopyTest: DATA is a set of forms. */
static gboolean
is_by(const SpoolEntry *entry, gpointer forms)
{
	g_autoptr(GPtrArray) inviters = spool_entry_inviters(entry);

	for (guint i = 0; i < inviters->len; i++) {
		const Inviter *inviter = inviters->pdata[i];

		if (has_form(forms, IDENTITY_NAME, inviter->name.value) ||
		    has_form(forms, IDENTITY_EMAIL, inviter->email.value) ||
		    has_form(forms, IDENTITY_PROFILE, inviter->profile.value))
			return TRUE;
	}
	return FALSE;
}

/* A CopyTest: DATA is an owner. */
static gboolean
is_for(const SpoolEntry *entry, gpointer owner)
{
	return g_strcmp0(entry->owner, owner) == 0;
}

/* ---- all ---- */

static gboolean
find_all(Subject *subject, Database *database, const Spool *spool, const char *const *words,
	 GHashTable *forms, GError **error)
{
	GHashTableIter iter;
	gpointer form;

	for (; *words != NULL; words++) {
		add_word(forms, *words);
		if (!find_contacts(subject, database, *words, forms, error))
			return FALSE;
	}
	g_hash_table_iter_init(&iter, forms);
	while (g_hash_table_iter_next(&iter, &form, NULL))
		if (!find_invitations(subject, database, form, error))
			return FALSE;
	return find_copies(subject, spool, is_by, forms, error);
}

Subject *
subject_find(Database *database, const Spool *spool, const char *const *words, GError **error)
{
	g_autoptr(GHashTable) forms = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(Subject) subject = subject_new();

	if (!find_all(subject, database, spool, words, forms, error))
		return NULL;
	return g_steal_pointer(&subject);
}

Subject *
subject_of_owner(const Spool *spool, const char *owner, GError **error)
{
	g_autoptr(Subject) subject = subject_new();

	if (!find_copies(subject, spool, is_for, (gpointer)owner, error))
		return NULL;
	return g_steal_pointer(&subject);
}
