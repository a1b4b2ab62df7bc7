/*
 * domain - names of hosts: A-labels (UTS 46), suffixes, look-alikes
 *
 * The only file that includes idn2.h, libpsl.h and ICU's uspoof.h.
 */
#ifndef MAIL_DOMAIN_H
#define MAIL_DOMAIN_H

#include <glib.h>

/*
 * DOMAIN in lower case and A-label form, without a final dot; what cannot be converted only in
 * lower case.  (transfer full)
 */
char *domain_to_ascii(const char *domain);

/*
 * Whether an A-label DOMAIN is written as names of hosts and selectors are: labels of up to 63
 * letters, digits, "-" and "_", with one dot between two of them, 253 bytes at most.
 */
gboolean domain_is_name(const char *domain);

/*
 * Whether WORD has nothing in it but what names of hosts and addresses are written with, brackets
 * too: whatever a client calls itself so does no harm in a field.  FALSE where it is empty.
 */
gboolean domain_is_host_word(const char *word);

/* Whether DOMAIN is PARENT or a subdomain of it.  Both in A-label form. */
gboolean domain_is_under(const char *domain, const char *parent);

/*
 * The organizational domain (RFC 7489 section 3.2; public suffix list) of an A-label DOMAIN; itself
 * where there is none.  (transfer full)
 */
char *domain_organizational(const char *domain);

/*
 * Whether DOMAIN imitates GENUINE, another organizational domain: the same
 * skeleton (UTS 39 confusables) or one edit away in its first label, which has
 * five letters or more.  FALSE where they are the same organization.
 */
gboolean domain_imitates(const char *domain, const char *genuine);

/*
 * The first label of DOMAIN's organizational domain as a reader sees it, in Unicode.  (transfer
 * full)
 */
char *domain_label(const char *domain);

/*
 * What the eye takes TEXT for (UTS 39 section 4): two of one skeleton look alike.  (transfer full)
 */
char *domain_skeleton(const char *text);

/* The skeletons of the 128 ASCII characters, of which that of ASCII text is put together. */
const char *const *domain_ascii_skeletons(void);

#endif
