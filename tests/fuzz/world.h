/*
 * world - where a mail of the message target arrives: settings, books, recipients, who sent it
 */
#ifndef TESTS_FUZZ_WORLD_H
#define TESTS_FUZZ_WORLD_H

#include "filter/filter.h"
#include "letter.h"

typedef struct World {
	const Filter *filter;
	Book *book;
	Envelope envelope;
	GPtrArray *recipients; /* char *, NULL-terminated */
	gboolean copies, needs_proof;
} World;

/* Once: load rules/ and fill the books. */
void world_begin(void);

/*
 * Whether the verifier of that world, which has no keys, lets FIELD pass: it believes each
 * DKIM-Signature with "s=good".
 */
gboolean world_believes(const char *field);

/* As the bytes of LETTER, and what it says of recipients, choose. */
World world_choose(const Letter *letter, FuzzDice *dice);
void world_clear(World *world);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(World, world_clear)

#endif
