#include "date-group.h"

#include <string.h>

#include "base/names.h"

static const char *const forms[] = { [DATE_BASE36] = "base36", [DATE_SHIFT22] = "shift22", NULL };

/* The form that NAME has after PREFIX, or -1. */
static int
form_after(const char *name, const char *prefix)
{
	return g_str_has_prefix(name, prefix) ? names_value(forms, name + strlen(prefix), -1) : -1;
}

int
date_group_made(const char *name)
{
	return form_after(name, "made_");
}

int
date_group_sent(const char *name)
{
	return form_after(name, "sent_");
}
