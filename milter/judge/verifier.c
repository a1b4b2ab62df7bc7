#include "verifier.h"

void
signature_free(Signature *signature)
{
	if (signature == NULL)
		return;
	g_free(signature->domain);
	g_free(signature->reason);
	g_free(signature);
}
