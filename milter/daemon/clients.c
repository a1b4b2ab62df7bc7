#include "clients.h"

#include <gio/gio.h>

#include "mail/domain.h"

static gboolean
address_in(GInetAddress *address, const char *entry)
{
	g_autoptr(GInetAddressMask) mask = NULL;

	if (address == NULL)
		return FALSE;
	mask = g_inet_address_mask_new_from_string(entry, NULL);
	return mask != NULL && g_inet_address_mask_matches(mask, address);
}

static gboolean
name_in(const char *name, const char *entry)
{
	g_autofree char *parent = domain_to_ascii(entry);

	return name != NULL && domain_is_under(name, parent);
}

gboolean
clients_include(const char *const *list, const char *name, const char *address)
{
	g_autoptr(GInetAddress) numeric = NULL;
	g_autofree char *host = NULL;

	if (list == NULL)
		return FALSE;
	if (address != NULL)
		numeric = g_inet_address_new_from_string(address);
	/* "[192.0.2.1]" and "unknown" are what MTAs write where there is no verified name. */
	if (name != NULL && name[0] != '[' && !g_str_equal(name, "unknown"))
		host = domain_to_ascii(name);
	for (guint i = 0; list[i] != NULL; i++)
		if (address_in(numeric, list[i]) || name_in(host, list[i]))
			return TRUE;
	return FALSE;
}
