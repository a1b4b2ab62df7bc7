/* The books: what is stored, joined, found and how an inviter is known. */
#include <glib.h>

#include "sqlite/engine.h"

#include "rows.h"

#define MAX_CONTACTS 3

/* A contact as a row of a table; lists are separated by "|". */
typedef struct Row {
	const char *owner; /* NULL: no further contact */
	const char *names, *emails, *profiles;
	ContactState state;
	const char *network;
	const char *source;
} Row;

#define TRUSTS(owner, names, emails, profiles)                                                     \
	{                                                                                          \
		owner, names, emails, profiles, CONTACT_TRUSTED, NULL, "manual"                    \
	}
#define LEARNED(owner, names, emails, profiles)                                                    \
	{                                                                                          \
		owner, names, emails, profiles, CONTACT_TRUSTED, NULL, "learned"                   \
	}
#define IMPORTED(owner, names, emails, profiles)                                                   \
	{                                                                                          \
		owner, names, emails, profiles, CONTACT_TRUSTED, NULL, "import"                    \
	}
/* Declined by a held message that proved nothing. */
#define DOUBTS(owner, names, network)                                                              \
	{                                                                                          \
		owner, names, NULL, NULL, CONTACT_DECLINED, network, CONTACT_UNPROVEN              \
	}
#define DECLINES(owner, names, emails, profiles, network)                                          \
	{                                                                                          \
		owner, names, emails, profiles, CONTACT_DECLINED, network, "manual"                \
	}

static void
add_all(GPtrArray *target, const char *list)
{
	g_auto(GStrv) values = g_strsplit(list != NULL ? list : "", "|", -1);

	for (char **value = values; *value != NULL; value++)
		g_ptr_array_add(target, g_strdup(*value));
}

static Contact *
contact_from_row(const Row *row)
{
	Contact *contact = contact_new(row->owner);

	add_all(contact->names, row->names);
	add_all(contact->emails, row->emails);
	add_all(contact->profiles, row->profiles);
	contact->state = row->state;
	contact->network = g_strdup(row->network);
	contact->source = g_strdup(row->source);
	contact->since = 1000000000;
	return contact;
}

static Store *
database_with(const Row *rows)
{
	g_autoptr(GError) error = NULL;
	Store *database = sqlite_engine.open(STORE_IN_MEMORY, STORE_CREATE, &error);

	g_assert_no_error(error);
	for (int i = 0; i < MAX_CONTACTS && rows[i].owner != NULL; i++) {
		g_autoptr(Contact) contact = contact_from_row(&rows[i]);

		database->contacts->add(database->contacts, contact, &error);
		g_assert_no_error(error);
		g_assert_cmpint(contact->id, >, 0);
	}
	return database;
}

#define BOB "bob@example.org"
#define JANE "jane@example.net"
#define JANES "linkedin:slug:jane-doe-42"
#define OTHERS "linkedin:slug:jane-doe-99"

/* What is expected of a look-up, as flags. */
typedef enum {
	BOOK = 1 << 0,
	IDENTITY = 1 << 1,
	WEAK = 1 << 2,
	NAME = 1 << 3,
	OTHER = 1 << 4,
	DECLINED = 1 << 5,
	DECLINED_NAME = 1 << 6,
} Known;

typedef struct LookUp {
	const char *name;
	Row rows[MAX_CONTACTS];
	const char *network; /* NULL: linkedin */
	const char *called, *email, *profile;
	gboolean weak; /* address and profile */
	guint known;
	const char *contact; /* who matched */
	gboolean unproven, weak_name;
} LookUp;

