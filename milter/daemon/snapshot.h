/*
 * snapshot - what a message is judged with, from its MAIL to its end
 *
 * A Snapshot is immutable and counted.  A reload puts a new one into the
 * Snapshots; messages under way keep theirs.  Both sides may be on any thread.
 */
#ifndef DAEMON_SNAPSHOT_H
#define DAEMON_SNAPSHOT_H

#include "filter/filter.h"
#include "store/store.h"

typedef struct Snapshot Snapshot;

/*
 * Read the configuration PATH (nullable) and all it names; ENGINE (lent) has the books.  Returns
 * (transfer full), or NULL with filter_load()'s ERROR.
 */
Snapshot *snapshot_load(const Engine *engine, const char *path, const FilterOverrides *overrides,
			GError **error);
Snapshot *snapshot_ref(Snapshot *snapshot);
void snapshot_unref(Snapshot *snapshot); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Snapshot, snapshot_unref)

const Filter *snapshot_filter(const Snapshot *snapshot);
const Config *snapshot_config(const Snapshot *snapshot);

/* Where root only looks: pool_prepare(). */
gboolean snapshot_prepare(Snapshot *snapshot, GError **error);

/* The books of its database; thread-safe (transfer none). */
Book *snapshot_book(Snapshot *snapshot);

/*
 * A Message with the configured limits, to be given back (transfer full).  A few are kept, so that
 * memory goes with the mail under way and not with the connections that wait for some.
 */
Message *snapshot_take_message(Snapshot *snapshot);
void snapshot_give_message(Snapshot *snapshot, Message *message);

/* The place where the current one stands. */
typedef struct Snapshots Snapshots;

Snapshots *snapshots_new(void);
void snapshots_free(Snapshots *snapshots); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Snapshots, snapshots_free)

/* The current one (transfer full). */
Snapshot *snapshots_get(Snapshots *snapshots);

/* From now on SNAPSHOT (transfer full). */
void snapshots_set(Snapshots *snapshots, Snapshot *snapshot);

#endif
