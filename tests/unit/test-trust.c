#include <string.h>

#include "base/names.h"
#include "judge/trust.h"

#include "rows.h"

/* ---- what one book makes of an inviter ---- */

typedef struct StandingCase {
	const char *name;
	Acquaintance known;
	gboolean proven;
	Standing wanted;
} StandingCase;

/* clang-format off */
static const StandingCase standing_cases[] = {
	{ "nobody knows a stranger", { 0 }, TRUE, STANDING_UNKNOWN },
	{ "a friend's address and proof are trusted", { .by_identity = TRUE }, TRUE,
	  STANDING_TRUSTED },
	{ "a friend's address without proof is only a name", { .by_identity = TRUE }, FALSE,
	  STANDING_NAME_ONLY },
	{ "a friend's address typed into the text is only a name", { .by_weak = TRUE }, TRUE,
	  STANDING_NAME_ONLY },
	{ "a friend's name is no proof", { .by_name = TRUE }, TRUE, STANDING_NAME_ONLY },
	{ "a friend's name with another profile is a lookalike",
	  { .by_name = TRUE, .other_profile = TRUE }, TRUE, STANDING_LOOKALIKE },
	{ "a lookalike needs no proof to be one", { .by_name = TRUE, .other_profile = TRUE }, FALSE,
	  STANDING_LOOKALIKE },
	{ "a typed address does not excuse another profile",
	  { .by_weak = TRUE, .by_name = TRUE, .other_profile = TRUE }, TRUE, STANDING_LOOKALIKE },
	{ "a friend's strong address beats another profile",
	  { .by_identity = TRUE, .by_name = TRUE, .other_profile = TRUE }, TRUE, STANDING_TRUSTED },
	{ "who is declined stays declined without proof", { .declined = TRUE }, FALSE,
	  STANDING_DECLINED },
	{ "declined beats trusted at equal strength", { .declined = TRUE, .by_identity = TRUE },
	  TRUE,
	  STANDING_DECLINED },
	{ "a declined address beats a friend's name", { .declined = TRUE, .by_name = TRUE }, TRUE,
	  STANDING_DECLINED },
	{ "a friend's address beats a declined name",
	  { .by_identity = TRUE, .declined_name = TRUE }, TRUE, STANDING_TRUSTED },
	{ "a friend's unproved address beats a declined name",
	  { .by_identity = TRUE, .declined_name = TRUE }, FALSE, STANDING_NAME_ONLY },
	{ "a friend's typed address beats a declined name",
	  { .by_weak = TRUE, .declined_name = TRUE }, TRUE, STANDING_NAME_ONLY },
	{ "a declined name beats a friend's name", { .declined_name = TRUE, .by_name = TRUE }, TRUE,
	  STANDING_DECLINED },
	{ "a name alone may be declined", { .declined_name = TRUE }, FALSE, STANDING_DECLINED },
	{ "a book without the person knows nobody", { .has_book = TRUE, .count = 7 }, TRUE,
	  STANDING_UNKNOWN },
};
/* clang-format on */

static void
check_standing(gconstpointer data)
{
	const StandingCase *c = data;

	g_assert_cmpstr(names_word(standing_words, trust_standing(&c->known, c->proven)), ==,
			names_word(standing_words, c->wanted));
}

/* ---- what is proven ---- */

/* clang-format off */
static const struct ProvenCase {
	const char *name;
	Proof proof;
	gboolean required, wanted;
} proven_cases[] = {
	{ "a signature proves", PROOF_DKIM, TRUE, TRUE },
	{ "so does dmarc", PROOF_DMARC, TRUE, TRUE },
	{ "and spf", PROOF_SPF, TRUE, TRUE },
	{ "where nobody looked nothing is proven", PROOF_NONE, TRUE, FALSE },
	{ "but where nobody is asked to look it need not be", PROOF_NONE, FALSE, TRUE },
	{ "what was looked at and proves nothing never is", PROOF_UNPROVEN, FALSE, FALSE },
	{ "nor what fails", PROOF_FAILED, FALSE, FALSE },
};
/* clang-format on */

static void
check_proven(gconstpointer data)
{
	const struct ProvenCase *c = data;

	g_assert_cmpint(trust_is_proven(c->proof, c->required), ==, c->wanted);
}

/* ---- whose book decides ---- */

typedef struct Entry {
	const char *owner, *name;
	Acquaintance known;
} Entry;

