/* Who is behind an address, and what they have set, as the store keeps it. */
#include <string.h>

#include "sqlite/engine.h"
#include "sqlite/transaction.h"

#include "rows.h"

#define BOB "bob@example.org"
#define BOBBY "bobby@example.net"
#define CAROL "carol@example.org"
#define SALES "sales@example.org"

static Store *
open_empty(void)
{
	g_autoptr(GError) error = NULL;
	Store *database = sqlite_engine.open(STORE_IN_MEMORY, STORE_CREATE, &error);

	g_assert_no_error(error);
	return database;
}

/* Make WORDS[0] an alias of the others; whether it was made. */
static gboolean
make_alias(Store *database, const char *words, guint *moved, GError **error)
{
	g_auto(GStrv) parts = g_strsplit(words, " ", -1);

	return database->owners->alias(database->owners, parts[0], (const char *const *)parts + 1,
				       moved, error);
}

/* ---- aliases ---- */

typedef struct AliasCase {
	const char *name;
	const char *aliases[3]; /* "ADDRESS PERSON...", in this order */
	const char *asked;
	const char *owner;
	guint persons;
	const char *message; /* a part, where the last alias is refused */
} AliasCase;

/* clang-format off */
static const AliasCase alias_cases[] = {
	{ "who is nobody's alias is themselves", { 0 }, BOB, BOB, 0, NULL },
	{ "an alias is its person", { BOBBY " " BOB }, BOBBY, BOB, 1, NULL },
	{ "the person stays who they are", { BOBBY " " BOB }, BOB, BOB, 0, NULL },
	{ "several persons share", { SALES " " BOB " " CAROL }, SALES, SALES, 2, NULL },
	{ "the same person twice is one", { BOBBY " " BOB " " BOB }, BOBBY, BOB, 1, NULL },
	{ "the last word counts", { BOBBY " " BOB, BOBBY " " CAROL }, BOBBY, CAROL, 1, NULL },
	{ "an alias is taken away", { BOBBY " " BOB, BOBBY }, BOBBY, BOBBY, 0, NULL },
	{ "nobody is an alias of themselves", { BOB " " BOB }, BOB, BOB, 0, "alias of itself" },
	{ "an alias is no person", { BOBBY " " BOB, SALES " " CAROL " " BOBBY }, SALES, SALES, 0,
	  BOBBY " is an alias itself, of " BOB },
	{ "a person is no alias", { BOBBY " " BOB, BOB " " CAROL }, BOB, BOB, 0,
	  BOB " is a person, of whom " BOBBY " is an alias" },
	{ "so there is no circle", { BOBBY " " BOB, BOB " " BOBBY }, BOBBY, BOB, 1,
	  "is an alias itself" },
};
/* clang-format on */

static void
check_alias(gconstpointer data)
{
	const AliasCase *c = data;
	g_autoptr(Store) database = open_empty();
	g_autoptr(GError) error = NULL;
	g_autoptr(Owner) owner = NULL;

	for (gsize i = 0; i < G_N_ELEMENTS(c->aliases) && c->aliases[i] != NULL; i++) {
		g_assert_no_error(error);
		make_alias(database, c->aliases[i], NULL, &error);
	}
	if (c->message != NULL) {
		g_assert_error(error, OWNERS_ERROR, OWNERS_ERROR_CHAIN);
		g_assert_nonnull(strstr(error->message, c->message));
	} else {
		g_assert_no_error(error);
	}
	owner = database->owners->find(database->owners, c->asked, NULL);
	g_assert_cmpstr(owner->name, ==, c->owner);
	g_assert_cmpuint(owner->persons, ==, c->persons);
}

/* ---- what an alias had ---- */

static void
add_contact(Store *database, const char *owner, const char *email, ContactState state,
	    const char *source)
{
	g_autoptr(Contact) contact = contact_new(owner);
	g_autoptr(GError) error = NULL;

	g_ptr_array_add(contact->emails, g_strdup(email));
	contact->state = state;
	contact->source = g_strdup(source);
	database->contacts->add(database->contacts, contact, &error);
	g_assert_no_error(error);
}

static ContactState
state_of(Store *database, const char *email)
{
	g_autoptr(GPtrArray) found = database->contacts->find(database->contacts, BOB, email, NULL);

	g_assert_cmpuint(found->len, ==, 1);
	return ((Contact *)found->pdata[0])->state;
}

