#include "mail/domain.h"

#include "rows.h"

typedef struct PairCase {
	const char *title, *in, *wanted;
} PairCase;

static const PairCase ascii_cases[] = {
	{ "lower case stays", "mail.example.org", "mail.example.org" },
	{ "upper case goes", "Mail.EXAMPLE.org", "mail.example.org" },
	{ "a final dot goes", "example.org.", "example.org" },
	{ "several final dots go together", "example.org...", "example.org" },
	{ "an umlaut becomes an A-label", "exämple.org", "xn--exmple-cua.org" },
	{ "a capital umlaut too", "EXÄMPLE.ORG", "xn--exmple-cua.org" },
	{ "an A-label stays", "XN--exmple-cua.org", "xn--exmple-cua.org" },
	{ "sharp s is a letter of its own", "faß.example", "xn--fa-hia.example" },
	{ "a decomposed umlaut is the same", "exa\u0308mple.org", "xn--exmple-cua.org" },
	{ "an ideographic full stop", "exämple。org", "xn--exmple-cua.org" },
	{ "what is no host is only lowered", "A B_ä!.org", "a b_ä!.org" },
	{ "nothing", "", "" },
};

static const PairCase organization_cases[] = {
	{ "a host of an organization", "mx1.mail.example.org", "example.org" },
	{ "the organization itself", "example.org", "example.org" },
	{ "below a suffix of two labels", "www.example.co.uk", "example.co.uk" },
	{ "a suffix is itself", "co.uk", "co.uk" },
	{ "an A-label", "mail.xn--exmple-cua.org", "xn--exmple-cua.org" },
	{ "an address literal", "[192.0.2.1]", "[192.0.2.1]" },
	{ "an address", "192.0.2.1", "192.0.2.1" },
	{ "one label", "localhost", "localhost" },
	{ "nothing", "", "" },
};

typedef struct RelationCase {
	const char *title, *domain, *other;
	gboolean wanted;
} RelationCase;

static const RelationCase under_cases[] = {
	{ "a subdomain is", "mail.example.org", "example.org", TRUE },
	{ "the domain itself is", "example.org", "example.org", TRUE },
	{ "a domain that ends alike is not", "myexample.org", "example.org", FALSE },
	{ "the parent is not", "org", "example.org", FALSE },
	{ "nothing is under nothing", "example.org", "", FALSE },
};

static const RelationCase imitation_cases[] = {
	{ "a letter left out", "exmple.org", "example.org", TRUE },
	{ "a letter put in", "exaample.org", "example.org", TRUE },
	{ "a letter changed", "exanple.org", "example.org", TRUE },
	{ "neighbors exchanged", "exmaple.org", "example.org", TRUE },
	{ "two edits are another name", "exnpple.org", "example.org", FALSE },
	{ "digits for letters", "examp1e.org", "example.org", TRUE },
	{ "several digits for letters", "f4c3b00kish.org", "facebookish.org", TRUE },
	{ "rn for m", "exarnple.org", "example.org", TRUE },
	{ "a Cyrillic letter", "xn--exmple-4nf.org", "example.org", TRUE },
	{ "most letters Cyrillic", "xn--ml-6kctd8d6a.org", "example.org", TRUE },
	{ "a subdomain of an imitation", "mail.exmple.org", "example.org", TRUE },
	{ "the same organization is none", "mail.example.org", "example.org", FALSE },
	{ "the same name below another suffix is none", "example.net", "example.org", FALSE },
	{ "a name with additions is none", "example-mail.org", "example.org", FALSE },
	{ "a short name has many neighbors", "xino.com", "xing.com", FALSE },
	{ "a short name with a foreign letter", "x1ng.com", "xlng.com", TRUE },
	{ "an accent is a letter changed", "xn--exmple-cua.org", "example.org", TRUE },
};

static void
test_ascii(gconstpointer data)
{
	const PairCase *row = data;
	g_autofree char *ascii = domain_to_ascii(row->in);

	g_assert_cmpstr(ascii, ==, row->wanted);
}

static void
test_organization(gconstpointer data)
{
	const PairCase *row = data;
	g_autofree char *organizational = domain_organizational(row->in);

	g_assert_cmpstr(organizational, ==, row->wanted);
}

static void
test_under(gconstpointer data)
{
	const RelationCase *row = data;

	g_assert_cmpint(domain_is_under(row->domain, row->other), ==, row->wanted);
}

static void
test_imitation(gconstpointer data)
{
	const RelationCase *row = data;

	g_assert_cmpint(domain_imitates(row->domain, row->other), ==, row->wanted);
}

static void
test_hostile_names(void)
{
	static const char *const names[] = {
		"\xff\xfe.org", "xn--.org", "xn--a-\xe4.org", "xn--99999999999.org", "...",
		"ä..org",       ".",        "\u202e.org",
	};
	g_autofree char *endless = g_strnfill(100000, 'a');

	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *ascii = domain_to_ascii(names[i]);
		g_autofree char *organizational = domain_organizational(ascii);

		g_assert_true(g_utf8_validate(ascii, -1, NULL));
		g_assert_true(g_utf8_validate(organizational, -1, NULL));
		domain_imitates(ascii, "example.org");
	}
	g_assert_false(domain_imitates(endless, "example.org"));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	GIVEN_ROWS("domain/A-label", ascii_cases, test_ascii);
	GIVEN_ROWS("domain/organization", organization_cases, test_organization);
	GIVEN_ROWS("domain/under", under_cases, test_under);
	GIVEN_ROWS("domain/imitation", imitation_cases, test_imitation);
	g_test_add_func("/domain/names made to break are bounded", test_hostile_names);
	return g_test_run();
}
