/*
 * config - invite-milter.conf(5) -> one immutable struct
 */
#ifndef FILTER_CONFIG_H
#define FILTER_CONFIG_H

#include <glib.h>

#include "judge/policy.h"
#include "language/words.h"

#define CONFIG_PATH "/etc/invite-milter/invite-milter.conf"

typedef enum { ON_ERROR_ACCEPT, ON_ERROR_TEMPFAIL, ON_ERROR_REJECT } OnError;
extern const char *const on_error_words[];
typedef enum { LOG_INVITER_FULL, LOG_INVITER_HASH, LOG_INVITER_NONE } LogInviter;
extern const char *const log_inviter_words[];

#define CONFIG_NEVER G_MAXUINT64

typedef struct Config {
	char *path; /* the file read; NULL: built-in defaults */
	char *socket;
	Mode mode;
	char **rules; /* directories */
	char *database;
	gboolean verify;        /* look at signatures ourselves */
	guint64 verify_timeout; /* seconds that all look-ups for one message may take together */
	char **authserv_ids;    /* may be NULL, as all lists */
	char **own_hosts;       /* A-labels, as local_domains and arc_sealers */
	gboolean require_proof;
	char **local_domains;
	char **exempt_recipients; /* "user@", "user@domain" or "@domain", as list_addresses */
	char **exempt_clients;    /* host names, addresses or networks, as forwarders */
	char **list_addresses;
	char **forwarders;
	char **arc_sealers;
	char recipient_delimiter; /* '\0': none */
	char *reinject;           /* "smtp:host:port" (nullable) */
	Policy *policy;
	gboolean subject_tag;
	guint64 read_limit, max_size;
	OnError on_error;
	LogInviter log_inviter;
	char *login_map;      /* (nullable) */
	gboolean learn;       /* from mail of authenticated clients */
	guint64 learn_expire; /* seconds, or CONFIG_NEVER */
	guint64 retention;    /* seconds */
	guint64 journal_retention;
} Config;

/*
 * Read PATH; NULL: CONFIG_PATH if it is there, else the defaults.  Returns (transfer full), or
 * NULL with STATEMENT_ERROR.
 */
Config *config_load(const char *path, GError **error);
void config_free(Config *config); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Config, config_free)

/* SECONDS of a duration before NOW; 1970, before all that is kept, where that is earlier. */
gint64 config_time_before(gint64 now, guint64 seconds);

/* Whether WORD is such a socket. */
#define CONFIG_SOCKET "unix:/path, local:/path, inet:port@host, inet6:port@host or fd:N"
gboolean config_is_socket(const char *word);

#endif