typedef struct ArrayBook {
	Book book;
	const Entry *entries; /* ended by a NULL owner */
	GString *asked;
} ArrayBook;

static gboolean
array_look_up(Book *book, const Meeting *meeting, Acquaintance *acquaintance, GError **error)
{
	ArrayBook *array = (ArrayBook *)book;

	g_assert_true(meeting->proven);
	g_assert_cmpstr(meeting->network_key, ==, "linkedin");
	g_string_append_printf(array->asked, "%s ", meeting->owner);
	for (const Entry *entry = array->entries; entry->owner != NULL; entry++) {
		if (strcmp(entry->owner, meeting->owner) != 0)
			continue;
		if (strcmp(entry->name, "broken") == 0) {
			g_set_error_literal(error, G_FILE_ERROR, G_FILE_ERROR_IO,
					    "the book is broken");
			return FALSE;
		}
		acquaintance->has_book |= entry->known.has_book;
		if (g_strcmp0(entry->name, meeting->inviter->name.value) != 0)
			continue;
		*acquaintance = entry->known;
		acquaintance->contact = g_strdup(entry->known.contact);
	}
	return TRUE;
}

#define TRUSTED                                                                                    \
	{                                                                                          \
		.has_book = TRUE, .by_identity = TRUE, .contact = "contact"                        \
	}
#define BY_NAME                                                                                    \
	{                                                                                          \
		.has_book = TRUE, .by_name = TRUE                                                  \
	}
#define LOOKALIKE                                                                                  \
	{                                                                                          \
		.has_book = TRUE, .by_name = TRUE, .other_profile = TRUE                           \
	}
#define DECLINED                                                                                   \
	{                                                                                          \
		.has_book = TRUE, .declined = TRUE                                                 \
	}

typedef struct LookUpCase {
	const char *name;
	const char *owner;
	const char *inviters[4];
	Entry entries[4];
	Standing standing;
	guint count;
	gboolean has_book;
	const char *asked;
	gboolean shared;
} LookUpCase;

/* clang-format off */
static const LookUpCase look_up_cases[] = {
	{ "the own book is asked first", "bob@example.org", { "Jane" },
	  { { "bob@example.org", "Jane", TRUSTED }, { "@example.org", "Jane", DECLINED } },
	  STANDING_TRUSTED, 0, TRUE, "bob@example.org ", FALSE },
	{ "the domain's book helps out", "bob@example.org", { "Jane" },
	  { { "@example.org", "Jane", TRUSTED } },
	  STANDING_TRUSTED, 0, FALSE, "bob@example.org @example.org ", FALSE },
	{ "the site's book comes last", "bob@example.org", { "Jane" }, { { "*", "Jane", TRUSTED } },
	  STANDING_TRUSTED, 0, FALSE, "bob@example.org @example.org * ", FALSE },
	{ "the nearest that knows the person decides, even by name", "bob@example.org", { "Jane" },
	  { { "bob@example.org", "Jane", BY_NAME }, { "@example.org", "Jane", TRUSTED } },
	  STANDING_NAME_ONLY, 0, TRUE, "bob@example.org ", FALSE },
	{ "an own trust beats the site's decline", "bob@example.org", { "Jane" },
	  { { "bob@example.org", "Jane", TRUSTED }, { "*", "Jane", DECLINED } },
	  STANDING_TRUSTED, 0, TRUE, "bob@example.org ", FALSE },
	{ "another's book is never asked", "bob@example.org", { "Jane" },
	  { { "carol@example.org", "Jane", TRUSTED } },
	  STANDING_UNKNOWN, 0, FALSE, "bob@example.org @example.org * ", FALSE },
	{ "the site as owner has one book", "*", { "Jane" }, { { "*", "Jane", DECLINED } },
	  STANDING_DECLINED, 0, TRUE, "* ", FALSE },
	{ "a domain as owner is not asked twice", "@example.org", { "Jane" }, { { NULL } },
	  STANDING_UNKNOWN, 0, FALSE, "@example.org * ", FALSE },
	{ "a local user has no domain's book", "root", { "Jane" }, { { NULL } },
	  STANDING_UNKNOWN, 0, FALSE, "root * ", FALSE },
	{ "the count is that of the own book", "bob@example.org", { "Jane" },
	  { { "bob@example.org", "Jane", { .has_book = TRUE, .count = 3 } },
	    { "@example.org", "Jane", { .by_identity = TRUE, .count = 9 } } },
	  STANDING_TRUSTED, 3, TRUE, "bob@example.org @example.org ", FALSE },
	{ "one friend among strangers is enough", "*", { "Mallory", "Jane" },
	  { { "*", "Jane", TRUSTED } }, STANDING_TRUSTED, 0, TRUE, "* * ", FALSE },
	{ "a stranger beside somebody declined is not declined", "*", { "Mallory", "Jane" },
	  { { "*", "Mallory", DECLINED } }, STANDING_UNKNOWN, 0, TRUE, "* * ", FALSE },
	{ "a lookalike among strangers is said", "*", { "Jim", "Jane" },
	  { { "*", "Jane", LOOKALIKE } }, STANDING_LOOKALIKE, 0, TRUE, "* * ", FALSE },
	{ "a name beats a lookalike", "*", { "Jane", "Jim" },
	  { { "*", "Jane", LOOKALIKE }, { "*", "Jim", BY_NAME } },
	  STANDING_NAME_ONLY, 0, TRUE, "* * ", FALSE },
	{ "what several share has no book of its own", "sales@example.org", { "Jane" },
	  { { "sales@example.org", "Jane", TRUSTED }, { "*", "Jane", DECLINED } },
	  STANDING_DECLINED, 0, FALSE, "sales@example.org @example.org * ", TRUE },
	{ "what several share has a history", "sales@example.org", { "Jane" },
	  { { "sales@example.org", "Jane", { .has_book = TRUE, .by_identity = TRUE,
	  .count = 3 } } },
	  STANDING_UNKNOWN, 3, FALSE, "sales@example.org @example.org * ", TRUE },
	{ "mail that names nobody still asks for a book", "bob@example.org", { NULL },
	  { { "bob@example.org", "Jane", TRUSTED } },
	  STANDING_UNKNOWN, 0, TRUE, "bob@example.org @example.org * ", FALSE },
};
/* clang-format on */

