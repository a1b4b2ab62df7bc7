#include "identities.h"

#include <string.h>

#include "mail/mailbox.h"
#include "person.h"

#define MAX_VALUE 1000 /* bytes: nobody is called so */

gsize
identity_profile_prefix(const char *profile)
{
	const char *form = strchr(profile, ':');
	const char *value = form != NULL ? strchr(form + 1, ':') : NULL;

	if (value == NULL || form == profile || value == form + 1 || value[1] == '\0')
		return 0;
	return (gsize)(value + 1 - profile);
}

static gboolean
is_printable(const char *value)
{
	gsize length = strlen(value);

	if (length == 0 || length > MAX_VALUE || !g_utf8_validate(value, (gssize)length, NULL))
		return FALSE;
	for (const char *p = value; *p != '\0'; p = g_utf8_next_char(p))
		if (!g_unichar_isprint(g_utf8_get_char(p)))
			return FALSE;
	return TRUE;
}

static char *
name_form(const char *name)
{
	g_autofree char *form = person_comparable(name);

	return form[0] != '\0' ? g_steal_pointer(&form) : NULL;
}

static char *
email_form(const char *email)
{
	const char *at = strrchr(email, '@');

	if (at == NULL || at == email || at[1] == '\0' || at[1] == '.' ||
	    strpbrk(email, " <>,;\"()") != NULL)
		return NULL;
	return mailbox_comparable(email, '+');
}

/* Slugs are words of a URL: the case does not tell members apart, nor does the escaping. */
static char *
slug_form(const char *slug)
{
	g_autofree char *plain = NULL, *normal = NULL;
	const char *text;

	if (g_str_is_ascii(slug) && strchr(slug, '%') == NULL)
		return g_ascii_strdown(slug, -1);
	plain = g_uri_unescape_string(slug, NULL);
	text = plain != NULL && g_utf8_validate(plain, -1, NULL) ? plain : slug;
	normal = g_utf8_normalize(text, -1, G_NORMALIZE_NFC);
	return g_utf8_strdown(normal, -1);
}

static char *
profile_form(const char *profile)
{
	gsize length = identity_profile_prefix(profile);
	g_autofree char *prefix = g_ascii_strdown(profile, (gssize)length);
	g_autofree char *value = NULL;

	if (length == 0 || strchr(profile, ' ') != NULL)
		return NULL;
	for (gsize i = 0; i < length; i++)
		if (!g_ascii_isalnum(prefix[i]) && strchr(":.-_", prefix[i]) == NULL)
			return NULL;
	value = g_str_has_suffix(prefix, ":slug:") ? slug_form(profile + length)
						   : g_strdup(profile + length);
	return g_strconcat(prefix, value, NULL);
}

char *
identity_form(IdentityType type, const char *value)
{
	if (!is_printable(value))
		return NULL;
	switch (type) {
	case IDENTITY_NAME:
		return name_form(value);
	case IDENTITY_EMAIL:
		return email_form(value);
	case IDENTITY_PROFILE:
	case IDENTITY_INVITATION:
		return profile_form(value);
	}
	return NULL;
}

IdentityForms
identity_forms(const Inviter *inviter)
{
	IdentityForms forms = { { NULL } };

	for (IdentityType type = IDENTITY_NAME; type < IDENTITY_TYPES; type++)
		if (inviter->known[type].value != NULL)
			forms.form[type] = identity_form(type, inviter->known[type].value);
	return forms;
}

void
identity_forms_clear(IdentityForms *forms)
{
	for (IdentityType type = IDENTITY_NAME; type < IDENTITY_TYPES; type++)
		g_free(forms->form[type]);
}

const char *
identity_expected(IdentityType type)
{
	switch (type) {
	case IDENTITY_NAME:
		return "a person's name";
	case IDENTITY_EMAIL:
		return "an address such as jane@example.net";
	case IDENTITY_PROFILE:
		return "a profile network:form:value, such as linkedin:slug:jane-doe-42";
	case IDENTITY_INVITATION:
		return "an invitation network:invitation:number";
	}
	return "";
}
