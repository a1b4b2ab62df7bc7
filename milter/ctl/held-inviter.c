#include "held-inviter.h"

#include "base/names.h"
#include "judge/trust.h"
#include "people/identities.h"
#include "contact-book.h"
#include "contact-print.h"
#include "shown.h"

gboolean
held_inviter_is_proven(const HeldStore *store, const SpoolEntry *entry)
{
	const int proof = entry->proof != NULL ? names_value(proof_words, entry->proof, -1) : -1;

	return proof >= 0 && g_strcmp0(entry->standing, "forged") != 0 &&
	       trust_is_proven((Proof)proof, store->config->require_proof);
}

/* ---- who is meant ---- */

static int
say_whom(const HeldStore *store, const HeldCopy *copy, const GPtrArray *inviters)
{
	g_autoptr(GString) people = g_string_new(NULL);

	for (guint i = 0; i < inviters->len; i++) {
		g_autofree char *line = shown_line(inviter_called(inviters->pdata[i]));

		g_string_append_printf(people, "%s %u %s", i > 0 ? "," : "", i + 1, line);
	}
	return command_fail(store->context, EX_DATAERR,
			    "%.*s names %u inviters, say with --inviter NUMBER whom you mean:%s",
			    HELD_SHOWN_DIGITS, copy->id, inviters->len, people->str);
}

int
held_inviter_check(CommandContext *context, char **words, int number)
{
	if (words == NULL)
		return command_fail(context, EX_USAGE, "which message?  Expected an ID");
	if (number < 0 || (number > 0 && words[1] != NULL))
		return command_fail(context, EX_USAGE, "--inviter counts from 1, and is for one ID");
	return EX_OK;
}

int
held_inviter_choose(const HeldStore *store, const HeldCopy *copy, const GPtrArray *inviters,
		    guint number, const Inviter **inviter)
{
	*inviter = NULL;
	if (number == 0 && inviters->len < 2) {
		*inviter = inviters->len > 0 ? inviters->pdata[0] : NULL;
		return EX_OK;
	}
	if (number == 0 || number > inviters->len)
		return inviters->len > 0 ? say_whom(store, copy, inviters)
					 : command_fail(store->context, EX_DATAERR, "%.*s names no inviter",
							HELD_SHOWN_DIGITS, copy->id);
	*inviter = inviters->pdata[number - 1];
	return EX_OK;
}

/* ---- what of them is taken ---- */

static void
take(IdentityType type, const char *value, GPtrArray *target)
{
	g_autofree char *form = value != NULL ? identity_form(type, value) : NULL;

	if (form != NULL)
		g_ptr_array_add(target, g_strdup(value));
}

/* Nobody is declined, or trusted, by what an inviter could have typed. */
static void
take_if_strong(const HeldStore *store, IdentityType type, const Identity *identity, GPtrArray *target)
{
	g_autofree char *line = shown_line(identity->value);

	if (identity->value != NULL && !identity->strong)
		command_say(store->context, "%s is not taken: anybody could have typed it", line);
	else
		take(type, identity->value, target);
}

static Contact *
contact_begin(const SpoolEntry *entry, ContactState state, const char *source)
{
	Contact *contact = contact_new(entry->owner);

	contact->state = state;
	contact->source = g_strdup(source);
	contact->since = g_get_real_time() / G_USEC_PER_SEC;
	return contact;
}

static void
take_strong(const HeldStore *store, const Inviter *inviter, Contact *contact)
{
	take_if_strong(store, IDENTITY_NAME, &inviter->name, contact->names);
	take_if_strong(store, IDENTITY_EMAIL, &inviter->email, contact->emails);
	take_if_strong(store, IDENTITY_PROFILE, &inviter->profile, contact->profiles);
}

/* Store CONTACT and print it as it stands in the book now, *STORED: it may have been joined to what was there. */
static int
store_contact(const HeldStore *store, Contact *contact, Contact **stored)
{
	ContactBook book = {
		.context = store->context, .owner = contact->owner, .database = store->database,
	};
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) contacts = NULL;
	g_autofree char *id = NULL, *line = NULL;
	int status;

	if (!contacts_add(store->database, contact, &error))
		return command_fail_with(store->context, error);
	id = g_strdup_printf("%" G_GINT64_FORMAT, contact->id);
	status = contact_book_find(&book, id, &contacts);
	if (status != EX_OK)
		return status;
	line = contact_line(contacts->pdata[0]);
	command_print_line(line);
	*stored = g_steal_pointer(&contacts->pdata[0]);
	return EX_OK;
}

