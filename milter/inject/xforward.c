#include "xforward.h"

#include <gio/gio.h>
#include <string.h>

enum { LONGEST_VALUE = 255 };

/* RFC 3461, 4 (transfer full); NULL for what cannot stand in a field of a header. */
static char *
to_xtext(const char *value)
{
	g_autoptr(GString) text = g_string_new(NULL);

	if (value == NULL || *value == '\0')
		return NULL;
	for (const guchar *byte = (const guchar *)value; *byte != '\0'; byte++)
		if (g_ascii_iscntrl((char)*byte))
			return NULL;
		else if (*byte > ' ' && *byte < 0x7f && *byte != '+' && *byte != '=')
			g_string_append_c(text, (char)*byte);
		else
			g_string_append_printf(text, "+%02X", *byte);
	if (text->len > LONGEST_VALUE)
		return NULL;
	return g_string_free(g_steal_pointer(&text), FALSE);
}

/* A verified name: MTAs write these where there is none. */
static const char *
name_of(const SmtpMail *mail)
{
	const char *name = mail->client_name;

	return name != NULL && (name[0] == '[' || g_str_equal(name, "unknown")) ? NULL : name;
}

/*
 * (transfer full, nullable) Of IPv6 addresses the attribute has a tag, as those of Sendmail have;
 * those of Postfix have none.
 */
static char *
address_of(const SmtpMail *mail)
{
	const char *text = mail->client_address;
	g_autoptr(GInetAddress) address = NULL;
	g_autofree char *plain = NULL;

	if (text == NULL)
		return NULL;
	if (g_ascii_strncasecmp(text, "IPv6:", strlen("IPv6:")) == 0)
		text += strlen("IPv6:");
	address = g_inet_address_new_from_string(text);
	if (address == NULL)
		return NULL;
	plain = g_inet_address_to_string(address);
	return g_inet_address_get_family(address) == G_SOCKET_FAMILY_IPV6
		       ? g_strconcat("IPV6:", plain, NULL)
		       : g_steal_pointer(&plain);
}

char **
xforward_commands(const SmtpMail *mail, const char *offered)
{
	g_autofree char *address = address_of(mail);
	const struct {
		const char *name, *value;
	} attributes[] = {
		{ "NAME", name_of(mail) },
		{ "ADDR", address },
		{ "PROTO", mail->protocol },
		{ "HELO", mail->helo },
	};
	g_autofree char *upper = g_ascii_strup(offered != NULL ? offered : "", -1);
	g_auto(GStrv) words = g_strsplit(upper, " ", -1);
	g_autoptr(GPtrArray) commands = g_ptr_array_new_with_free_func(g_free);
	gboolean is_known = FALSE;

	/* One a line: a value that is disliked takes no other along, and no line is too long. */
	for (guint i = 0; i < G_N_ELEMENTS(attributes); i++) {
		g_autofree char *value = to_xtext(attributes[i].value);

		if (!g_strv_contains((const char *const *)words, attributes[i].name))
			continue;
		is_known |= value != NULL;
		g_ptr_array_add(commands, g_strdup_printf("XFORWARD %s=%s", attributes[i].name,
							  value != NULL ? value : "[UNAVAILABLE]"));
	}
	if (!is_known)
		g_ptr_array_set_size(commands, 0);
	g_ptr_array_add(commands, NULL);
	return (char **)g_ptr_array_free(g_steal_pointer(&commands), FALSE);
}
