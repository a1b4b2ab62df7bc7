/*
 * clients - whether a client stands in a list of addresses, networks and host names
 */
#ifndef DAEMON_CLIENTS_H
#define DAEMON_CLIENTS_H

#include <glib.h>

/*
 * Whether one of LIST (NULL-terminated, nullable) is ADDRESS, a network around
 * it ("192.0.2.0/24"), or NAME or a domain above it.  NAME is what the MTA
 * verified; an address in its place matches no name.  Both nullable.
 */
gboolean clients_include(const char *const *list, const char *name, const char *address);

#endif
