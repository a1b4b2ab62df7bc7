/*
 * config-values - what a value of invite-milter.conf(5) may look like
 */
#ifndef FILTER_CONFIG_VALUES_H
#define FILTER_CONFIG_VALUES_H

#include <glib.h>

typedef gboolean (*ConfigCheck)(const char *word);

gboolean config_is_path(const char *word);      /* not empty */
gboolean config_is_token(const char *word);     /* visible ASCII without ";", quotes and comments */
gboolean config_is_domain(const char *word);    /* A-labels */
gboolean config_is_client(const char *word);    /* a host name, an address, or a network (CIDR) */
gboolean config_is_recipient(const char *word); /* "user@", "user@domain", "@domain" */
gboolean config_is_listener(const char *word);  /* "smtp:host:port" */

#endif
