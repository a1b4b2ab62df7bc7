#include "introduce.h"

#include "people/identities.h"

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
take_if_strong(IdentityType type, const Identity *identity, GPtrArray *target, Decision *decision)
{
	if (identity->value != NULL && !identity->strong)
		decision_remark(decision, "%s is not taken: anybody could have typed it",
				identity->value);
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
take_strong(const Inviter *inviter, Contact *contact, Decision *decision)
{
	take_if_strong(IDENTITY_NAME, &inviter->name, contact->names, decision);
	take_if_strong(IDENTITY_EMAIL, &inviter->email, contact->emails, decision);
	take_if_strong(IDENTITY_PROFILE, &inviter->profile, contact->profiles, decision);
}

/* ---- trust ---- */

/*
 * Why nobody is trusted by ENTRY, of whose inviter CONTACT (nullable: not read yet) has what is
 * strong.
 */
static const char *
obstacle(const Decider *decider, const SpoolEntry *entry, const Contact *contact)
{
	if (copy_is_forged(entry))
		return "the network did not send it, so whom it names did not invite";
	if (!copy_is_proven(decider, entry))
		return "nothing proves who sent it, so nobody is trusted by it";
	if (contact != NULL && contact->emails->len + contact->profiles->len == 0)
		return "no address and no profile of the inviter is known that counts";
	return NULL;
}

static gboolean
refuse(const HeldCopy *copy, const char *sentence, GError **error)
{
	return copy_fail(copy, DECIDE_ERROR_DOUBTFUL, error,
			 ": %s: the book of %s stays as it is, and the message is held", sentence,
			 copy->entry->owner);
}

gboolean
introduce_trusted(Decider *decider, const HeldCopy *copy, guint number, Decision *decision,
		  GError **error)
{
	g_autoptr(GPtrArray) inviters = spool_entry_inviters(copy->entry);
	g_autoptr(Contact) contact = contact_begin(copy->entry, CONTACT_TRUSTED, CONTACT_RELEASED);
	const char *sentence = obstacle(decider, copy->entry, NULL);
	const Inviter *inviter;

	if (sentence != NULL)
		return refuse(copy, sentence, error);
	if (!copy_choose(copy, inviters, number, &inviter, error))
		return FALSE;
	if (inviter != NULL)
		take_strong(inviter, contact, decision);
	sentence = obstacle(decider, copy->entry, contact);
	return sentence != NULL ? refuse(copy, sentence, error)
				: decider_store(decider, contact, &decision->contact, error);
}

/* ---- decline ---- */

static gboolean
decline_nobody(const HeldCopy *copy, const char *sentence, Decision *decision)
{
	decision_remark(decision, "%.*s: %s: nobody is declined", COPY_SHOWN_DIGITS, copy->id,
			sentence);
	return TRUE;
}

/* A name that proves nothing: only mail that proves as little is declined with it. */
static gboolean
decline_name(Decider *decider, const HeldCopy *copy, const Inviter *inviter, Decision *decision,
	     GError **error)
{
	const SpoolEntry *entry = copy->entry;
	g_autoptr(Contact) contact = contact_begin(entry, CONTACT_DECLINED, CONTACT_UNPROVEN);

	take(IDENTITY_NAME, inviter->name.value, contact->names);
	if (contact->names->len == 0 || entry->network == NULL)
		return decline_nobody(copy, "nothing is known of the inviter that counts",
				      decision);
	contact->network = g_strdup(entry->network);
	decision_remark(decision,
			"%.*s: nothing proves who sent it: only mail in this name that proves as"
			" little is declined",
			COPY_SHOWN_DIGITS, copy->id);
	return decider_store(decider, contact, &decision->contact, error);
}

gboolean
introduce_declined(Decider *decider, const HeldCopy *copy, const Inviter *inviter,
		   Decision *decision, GError **error)
{
	const SpoolEntry *entry = copy->entry;
	g_autoptr(Contact) contact = contact_begin(entry, CONTACT_DECLINED, CONTACT_DECLINED_HELD);

	if (copy_is_forged(entry))
		return decline_nobody(
			copy, "the network did not send it, so whom it names did not invite",
			decision);
	if (inviter == NULL)
		return decline_nobody(copy, "it names no inviter", decision);
	if (!copy_is_proven(decider, entry))
		return decline_name(decider, copy, inviter, decision, error);
	take_strong(inviter, contact, decision);
	/* By name it covers no other network, and without one nothing. */
	contact->network = g_strdup(entry->network);
	if (contact->emails->len + contact->profiles->len == 0 &&
	    (contact->names->len == 0 || entry->network == NULL))
		return decline_name(decider, copy, inviter, decision, error);
	return decider_store(decider, contact, &decision->contact, error);
}
