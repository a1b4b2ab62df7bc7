/* Staging over SQLite: what is gathered lies in a database of its own. */
#include "database.h"
#include "merge.h"
#include "parts.h"

typedef struct Gathering {
	Staging staging;
	char *owner;
	Database *gathered;
} Gathering;

static gboolean
gather(Staging *staging, Contact *contact, GError **error)
{
	Gathering *gathering = staging->engine;
	g_autoptr(GArray) known = known_new(contact);
	g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));

	g_free(contact->owner);
	contact->owner = g_strdup(gathering->owner);
	return merge_find(gathering->gathered, contact, known, ids, error) &&
	       merge_store(gathering->gathered, contact, known, ids, error);
}

static gboolean
count_gathered(Staging *staging, guint64 *count, GError **error)
{
	Database *gathered = ((Gathering *)staging->engine)->gathered;
	static const char sql[] = "SELECT count(*) FROM contact";
	sqlite3_stmt *statement = database_prepare(gathered, sql, error);
	gboolean row;

	if (statement == NULL || !database_step(gathered, statement, &row, error))
		return FALSE;
	*count = (guint64)sqlite3_column_int64(statement, 0);
	sqlite3_reset(statement);
	return TRUE;
}

/* ---- before the book is locked: who is new, who is there already ---- */

/* What the gathered contacts are to a book, found while others may write to it. */
typedef enum { FATE_NEW, FATE_MERGED, FATE_UNCHANGED } Fate;

/* A merge on its way. */
typedef struct Merge {
	Database *gathered;
	Database *book; /* NULL: one that is not there */
	StagingProgressFunc progress;
	gpointer user_data;
	StagingCounts *counts;
	guint64 done;
	gboolean untouched; /* nobody wrote to the book since its fates were found */
} Merge;

static gboolean
find_fate(Database *book, const Contact *contact, const GArray *known, GArray *ids, Fate *fate,
	  GError **error)
{
	gboolean adds;

	*fate = FATE_NEW;
	if (book == NULL)
		return TRUE;
	if (!merge_find(book, contact, known, ids, error) ||
	    !merge_adds(book, contact, known, ids, &adds, error))
		return FALSE;
	if (!adds)
		*fate = FATE_UNCHANGED;
	else if (ids->len > 0)
		*fate = FATE_MERGED;
	return TRUE;
}

static void
count_fate(StagingCounts *counts, Fate fate, int by)
{
	guint64 *const of[] = {
		[FATE_NEW] = &counts->added,
		[FATE_MERGED] = &counts->merged,
		[FATE_UNCHANGED] = &counts->unchanged,
	};

	*of[fate] += (guint64)by;
}

static gboolean
save_fate(Database *gathered, gint64 id, Fate fate, GError **error)
{
	static const char sql[] = "INSERT INTO fate (contact, fate) VALUES (?1, ?2)";
	sqlite3_stmt *statement = database_prepare(gathered, sql, error);

	if (statement == NULL)
		return FALSE;
	sqlite3_bind_int64(statement, 1, id);
	sqlite3_bind_int(statement, 2, fate);
	return database_run(gathered, statement, error);
}

/* ---- all of the gathered, in the order in which they came ---- */

typedef gboolean (*GatheredFunc)(Merge *merge, Contact *contact, Fate fate, GError **error);

/* Call FUNC with each whose SQL selects contact.* and fate. */
static gboolean
foreach_gathered(Merge *merge, const char *sql, GatheredFunc func, GError **error)
{
	Database *gathered = merge->gathered;
	sqlite3_stmt *statement = database_prepare(gathered, sql, error);
	gboolean row = TRUE;

	while (statement != NULL) {
		g_autoptr(Contact) contact = NULL;

		if (!database_step(gathered, statement, &row, error))
			return FALSE;
		if (!row)
			return TRUE;
		contact = contact_from_row(statement);
		if (!func(merge, contact, (Fate)sqlite3_column_int(statement, 7), error)) {
			sqlite3_reset(statement);
			return FALSE;
		}
		merge->progress(merge->done++, merge->user_data);
	}
	return FALSE;
}

