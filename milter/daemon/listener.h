/*
 * listener - the socket on which the mail server finds us
 *
 * unix:/path and local:/path are ours alone: a lock beside the socket keeps a second instance
 * out, a socket nobody answers on is removed.  inet:, inet6: and fd:N are left to libmilter.
 */
#ifndef DAEMON_LISTENER_H
#define DAEMON_LISTENER_H

#include <sys/types.h>

#include <glib.h>

#define LISTENER_ERROR (g_quark_from_static_string("listener-error"))
typedef enum {
	LISTENER_ERROR_SYNTAX, /* no socket can be called so */
	LISTENER_ERROR_IN_USE, /* another instance answers there */
	LISTENER_ERROR_OPEN,   /* cannot be made */
} ListenerErrorCode;

typedef struct Listener Listener;

/*
 * Open SOCKET, as config_is_socket() wants it, after callbacks_register().  A unix socket gets mode
 * 0660 and belongs to UID and GID where they are not -1.  Returns (transfer full), or NULL with
 * LISTENER_ERROR.
 */
Listener *listener_open(const char *socket, uid_t uid, gid_t gid, GError **error);

/* From now on nobody new finds us; connections stay. */
void listener_close_door(Listener *listener);

/* Call ourselves: libmilter looks up from its poll only every 5 s, unless somebody comes. */
void listener_wake(Listener *listener);

/* Gives the lock back.  NULL is fine. */
void listener_free(Listener *listener);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Listener, listener_free)

#endif
