#include "body-hash.h"

/* The first bytes that somebody signed. */
typedef struct Part {
	guint64 length;
	gboolean known;
	guint8 hash[DIGEST_SIZE];
} Part;

struct BodyHash {
	BodyCanon *canon;
	Digest *digest;
	guint64 size;  /* of the canonical body so far */
	GArray *parts; /* Part, the shortest first */
	guint next;    /* of them, that is not reached yet */
	Part whole;
};

static void
reach(BodyHash *hash)
{
	for (; hash->next < hash->parts->len; hash->next++) {
		Part *part = &g_array_index(hash->parts, Part, hash->next);

		if (part->length > hash->size)
			return;
		part->known = digest_result(hash->digest, part->hash);
	}
}

/* Of a piece as much as the next part needs, then the rest. */
static void
take(gpointer data, const void *piece, gsize size)
{
	BodyHash *hash = data;
	const guint8 *p = piece;

	while (size > 0) {
		gsize step = size;

		if (hash->next < hash->parts->len) {
			const Part *part = &g_array_index(hash->parts, Part, hash->next);

			step = (gsize)MIN(size, part->length - hash->size);
		}
		digest_add(hash->digest, p, step);
		hash->size += step;
		p += step;
		size -= step;
		reach(hash);
	}
}

BodyHash *
body_hash_new(Canon canon)
{
	BodyHash *hash = g_new0(BodyHash, 1);

	hash->canon = body_canon_new(canon, take, hash);
	hash->digest = digest_new();
	hash->parts = g_array_new(FALSE, FALSE, sizeof(Part));
	return hash;
}

void
body_hash_free(BodyHash *hash)
{
	if (hash == NULL)
		return;
	body_canon_free(hash->canon);
	digest_free(hash->digest);
	g_array_unref(hash->parts);
	g_free(hash);
}

void
body_hash_want(BodyHash *hash, guint64 length)
{
	const Part part = { .length = length };
	guint place = 0;

	while (place < hash->parts->len && g_array_index(hash->parts, Part, place).length < length)
		place++;
	g_array_insert_val(hash->parts, place, part);
}

void
body_hash_add(BodyHash *hash, const void *data, gsize size)
{
	reach(hash);
	body_canon_add(hash->canon, data, size);
}

void
body_hash_end(BodyHash *hash)
{
	reach(hash);
	body_canon_end(hash->canon);
	hash->whole.known = digest_result(hash->digest, hash->whole.hash);
}

const guint8 *
body_hash_whole(const BodyHash *hash)
{
	return hash->whole.known ? hash->whole.hash : NULL;
}

const guint8 *
body_hash_first(const BodyHash *hash, guint64 length)
{
	for (guint i = 0; i < hash->parts->len; i++) {
		const Part *part = &g_array_index(hash->parts, Part, i);

		if (part->length == length)
			return part->known ? part->hash : NULL;
	}
	return NULL;
}
