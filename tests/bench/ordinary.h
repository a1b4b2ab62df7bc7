/*
 * ordinary - mail such as people, shops and lists send, made up
 *
 * The same SEED and NUMBER give the same mail on every machine.  3 to 100 KB, 12 to 25
 * header fields; no invitations.
 */
#ifndef BENCH_ORDINARY_H
#define BENCH_ORDINARY_H

#include "../protocol/letter.h"

Letter *ordinary_letter(guint32 seed, guint32 number); /* (transfer full) */

#endif