static GPtrArray *
inviters_called(const char *const *names)
{
	GPtrArray *inviters = inviters_new();

	for (; *names != NULL; names++) {
		Inviter *inviter = inviter_new();

		inviter->name.value = g_strdup(*names);
		g_ptr_array_add(inviters, inviter);
	}
	return inviters;
}

static void
check_look_up(gconstpointer data)
{
	const LookUpCase *c = data;
	g_autoptr(GString) asked = g_string_new(NULL);
	ArrayBook book = { { .look_up = array_look_up }, c->entries, asked };
	g_autoptr(GPtrArray) inviters = inviters_called(c->inviters);
	const TrustQuestion question = { c->owner,        "linkedin", inviters,
					 "1@example.net", TRUE,       c->shared };
	g_autoptr(Why) why = why_new();
	g_autoptr(GError) error = NULL;
	Trust trust;

	g_assert_true(trust_look_up(&book.book, &question, &trust, why, &error));
	g_assert_no_error(error);
	g_assert_cmpstr(names_word(standing_words, trust.standing), ==,
			names_word(standing_words, c->standing));
	g_assert_cmpuint(trust.count, ==, c->count);
	g_assert_cmpint(trust.has_book, ==, c->has_book);
	g_assert_cmpuint(why_sentences(why)->len, >, 0);
	g_assert_cmpstr(asked->str, ==, c->asked);
}

static void
check_broken_book(void)
{
	static const char *const names[] = { "Jane", NULL };
	static const Entry entries[] = { { "@example.org", "broken", { 0 } },
					 { NULL, NULL, { 0 } } };
	g_autoptr(GString) asked = g_string_new(NULL);
	ArrayBook book = { { .look_up = array_look_up }, entries, asked };
	g_autoptr(GPtrArray) inviters = inviters_called(names);
	const TrustQuestion question = {
		"bob@example.org", "linkedin", inviters, NULL, TRUE, FALSE
	};
	g_autoptr(Why) why = why_new();
	g_autoptr(GError) error = NULL;
	Trust trust;

	g_assert_false(trust_look_up(&book.book, &question, &trust, why, &error));
	g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_IO);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	GIVEN_ROWS("trust/standing", standing_cases, check_standing);
	GIVEN_ROWS("trust/proven", proven_cases, check_proven);
	GIVEN_ROWS("trust/books", look_up_cases, check_look_up);
	g_test_add_func("/trust/a book that cannot be read is an error", check_broken_book);
	return g_test_run();
}
