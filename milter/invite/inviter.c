#include "inviter.h"

Inviter *
inviter_new(void)
{
	return g_new0(Inviter, 1);
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