/* ---- trust ---- */

/* Why nobody is trusted by COPY, of whose inviter CONTACT (nullable: not read yet) has what is strong. */
static const char *
obstacle(const HeldStore *store, const SpoolEntry *entry, const Contact *contact)
{
	if (g_strcmp0(entry->standing, "forged") == 0)
		return "the network did not send it, so whom it names did not invite";
	if (!held_inviter_is_proven(store, entry))
		return "nothing proves who sent it, so nobody is trusted by it";
	if (contact != NULL && contact->emails->len + contact->profiles->len == 0)
		return "no address and no profile of the inviter is known that counts";
	return NULL;
}

static int
refuse(const HeldStore *store, const HeldCopy *copy, const char *sentence)
{
	return command_fail(store->context, EX_DATAERR,
			    "%.*s: %s: the book of %s stays as it is, and the message is held",
			    HELD_SHOWN_DIGITS, copy->id, sentence, copy->entry->owner);
}

int
held_inviter_trust(HeldStore *store, const HeldCopy *copy, guint number)
{
	g_autoptr(GPtrArray) inviters = spool_entry_inviters(copy->entry);
	g_autoptr(Contact) contact = contact_begin(copy->entry, CONTACT_TRUSTED, CONTACT_RELEASED);
	g_autoptr(Contact) stored = NULL;
	const char *sentence = obstacle(store, copy->entry, NULL);
	const Inviter *inviter;
	int status;

	if (sentence != NULL)
		return refuse(store, copy, sentence);
	status = held_inviter_choose(store, copy, inviters, number, &inviter);
	if (status != EX_OK)
		return status;
	if (inviter != NULL)
		take_strong(store, inviter, contact);
	sentence = obstacle(store, copy->entry, contact);
	return sentence != NULL ? refuse(store, copy, sentence)
				: store_contact(store, contact, &stored);
}

/* ---- decline ---- */

static void
say_nobody(const HeldStore *store, const HeldCopy *copy, const char *sentence)
{
	command_say(store->context, "%.*s: %s: nobody is declined", HELD_SHOWN_DIGITS, copy->id,
		    sentence);
}

/* A name that proves nothing: only mail that proves as little is declined with it. */
static int
decline_name(HeldStore *store, const HeldCopy *copy, const Inviter *inviter, Contact **declined)
{
	const SpoolEntry *entry = copy->entry;
	g_autoptr(Contact) contact = contact_begin(entry, CONTACT_DECLINED, CONTACT_UNPROVEN);

	take(IDENTITY_NAME, inviter->name.value, contact->names);
	if (contact->names->len == 0 || entry->network == NULL) {
		say_nobody(store, copy, "nothing is known of the inviter that counts");
		return EX_OK;
	}
	contact->network = g_strdup(entry->network);
	command_say(store->context, "%.*s: nothing proves who sent it: only mail in this name that proves as"
				    " little is declined", HELD_SHOWN_DIGITS, copy->id);
	return store_contact(store, contact, declined);
}

int
held_inviter_decline(HeldStore *store, const HeldCopy *copy, const Inviter *inviter,
		     Contact **declined)
{
	const SpoolEntry *entry = copy->entry;
	g_autoptr(Contact) contact = contact_begin(entry, CONTACT_DECLINED, CONTACT_DECLINED_HELD);

	*declined = NULL;
	if (g_strcmp0(entry->standing, "forged") == 0) {
		say_nobody(store, copy, "the network did not send it, so whom it names did not invite");
		return EX_OK;
	}
	if (inviter == NULL) {
		say_nobody(store, copy, "it names no inviter");
		return EX_OK;
	}
	if (!held_inviter_is_proven(store, entry))
		return decline_name(store, copy, inviter, declined);
	take_strong(store, inviter, contact);
	/* By name it covers no other network, and without one nothing. */
	contact->network = g_strdup(entry->network);
	if (contact->emails->len + contact->profiles->len == 0 &&
	    (contact->names->len == 0 || entry->network == NULL))
		return decline_name(store, copy, inviter, declined);
	return store_contact(store, contact, declined);
}
