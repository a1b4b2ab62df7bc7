#include "held-inviter.h"

#include "contact-book.h"
#include "contact-print.h"
#include "shown.h"
#include "invite/identities.h"

static gboolean
take(IdentityType type, const char *value, GPtrArray *target)
{
	g_autofree char *form = value != NULL ? identity_form(type, value) : NULL;

	if (form != NULL)
		g_ptr_array_add(target, g_strdup(value));
	return form != NULL;
}

/* Nobody is declined, or trusted, by what an inviter could have typed. */
static void
take_if_strong(const HeldStore *store, IdentityType type, const char *value, gboolean strong,
	       GPtrArray *target)
{
	g_autofree char *line = shown_line(value);

	if (value != NULL && !strong)
		command_say(store->context, "%s is not taken: anybody could have typed it", line);
	else
		take(type, value, target);
}

/*
 * The contact (transfer full).  The network stands in it for a decline: by name that covers no
 * other network.
 */
static Contact *
contact_of(const HeldStore *store, const SpoolEntry *entry, ContactState state)
{
	Contact *contact = contact_new(entry->owner);

	take(IDENTITY_NAME, entry->name, contact->names);
	take_if_strong(store, IDENTITY_EMAIL, entry->email, entry->email_strong, contact->emails);
	take_if_strong(store, IDENTITY_PROFILE, entry->profile, entry->profile_strong,
		       contact->profiles);
	contact->state = state;
	if (state == CONTACT_DECLINED)
		contact->network = g_strdup(entry->network);
	contact->source = g_strdup(state == CONTACT_TRUSTED ? "released" : "declined");
	contact->since = g_get_real_time() / G_USEC_PER_SEC;
	return contact;
}

/* What keeps CONTACT from being stored (nullable: nothing). */
static const char *
obstacle(const SpoolEntry *entry, const Contact *contact)
{
	gboolean strong = contact->emails->len + contact->profiles->len > 0;

	if (g_strcmp0(entry->standing, "forged") == 0)
		return "the network did not send it, so whom it names did not invite";
	if (!strong && contact->names->len == 0)
		return "nothing is known of the inviter that counts";
	if (!strong && contact->state == CONTACT_DECLINED && contact->network == NULL)
		return "only a name is known of the inviter, and no network";
	return NULL;
}

/* As it stands in the book now: it may have been joined to what was there. */
static int
print_stored(const HeldStore *store, const Contact *stored)
{
	ContactBook book = {
		.context = store->context, .owner = stored->owner, .database = store->database,
	};
	g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, stored->id);
	g_autoptr(GPtrArray) contacts = NULL;
	g_autofree char *line = NULL;
	int status = contact_book_find(&book, id, &contacts);

	if (status != EX_OK)
		return status;
	line = contact_line(contacts->pdata[0]);
	command_print_line(line);
	return EX_OK;
}

int
held_inviter_store(HeldStore *store, const HeldCopy *copy, ContactState state)
{
	g_autoptr(Contact) contact = contact_of(store, copy->entry, state);
	const char *sentence = obstacle(copy->entry, contact);
	g_autoptr(GError) error = NULL;

	if (sentence != NULL)
		return command_fail(store->context, EX_DATAERR, "%.*s: %s: the book of %s stays as it is",
				    HELD_SHOWN_DIGITS, copy->id, sentence, copy->entry->owner);
	if (!contacts_add(store->database, contact, &error))
		return command_fail_with(store->context, error);
	return print_stored(store, contact);
}
