#include "inviter.h"

const char *const identity_words[IDENTITY_TYPES] = {
	[IDENTITY_NAME] = "name",
	[IDENTITY_EMAIL] = "email",
	[IDENTITY_PROFILE] = "profile",
	[IDENTITY_INVITATION] = "invitation",
};

Inviter *
inviter_new(void)
{
	return g_new0(Inviter, 1);
}

Inviter *
inviter_copy(const Inviter *inviter)
{
	Inviter *copy = inviter_new();

	for (IdentityType type = IDENTITY_NAME; type < IDENTITY_TYPES; type++)
		copy->known[type] = (Identity){ .value = g_strdup(inviter->known[type].value),
						.strong = inviter->known[type].strong };
	return copy;
}

void
inviter_clear(Inviter *inviter)
{
	for (IdentityType type = IDENTITY_NAME; type < IDENTITY_TYPES; type++)
		g_free(inviter->known[type].value);
	*inviter = (Inviter){ 0 };
}

void
inviter_free(Inviter *inviter)
{
	if (inviter == NULL)
		return;
	inviter_clear(inviter);
	g_free(inviter);
}

const char *
inviter_called(const Inviter *inviter)
{
	for (IdentityType type = IDENTITY_NAME; type <= IDENTITY_PROFILE; type++)
		if (inviter->known[type].value != NULL)
			return inviter->known[type].value;
	return NULL;
}

GPtrArray *
inviters_new(void)
{
	return g_ptr_array_new_with_free_func((GDestroyNotify)inviter_free);
}
