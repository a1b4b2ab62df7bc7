#include "held-settle.h"

#include "store/held-check.h"

gboolean
held_settle(HeldStore *store, const char *id, const char *owner, const char *event, GError **error)
{
	return held_store_note(store, event, id, owner, NULL, error) &&
	       spool_settle(store->spool, id, SPOOL_HELD, error) &&
	       held_index(store->database, store->spool, id, error);
}