/* clang-format off */
static const LookUp look_ups[] = {
	{ "nobody has a book of their own at first", { { 0 } }, NULL, "Jane Doe", JANE, NULL, FALSE,
	  0, NULL, FALSE, FALSE },
	{ "a stranger is unknown in a book", { TRUSTS(BOB, "Jane Doe", JANE, NULL) }, NULL,
	  "John Roe",
	  "john@example.net", NULL, FALSE, BOOK, NULL, FALSE, FALSE },
	{ "another owner's book does not count", { TRUSTS("ann@example.org", "Jane Doe", JANE,
	  NULL) },
	  NULL, "Jane Doe", JANE, NULL, FALSE, 0, NULL, FALSE, FALSE },
	{ "a friend is known by the address", { TRUSTS(BOB, "Jane Doe", JANE, NULL) }, NULL,
	  NULL, JANE,
	  NULL, FALSE, BOOK | IDENTITY, "Jane Doe", FALSE, FALSE },
	{ "case and +detail of an address do not matter", { TRUSTS(BOB, NULL, JANE, NULL) },
	  NULL, NULL,
	  "Jane+linkedin@Example.NET", NULL, FALSE, BOOK | IDENTITY, JANE, FALSE, FALSE },
	{ "a typed address is only weak", { TRUSTS(BOB, "Jane Doe", JANE, NULL) }, NULL, NULL,
	  JANE, NULL,
	  TRUE, BOOK | WEAK, "Jane Doe", FALSE, FALSE },
	{ "a friend is known by the profile", { TRUSTS(BOB, "Jane Doe", NULL, JANES) }, NULL,
	  "Jane Doe",
	  NULL, JANES, FALSE, BOOK | IDENTITY, "Jane Doe", FALSE, FALSE },
	{ "a slug compares without case and escapes",
	  { TRUSTS(BOB, NULL, NULL, "linkedin:slug:j%C3%A4ne") }, NULL, NULL, NULL,
	  "linkedin:slug:J\303\244ne", FALSE, BOOK | IDENTITY, NULL, FALSE, FALSE },
	{ "a number of another form is another profile", { TRUSTS(BOB, NULL, NULL,
	  "linkedin:id:42") },
	  NULL, NULL, NULL, "linkedin:slug:42", FALSE, BOOK, NULL, FALSE, FALSE },
	{ "a value that is no slug keeps its case", { TRUSTS(BOB, NULL, NULL,
	  "linkedin:id:AbC") }, NULL,
	  NULL, NULL, "linkedin:id:aBc", FALSE, BOOK, NULL, FALSE, FALSE },
	{ "a name is known in any order and without accents",
	  { TRUSTS(BOB, "Ren\303\251e Doe", NULL, NULL) }, NULL, "Doe, Renee", NULL, NULL, FALSE,
	  BOOK | NAME, NULL, FALSE, FALSE },
	{ "a friend's name with another profile is seen",
	  { TRUSTS(BOB, "Jane Doe", NULL, JANES) }, NULL, "Jane Doe", NULL, OTHERS, FALSE,
	  BOOK | NAME | OTHER, "Jane Doe", FALSE, FALSE },
	{ "a profile at another network says nothing about this one",
	  { TRUSTS(BOB, "Jane Doe", NULL, "xing:slug:jane-doe") }, NULL, "Jane Doe", NULL,
	  OTHERS, FALSE,
	  BOOK | NAME, "Jane Doe", FALSE, FALSE },
	{ "a profile of another form says nothing", { TRUSTS(BOB, "Jane Doe", NULL,
	  "linkedin:id:42") },
	  NULL, "Jane Doe", NULL, OTHERS, FALSE, BOOK | NAME, "Jane Doe", FALSE, FALSE },
	{ "of a friend's two profiles either will do",
	  { TRUSTS(BOB, "Jane Doe", NULL, JANES "|" OTHERS) }, NULL, "Jane Doe", NULL, OTHERS,
	  FALSE,
	  BOOK | IDENTITY, "Jane Doe", FALSE, FALSE },
	{ "a learned address is a friend's", { LEARNED(BOB, "Jane Doe", JANE, NULL) },
	  NULL, NULL, JANE, NULL, FALSE, BOOK | IDENTITY, "Jane Doe", FALSE, FALSE },
	{ "a learned full name is known", { LEARNED(BOB, "Jane Doe", JANE, NULL) },
	  NULL, "Jane Doe", NULL, NULL, FALSE, BOOK | NAME, "Jane Doe", FALSE, FALSE },
	{ "a learned first name is not enough", { LEARNED(BOB, "Jane", JANE, NULL) },
	  NULL, "Jane", NULL, NULL, FALSE, BOOK, NULL, FALSE, FALSE },
	{ "a first name written by hand is known", { TRUSTS(BOB, "Jane", JANE, NULL) }, NULL,
	  "Jane",
	  NULL, NULL, FALSE, BOOK | NAME, "Jane", FALSE, FALSE },
	{ "a learned name never makes a look-alike",
	  { LEARNED(BOB, "Jane Doe", JANE, JANES) }, NULL, "Jane Doe", NULL, OTHERS,
	  FALSE, BOOK | NAME, "Jane Doe", FALSE, FALSE },
	{ "a name learned into a contact written by hand is still a learned one",
	  { TRUSTS(BOB, NULL, JANE, JANES), LEARNED(BOB, "Jane Doe", JANE, NULL) }, NULL,
	  "Jane Doe", NULL, OTHERS, FALSE, BOOK | NAME, NULL, FALSE, FALSE },
	{ "a learned name that was confirmed by hand counts in full",
	  { LEARNED(BOB, "Jane Doe", JANE, NULL), TRUSTS(BOB, "Jane Doe", JANE, JANES) },
	  NULL, "Jane Doe", NULL, OTHERS, FALSE, BOOK | NAME | OTHER, "Jane Doe", FALSE, FALSE },
	{ "a declined address is declined", { DECLINES(BOB, "Jane Doe", JANE, NULL, NULL) },
	  NULL, NULL, JANE, NULL, FALSE, BOOK | DECLINED, "Jane Doe", FALSE, FALSE },
	{ "a declined address is declined where it was typed, too",
	  { DECLINES(BOB, NULL, JANE, NULL, NULL) }, NULL, NULL, JANE, NULL, TRUE,
	  BOOK | DECLINED, JANE, FALSE, FALSE },
	{ "a decline by name covers its network",
	  { DECLINES(BOB, "Jane Doe", NULL, NULL, "linkedin") }, NULL, "Jane Doe", NULL,
	  NULL, FALSE, BOOK | DECLINED_NAME, "Jane Doe", FALSE, FALSE },
	{ "a decline by name does not cover another network",
	  { DECLINES(BOB, "Jane Doe", NULL, NULL, "linkedin") }, "xing", "Jane Doe", NULL,
	  NULL, FALSE, BOOK, NULL, FALSE, FALSE },
	{ "the name of a declined address is declined everywhere",
	  { DECLINES(BOB, "Jane Doe", JANE, NULL, NULL) }, "xing", "Jane Doe", NULL, NULL, FALSE,
	  BOOK | DECLINED_NAME, "Jane Doe", FALSE, FALSE },
	{ "a namesake with another profile is not the one that was declined",
	  { DECLINES(BOB, "Jane Doe", NULL, JANES, NULL) }, NULL, "Jane Doe", NULL, OTHERS,
	  FALSE, BOOK, NULL, FALSE, FALSE },
	{ "nor is one with a profile of another form",
	  { DECLINES(BOB, "Jane Doe", NULL, JANES, "linkedin") }, NULL, "Jane Doe", NULL,
	  "linkedin:id:4711", FALSE, BOOK, NULL, FALSE, FALSE },
	{ "nor one who writes from another address",
	  { DECLINES(BOB, "Jane Doe", NULL, JANES, "linkedin") }, NULL, "Jane Doe", JANE, NULL,
	  FALSE,
	  BOOK, NULL, FALSE, FALSE },
	{ "but a claim to be at another address excuses nobody",
	  { DECLINES(BOB, "Jane Doe", NULL, JANES, "linkedin") }, NULL, "Jane Doe", JANE, NULL,
	  FALSE,
	  BOOK | DECLINED_NAME, "Jane Doe", TRUE, FALSE },
	{ "nor does an address that was typed",
	  { DECLINES(BOB, "Jane Doe", NULL, JANES, "linkedin") }, NULL, "Jane Doe", JANE, NULL,
	  TRUE,
	  BOOK | DECLINED_NAME, "Jane Doe", FALSE, FALSE },
	{ "a decline by name covers those who have a profile as well",
	  { DECLINES(BOB, "Jane Doe", NULL, NULL, "linkedin") }, NULL, "Jane Doe", NULL, JANES,
	  FALSE,
	  BOOK | DECLINED_NAME, "Jane Doe", FALSE, FALSE },
	{ "a decline that rests on a claim covers claims", { DOUBTS(BOB, "Jane Doe",
	  "linkedin") }, NULL,
	  "Jane Doe", NULL, JANES, FALSE, BOOK | DECLINED_NAME, "Jane Doe", TRUE, FALSE },
	{ "and names that anybody could have typed", { DOUBTS(BOB, "Jane Doe", "linkedin") }, NULL,
	  "Jane Doe", NULL, NULL, FALSE, BOOK | DECLINED_NAME, "Jane Doe", FALSE, TRUE },
	{ "but not whom the network names, by name alone even", { DOUBTS(BOB, "Jane Doe",
	  "linkedin") },
	  NULL, "Jane Doe", NULL, NULL, FALSE, BOOK, NULL, FALSE, FALSE },
	{ "nor by a profile", { DOUBTS(BOB, "Jane Doe", "linkedin") }, NULL, "Jane Doe", NULL,
	  JANES,
	  FALSE, BOOK, NULL, FALSE, FALSE },
	{ "nor another network", { DOUBTS(BOB, "Jane Doe", "linkedin") }, "xing", "Jane Doe",
	  NULL, NULL,
	  FALSE, BOOK, NULL, TRUE, FALSE },
	{ "nor a friend", { TRUSTS(BOB, "Jane Doe", NULL, JANES), DOUBTS(BOB, "Jane Doe",
	  "linkedin") },
	  NULL, "Jane Doe", NULL, JANES, FALSE, BOOK | IDENTITY, "Jane Doe", FALSE, FALSE },
	{ "nor a friend's name, if it is proven",
	  { TRUSTS(BOB, "Jane Doe", JANE, NULL), DOUBTS(BOB, "Jane Doe", "linkedin") }, NULL,
	  "Jane Doe",
	  NULL, NULL, FALSE, BOOK | NAME, "Jane Doe", FALSE, FALSE },
	{ "a name that is only learned stays so where contacts become one",
	  { LEARNED(BOB, "Jane Doe", JANE, NULL), TRUSTS(BOB, NULL, NULL, JANES),
	    TRUSTS(BOB, NULL, JANE, JANES) }, NULL, "Jane Doe", NULL, OTHERS, FALSE, BOOK | NAME,
	    NULL, FALSE, FALSE },
	{ "a name that was learned and said is a said one where contacts become one",
	  { LEARNED(BOB, "Jane Doe", JANE, NULL), TRUSTS(BOB, "Jane Doe", NULL, JANES),
	    TRUSTS(BOB, NULL, JANE, JANES) }, NULL, "Jane Doe", NULL, OTHERS, FALSE,
	  BOOK | NAME | OTHER, NULL, FALSE, FALSE },
	{ "a learned Korean name of three syllables is a full one",
	  { LEARNED(BOB, "\355\231\215\352\270\270\353\217\231", JANE, NULL) }, NULL,
	  "\352\270\270\353\217\231 \355\231\215", NULL, NULL, FALSE, BOOK | NAME, NULL, FALSE,
	  FALSE },
	{ "a decline is not unlearned by writing",
	  { DECLINES(BOB, NULL, JANE, NULL, NULL),
	    LEARNED(BOB, "Jane Doe", JANE, NULL) }, NULL, NULL, JANE, NULL, FALSE,
	  BOOK | DECLINED, "Jane Doe", FALSE, FALSE },
	{ "who is trusted by hand after a decline is trusted",
	  { DECLINES(BOB, NULL, JANE, NULL, NULL), TRUSTS(BOB, "Jane Doe", JANE, NULL) }, NULL,
	  NULL,
	  JANE, NULL, FALSE, BOOK | IDENTITY, "Jane Doe", FALSE, FALSE },
	{ "who is declined after trust is declined",
	  { TRUSTS(BOB, "Jane Doe", JANE, NULL), DECLINES(BOB, NULL, JANE, NULL, NULL) }, NULL,
	  NULL,
	  JANE, NULL, FALSE, BOOK | DECLINED, "Jane Doe", FALSE, FALSE },
	{ "a quote mark in a name is nothing special",
	  { TRUSTS(BOB, "O'Hara; DROP TABLE contact", NULL, NULL) }, NULL,
	  "O'Hara; DROP TABLE contact",
	  NULL, NULL, FALSE, BOOK | NAME, NULL, FALSE, FALSE },
};
/* clang-format on */

