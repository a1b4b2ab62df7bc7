/* What is joined: the messages of one inviter to one owner through one network. */
#include <glib.h>
#include <string.h>

#include "store/history.h"

#define BOB "bob@example.org"
#define ANN "ann@example.org"
#define MOST_MESSAGES 4

/* A message as it came; NULL network: linkedin. */
typedef struct Sighting {
	const char *id; /* NULL: no further one */
	const char *owner, *network;
	const char *called, *email;
	const char *mark; /* a profile, or the number of an invitation */
} Sighting;

typedef struct Row {
	const char *name;
	Sighting before[MOST_MESSAGES];
	Sighting asks;
	guint count;
} Row;

#define JANE "Jane Doe", NULL, NULL
#define SLUG_42 "linkedin:slug:jane-doe-42"
#define SLUG_99 "linkedin:slug:jane-doe-99"

static const Row rows[] = {
	{ "the first message has none before it", { { 0 } },
	  { "2", BOB, NULL, "Jane Doe", NULL, SLUG_42 }, 0 },
	{ "a profile joins", { { "1", BOB, NULL, "Jane Doe", NULL, SLUG_42 } },
	  { "2", BOB, NULL, NULL, NULL, "linkedin:slug:Jane-Doe-42" }, 1 },
	{ "an address joins, without +detail", { { "1", BOB, NULL, NULL, "jane@example.net", NULL } },
	  { "2", BOB, NULL, "J. D.", "Jane+x@Example.net", NULL }, 1 },
	{ "a name joins where nothing else is known", { { "1", BOB, NULL, JANE } },
	  { "2", BOB, NULL, "Doe, Jane", NULL, NULL }, 1 },
	{ "a name joins what had a profile too", { { "1", BOB, NULL, "Jane Doe", NULL, SLUG_42 } },
	  { "2", BOB, NULL, JANE }, 1 },
	{ "a profile is new to a name alone", { { "1", BOB, NULL, JANE } },
	  { "2", BOB, NULL, "Jane Doe", NULL, SLUG_42 }, 1 },
	{ "a namesake has another profile", { { "1", BOB, NULL, "Jane Doe", NULL, SLUG_42 } },
	  { "2", BOB, NULL, "Jane Doe", NULL, SLUG_99 }, 0 },
	{ "a profile of another form is no other person",
	  { { "1", BOB, NULL, "Jane Doe", NULL, SLUG_42 } },
	  { "2", BOB, NULL, "Jane Doe", NULL, "linkedin:id:4711" }, 1 },
	{ "a namesake has another address",
	  { { "1", BOB, NULL, "Jane Doe", "jane@example.net", NULL } },
	  { "2", BOB, NULL, "Jane Doe", "jane@example.com", NULL }, 0 },
	{ "the profile decides, not the name", { { "1", BOB, NULL, "Jane Doe", NULL, SLUG_42 } },
	  { "2", BOB, NULL, "Jane Roe", NULL, SLUG_42 }, 1 },
	{ "who is another by name alone is another", { { "1", BOB, NULL, JANE } },
	  { "2", BOB, NULL, "John Doe", NULL, NULL }, 0 },
	{ "the number of the invitation joins, whoever it names",
	  { { "1", BOB, NULL, "Jane Doe", NULL, "linkedin:invitation:6543210987654321098" } },
	  { "2", BOB, NULL, "J. D.", NULL, "linkedin:invitation:6543210987654321098" }, 1 },
	{ "another number alone is another invitation",
	  { { "1", BOB, NULL, NULL, NULL, "linkedin:invitation:6543210987654321098" } },
	  { "2", BOB, NULL, NULL, NULL, "linkedin:invitation:6543210987654321099" }, 0 },
	{ "one Message-ID counts once",
	  { { "1", BOB, NULL, JANE }, { "1", BOB, NULL, JANE }, { "1", BOB, NULL, JANE } },
	  { "2", BOB, NULL, JANE }, 1 },
	{ "three messages are three",
	  { { "1", BOB, NULL, JANE }, { "2", BOB, NULL, JANE }, { "3", BOB, NULL, JANE } },
	  { "4", BOB, NULL, JANE }, 3 },
	{ "who asks does not count itself",
	  { { "1", BOB, NULL, JANE }, { "2", BOB, NULL, JANE } }, { "2", BOB, NULL, JANE }, 1 },
	{ "the invitation tried again is still the first", { { "1", BOB, NULL, JANE } },
	  { "1", BOB, NULL, JANE }, 0 },
	{ "a message without an id counts all before", { { "1", BOB, NULL, JANE } },
	  { NULL, BOB, NULL, JANE }, 1 },
	{ "another owner got another message", { { "1", ANN, NULL, JANE } },
	  { "2", BOB, NULL, JANE }, 0 },
	{ "the same message to two owners counts for each",
	  { { "1", ANN, NULL, JANE }, { "1", BOB, NULL, JANE } }, { "2", BOB, NULL, JANE }, 1 },
	{ "another network is another invitation", { { "1", BOB, "xing", JANE } },
	  { "2", BOB, NULL, JANE }, 0 },
	{ "two inviters of one message count each",
	  { { "1", BOB, NULL, JANE }, { "1", BOB, NULL, "John Roe", NULL, NULL } },
	  { "2", BOB, NULL, "John Roe", NULL, NULL }, 1 },
	{ "an inviter of whom nothing is known has no history", { { "1", BOB, NULL, NULL, NULL, NULL } },
	  { "2", BOB, NULL, NULL, NULL, NULL }, 0 },
	{ "of two namesakes each has their own",
	  { { "1", BOB, NULL, "Jane Doe", NULL, SLUG_42 }, { "2", BOB, NULL, "Jane Doe", NULL, SLUG_99 },
	    { "3", BOB, NULL, "Jane Doe", NULL, SLUG_99 } },
	  { "4", BOB, NULL, "Jane Doe", NULL, SLUG_99 }, 2 },
};

