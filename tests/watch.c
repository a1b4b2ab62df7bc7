/*
 * watch - run a test that must come to an end, and leave nothing behind
 *
 *	watch SECONDS NAME COMMAND...
 *
 * A test that takes longer is stopped with all that it started, also what became a daemon, and a
 *line of TAP names it.  So does one for a test that ends and leaves processes running.
 */
#define _GNU_SOURCE /* getloadavg() */

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* How long: to end when asked politely; and for servers that are ending when the test does. */
enum { POLITE_SECONDS = 15, LEFT_SECONDS = 10, MOST = 4096 };

typedef struct Process {
	pid_t pid, parent;
} Process;

static double
now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* FALSE for what is gone, and for what only waits to be asked how it ended. */
static int
read_process(const char *name, Process *process)
{
	char path[64], text[512] = "", state = 'Z';
	const char *end;
	FILE *file;

	snprintf(path, sizeof path, "/proc/%.20s/stat", name);
	file = fopen(path, "r");
	if (file == NULL)
		return 0;
	text[fread(text, 1, sizeof text - 1, file)] = '\0';
	fclose(file);
	process->pid = (pid_t)atol(name);
	end = strrchr(text, ')'); /* a program's name may have any character */
	return end != NULL && sscanf(end, ") %c %d", &state, &process->parent) == 2 && state != 'Z';
}

static size_t
list(Process *processes)
{
	DIR *folder = opendir("/proc");
	struct dirent *entry;
	size_t count = 0;

	while (folder != NULL && (entry = readdir(folder)) != NULL && count < MOST)
		if (isdigit((unsigned char)entry->d_name[0]) &&
		    read_process(entry->d_name, &processes[count]))
			count++;
	if (folder != NULL)
		closedir(folder);
	return count;
}

/* All that descends from us, into FOUND; who lost its parent is our child, we asked for that. */
static size_t
descendants(pid_t *found)
{
	static Process processes[MOST];
	size_t count = list(processes), known = 1;

	found[0] = getpid();
	for (size_t i = 0; i < known; i++)
		for (size_t j = 0; j < count && known < MOST; j++)
			if (processes[j].parent == found[i])
				found[known++] = processes[j].pid;
	memmove(found, found + 1, --known * sizeof *found);
	return known;
}

/* One line for each: its number and its words. */
static void
tell(const char *what)
{
	static pid_t found[MOST];
	size_t count = descendants(found);

	printf("\n");
	for (size_t i = 0; i < count; i++) {
		char path[64], words[200] = "";
		size_t size = 0;
		FILE *file;

		snprintf(path, sizeof path, "/proc/%d/cmdline", (int)found[i]);
		file = fopen(path, "r");
		if (file != NULL) {
			size = fread(words, 1, sizeof words - 1, file);
			fclose(file);
		}
		for (size_t at = 0; at < size; at++)
			if (words[at] == '\0' || words[at] == '\n')
				words[at] = ' ';
		printf("# %s: %d %s\n", what, (int)found[i], words);
	}
	fflush(stdout);
}

static size_t
signal_all(int number)
{
	static pid_t found[MOST];
	size_t count = descendants(found);

	for (size_t i = 0; i < count; i++)
		kill(found[i], number);
	return count;
}

/* Take leave of what ended; *STATUS is how CHILD did.  Whether it has. */
static int
reap(pid_t child, int *status)
{
	int ended = 0, how;
	pid_t pid;

	while ((pid = waitpid(-1, &how, WNOHANG)) > 0)
		if (pid == child) {
			*status = how;
			ended = 1;
		}
	return ended;
}

static int
all_gone(double seconds)
{
	static pid_t found[MOST];
	const struct timespec pause = { .tv_nsec = 20000000 };

	for (double end = now() + seconds; now() < end; nanosleep(&pause, NULL)) {
		int status;

		reap(0, &status);
		if (descendants(found) == 0)
			return 1;
	}
	return 0;
}

/*
 * The test is asked first: its trap stops its servers and removes its folder.  A shell hears that
 * only when the command before it is over, so the others are asked as well.
 */
static void
stop(pid_t child)
{
	kill(child, SIGTERM);
	if (all_gone(2))
		return;
	signal_all(SIGTERM);
	if (all_gone(POLITE_SECONDS))
		return;
	do
		signal_all(SIGKILL);
	while (!all_gone(1));
}

/*
 * What a second is worth: where more want to run than there are processors, less; a quarter at
 * least.
 */
static double
worth(void)
{
	const double processors = (double)sysconf(_SC_NPROCESSORS_ONLN);
	double load;

	if (getloadavg(&load, 1) != 1 || load <= processors)
		return 1;
	return processors / load > 0.25 ? processors / load : 0.25;
}

/*
 * The signal that came before the end of CHILD, 0 for none, or -1 when SECONDS are over.  They
 * count as long as we run ourselves: not while somebody stopped all of it (Ctrl-Z), or the machine
 * slept.
 */
static int
await(pid_t child, const sigset_t *signals, double seconds, int *status)
{
	const struct timespec second = { .tv_sec = 1 };
	double left = seconds;

	for (;;) {
		const double begin = now();
		double went;
		int number;

		if (reap(child, status))
			return 0;
		if (left <= 0)
			return -1;
		number = sigtimedwait(signals, NULL, &second);
		if (number > 0 && number != SIGCHLD)
			return number;
		went = now() - begin;
		left -= (went < 3 ? went : 1) * worth();
	}
}

static int
watch(const char *name, const char *seconds, pid_t child, const sigset_t *signals)
{
	int status = 0, came = await(child, signals, atof(seconds), &status);

	if (came > 0) {
		stop(child);
		return 128 + came;
	}
	if (came < 0) {
		tell("still running");
		stop(child);
		printf("not ok - %s: no end after %s s\n", name, seconds);
		return 124;
	}
	if (!all_gone(LEFT_SECONDS)) {
		tell("left behind");
		stop(child);
		printf("not ok - %s: it ended and left processes behind\n", name);
		return 1;
	}
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int
main(int argc, char **argv)
{
	sigset_t signals, before;
	pid_t child;

	if (argc < 4) {
		fprintf(stderr, "usage: watch SECONDS NAME COMMAND...\n");
		return 2;
	}
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	sigemptyset(&signals);
	sigaddset(&signals, SIGCHLD);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGHUP);
	sigprocmask(SIG_BLOCK, &signals, &before);
	child = fork();
	if (child < 0) {
		perror("fork");
		return 1;
	}
	if (child == 0) {
		sigprocmask(SIG_SETMASK, &before, NULL);
		execvp(argv[3], argv + 3);
		perror(argv[3]);
		_exit(127);
	}
	return watch(argv[2], argv[1], child, &signals);
}
