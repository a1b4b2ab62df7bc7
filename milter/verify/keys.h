/*
 * keys - where the public keys of signers are looked up (RFC 6376 section 3.6.2)
 *
 * A verification asks through this interface; the DNS answers in keys-dns, a file in keys-file,
 * an array in tests.
 */
#ifndef VERIFY_KEYS_H
#define VERIFY_KEYS_H

#include <glib.h>

typedef enum KeyAnswer {
	KEY_NONE, /* there is no such name, no text, or an answer that cannot be used */
	KEY_FOUND,
	KEY_UNREACHED, /* nobody answered in time, or the resolver says SERVFAIL */
} KeyAnswer;

/* The texts of one name are at most so many, each of at most so many octets; others are no key. */
enum { KEY_TEXTS_MOST = 8, KEY_TEXT_LONGEST = 4096 };

/* One name and what was found under it. */
typedef struct KeyQuery {
	char *name;       /* of key_name() */
	KeyAnswer answer; /* KEY_NONE until somebody answers */
	GPtrArray
		*texts; /* GBytes *: the TXT records, their strings joined; NULL if not KEY_FOUND */
} KeyQuery;

KeyQuery *key_query_new(const char *name); /* (transfer full) */
void key_query_free(KeyQuery *query);      /* NULL is fine */

/*
 * Where the key SELECTOR of DOMAIN stands: "selector._domainkey.domain" in lower case
 * (transfer full).  DOMAIN is in A-label form; a SELECTOR that is not becomes so.  NULL: there can
 * be no such name: a label is empty or longer than 63 octets, the name longer than 253, or another
 * byte than a letter, a digit, "-" or "_" stands in it.  Such a name is never looked up.
 */
char *key_name(const char *selector, const char *domain);

/* May be asked by several threads at once. */
typedef struct KeySource KeySource;
struct KeySource {
	/*
	 * Answer each of QUERIES (KeyQuery *, of one message), all before DEADLINE
	 * (g_get_monotonic_time()).  What is not known by then is KEY_UNREACHED.
	 */
	void (*look_up)(KeySource *source, GPtrArray *queries, gint64 deadline);
	void (*free)(KeySource *source); /* nobody asks any more */
};

void key_source_free(KeySource *source); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(KeySource, key_source_free)

#endif
