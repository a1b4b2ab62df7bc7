/*
 * callbacks - the doors through which libmilter brings mail
 */
#ifndef DAEMON_CALLBACKS_H
#define DAEMON_CALLBACKS_H

#include "service.h"

/*
 * Register with libmilter; SERVICE is lent until smfi_main() has returned.  FALSE: libmilter
 * refused.
 */
gboolean callbacks_register(Service *service);

#endif