static void
check_book(void)
{
	g_autoptr(Store) database = open_empty();
	g_autoptr(GPtrArray) left = NULL, all = NULL;
	guint moved = 0;

	add_contact(database, BOB, "jane@example.net", CONTACT_DECLINED, "manual");
	add_contact(database, BOBBY, "jane@example.net", CONTACT_TRUSTED, "manual");
	add_contact(database, BOB, "john@example.net", CONTACT_TRUSTED, "manual");
	add_contact(database, BOBBY, "john@example.net", CONTACT_DECLINED, "manual");
	add_contact(database, BOBBY, "new@example.net", CONTACT_TRUSTED, "learned");
	g_assert_true(make_alias(database, BOBBY " " BOB, &moved, NULL));
	g_assert_cmpuint(moved, ==, 3);
	left = contacts_list(database->contacts, BOBBY, NULL);
	all = contacts_list(database->contacts, NULL, NULL);
	g_assert_cmpuint(left->len, ==, 0);
	g_assert_cmpuint(all->len, ==, 3);
	g_assert_cmpint(state_of(database, "jane@example.net"), ==, CONTACT_DECLINED);
	g_assert_cmpint(state_of(database, "john@example.net"), ==, CONTACT_DECLINED);
	g_assert_cmpint(state_of(database, "new@example.net"), ==, CONTACT_TRUSTED);
}

static void
check_shared_book(void)
{
	g_autoptr(Store) database = open_empty();
	g_autoptr(GPtrArray) kept = NULL;
	guint moved = 7;

	add_contact(database, SALES, "jane@example.net", CONTACT_TRUSTED, "manual");
	g_assert_true(make_alias(database, SALES " " BOB " " CAROL, &moved, NULL));
	kept = contacts_list(database->contacts, SALES, NULL);
	g_assert_cmpuint(moved, ==, 0);
	g_assert_cmpuint(kept->len, ==, 1);
}

static void
check_history(void)
{
	const Inviter jane = { .profile = { .value = (char *)"linkedin:slug:jane" } };
	Meeting meeting = { BOBBY, "linkedin", &jane, "1", FALSE };
	g_autoptr(Store) database = open_empty();
	guint count = 0;

	g_assert_true(database->history->add(database->history, &meeting, 1, NULL));
	meeting.message_id = "2";
	g_assert_true(database->history->add(database->history, &meeting, 2, NULL));
	g_assert_true(make_alias(database, BOBBY " " BOB, NULL, NULL));
	meeting.owner = BOB;
	g_assert_true(database->history->count(database->history, &meeting, &count, NULL));
	g_assert_cmpuint(count, ==, 1);
	meeting.owner = BOBBY;
	g_assert_true(database->history->count(database->history, &meeting, &count, NULL));
	g_assert_cmpuint(count, ==, 0);
}

static Learned
learn(Store *database, const char *owner)
{
	g_autoptr(Contact) contact = contact_new(owner);
	g_autoptr(GError) error = NULL;
	Learned learned;

	g_ptr_array_add(contact->emails, g_strdup("jane@example.net"));
	contact->source = g_strdup("learned");
	database->contacts->learn(database->contacts, contact, TRUE, &learned, &error);
	g_assert_no_error(error);
	return learned;
}

static void
check_learning(void)
{
	g_autoptr(Store) database = open_empty();
	g_autoptr(GPtrArray) all = NULL;

	g_assert_true(make_alias(database, BOBBY " " BOB, NULL, NULL));
	g_assert_true(make_alias(database, SALES " " BOB " " CAROL, NULL, NULL));
	g_assert_cmpint(learn(database, SALES), ==, LEARNED_NOTHING);
	g_assert_cmpint(learn(database, BOBBY), ==, LEARNED_NEW);
	g_assert_cmpint(learn(database, BOB), ==, LEARNED_NOTHING);
	all = contacts_list(database->contacts, NULL, NULL);
	g_assert_cmpuint(all->len, ==, 1);
	g_assert_cmpstr(((Contact *)all->pdata[0])->owner, ==, BOB);
}

/* Who was written to lately is not forgotten because the address became an alias. */
static void
check_seen(void)
{
	g_autoptr(Store) database = open_empty();
	g_autoptr(GPtrArray) all = NULL;

	add_contact(database, BOBBY, "jane@example.net", CONTACT_TRUSTED, "learned");
	g_assert_true(database_execute((Database *)database,
				       "UPDATE contact SET since = 1, seen = 1000", NULL));
	g_assert_true(make_alias(database, BOBBY " " BOB, NULL, NULL));
	g_assert_true(database->contacts->purge(database->contacts, 1000, NULL));
	all = contacts_list(database->contacts, BOB, NULL);
	g_assert_cmpuint(all->len, ==, 1);
}

/* ---- settings ---- */

static void
set(Store *database, const char *owner, int mode, const char *line)
{
	g_autoptr(OwnerSettings) settings = owner_settings_new(owner);
	g_autoptr(GError) error = NULL;

	settings->mode = mode;
	if (line != NULL)
		g_ptr_array_add(settings->policy, g_strdup(line));
	database->owners->set(database->owners, settings, &error);
	g_assert_no_error(error);
}

