/*
 * look-alike - domains that a reader could take for a network's
 *
 * Which two look alike, domain_imitates() says; here is which of thousands are
 * worth the question: those of one skeleton, and those one letter apart.
 */
#ifndef LANGUAGE_LOOK_ALIKE_H
#define LANGUAGE_LOOK_ALIKE_H

#include "gates.h"
#include "network.h"

typedef struct LookAlikes LookAlikes;

/* Of the from domains of NETWORKS, which is lent. */
LookAlikes *look_alikes_new(const GPtrArray *networks);
void look_alikes_free(LookAlikes *alikes); /* NULL is fine */

/*
 * Call FUNC for each network, maybe several times, of which DOMAIN (A-label) may imitate a domain.
 */
gboolean look_alikes_visit(const LookAlikes *alikes, const char *domain, GatesFunc func,
			   gpointer user_data);

/* The from domain of NETWORK that DOMAIN imitates (nullable). */
const char *look_alikes_find(const LookAlikes *alikes, const char *domain, const Network *network);

#endif
