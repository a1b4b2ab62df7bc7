#include "engine.h"

#include "database.h"
#include "parts.h"

static gboolean
begin(Store *store, GError **error)
{
	return database_begin_batch((Database *)store, error);
}

static gboolean
end(Store *store, gboolean failed, GError **error)
{
	return database_end_batch((Database *)store, failed, error);
}

static gboolean
is_current(const Store *store)
{
	return database_is_current((const Database *)store);
}

static void
close_store(Store *store)
{
	database_close((Database *)store);
}

/* Give PART of DATABASE its operations. */
#define ATTACH(part)                                                                               \
	(database->part = sqlite_##part, database->part.engine = database,                         \
	 database->store.part = &database->part)

static Store *
open_store(const char *path, StoreAccess access, GError **error)
{
	Database *database = database_open(path, access, error);

	if (database == NULL)
		return NULL;
	database->store = (Store){
		.path = database->path,
		.begin = begin,
		.end = end,
		.is_current = is_current,
		.close = close_store,
	};
	ATTACH(contacts);
	ATTACH(history);
	ATTACH(held);
	ATTACH(owners);
	ATTACH(journal);
	ATTACH(drift);
	ATTACH(upkeep);
	return &database->store;
}

const Engine sqlite_engine = { open_store, sqlite_stage };
