/*
 * mail-grammar - changes to a mail that leave it one
 *
 * Bytes changed at random hardly ever make a header field, a MIME part or an encoded word.  This
 * changes, moves, folds and exchanges them as wholes, with fields and bodies of the rules'
 * examples.
 */
#ifndef TESTS_FUZZ_MAIL_GRAMMAR_H
#define TESTS_FUZZ_MAIL_GRAMMAR_H

#include "fuzz.h"

/* As LLVMFuzzerCustomMutator(). */
size_t mail_grammar_mutate(uint8_t *data, size_t size, size_t most, unsigned int seed);

#endif
