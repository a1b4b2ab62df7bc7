/*
 * authres-value - the values of properties in Authentication-Results, each of its type's syntax
 *
 * A value that is not may have been shaped by a stranger whose text a verifier copied.  Private
 * to authres.c.
 */
#ifndef MAIL_AUTHRES_VALUE_H
#define MAIL_AUTHRES_VALUE_H

#include <glib.h>

#include "structured.h"

/* How the value of one property was found. */
typedef enum {
	AUTHRES_VALUE_GOOD,
	AUTHRES_VALUE_EMPTY, /* it says nothing, and loses nothing but itself */
	AUTHRES_VALUE_BAD,   /* nobody can tell what the field says */
} AuthresValueState;

typedef struct AuthresValue {
	char *text;   /* without its quotes */
	char *domain; /* its domain in A-label form, where its type has one (nullable) */
} AuthresValue;

/*
 * Take the value of PROPERTY ("header.d", lower case) behind its "=".  *VALUE is filled where it
 * is good.
 */
AuthresValueState authres_value_take(Structured *cursor, const char *property, AuthresValue *value);
void authres_value_clear(AuthresValue *value);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(AuthresValue, authres_value_clear)

#endif
