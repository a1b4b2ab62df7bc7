#include "authres.h"

#include <string.h>

#include "domain.h"
#include "received.h"

/* More fields of others tell nothing more. */
#define OTHERS_LIMIT 10

static void
auth_other_free(gpointer data)
{
	AuthOther *other = data;

	g_free(other->id);
	g_ptr_array_unref(other->results);
	g_free(other);
}

void
auth_found_free(AuthFound *found)
{
	if (found == NULL)
		return;
	g_ptr_array_unref(found->results);
	g_ptr_array_unref(found->others);
	g_free(found);
}

static gboolean
is_believed(const char *id, const char *const *authserv_ids)
{
	for (; authserv_ids != NULL && *authserv_ids != NULL; authserv_ids++) {
		if (g_ascii_strcasecmp(id, *authserv_ids) == 0)
			return TRUE;
	}
	return FALSE;
}

static gboolean
tells_of_dkim(const GPtrArray *results)
{
	for (guint i = 0; i < results->len; i++)
		if (strcmp(((const AuthResult *)results->pdata[i])->method, "dkim") == 0)
			return TRUE;
	return FALSE;
}

/* Take out what passes; returns whether there was anything. */
static gboolean
drop_passes(GPtrArray *results)
{
	guint before = results->len;

	for (guint i = results->len; i > 0; i--)
		if (strcmp(((const AuthResult *)results->pdata[i - 1])->result, "pass") == 0)
			g_ptr_array_remove_index(results, i - 1);
	return results->len < before;
}

/* What begins as a field of ours does, and is not understood, is one all the same. */
static void
add_ours(AuthFound *found, GPtrArray *results)
{
	found->looked = TRUE;
	if (results == NULL) {
		found->distrusted = TRUE;
		return;
	}
	if (tells_of_dkim(found->results))
		found->late |= drop_passes(results);
	g_ptr_array_extend_and_steal(found->results, results);
}

static void
add_field(AuthFound *found, const char *value, const char *const *authserv_ids)
{
	g_autofree char *id = NULL;
	g_autoptr(GPtrArray) results = authres_parse(value, &id);
	AuthOther *other;

	if (id != NULL && is_believed(id, authserv_ids)) {
		add_ours(found, g_steal_pointer(&results));
		return;
	}
	if (results == NULL || found->others->len >= OTHERS_LIMIT || !domain_is_name(id))
		return;
	other = g_new(AuthOther, 1);
	other->id = g_steal_pointer(&id);
	other->results = g_steal_pointer(&results);
	g_ptr_array_add(found->others, other);
}

AuthFound *
authres_find(const Message *message, const char *const *authserv_ids, const char *const *own_hosts)
{
	AuthFound *found = g_new0(AuthFound, 1);
	guint count = message_field_count(message);

	found->results = g_ptr_array_new_with_free_func((GDestroyNotify)auth_result_free);
	found->others = g_ptr_array_new_with_free_func(auth_other_free);
	for (guint i = 0; i < count; i++) {
		const Field *field = message_field(message, i);

		if (g_ascii_strcasecmp(field->name, "Received") == 0) {
			if (!received_by_own(field->value, own_hosts))
				break;
		} else if (g_ascii_strcasecmp(field->name, "Authentication-Results") == 0) {
			add_field(found, field->value, authserv_ids);
		}
	}
	return found;
}