static guint
known_flags(const Acquaintance *acquaintance)
{
	return (acquaintance->has_book ? BOOK : 0) | (acquaintance->by_identity ? IDENTITY : 0) |
	       (acquaintance->by_weak ? WEAK : 0) | (acquaintance->by_name ? NAME : 0) |
	       (acquaintance->other_profile ? OTHER : 0) | (acquaintance->declined ? DECLINED : 0) |
	       (acquaintance->declined_name ? DECLINED_NAME : 0);
}

static void
test_look_up(gconstpointer data)
{
	const LookUp *one = data;
	g_autoptr(Store) database = database_with(one->rows);
	const Inviter inviter = {
		.name = { .value = (char *)one->called, .strong = !one->weak_name },
		.email = { .value = (char *)one->email, .strong = !one->weak },
		.profile = { .value = (char *)one->profile, .strong = !one->weak },
	};
	const Meeting meeting = {
		.owner = BOB,
		.network_key = one->network != NULL ? one->network : "linkedin",
		.inviter = &inviter,
		.proven = !one->unproven,
	};
	Acquaintance acquaintance;
	g_autoptr(GError) error = NULL;

	database->contacts->look_up(database->contacts, &meeting, &acquaintance, &error);
	g_assert_no_error(error);
	g_assert_cmphex(known_flags(&acquaintance), ==, one->known);
	if (one->contact != NULL)
		g_assert_cmpstr(acquaintance.contact, ==, one->contact);
	acquaintance_clear(&acquaintance);
}

