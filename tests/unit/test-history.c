/* What is joined: the messages of one inviter to one owner through one network. */
#include <glib.h>
#include <string.h>

#include "sqlite/engine.h"

#include "rows.h"

#define BOB "bob@example.org"
#define ANN "ann@example.org"
#define MOST_MESSAGES 4

/*
 * What a message proves: all, nothing, or nothing of its inviter, who could have typed all of that.
 */
typedef enum { SIGNED, UNSIGNED, TYPED } How;

/* A message as it came; NULL network: linkedin. */
typedef struct Sighting {
	const char *id; /* NULL: no further one */
	const char *owner, *network;
	const char *called, *email;
	const char *mark; /* a profile, or the number of an invitation */
	How how;
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

/* clang-format off */
static const Row rows[] = {
	{ "the first message has none before it", { { 0 } },
	  { "2", BOB, NULL, "Jane Doe", NULL, SLUG_42, SIGNED }, 0 },
	{ "a profile joins", { { "1", BOB, NULL, "Jane Doe", NULL, SLUG_42, SIGNED } },
	  { "2", BOB, NULL, NULL, NULL, "linkedin:slug:Jane-Doe-42", SIGNED }, 1 },
	{ "an address joins, without +detail", { { "1", BOB, NULL, NULL, "jane@example.net",
	  NULL, SIGNED } },
	  { "2", BOB, NULL, "J. D.", "Jane+x@Example.net", NULL, SIGNED }, 1 },
	{ "a name joins where nothing else is known", { { "1", BOB, NULL, JANE, SIGNED } },
	  { "2", BOB, NULL, "Doe, Jane", NULL, NULL, SIGNED }, 1 },
	{ "a name joins what had a profile too", { { "1", BOB, NULL, "Jane Doe", NULL, SLUG_42,
	  SIGNED } },
	  { "2", BOB, NULL, JANE, SIGNED }, 1 },
	{ "a profile is not known again by a name alone, for others are called so",
	  { { "1", BOB, NULL, JANE, SIGNED } }, { "2", BOB, NULL, "Jane Doe", NULL, SLUG_42,
	  SIGNED }, 0 },
	{ "nor is an address", { { "1", BOB, NULL, JANE, SIGNED } },
	  { "2", BOB, NULL, "Jane Doe", "jane@example.net", NULL, SIGNED }, 0 },
	{ "a namesake has another profile", { { "1", BOB, NULL, "Jane Doe", NULL, SLUG_42,
	  SIGNED } },
	  { "2", BOB, NULL, "Jane Doe", NULL, SLUG_99, SIGNED }, 0 },
	{ "a namesake has a profile of another form",
	  { { "1", BOB, NULL, "Jane Doe", NULL, SLUG_42, SIGNED } },
	  { "2", BOB, NULL, "Jane Doe", NULL, "linkedin:id:4711", SIGNED }, 0 },
	{ "a namesake writes in her own name from anywhere",
	  { { "1", BOB, NULL, "Jane Doe", "jane@example.com", NULL, SIGNED },
	    { "2", BOB, NULL, "Jane Doe", "jane@example.com", NULL, SIGNED } },
	  { "3", BOB, NULL, "Jane Doe", NULL, SLUG_42, SIGNED }, 0 },
	{ "what a namesake sends by name alone is not added to a profile",
	  { { "1", BOB, NULL, "Jane Doe", NULL, SLUG_42, SIGNED }, { "2", BOB, NULL, JANE, SIGNED },
	    { "3", BOB, NULL, JANE, SIGNED } },
	  { "4", BOB, NULL, "Jane Doe", NULL, SLUG_42, SIGNED }, 1 },
	{ "a namesake has another address",
	  { { "1", BOB, NULL, "Jane Doe", "jane@example.net", NULL, SIGNED } },
	  { "2", BOB, NULL, "Jane Doe", "jane@example.com", NULL, SIGNED }, 0 },
	{ "the profile decides, not the name", { { "1", BOB, NULL, "Jane Doe", NULL, SLUG_42,
	  SIGNED } },
	  { "2", BOB, NULL, "Jane Roe", NULL, SLUG_42, SIGNED }, 1 },
	{ "who is another by name alone is another", { { "1", BOB, NULL, JANE, SIGNED } },
	  { "2", BOB, NULL, "John Doe", NULL, NULL, SIGNED }, 0 },
	{ "the number of the invitation joins, whoever it names",
	  { { "1", BOB, NULL, "Jane Doe", NULL, "linkedin:invitation:6543210987654321098",
	  SIGNED } },
	  { "2", BOB, NULL, "J. D.", NULL, "linkedin:invitation:6543210987654321098", SIGNED }, 1 },
	{ "another number alone is another invitation",
	  { { "1", BOB, NULL, NULL, NULL, "linkedin:invitation:6543210987654321098", SIGNED } },
	  { "2", BOB, NULL, NULL, NULL, "linkedin:invitation:6543210987654321099", SIGNED }, 0 },
	{ "one Message-ID counts once",
	  { { "1", BOB, NULL, JANE, SIGNED }, { "1", BOB, NULL, JANE, SIGNED }, { "1", BOB, NULL,
	  JANE, SIGNED } },
	  { "2", BOB, NULL, JANE, SIGNED }, 1 },
	{ "three messages are three",
	  { { "1", BOB, NULL, JANE, SIGNED }, { "2", BOB, NULL, JANE, SIGNED }, { "3", BOB, NULL,
	  JANE, SIGNED } },
	  { "4", BOB, NULL, JANE, SIGNED }, 3 },
	{ "who asks does not count itself",
	  { { "1", BOB, NULL, JANE, SIGNED }, { "2", BOB, NULL, JANE, SIGNED } }, { "2", BOB,
	  NULL, JANE, SIGNED }, 1 },
	{ "the invitation tried again is still the first", { { "1", BOB, NULL, JANE, SIGNED } },
	  { "1", BOB, NULL, JANE, SIGNED }, 0 },
	{ "a message without an id counts all before", { { "1", BOB, NULL, JANE, SIGNED } },
	  { NULL, BOB, NULL, JANE, SIGNED }, 1 },
	{ "another owner got another message", { { "1", ANN, NULL, JANE, SIGNED } },
	  { "2", BOB, NULL, JANE, SIGNED }, 0 },
	{ "the same message to two owners counts for each",
	  { { "1", ANN, NULL, JANE, SIGNED }, { "1", BOB, NULL, JANE, SIGNED } }, { "2", BOB,
	  NULL, JANE, SIGNED }, 1 },
	{ "another network is another invitation", { { "1", BOB, "xing", JANE, SIGNED } },
	  { "2", BOB, NULL, JANE, SIGNED }, 0 },
	{ "two inviters of one message count each",
	  { { "1", BOB, NULL, JANE, SIGNED }, { "1", BOB, NULL, "John Roe", NULL, NULL, SIGNED } },
	  { "2", BOB, NULL, "John Roe", NULL, NULL, SIGNED }, 1 },
	{ "an inviter of whom nothing is known has no history", { { "1", BOB, NULL, NULL, NULL,
	  NULL, SIGNED } },
	  { "2", BOB, NULL, NULL, NULL, NULL, SIGNED }, 0 },
	{ "three that prove nothing remind nobody of what is proven",
	  { { "1", BOB, NULL, "Jane Doe", NULL, SLUG_42, UNSIGNED },
	    { "2", BOB, NULL, "Jane Doe", NULL, SLUG_42, UNSIGNED },
	    { "3", BOB, NULL, "Jane Doe", NULL, SLUG_42, UNSIGNED } },
	  { "4", BOB, NULL, "Jane Doe", NULL, SLUG_42, SIGNED }, 0 },
	{ "but they remind of each other",
	  { { "1", BOB, NULL, "Jane Doe", NULL, SLUG_42, UNSIGNED },
	    { "2", BOB, NULL, "Jane Doe", NULL, SLUG_42, UNSIGNED } },
	  { "3", BOB, NULL, "Jane Doe", NULL, SLUG_42, UNSIGNED }, 2 },
	{ "what proves nothing is told of what was proven, too",
	  { { "1", BOB, NULL, "Jane Doe", NULL, SLUG_42, SIGNED },
	    { "2", BOB, NULL, "Jane Doe", NULL, SLUG_42, UNSIGNED } },
	  { "3", BOB, NULL, "Jane Doe", NULL, SLUG_42, UNSIGNED }, 2 },
	{ "what is proven counts only what was",
	  { { "1", BOB, NULL, "Jane Doe", NULL, SLUG_42, SIGNED },
	    { "2", BOB, NULL, "Jane Doe", NULL, SLUG_42, UNSIGNED },
	    { "3", BOB, NULL, "Jane Doe", NULL, SLUG_42, SIGNED } },
	  { "4", BOB, NULL, "Jane Doe", NULL, SLUG_42, SIGNED }, 2 },
	{ "a name in mail that proves nothing reminds nobody of it",
	  { { "1", BOB, NULL, JANE, UNSIGNED }, { "2", BOB, NULL, JANE, UNSIGNED } },
	  { "3", BOB, NULL, JANE, SIGNED }, 0 },
	{ "nor does the number of an invitation in it",
	  { { "1", BOB, NULL, NULL, NULL, "linkedin:invitation:6543210987654321098", UNSIGNED } },
	  { "2", BOB, NULL, NULL, NULL, "linkedin:invitation:6543210987654321098", SIGNED }, 0 },
	{ "who sends the Message-ID first does not take its count away",
	  { { "1", BOB, NULL, "Jane Doe", NULL, SLUG_42, UNSIGNED },
	    { "1", BOB, NULL, "Jane Doe", NULL, SLUG_42, SIGNED } },
	  { "2", BOB, NULL, "Jane Doe", NULL, SLUG_42, SIGNED }, 1 },
	{ "nor does who sends the Message-ID of another message again",
	  { { "1", BOB, NULL, "Jane Doe", NULL, SLUG_42, SIGNED },
	    { "2", BOB, NULL, "Jane Doe", NULL, SLUG_42, UNSIGNED },
	    { "2", BOB, NULL, "Jane Doe", NULL, SLUG_42, SIGNED } },
	  { "3", BOB, NULL, "Jane Doe", NULL, SLUG_42, SIGNED }, 2 },
	{ "a profile that a member typed into her own proven mail does not count",
	  { { "1", BOB, NULL, "Mary Major", NULL, SLUG_42, TYPED },
	    { "2", BOB, NULL, "Mary Major", NULL, SLUG_42, TYPED } },
	  { "3", BOB, NULL, "Jane Doe", NULL, SLUG_42, SIGNED }, 0 },
	{ "nor is proven mail of whom nothing strong is known ever a reminder",
	  { { "1", BOB, NULL, JANE, TYPED }, { "2", BOB, NULL, JANE, SIGNED } },
	  { "3", BOB, NULL, JANE, TYPED }, 0 },
	{ "a typed number of an invitation does not join",
	  { { "1", BOB, NULL, NULL, NULL, "linkedin:invitation:6543210987654321098", TYPED } },
	  { "2", BOB, NULL, NULL, NULL, "linkedin:invitation:6543210987654321098", SIGNED }, 0 },
	{ "of two namesakes each has their own",
	  { { "1", BOB, NULL, "Jane Doe", NULL, SLUG_42, SIGNED }, { "2", BOB, NULL, "Jane Doe",
	  NULL, SLUG_99, SIGNED },
	    { "3", BOB, NULL, "Jane Doe", NULL, SLUG_99, SIGNED } },
	  { "4", BOB, NULL, "Jane Doe", NULL, SLUG_99, SIGNED }, 2 },
};
/* clang-format on */

static Inviter
inviter_of(const Sighting *sighting)
{
	const gboolean strong = sighting->how != TYPED;
	Inviter inviter = {
		.name = { .value = (char *)sighting->called, .strong = strong },
		.email = { .value = (char *)sighting->email, .strong = strong },
	};
	const Identity mark = { .value = (char *)sighting->mark, .strong = strong };

	if (sighting->mark != NULL && strstr(sighting->mark, ":invitation:") != NULL)
		inviter.invitation = mark;
	else
		inviter.profile = mark;
	return inviter;
}

static Meeting
meeting_of(const Sighting *sighting, const Inviter *inviter)
{
	return (Meeting){
		.owner = sighting->owner,
		.network_key = sighting->network != NULL ? sighting->network : "linkedin",
		.inviter = inviter,
		.message_id = sighting->id,
		.proven = sighting->how != UNSIGNED,
	};
}

static void
add(Store *database, const Sighting *sighting, gint64 time)
{
	const Inviter inviter = inviter_of(sighting);
	const Meeting meeting = meeting_of(sighting, &inviter);
	g_autoptr(GError) error = NULL;

	database->history->add(database->history, &meeting, time, &error);
	g_assert_no_error(error);
}

static guint
count(Store *database, const Sighting *sighting)
{
	const Inviter inviter = inviter_of(sighting);
	const Meeting meeting = meeting_of(sighting, &inviter);
	g_autoptr(GError) error = NULL;
	guint number = 99;

	database->history->count(database->history, &meeting, &number, &error);
	g_assert_no_error(error);
	return number;
}

static Store *
empty(void)
{
	g_autoptr(GError) error = NULL;
	Store *database = sqlite_engine.open(STORE_IN_MEMORY, STORE_CREATE, &error);

	g_assert_no_error(error);
	return database;
}

static void
test_row(gconstpointer data)
{
	const Row *row = data;
	g_autoptr(Store) database = empty();

	for (guint i = 0; i < MOST_MESSAGES && row->before[i].owner != NULL; i++)
		add(database, &row->before[i], 1000 + i);
	g_assert_cmpuint(count(database, &row->asks), ==, row->count);
}

/* With the last message, not with the first. */
static void
test_purge(void)
{
	static const Sighting first = { "1", BOB, NULL, JANE, SIGNED },
			      second = { "2", BOB, NULL, JANE, SIGNED },
			      third = { "3", BOB, NULL, JANE, SIGNED };
	g_autoptr(Store) database = empty();
	g_autoptr(GError) error = NULL;

	add(database, &first, 1000);
	add(database, &second, 2000);
	database->history->purge(database->history, 1500, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(count(database, &third), ==, 2);
	database->history->purge(database->history, 2001, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(count(database, &third), ==, 0);
	/* All of it is gone: the same messages count anew. */
	add(database, &first, 3000);
	g_assert_cmpuint(count(database, &third), ==, 1);
}

/*
 * An address and a profile of one message: either is hers from then on, and who bridges two counts
 * both.
 */
static void
test_grows(void)
{
	static const Sighting by_both = { "1",     BOB,   NULL, "Jane Doe", "jane@example.net",
					  SLUG_42, SIGNED },
			      by_profile = { "2", BOB, NULL, NULL, NULL, SLUG_42, SIGNED },
			      by_address = {
				      "3", BOB, NULL, NULL, "jane@example.net", NULL, SIGNED
			      };
	g_autoptr(Store) database = empty();

	add(database, &by_profile, 1000);
	add(database, &by_address, 1001);
	g_assert_cmpuint(count(database, &by_both), ==, 2);
	add(database, &by_both, 1002);
	g_assert_cmpuint(count(database, &by_profile), ==, 1);
	g_assert_cmpuint(count(database, &by_address), ==, 2);
}

/* Whoever sends very many in a name hides nothing of what is proven. */
static void
test_flood(void)
{
	static const Sighting proven = { "1", BOB, NULL, JANE, SIGNED };
	static const Sighting asks = { "2", BOB, NULL, JANE, SIGNED };
	g_autoptr(Store) database = empty();

	for (guint i = 0; i < 600; i++) {
		g_autofree char *id = g_strdup_printf("flood%u", i);
		g_autofree char *slug = g_strdup_printf("linkedin:slug:jane-%u", i);
		const Sighting one = { id, BOB, NULL, "Jane Doe", NULL, slug, UNSIGNED };

		add(database, &one, 1000);
	}
	add(database, &proven, 1001);
	g_assert_cmpuint(count(database, &asks), ==, 1);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	GIVEN_ROWS("history", rows, test_row);
	g_test_add_func("/history/what was long ago is forgotten", test_purge);
	g_test_add_func("/history/six hundred in somebody's name hide nothing that is proven",
			test_flood);
	g_test_add_func("/history/who has an address and a profile is joined to what had either",
			test_grows);
	return g_test_run();
}
