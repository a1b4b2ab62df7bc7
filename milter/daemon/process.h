/*
 * process - the process itself: whose it is, in front or behind, how many files it may open
 */
#ifndef DAEMON_PROCESS_H
#define DAEMON_PROCESS_H

#include <sys/types.h>

#include <glib.h>

#define PROCESS_ERROR (g_quark_from_static_string("process-error"))
typedef enum {
	PROCESS_ERROR_USER, /* unknown, or may not be become */
	PROCESS_ERROR_FORK,
} ProcessErrorCode;

typedef struct User {
	char *name; /* (nullable: stay who we are; the ids are -1 then) */
	uid_t uid;
	gid_t gid;
} User;

/* Look NAME up (nullable). */
gboolean process_find_user(const char *name, User *user, GError **error);
void user_clear(User *user);

/*
 * Be USER from now on, for good, with its groups.  Nothing happens where it is nobody or us
 * already.
 */
gboolean process_become(const User *user, GError **error);

/*
 * Go on in the background.  The caller's process ends with what process_ready() says, or
 * with 70 if we end before.  Returns the descriptor for it, or -1 with ERROR.
 */
int process_detach(GError **error);

/* Let the one who started us go, and let go of the terminal.  READY -1: there is none. */
void process_ready(int ready);

/* libmilter spins where it runs out of descriptors: take all we may have. */
void process_raise_limits(void);

#endif