/* What a book holds after some were added: contacts as "names/emails/profiles/state/source". */
/* clang-format off */
static const struct Stored {
	const char *name;
	Row rows[MAX_CONTACTS];
	const char *stored;
} stored[] = {
	{ "one contact is as it was given",
	  { TRUSTS(BOB, "Jane Doe|Jenny", JANE "|j@example.com", JANES) },
	  "Jane Doe|Jenny/" JANE "|j@example.com/" JANES "/trusted/manual" },
	{ "an address in common joins two",
	  { TRUSTS(BOB, "Jane Doe", JANE, NULL), TRUSTS(BOB, "Jenny", "Jane+work@Example.net",
	  JANES) },
	  "Jane Doe|Jenny/" JANE "/" JANES "/trusted/manual" },
	{ "a name in common does not join people",
	  { TRUSTS(BOB, "Jane Doe", JANE, NULL), TRUSTS(BOB, "Jane Doe", "jd@example.com", NULL) },
	  "Jane Doe/" JANE "//trusted/manual Jane Doe/jd@example.com//trusted/manual" },
	{ "who bridges two contacts makes one of them",
	  { TRUSTS(BOB, "Jane Doe", JANE, NULL), TRUSTS(BOB, "J. Doe", NULL, JANES),
	    TRUSTS(BOB, NULL, JANE, JANES) },
	  "Jane Doe|J. Doe/" JANE "/" JANES "/trusted/manual" },
	{ "the same name alone is stored once",
	  { TRUSTS(BOB, "Jane Doe", NULL, NULL), TRUSTS(BOB, "Doe, Jane", NULL, NULL) },
	  "Jane Doe///trusted/manual" },
	{ "the same decline by name is stored once a network",
	  { DECLINES(BOB, "Jane Doe", NULL, NULL, "xing"),
	    DECLINES(BOB, "Jane Doe", NULL, NULL, "linkedin"),
	    DECLINES(BOB, "Jane Doe", NULL, NULL, "xing") },
	  "Jane Doe///declined/manual Jane Doe///declined/manual" },
	{ "a claim does not weaken what a person declined by name",
	  { DECLINES(BOB, "Jane Doe", NULL, NULL, "xing"), DOUBTS(BOB, "Jane Doe", "xing"),
	    DOUBTS(BOB, "Doe, Jane", "xing") },
	  "Jane Doe///declined/manual Jane Doe///declined/unproven" },
	{ "a claim makes no friend one who is declined",
	  { TRUSTS(BOB, "Jane Doe", NULL, NULL), DOUBTS(BOB, "Jane Doe", "xing") },
	  "Jane Doe///trusted/manual Jane Doe///declined/unproven" },
	{ "learning changes neither state nor source",
	  { DECLINES(BOB, NULL, JANE, NULL, NULL),
	    LEARNED(BOB, "Jane Doe", JANE, NULL) },
	  "Jane Doe/" JANE "//declined/manual" },
	{ "an import does not undo a decline",
	  { DECLINES(BOB, NULL, JANE, NULL, NULL), IMPORTED(BOB, "Jane Doe", JANE, JANES) },
	  "Jane Doe/" JANE "/" JANES "/declined/manual" },
	{ "an import confirms what was only learned",
	  { LEARNED(BOB, "Jane Doe", JANE, NULL), IMPORTED(BOB, NULL, JANE, NULL) },
	  "Jane Doe/" JANE "//trusted/import" },
	{ "an import that bridges a friend and one declined makes one declined",
	  { TRUSTS(BOB, "Jane Doe", JANE, NULL), DECLINES(BOB, NULL, NULL, JANES, NULL),
	    IMPORTED(BOB, NULL, JANE, JANES) },
	  "Jane Doe/" JANE "/" JANES "/declined/manual" },
	{ "a person who bridges them says what holds",
	  { TRUSTS(BOB, "Jane Doe", JANE, NULL), DECLINES(BOB, NULL, NULL, JANES, NULL),
	    TRUSTS(BOB, NULL, JANE, JANES) },
	  "Jane Doe/" JANE "/" JANES "/trusted/manual" },
	{ "a nickname in common does not join two who are known by name alone",
	  { TRUSTS(BOB, "Jane Doe|Jenny", NULL, NULL), TRUSTS(BOB, "Jenny|Jane Roe", NULL, NULL) },
	  "Jane Doe|Jenny///trusted/manual Jenny|Jane Roe///trusted/manual" },
	{ "one name of somebody known by several alone is no other person",
	  { TRUSTS(BOB, "Jane Doe|Jenny", NULL, NULL), TRUSTS(BOB, "Jenny", NULL, NULL) },
	  "Jane Doe|Jenny///trusted/manual" },
	{ "a name alone does not join somebody who has an address",
	  { TRUSTS(BOB, "Jane Doe", JANE, NULL), TRUSTS(BOB, "Jane Doe", NULL, NULL) },
	  "Jane Doe/" JANE "//trusted/manual Jane Doe///trusted/manual" },
	{ "an international domain is one however it is written",
	  { TRUSTS(BOB, NULL, "jane@B\303\234CHER.example", NULL),
	    TRUSTS(BOB, "Jane Doe", "jane@xn--bcher-kva.example", NULL) },
	  "Jane Doe/jane@B\303\234CHER.example//trusted/manual" },
	{ "an address in common joins three",
	  { TRUSTS(BOB, "Jane Doe", "a@example.net", NULL), TRUSTS(BOB, "Jenny", "b@example.net",
	  NULL),
	    TRUSTS(BOB, NULL, "c@example.net|b@example.net|a@example.net", NULL) },
	  "Jane Doe|Jenny/a@example.net|c@example.net|b@example.net//trusted/manual" },
	{ "books of two owners keep apart",
	  { TRUSTS(BOB, "Jane Doe", JANE, NULL), TRUSTS("@example.org", "Jane Doe", JANE, NULL) },
	  "Jane Doe/" JANE "//trusted/manual Jane Doe/" JANE "//trusted/manual" },
};
/* clang-format on */

