#include "traces.h"

static void
copy_free(gpointer data)
{
	TracesCopy *copy = data;

	spool_entry_free(copy->entry);
	g_free(copy);
}

static Traces *
traces_new(void)
{
	Traces *traces = g_new0(Traces, 1);

	traces->contacts = g_ptr_array_new_with_free_func((GDestroyNotify)contact_free);
	traces->invitations = g_ptr_array_new_with_free_func((GDestroyNotify)history_row_free);
	traces->copies = g_ptr_array_new_with_free_func(copy_free);
	return traces;
}

void
traces_free(Traces *traces)
{
	if (traces == NULL)
		return;
	g_ptr_array_unref(traces->contacts);
	g_ptr_array_unref(traces->invitations);
	g_ptr_array_unref(traces->copies);
	g_free(traces);
}

gboolean
traces_is_empty(const Traces *traces)
{
	return traces->contacts->len + traces->invitations->len + traces->copies->len == 0;
}

char **
traces_names(const Traces *traces)
{
	g_autoptr(GStrvBuilder) names = g_strv_builder_new();

	for (guint i = 0; i < traces->contacts->len; i++) {
		const Contact *contact = traces->contacts->pdata[i];

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
has_contact(const Traces *traces, gint64 id)
{
	for (guint i = 0; i < traces->contacts->len; i++)
		if (((const Contact *)traces->contacts->pdata[i])->id == id)
			return TRUE;
	return FALSE;
}

/* The contacts of WORD in all books; their addresses and profiles are the person's as well. */
static gboolean
find_contacts(Traces *traces, Contacts *contacts, const char *word, GHashTable *forms,
	      GError **error)
{
	g_autoptr(GPtrArray) found = contacts->find(contacts, NULL, word, error);

	for (guint i = 0; found != NULL && i < found->len; i++) {
		Contact *contact = found->pdata[i];

		for (guint j = 0; j < contact->emails->len; j++)
			add_form(forms, IDENTITY_EMAIL, contact->emails->pdata[j]);
		for (guint j = 0; j < contact->profiles->len; j++)
			add_form(forms, IDENTITY_PROFILE, contact->profiles->pdata[j]);
		if (!has_contact(traces, contact->id))
			g_ptr_array_add(traces->contacts, g_steal_pointer(&found->pdata[i]));
	}
	return found != NULL;
}

/* ---- history ---- */

static gboolean
has_invitation(const Traces *traces, gint64 id)
{
	for (guint i = 0; i < traces->invitations->len; i++)
		if (((const HistoryRow *)traces->invitations->pdata[i])->id == id)
			return TRUE;
	return FALSE;
}

/* What all owners got of who has FORM, behind its type's digit. */
static gboolean
find_invitations(Traces *traces, History *history, const char *form, GError **error)
{
	g_autoptr(GPtrArray) found =
		history->find(history, (IdentityType)(form[0] - '0'), form + 1, error);

	for (guint i = 0; found != NULL && i < found->len; i++)
		if (!has_invitation(traces, ((const HistoryRow *)found->pdata[i])->id))
			g_ptr_array_add(traces->invitations, g_steal_pointer(&found->pdata[i]));
	return found != NULL;
}

/* ---- copies: the files are the truth ---- */

/* Whether ENTRY is of whom DATA tells. */
typedef gboolean (*CopyTest)(const SpoolEntry *entry, gpointer data);

static void
take_copy(Traces *traces, const Spool *spool, SpoolPlace place, const char *id, CopyTest test,
	  gpointer data)
{
	g_autoptr(GError) failure = NULL;
	g_autoptr(SpoolEntry) entry = spool_read(spool, place, id, &failure);
	TracesCopy *copy;

	if (entry == NULL) {
		traces->unreadable += !g_error_matches(failure, SPOOL_ERROR, SPOOL_ERROR_MISSING);
		return;
	}
	if (!test(entry, data))
		return;
	copy = g_new(TracesCopy, 1);
	*copy = (TracesCopy){ place, g_steal_pointer(&entry) };
	g_ptr_array_add(traces->copies, copy);
}

static gboolean
find_copies(Traces *traces, const Spool *spool, CopyTest test, gpointer data, GError **error)
{
	for (SpoolPlace place = SPOOL_HELD; place < SPOOL_DONE; place++) {
		g_auto(GStrv) ids = spool_list(spool, place, error);

		if (ids == NULL)
			return FALSE;
		for (char **id = ids; *id != NULL; id++)
			take_copy(traces, spool, place, *id, test, data);
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
find_all(Traces *traces, Store *store, const Spool *spool, const char *const *words,
	 GHashTable *forms, GError **error)
{
	GHashTableIter iter;
	gpointer form;

	for (; *words != NULL; words++) {
		add_word(forms, *words);
		if (!find_contacts(traces, store->contacts, *words, forms, error))
			return FALSE;
	}
	g_hash_table_iter_init(&iter, forms);
	while (g_hash_table_iter_next(&iter, &form, NULL))
		if (!find_invitations(traces, store->history, form, error))
			return FALSE;
	return find_copies(traces, spool, is_by, forms, error);
}

Traces *
traces_find(Store *store, const Spool *spool, const char *const *words, GError **error)
{
	g_autoptr(GHashTable) forms = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(Traces) traces = traces_new();

	if (!find_all(traces, store, spool, words, forms, error))
		return NULL;
	return g_steal_pointer(&traces);
}

Traces *
traces_of_owner(const Spool *spool, const char *owner, GError **error)
{
	g_autoptr(Traces) traces = traces_new();

	if (!find_copies(traces, spool, is_for, (gpointer)owner, error))
		return NULL;
	return g_steal_pointer(&traces);
}
