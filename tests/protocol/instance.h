/*
 * instance - a real invite-milter in a folder of its own
 *
 * The program is $INVITE_MILTER (./invite-milter), run under $WRAP where that is set
 * ("valgrind -q --error-exitcode=99").  The folder has a configuration, rules for an
 * invented network and an empty place for the database.
 */
#ifndef PROTOCOL_INSTANCE_H
#define PROTOCOL_INSTANCE_H

#include <glib.h>

typedef struct Instance {
	char *folder;
	char *socket; /* path of the milter socket */
	GPid pid;     /* 0: not running */
	int notify;   /* where it tells that it is ready */
	char *notify_path;
	int handed_over; /* what it gets as descriptor 3, or -1 */
	char **environment;
} Instance;

/*
 * A folder with instance_rules and an empty invite-milter.conf but for EXTRA (lines).  Nothing runs
 * yet.  (transfer full)
 */
Instance *instance_new(const char *extra);

/* Stop it if it runs, remove the folder.  NULL is fine. */
void instance_free(Instance *instance);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Instance, instance_free)

/* Write TEXT to the file NAME in the folder; read it back, or "" (transfer full). */
void instance_write(Instance *instance, const char *name, const char *text);
char *instance_read(Instance *instance, const char *name);

/* The configuration anew, with EXTRA lines. */
void instance_configure(Instance *instance, const char *extra);

/*
 * What it and instance_invitectl() find in their environment from the next start on; VALUE NULL:
 * nothing.
 */
void instance_setenv(Instance *instance, const char *name, const char *value);

/*
 * Run $INVITECTL (./invitectl) with its configuration and WORDS, NULL-terminated, to the end.  The
 * exit status; *OUTPUT (transfer full, nullable) is what it said on both ways.
 */
int instance_invitectl(Instance *instance, const char *const *words, char **output);

/* Let it find FD, lent until it runs, as its descriptor 3. */
void instance_hand_over(Instance *instance, int fd);

/* Start it and wait until it is ready; what it says goes to the file "log". */
void instance_start(Instance *instance);

/* Start it although it will not stay: the exit status. */
int instance_run_to_end(Instance *instance);

void instance_signal(Instance *instance, int number);

/* HUP, and wait until it has been dealt with. */
void instance_reload(Instance *instance);

/* TERM and wait: the exit status, or 128 and the number of the signal that killed it. */
int instance_stop(Instance *instance);

/* Whether the process is there and has not ended. */
gboolean instance_runs(const Instance *instance);

/* Wait for the end of a process that was told to end. */
int instance_wait(Instance *instance);

/* Wait until the log has TEXT; FALSE: it never comes. */
gboolean instance_says(Instance *instance, const char *text);

/* How often the log has TEXT. */
guint instance_count(Instance *instance, const char *text);

#endif