static void
append_list(GString *text, GPtrArray *values, const char *end)
{
	for (guint i = 0; i < values->len; i++)
		g_string_append_printf(text, "%s%s", i > 0 ? "|" : "", (char *)values->pdata[i]);
	g_string_append(text, end);
}

static void
test_stored(gconstpointer data)
{
	const struct Stored *one = data;
	g_autoptr(Store) database = database_with(one->rows);
	g_autoptr(GPtrArray) contacts = contacts_list(database->contacts, NULL, NULL);
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; i < contacts->len; i++) {
		const Contact *contact = contacts->pdata[i];

		g_string_append(text, i > 0 ? " " : "");
		append_list(text, contact->names, "/");
		append_list(text, contact->emails, "/");
		append_list(text, contact->profiles, "/");
		g_string_append_printf(text, "%s/%s", contact_state_words[contact->state],
				       contact->source);
		g_assert_cmpint(contact->since, ==, 1000000000);
	}
	g_assert_cmpstr(text->str, ==, one->stored);
}

/* clang-format off */
static const struct Find {
	const char *name;
	const char *word;
	guint found;
} finds[] = {
	{ "a name finds", "doe jane", 2 },
	{ "an address finds", "JANE@example.net", 1 },
	{ "a profile finds", "LinkedIn:slug:Jane-Doe-42", 1 },
	{ "part of a name does not find", "Jane", 0 },
	{ "another book's person is not found", "zoe@example.net", 0 },
};
/* clang-format on */