static gboolean
note_fate(Merge *merge, Contact *contact, Fate fate, GError **error)
{
	g_autoptr(GArray) known = known_read(merge->gathered, contact->id, error);
	g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));

	if (known == NULL || !find_fate(merge->book, contact, known, ids, &fate, error))
		return FALSE;
	count_fate(merge->counts, fate, 1);
	return save_fate(merge->gathered, contact->id, fate, error);
}

static gboolean
find_fates(Merge *merge, GError **error)
{
	static const char sql[] =
		"SELECT id, owner, state, network, source, note, since, 0 FROM contact ORDER BY id";

	return database_execute(merge->gathered,
				"CREATE TABLE fate (contact INTEGER PRIMARY KEY, fate INTEGER)",
				error) &&
	       foreach_gathered(merge, sql, note_fate, error);
}

/* ---- while it is locked ---- */

/* Somebody has written to the book since: look again, and count again. */
static gboolean
find_fate_again(Merge *merge, const Contact *contact, const GArray *known, GArray *ids, Fate *fate,
		GError **error)
{
	Fate now;

	if (!find_fate(merge->book, contact, known, ids, &now, error))
		return FALSE;
	count_fate(merge->counts, *fate, -1);
	count_fate(merge->counts, now, 1);
	*fate = now;
	return TRUE;
}

static gboolean
merge_one(Merge *merge, Contact *contact, Fate fate, GError **error)
{
	g_autoptr(GArray) known = known_read(merge->gathered, contact->id, error);
	g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));

	if (known == NULL)
		return FALSE;
	if (!merge->untouched && !find_fate_again(merge, contact, known, ids, &fate, error))
		return FALSE;
	if (merge->untouched && fate == FATE_MERGED &&
	    !merge_find(merge->book, contact, known, ids, error))
		return FALSE;
	return fate == FATE_UNCHANGED || merge_store(merge->book, contact, known, ids, error);
}

/* Who was there already needs nothing, even if somebody has removed them since. */
static gboolean
merge_all(Merge *merge, gint64 version, GError **error)
{
	static const char sql[] =
		"SELECT id, owner, state, network, source, note, since, fate"
		" FROM contact JOIN fate ON fate.contact = id WHERE fate <> 2 ORDER BY id";
	gint64 now;

	if (!database_data_version(merge->book, &now, error))
		return FALSE;
	merge->untouched = now == version;
	merge->done = 0;
	return foreach_gathered(merge, sql, merge_one, error);
}

static gboolean
merge_gathered(Staging *staging, Contacts *contacts, gboolean dry, StagingProgressFunc progress,
	       gpointer user_data, StagingCounts *counts, GError **error)
{
	Database *gathered = ((Gathering *)staging->engine)->gathered;
	Database *book = contacts != NULL ? contacts->engine : NULL;
	Merge merge = { gathered, book, progress, user_data, counts, 0, FALSE };
	gint64 version = 0;

	*counts = (StagingCounts){ 0 };
	if (book != NULL && !database_data_version(book, &version, error))
		return FALSE;
	if (!find_fates(&merge, error))
		return FALSE;
	if (dry || counts->added + counts->merged == 0)
		return TRUE;
	if (!database_begin_bulk(book, error))
		return FALSE;
	if (!merge_all(&merge, version, error)) {
		database_rollback(book);
		return FALSE;
	}
	return database_commit(book, error);
}

static void
gathering_free(Staging *staging)
{
	Gathering *gathering = staging->engine;

	database_close(gathering->gathered);
	g_free(gathering->owner);
	g_free(gathering);
}

Staging *
sqlite_stage(const char *owner, GError **error)
{
	Gathering *gathering = g_new0(Gathering, 1);

	gathering->staging = (Staging){
		.engine = gathering,
		.add = gather,
		.count = count_gathered,
		.merge = merge_gathered,
		.free = gathering_free,
	};
	gathering->owner = g_strdup(owner);
	gathering->gathered = database_open(DATABASE_TEMPORARY, STORE_CREATE, error);
	if (gathering->gathered != NULL && database_begin(gathering->gathered, error))
		return &gathering->staging;
	gathering_free(&gathering->staging);
	return NULL;
}
