/*
 * notify - what the service manager wants to hear (sd_notify(3))
 */
#ifndef DAEMON_NOTIFY_H
#define DAEMON_NOTIFY_H

/* Send STATE ("READY=1") to NOTIFY_SOCKET; nothing happens where there is none. */
void notify_send(const char *state);

/* RELOADING=1 with the time that Type=notify-reload asks for. */
void notify_reloading(void);

#endif
