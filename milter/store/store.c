#include "store.h"

void
store_close(Store *store)
{
	if (store != NULL)
		store->close(store);
}

void
staging_free(Staging *staging)
{
	if (staging != NULL)
		staging->free(staging);
}
