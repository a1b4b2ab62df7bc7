/*
 * replay - the inputs that are kept for a target, without libFuzzer
 *
 *	fuzz-NAME [--tap] [FILE...]
 *
 * Speaks TAP: one line for tests/fuzz/corpus/NAME, one for each file of tests/fuzz/found/NAME,
 *whose name is the sentence, or one for each FILE.  Each runs in a process of its own, so that one
 *that dies is told with the input it died at.
 */
#include "fuzz.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/*
 * By the clock, for an input that waits for something that never comes; for the processor see
 * fuzz.c.
 */
#define WAIT_MOST 300

/* What the process at work has reached; shared with its parent. */
typedef struct Progress {
	guint count;
	char path[4096];
} Progress;

static Progress *progress;

static void
play_file(const char *path)
{
	g_autofree char *text = NULL;
	g_autofree uint8_t *data = NULL;
	gsize size;

	g_strlcpy(progress->path, path, sizeof progress->path);
	progress->count++;
	if (!g_file_get_contents(path, &text, &size, NULL))
		g_error("cannot read %s", path);
	/* Without the NUL that stands behind TEXT. */
	data = g_memdup2(text, size);
	alarm(WAIT_MOST);
	LLVMFuzzerTestOneInput(size > 0 ? data : (const uint8_t *)text + size, size);
}

static void
play(const char *path)
{
	g_autoptr(GDir) folder = g_dir_open(path, 0, NULL);
	const char *name;

	if (folder == NULL) {
		play_file(path);
		return;
	}
	while ((name = g_dir_read_name(folder)) != NULL) {
		g_autofree char *below = g_build_filename(path, name, NULL);

		play(below);
	}
}

/* All that is kept at PATH, in a process of its own; whether it came to its end. */
static gboolean
survives(const char *path)
{
	int status = 0;
	pid_t child;

	*progress = (Progress){ 0 };
	fflush(stdout);
	child = fork();
	g_assert_cmpint(child, >=, 0);
	if (child == 0) {
		dup2(STDERR_FILENO, STDOUT_FILENO);
		LLVMFuzzerInitialize(NULL, NULL);
		play(path);
		exit(0);
	}
	g_assert_cmpint(waitpid(child, &status, 0), ==, child);
	if (status == 0)
		return TRUE;
	printf("# %s %d at %s\n", WIFSIGNALED(status) ? "signal" : "status",
	       WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status), progress->path);
	return FALSE;
}

static guint tests, failed;

static void
test(const char *path, const char *name)
{
	gboolean passes = survives(path);

	failed += !passes;
	printf("%sok %u - %s (%u)\n", passes ? "" : "not ", ++tests, name, progress->count);
}

static gint
by_name(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* A line for each file in the folder PATH. */
static void
test_found(const char *path)
{
	g_autoptr(GDir) folder = g_dir_open(path, 0, NULL);
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	const char *name;

	while (folder != NULL && (name = g_dir_read_name(folder)) != NULL)
		g_ptr_array_add(names, g_strdup(name));
	g_ptr_array_sort(names, by_name);
	for (guint i = 0; i < names->len; i++) {
		g_autofree char *below = g_build_filename(path, names->pdata[i], NULL);
		g_autofree char *sentence = g_strdelimit(g_strdup(names->pdata[i]), "-", ' ');

		test(below, sentence);
	}
}

/* What is kept for the target that the program is called after. */
static void
test_kept(const char *program)
{
	g_autofree char *name = g_path_get_basename(program);
	const char *target = g_str_has_prefix(name, "fuzz-") ? name + strlen("fuzz-") : name;
	g_autofree char *folder = fuzz_root("tests/fuzz");
	g_autofree char *corpus = g_build_filename(folder, "corpus", target, NULL);
	g_autofree char *found = g_build_filename(folder, "found", target, NULL);
	g_autofree char *sentence = g_strconcat("the corpus of ", target, NULL);

	test(corpus, sentence);
	test_found(found);
}

int
main(int argc, char **argv)
{
	int first = argc > 1 && g_str_equal(argv[1], "--tap") ? 2 : 1;

	progress = mmap(NULL, sizeof *progress, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
			-1, 0);
	g_assert_true(progress != MAP_FAILED);
	/* As `make fuzz` does it. */
	for (int i = first; i < argc; i++)
		test(argv[i], argv[i]);
	if (first >= argc)
		test_kept(argv[0]);
	printf("1..%u\n", tests);
	return failed > 0;
}

/* A target's own mutator asks for it; nothing is mutated here. */
size_t
LLVMFuzzerMutate(uint8_t *data, size_t size, size_t most)
{
	(void)data;
	(void)most;
	return size;
}
