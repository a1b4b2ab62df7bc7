/* The typed values of statement.h: words that must mean something. */
#include "statement.h"

#include <string.h>

#include "names.h"

/* A factor for the letter behind a number. */
typedef struct Unit {
	char letter;
	guint64 factor;
} Unit;

static const Unit no_units[] = { { '\0', 1 } };
/* clang-format off */
static const Unit size_units[] = {
	{ 'K', 1 << 10 }, { 'M', 1 << 20 }, { 'G', 1 << 30 }, { '\0', 1 },
};
/* clang-format on */
static const Unit duration_units[] = {
	{ 's', 1 },      { 'm', 60 },       { 'h', 3600 }, { 'd', 86400 },
	{ 'w', 604800 }, { 'y', 31536000 }, { '\0', 1 },
};

/* Digits, and one of UNITS, whose last is that of a bare number. */
static gboolean
read_amount(const char *word, const Unit *units, guint64 *value)
{
	char *end = NULL;

	/* It would take signs, and white space, which no word has. */
	if (!g_ascii_isdigit(*word))
		return FALSE;
	if (strspn(word, "0123456789") > strlen("18446744073709551615"))
		return FALSE;
	*value = g_ascii_strtoull(word, &end, 10);
	while (units->letter != '\0' && units->letter != *end)
		units++;
	if (strlen(end) != (units->letter != '\0'))
		return FALSE;
	/* What overflows is not what was meant. */
	return *value < G_MAXUINT64 && g_uint64_checked_mul(value, *value, units->factor);
}

static gboolean
take_amount(Statement *statement, const char *what, const Unit *units, guint64 low, guint64 high,
	    guint64 *value, GError **error)
{
	g_autofree char *word = statement_name(statement, "()", what, error);
	guint64 amount;

	if (word == NULL)
		return FALSE;
	if (!read_amount(word, units, &amount) || amount < low || amount > high)
		return statement_fail(statement, error, "expected %s, found \"%s\"", what, word);
	*value = amount;
	return TRUE;
}

gboolean
statement_number(Statement *statement, const char *what, guint64 low, guint64 high, guint64 *value,
		 GError **error)
{
	g_autofree char *expected = g_strdup_printf(
		"%s from %" G_GUINT64_FORMAT " to %" G_GUINT64_FORMAT, what, low, high);

	return take_amount(statement, expected, no_units, low, high, value, error);
}

gboolean
statement_size(Statement *statement, const char *what, guint64 *value, GError **error)
{
	g_autofree char *expected = g_strdup_printf("%s such as 25M", what);

	return take_amount(statement, expected, size_units, 0, G_MAXUINT64, value, error);
}

gboolean
statement_duration(Statement *statement, const char *what, guint64 *value, GError **error)
{
	g_autofree char *expected = g_strdup_printf("%s such as 90s, 12h or 30d", what);

	return take_amount(statement, expected, duration_units, 0, G_MAXUINT64, value, error);
}

gboolean
statement_choice(Statement *statement, const char *const *table, int *value, GError **error)
{
	g_autofree char *expected = names_expected(table);
	g_autofree char *word = statement_name(statement, "()", expected, error);
	int found;

	if (word == NULL)
		return FALSE;
	found = names_value(table, word, -1);
	if (found < 0)
		return statement_fail(statement, error, "expected %s, found \"%s\"", expected,
				      word);
	*value = found;
	return TRUE;
}

gboolean
statement_yes_no(Statement *statement, gboolean *value, GError **error)
{
	static const char *const words[] = { "no", "yes", NULL };
	int found = 0;

	if (!statement_choice(statement, words, &found, error))
		return FALSE;
	*value = found == 1;
	return TRUE;
}