static void
check_settings(void)
{
	g_autoptr(Store) database = open_empty();
	g_autoptr(OwnerSettings) settings = owner_settings_new(BOB), read = NULL, gone = NULL;

	settings->mode = MODE_MONITOR;
	g_ptr_array_add(settings->policy, g_strdup("unknown tag # \"a\" b"));
	g_ptr_array_add(settings->policy, g_strdup("trusted pass"));
	g_ptr_array_add(settings->always, g_strdup("linkedin"));
	g_ptr_array_add(settings->never, g_strdup("plaxo"));
	g_ptr_array_add(settings->never, g_strdup("meet.example"));
	g_assert_true(database->owners->set(database->owners, settings, NULL));
	read = database->owners->settings(database->owners, BOB, NULL);
	g_assert_cmpint(read->mode, ==, MODE_MONITOR);
	g_assert_cmpuint(read->policy->len, ==, 2);
	g_assert_cmpstr(read->policy->pdata[0], ==, "unknown tag # \"a\" b");
	g_assert_cmpuint(read->always->len, ==, 1);
	g_assert_cmpuint(read->never->len, ==, 2);
	g_assert_cmpstr(read->never->pdata[1], ==, "meet.example");

	set(database, BOB, OWNER_NO_MODE, NULL);
	gone = database->owners->settings(database->owners, BOB, NULL);
	g_assert_true(owner_settings_is_empty(gone));
}

static void
check_nearest(void)
{
	static const char *const places[] = { BOB, "@example.org", "*" };
	g_autoptr(Store) database = open_empty();
	g_autoptr(Owner) bobby = NULL, carol = NULL;

	set(database, "*", MODE_MONITOR, NULL);
	set(database, "@example.org", MODE_TAG, NULL);
	set(database, "@example.net", MODE_TAG, NULL);
	set(database, BOB, MODE_ENFORCE, NULL);
	g_assert_true(make_alias(database, BOBBY " " BOB, NULL, NULL));
	bobby = database->owners->find(database->owners, BOBBY, NULL);
	g_assert_cmpuint(bobby->settings->len, ==, 3);
	for (guint i = 0; i < 3; i++)
		g_assert_cmpstr(((OwnerSettings *)bobby->settings->pdata[i])->owner, ==, places[i]);
	g_assert_true(owner_has_settings(bobby));
	carol = database->owners->find(database->owners, CAROL, NULL);
	g_assert_cmpuint(carol->settings->len, ==, 2);
	g_assert_false(owner_has_settings(carol));
}

/* They would be asked no more. */
static void
check_own_settings(void)
{
	g_autoptr(Store) database = open_empty();
	g_autoptr(GError) error = NULL;
	g_autoptr(Owner) owner = NULL;

	set(database, BOBBY, MODE_ENFORCE, NULL);
	g_assert_false(make_alias(database, BOBBY " " BOB, NULL, &error));
	g_assert_error(error, OWNERS_ERROR, OWNERS_ERROR_SETTINGS);
	owner = database->owners->find(database->owners, BOBBY, NULL);
	g_assert_cmpuint(owner->persons, ==, 0);
}

static void
check_list(void)
{
	g_autoptr(Store) database = open_empty();
	g_autoptr(GPtrArray) owners = NULL;
	g_autoptr(OwnerRecord) bob = NULL, sales = NULL;

	add_contact(database, BOB, "jane@example.net", CONTACT_TRUSTED, "manual");
	set(database, "*", MODE_TAG, NULL);
	g_assert_true(make_alias(database, BOBBY " " BOB, NULL, NULL));
	g_assert_true(make_alias(database, SALES " " BOB " " CAROL, NULL, NULL));
	owners = database->owners->list(database->owners, NULL);
	g_assert_cmpuint(owners->len, ==, 5);
	g_assert_cmpstr(owners->pdata[0], ==, "*");
	bob = database->owners->record(database->owners, BOB, NULL);
	g_assert_cmpuint(bob->contacts, ==, 1);
	g_assert_cmpuint(bob->persons->len, ==, 0);
	g_assert_cmpstr(bob->aliases->pdata[0], ==, BOBBY);
	g_assert_cmpstr(bob->shares->pdata[0], ==, SALES);
	sales = database->owners->record(database->owners, SALES, NULL);
	g_assert_cmpuint(sales->persons->len, ==, 2);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	GIVEN_ROWS("owners/alias", alias_cases, check_alias);
	g_test_add_func("/owners/the book of an alias becomes its person's, declines first",
			check_book);
	g_test_add_func("/owners/what several share gives its book to none of them",
			check_shared_book);
	g_test_add_func("/owners/the history of an alias becomes its person's", check_history);
	g_test_add_func("/owners/what an alias writes its person learns, and several learn nothing",
			check_learning);
	g_test_add_func("/owners/when somebody was last written to moves along", check_seen);
	g_test_add_func("/owners/what is set is read back, and cleared", check_settings);
	g_test_add_func("/owners/an alias has its person's settings, the nearest first",
			check_nearest);
	g_test_add_func("/owners/an alias cannot have settings of its own", check_own_settings);
	g_test_add_func("/owners/all that is known of them is listed", check_list);
	return g_test_run();
}
