/*
 * serve - the life of the daemon: socket, user, background, threads, signals, drain
 */
#ifndef DAEMON_SERVE_H
#define DAEMON_SERVE_H

#include "store/store.h"
#include "options.h"

/* Serve until told to stop.  Returns the exit status (sysexits.h). */
int serve(const Engine *engine, const Options *options);

#endif
