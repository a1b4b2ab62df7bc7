/*
 * login-map - whose addresses a login is
 *
 * A file of lines, read as the configuration is:
 *
 *	bob              bob@example.org b.miller@example.org
 *	@mx.example.org  @example.org
 *
 * The first address is the owner of what is learned, all of them are the login's own From.
 * A login is compared without case; one that stands by itself comes before its realm.
 */
#ifndef FILTER_LOGIN_MAP_H
#define FILTER_LOGIN_MAP_H

#include <glib.h>

typedef struct LoginMap LoginMap;

/* Read PATH (transfer full), or NULL with STATEMENT_ERROR. */
LoginMap *login_map_load(const char *path, GError **error);
void login_map_free(LoginMap *map); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LoginMap, login_map_free)

/*
 * The addresses of LOGIN as written (transfer full, NULL-terminated, nullable: MAP, nullable, has
 * none).
 */
char **login_map_addresses(const LoginMap *map, const char *login);

#endif
