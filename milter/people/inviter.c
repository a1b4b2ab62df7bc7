#include "inviter.h"

Inviter *
inviter_new(void)
{
	return g_new0(Inviter, 1);
}

static Identity
identity_copy(const Identity *identity)
{
	return (Identity){ .value = g_strdup(identity->value), .strong = identity->strong };
}

Inviter *
inviter_copy(const Inviter *inviter)
{
	Inviter *copy = inviter_new();

	copy->name = identity_copy(&inviter->name);
	copy->email = identity_copy(&inviter->email);
	copy->profile = identity_copy(&inviter->profile);
	copy->invitation = identity_copy(&inviter->invitation);
	return copy;
}

void
inviter_free(Inviter *inviter)
{
	if (inviter == NULL)
		return;
	g_free(inviter->name.value);
	g_free(inviter->email.value);
	g_free(inviter->profile.value);
	g_free(inviter->invitation.value);
	g_free(inviter);
}

GPtrArray *
inviters_new(void)
{
	return g_ptr_array_new_with_free_func((GDestroyNotify)inviter_free);
}