static void
test_find(gconstpointer data)
{
	static const Row rows[] = {
		TRUSTS(BOB, "Jane Doe", JANE, JANES),
		TRUSTS(BOB, "Jane Doe", "jd@example.com", NULL),
		TRUSTS("*", "Zoe Poe", "zoe@example.net", NULL),
	};
	const struct Find *one = data;
	g_autoptr(Store) database = database_with(rows);
	g_autoptr(GPtrArray) contacts =
		database->contacts->find(database->contacts, BOB, one->word, NULL);

	g_assert_cmpuint(contacts->len, ==, one->found);
}

/* clang-format off */
static const struct OwnerCase {
	const char *name;
	const char *word;
	const char *owner;
} owners[] = {
	{ "a mailbox is an owner without its detail", "Bob+lists@Example.ORG", "bob@example.org" },
	{ "a domain is an owner", "@Example.ORG", "@example.org" },
	{ "an international domain is one in A-labels", "@b\303\274cher.example",
	  "@xn--bcher-kva.example" },
	{ "the site is an owner", "*", "*" },
	{ "a bare word is none", "bob", NULL },
	{ "an at sign is none", "@", NULL },
	{ "nothing is none", "", NULL },
	{ "two addresses are none", "bob@example.org,ann@example.org", NULL },
};
/* clang-format on */

static void
test_owner(gconstpointer data)
{
	const struct OwnerCase *one = data;
	g_autofree char *owner = contacts_owner(one->word, '+');

	g_assert_cmpstr(owner, ==, one->owner);
}

static void
test_remove(void)
{
	static const Row rows[MAX_CONTACTS] = { TRUSTS(BOB, "Jane Doe", JANE, JANES) };
	g_autoptr(Store) database = database_with(rows);
	g_autoptr(GPtrArray) found = NULL;
	gboolean removed;

	g_assert_true(database->contacts->remove(database->contacts, "ann@example.org", 1, &removed,
						 NULL));
	g_assert_false(removed);
	g_assert_true(database->contacts->remove(database->contacts, BOB, 1, &removed, NULL));
	g_assert_true(removed);
	found = database->contacts->find(database->contacts, BOB, JANE, NULL);
	g_assert_cmpuint(found->len, ==, 0);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	GIVEN_ROWS("look-up", look_ups, test_look_up);
	GIVEN_ROWS("stored", stored, test_stored);
	GIVEN_ROWS("find", finds, test_find);
	GIVEN_ROWS("owner", owners, test_owner);
	g_test_add_func("/remove/only the owner's contact is removed, with all that it had",
			test_remove);
	return g_test_run();
}
