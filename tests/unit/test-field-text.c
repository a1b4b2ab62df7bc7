#include <string.h>

#include "judge/field-text.h"

#include "rows.h"

/* ---- parameters ---- */

typedef struct ParameterCase {
	const char *name, *value, *wanted;
} ParameterCase;

/* clang-format off */
static const ParameterCase parameter_cases[] = {
	{ "a token stands as it is", "mta-hold", "id; p=mta-hold" },
	{ "a colon needs quotes", "linkedin.rules:17", "id; p=\"linkedin.rules:17\"" },
	{ "a semicolon ends nothing", "a; action=pass", "id; p=\"a; action=pass\"" },
	{ "quotes and backslashes are escaped", "a\"b\\c", "id; p=\"a\\\"b\\\\c\"" },
	{ "letters beyond ASCII are percent-encoded", "linkedin:slug:jäne",
	  "id; p=\"linkedin:slug:j%C3%A4ne\"" },
	{ "a line end starts no field", "a\r\nX-Evil: b", "id; p=\"a%0D%0AX-Evil: b\"" },
	{ "nothing is left out", "", "id" },
	{ "absent is left out", NULL, "id" },
	{ "a long one goes to a line of its own",
	  "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
	  "id;\n\tp=abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz" },
};
/* clang-format on */

static void
check_parameter(gconstpointer data)
{
	const ParameterCase *c = data;
	g_autoptr(GString) field = g_string_new("id");

	field_text_parameter(field, "X-Invitation-Long-Name", "p", c->value);
	g_assert_cmpstr(field->str, ==, c->wanted);
}

static void
check_overlong(void)
{
	g_autoptr(GString) field = g_string_new("id");
	g_autofree char *value = g_strnfill(5000, 'a');

	field_text_parameter(field, "X", "p", value);
	g_assert_cmpstr(field->str, ==, "id");
}

/* ---- people ---- */

typedef struct PersonCase {
	const char *title, *name, *email, *wanted;
} PersonCase;

/* clang-format off */
static const PersonCase person_cases[] = {
	{ "a plain name", "Jane Doe", "jane@example.net", "Jane Doe <jane@example.net>" },
	{ "an accent is encoded", "Jäne", "jane@example.net",
	  "=?utf-8?Q?J=C3=A4ne?= <jane@example.net>" },
	{ "an encoded name keeps its spaces", "Jäne Doe", "jane@example.net",
	  "=?utf-8?Q?J=C3=A4ne_Doe?= <jane@example.net>" },
	{ "a group where there is no address", "Jane Doe", NULL, "Jane Doe:;" },
	{ "an encoded group", "Jäne", NULL, "=?utf-8?Q?J=C3=A4ne?= :;" },
	{ "a comma needs quotes", "Doe, Jane", NULL, "\"Doe, Jane\":;" },
	{ "a full stop needs quotes", "Jane Q. Doe", "jane@example.net",
	  "\"Jane Q. Doe\" <jane@example.net>" },
	{ "quotes in a name are escaped", "Jane \"JD\" Doe", NULL, "\"Jane \\\"JD\\\" Doe\":;" },
	{ "another address in a name stays a name", "bob@example.org> <x", "jane@example.net",
	  "\"bob@example.org> <x\" <jane@example.net>" },
	{ "an encoded word is not decoded by readers", "=?utf-8?Q?x?=", NULL,
	  "=?utf-8?Q?=3D=3Futf-8=3FQ=3Fx=3F=3D?= :;" },
	{ "a line end is white space", "Jane\r\nBcc: all", NULL, "\"Jane Bcc: all\":;" },
	{ "controls are white space", "Jane\x01\x7f" "Doe", NULL, "Jane Doe:;" },
	{ "the direction of text cannot be turned", "Jane\u202eDoe", NULL, "Jane Doe:;" },
	{ "nothing visible is no name", " \t\n", "jane@example.net", "jane@example.net" },
	{ "an address alone", NULL, "jane@example.net", "jane@example.net" },
	{ "neither name nor address", NULL, NULL, NULL },
	{ "an international domain as A-labels", NULL, "jane@bücher.example",
	  "jane@xn--bcher-kva.example" },
	{ "an international local part leaves the name", "Jane", "jäne@example.net", "Jane:;" },
	{ "a quoted local part leaves the name", "Jane", "\"jane doe\"@example.net", "Jane:;" },
	{ "a broken address leaves the name", "Jane", "jane@example.net>\nX: y", "Jane:;" },
	{ "two dots are no dot-atom", "Jane", "ja..ne@example.net", "Jane:;" },
	{ "encoded words break between characters",
	  "ääääääääääääää", NULL,
	  "=?utf-8?Q?=C3=A4=C3=A4=C3=A4=C3=A4=C3=A4=C3=A4=C3=A4=C3=A4=C3=A4=C3=A4?=\n\t"
	  "=?utf-8?Q?=C3=A4=C3=A4=C3=A4=C3=A4?= :;" },
};
/* clang-format on */

static void
check_lines(const char *value)
{
	g_auto(GStrv) lines = g_strsplit(value, "\n\t", -1);

	g_assert_true(g_str_is_ascii(value));
	for (gsize i = 0; lines[i] != NULL; i++) {
		g_assert_cmpuint(strlen(lines[i]), <=, 320);
		for (const char *p = lines[i]; *p != '\0'; p++)
			g_assert_true(g_ascii_isprint(*p));
	}
}

static void
check_person(gconstpointer data)
{
	const PersonCase *c = data;
	g_autofree char *value = field_text_person(c->name, c->email);

	g_assert_cmpstr(value, ==, c->wanted);
	if (value != NULL)
		check_lines(value);
}

/* Any text at all: what comes out is clean, bounded, and in words of at most 75 bytes. */
static void
check_random(void)
{
	for (guint round = 0; round < 2000; round++) {
		g_autoptr(GString) name = g_string_new(NULL);
		g_autofree char *value = NULL;
		g_auto(GStrv) lines = NULL;

		for (gint left = g_test_rand_int_range(0, 300); left > 0; left--) {
			gunichar c = g_test_rand_int_range(1, 0x3000);

			g_string_append_unichar(name, g_unichar_validate(c) ? c : '?');
		}
		value = field_text_phrase(name->str, NULL);
		if (value == NULL)
			continue;
		check_lines(value);
		lines = g_strsplit(value, "\n\t", -1);
		for (gsize i = 0; lines[i] != NULL; i++)
			g_assert_cmpuint(strlen(lines[i]), <=, 122);
		for (gsize i = 0; lines[i] != NULL && lines[1] != NULL; i++)
			g_assert_cmpuint(strlen(lines[i]), <=, 75);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	GIVEN_ROWS("field-text/parameters", parameter_cases, check_parameter);
	GIVEN_ROWS("field-text/people", person_cases, check_person);
	g_test_add_func("/field-text/parameters/an overlong one is left out", check_overlong);
	g_test_add_func("/field-text/people/any text makes a clean phrase", check_random);
	return g_test_run();
}
