/*
 * fuzz - what the targets share
 *
 * A target is a file fuzz-NAME.c with LLVMFuzzerTestOneInput().  libFuzzer calls it with inputs of
 * its own making, replay.c with those that are kept.  A finding is whatever ends the program: a
 * sanitizer's report, a g_assert_*(), a GLib warning, or time.
 */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <glib.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned int seed);
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t most); /* libFuzzer's own */

/* For LLVMFuzzerInitialize(): the libraries are set up, warnings of GLib are fatal. */
void fuzz_begin(void);

/*
 * The time of an input counts from here.  What follows, but for fuzz_assert_*(), calls it; a target
 * that takes its input as it is does so itself.
 */
void fuzz_begin_input(void);

/*
 * DATA up to its first NUL as a string of just that size, so that whoever reads on is caught
 * (transfer full).
 */
char *fuzz_text(const uint8_t *data, size_t size);

/* The same as valid UTF-8 (transfer full). */
char *fuzz_utf8(const uint8_t *data, size_t size);

/* Numbers that follow from the input alone, so that it can be played again. */
typedef struct FuzzDice {
	uint64_t state;
} FuzzDice;

FuzzDice fuzz_dice(const uint8_t *data, size_t size);
guint fuzz_throw(FuzzDice *dice, guint sides); /* 0 to SIDES - 1 */

/*
 * A file that holds DATA until the next call, open for reading from its beginning, and its path
 * (transfer none).
 */
int fuzz_file(const uint8_t *data, size_t size);
const char *fuzz_file_path(void);

/* TEXT (nullable) is valid UTF-8. */
void fuzz_assert_utf8(const char *text);

/* ... and without control characters, but for those in ALLOWED. */
void fuzz_assert_printable(const char *text, const char *allowed);

/* An error is set if and only if the call FAILED. */
void fuzz_assert_error(gboolean failed, const GError *error);

/*
 * VALUE of a structured field in lower case without what a stranger can have written into it: a
 * comment is a space, a quoted string a "q" (transfer full).
 */
char *fuzz_bare(const char *value);

/* The folder NAME of the project (transfer full). */
char *fuzz_root(const char *name);

#endif
