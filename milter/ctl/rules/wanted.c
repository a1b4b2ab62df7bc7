#include "wanted.h"

#include <string.h>

#include "base/names.h"

/* What a judgement says under each name; NULL: nothing (transfer none). */
typedef const char *(*WantedFunc)(const Judgement *judgement);

static const Inviter *
first_inviter(const Judgement *judgement)
{
	return judgement->inviters->len > 0 ? judgement->inviters->pdata[0] : NULL;
}

static const char *
got_kind(const Judgement *judgement)
{
	return names_word(kind_words, (int)judgement->kind);
}

static const char *
got_network(const Judgement *judgement)
{
	return judgement->network;
}

static const char *
got_identity(const Judgement *judgement)
{
	return judgement->network_key;
}

static const char *
got_category(const Judgement *judgement)
{
	return judgement->network != NULL ? names_word(category_words, (int)judgement->category)
					  : NULL;
}

static const char *
got_name(const Judgement *judgement)
{
	const Inviter *inviter = first_inviter(judgement);

	return inviter != NULL ? inviter->name.value : NULL;
}

static const char *
got_email(const Judgement *judgement)
{
	const Inviter *inviter = first_inviter(judgement);

	return inviter != NULL ? inviter->email.value : NULL;
}

static const char *
got_profile(const Judgement *judgement)
{
	const Inviter *inviter = first_inviter(judgement);

	return inviter != NULL ? inviter->profile.value : NULL;
}

static const char *
got_invitation(const Judgement *judgement)
{
	const Inviter *inviter = first_inviter(judgement);

	return inviter != NULL ? inviter->invitation.value : NULL;
}

static const char *
got_forged(const Judgement *judgement)
{
	return judgement->forged ? "yes" : "no";
}

static const char *
got_proof(const Judgement *judgement)
{
	return names_word(proof_words, (int)judgement->proof);
}

static const char *
got_rule(const Judgement *judgement)
{
	return judgement->rule;
}

static const char *
got_read(const Judgement *judgement)
{
	return judgement->header_alone ? "header" : "body";
}

/* clang-format off */
static const struct {
	const char *name;
	WantedFunc got;
} wanted_table[] = {
	{ "category", got_category }, { "email", got_email },     { "forged", got_forged },
	{ "identity", got_identity }, { "invitation", got_invitation },
	{ "kind", got_kind },         { "name", got_name },
	{ "network", got_network },   { "profile", got_profile }, { "proof", got_proof },
	{ "read", got_read },         { "rule", got_rule },
};
/* clang-format on */

static const char *
skip_space(const char *p)
{
	return p + strspn(p, " \t\n");
}

/* Take a quoted string or what stands up to ";" (transfer full). */
static char *
take_value(const char **cursor)
{
	GString *value = g_string_new(NULL);
	const char *p = *cursor;

	if (*p == '"') {
		for (p++; *p != '\0' && *p != '"'; p++) {
			if (*p == '\\' && p[1] != '\0')
				p++;
			g_string_append_c(value, *p);
		}
		if (*p == '"')
			p++;
	} else {
		gsize length = strcspn(p, ";");

		g_string_append_len(value, p, (gssize)length);
		g_strchomp(value->str);
		p += length;
	}
	*cursor = skip_space(p);
	return g_string_free(value, FALSE);
}

static void
compare_one(const char *name, const char *wanted, const Judgement *judgement, GPtrArray *mistakes)
{
	for (gsize i = 0; i < G_N_ELEMENTS(wanted_table); i++) {
		const char *got;

		if (strcmp(wanted_table[i].name, name) != 0)
			continue;
		got = wanted_table[i].got(judgement);
		if (g_strcmp0(got, wanted[0] != '\0' ? wanted : NULL) != 0)
			g_ptr_array_add(mistakes,
					g_strdup_printf("%s: wanted %s, came %s", name,
							wanted[0] != '\0' ? wanted : "nothing",
							got != NULL ? got : "nothing"));
		return;
	}
	g_ptr_array_add(mistakes, g_strdup_printf("X-Wanted knows no \"%s\"", name));
}

GPtrArray *
wanted_compare(const char *value, const Judgement *judgement)
{
	GPtrArray *mistakes = g_ptr_array_new_with_free_func(g_free);
	const char *p = value != NULL ? skip_space(value) : "";

	if (*p == '\0')
		g_ptr_array_add(mistakes, g_strdup("there is no field X-Wanted"));
	while (*p != '\0') {
		gsize length = strcspn(p, "=;");
		g_autofree char *name = g_strndup(p, length);
		g_autofree char *wanted = NULL;

		p += length;
		if (*p == '=')
			p = skip_space(p + 1);
		wanted = take_value(&p);
		compare_one(g_strstrip(name), wanted, judgement, mistakes);
		if (*p != '\0' && *p != ';') {
			g_ptr_array_add(mistakes,
					g_strdup_printf("X-Wanted: expected \";\" at \"%s\"", p));
			break;
		}
		while (*p == ';')
			p = skip_space(p + 1);
	}
	return mistakes;
}
