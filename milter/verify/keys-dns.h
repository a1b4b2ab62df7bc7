/*
 * keys-dns - keys from the DNS, by c-ares
 *
 * Asks the servers of resolv.conf, which is read anew for each message.  The look-ups of one
 * message run at once, in the calling thread; nothing of them is left when it returns.  The first
 * three servers are asked until one says that there is such a name, or that there is none: REFUSED,
 * SERVFAIL and silence are no answers.  Where no answer comes and any server was silent or said
 * SERVFAIL, the key is unreached; where all refuse there is none.
 *
 * What strangers can cost is bounded.  At most DNS_PLACES messages look up at once in the whole
 * program.  A message that needs a place waits for it, but not beyond its deadline.  The messages
 * of one organizational domain get at most an eighth of the places that are free: somebody whose
 * own servers are slow leaves room for everybody else, however much he sends; only with dozens of
 * such domains can he fill all places, and then keys of others are unreached.
 */
#ifndef VERIFY_KEYS_DNS_H
#define VERIFY_KEYS_DNS_H

#include "keys.h"

enum { DNS_PLACES = 128 };

/*
 * SERVERS (nullable: those of resolv.conf): "192.0.2.1,192.0.2.2:5353".  Once in a program, or
 * once for each of its snapshots.  Returns (transfer full) a source, or NULL with
 * G_IO_ERROR_INVALID_ARGUMENT: SERVERS cannot be read, or with G_IO_ERROR_FAILED: c-ares does not
 * start.
 */
KeySource *keys_dns_new(const char *servers, GError **error);

#endif