static Inviter
inviter_of(const Sighting *sighting)
{
	Inviter inviter = {
		.name = { .value = (char *)sighting->called },
		.email = { .value = (char *)sighting->email },
	};

	if (sighting->mark != NULL && strstr(sighting->mark, ":invitation:") != NULL)
		inviter.invitation.value = (char *)sighting->mark;
	else
		inviter.profile.value = (char *)sighting->mark;
	return inviter;
}

static const char *
network_of(const Sighting *sighting)
{
	return sighting->network != NULL ? sighting->network : "linkedin";
}

static void
add(Database *database, const Sighting *sighting, gint64 time)
{
	const Inviter inviter = inviter_of(sighting);
	g_autoptr(GError) error = NULL;

	history_add(database, sighting->owner, network_of(sighting), &inviter, sighting->id, time,
		    &error);
	g_assert_no_error(error);
}

static guint
count(Database *database, const Sighting *sighting)
{
	const Inviter inviter = inviter_of(sighting);
	g_autoptr(GError) error = NULL;
	guint number = 99;

	history_count(database, sighting->owner, network_of(sighting), &inviter, sighting->id, &number,
		      &error);
	g_assert_no_error(error);
	return number;
}

static Database *
empty(void)
{
	g_autoptr(GError) error = NULL;
	Database *database = database_open(":memory:", DATABASE_CREATE, &error);

	g_assert_no_error(error);
	return database;
}

static void
test_row(gconstpointer data)
{
	const Row *row = data;
	g_autoptr(Database) database = empty();

	for (guint i = 0; i < MOST_MESSAGES && row->before[i].owner != NULL; i++)
		add(database, &row->before[i], 1000 + i);
	g_assert_cmpuint(count(database, &row->asks), ==, row->count);
}

/* With the last message, not with the first. */
static void
test_purge(void)
{
	static const Sighting first = { "1", BOB, NULL, JANE }, second = { "2", BOB, NULL, JANE },
			      third = { "3", BOB, NULL, JANE };
	g_autoptr(Database) database = empty();
	g_autoptr(GError) error = NULL;

	add(database, &first, 1000);
	add(database, &second, 2000);
	history_purge(database, 1500, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(count(database, &third), ==, 2);
	history_purge(database, 2001, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(count(database, &third), ==, 0);
	/* All of it is gone: the same messages count anew. */
	add(database, &first, 3000);
	g_assert_cmpuint(count(database, &third), ==, 1);
}

/* A profile learned by a name's message joins the next one that has the profile alone. */
static void
test_grows(void)
{
	static const Sighting by_name = { "1", BOB, NULL, JANE },
			      by_both = { "2", BOB, NULL, "Jane Doe", NULL, SLUG_42 },
			      by_profile = { "3", BOB, NULL, NULL, NULL, SLUG_42 };
	g_autoptr(Database) database = empty();

	add(database, &by_name, 1000);
	add(database, &by_both, 1001);
	g_assert_cmpuint(count(database, &by_profile), ==, 2);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *path = g_strdup_printf("/history/%s", rows[i].name);

		g_test_add_data_func(path, &rows[i], test_row);
	}
	g_test_add_func("/history/what was long ago is forgotten", test_purge);
	g_test_add_func("/history/what is known of an inviter grows", test_grows);
	return g_test_run();
}
