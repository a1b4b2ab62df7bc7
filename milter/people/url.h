/*
 * url - the parts of a link as a browser would take them
 *
 * Mail holds links no strict parser accepts, and some are written so that a
 * reader sees another host than the browser; nothing is fetched or resolved.
 */
#ifndef PEOPLE_URL_H
#define PEOPLE_URL_H

#include <glib.h>

typedef struct Url {
	char *host;  /* A-label form, no user, no port */
	char *path;  /* from "/", or "\", on, as written; "" where there is none */
	char *query; /* after "?", as written; "" where there is none */
} Url;

/* The parts of a web address (http, https, or bare "www."); NULL for all else (transfer full). */
Url *url_split(const char *text);
void url_free(Url *url); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Url, url_free)

/* TEXT with %XX decoded once; TEXT itself where that gives no UTF-8 (transfer full). */
char *url_decode(const char *text);

#endif
