/*
 * What the book makes of what was learned: new, more, nothing; and how it is undone and forgotten.
 */
#include "room.h"
#include "sqlite/engine.h"
#include "sqlite/transaction.h"

#define BOB "bob@example.org"
#define JANE "jane@example.net"
#define DAY 86400
#define THEN 1000000000

static Contact *
contact_of(const char *names, const char *email, ContactState state, ContactSource source,
	   gint64 since)
{
	g_auto(GStrv) words = g_strsplit(names, "|", -1);
	Contact *contact = contact_new(BOB);

	for (char **word = words; *word != NULL; word++)
		g_ptr_array_add(contact->names, g_strdup(*word));
	if (email != NULL)
		g_ptr_array_add(contact->emails, g_strdup(email));
	contact->state = state;
	contact->source = g_strdup(contact_source_words[source]);
	contact->since = since;
	return contact;
}

static Store *
create(const Room *room)
{
	g_autoptr(GError) error = NULL;
	Store *database = sqlite_engine.open(room->database, STORE_CREATE, &error);

	g_assert_no_error(error);
	return database;
}

static void
add(Store *database, Contact *contact)
{
	g_autoptr(Contact) added = contact;
	g_autoptr(GError) error = NULL;

	database->contacts->add(database->contacts, added, &error);
	g_assert_no_error(error);
}

static Learned
learn(Store *database, const char *names, const char *email, gint64 time, gboolean may_add)
{
	g_autoptr(Contact) contact =
		contact_of(names, email, CONTACT_TRUSTED, SOURCE_LEARNED, time);
	g_autoptr(GError) error = NULL;
	Learned learned;

	database->contacts->learn(database->contacts, contact, may_add, &learned, &error);
	g_assert_no_error(error);
	return learned;
}

/* "names/state/source/learned names" of each contact of the book (transfer full). */
static char *
book(Store *database)
{
	g_autoptr(GPtrArray) contacts = contacts_list(database->contacts, BOB, NULL);
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < contacts->len; i++) {
		const Contact *contact = contacts->pdata[i];

		g_string_append(text, i > 0 ? " " : "");
		for (guint j = 0; j < contact->names->len; j++)
			g_string_append_printf(
				text, "%s%s%s", j > 0 ? "|" : "",
				(const char *)contact->names->pdata[j],
				contact_is_learned(contact, contact->names->pdata[j]) ? "?" : "");
		g_string_append_printf(text, "/%s/%s", contact_state_words[contact->state],
				       contact->source);
	}
	return g_string_free(text, FALSE);
}

typedef struct Row {
	const char *name;
	const char *names; /* of the stored contact, which has JANE's address; NULL: the book is
			      empty */
	ContactState state;
	ContactSource source;
	const char *lesson; /* the names learned, of JANE's address */
	gboolean full;      /* nobody new may be added */
	Learned learned;
	const char *book;
} Row;

static const Row rows[] = {
	{ "somebody new is added", NULL, 0, 0, "Jane Doe", FALSE, LEARNED_NEW,
	  "Jane Doe?/trusted/learned" },
	{ "unless the day's share is used up", NULL, 0, 0, "Jane Doe", TRUE, LEARNED_NOTHING, "" },
	{ "who is known stays as known", "Jane Doe", CONTACT_TRUSTED, SOURCE_LEARNED, "DOE, Jane",
	  FALSE, LEARNED_NOTHING, "Jane Doe?/trusted/learned" },
	{ "another name is added", "Jane Doe", CONTACT_TRUSTED, SOURCE_LEARNED, "Jane Roe", FALSE,
	  LEARNED_MORE, "Jane Doe?|Jane Roe?/trusted/learned" },
	{ "also when nobody new may be", "Jane Doe", CONTACT_TRUSTED, SOURCE_LEARNED, "Jane Roe",
	  TRUE, LEARNED_MORE, "Jane Doe?|Jane Roe?/trusted/learned" },
	{ "but not the sixth", "A A|B B|C C|D D", CONTACT_TRUSTED, SOURCE_LEARNED, "E E|F F", FALSE,
	  LEARNED_MORE, "A A?|B B?|C C?|D D?|E E?/trusted/learned" },
	{ "nor the seventh", "A A|B B|C C|D D|E E|F F", CONTACT_TRUSTED, SOURCE_MANUAL, "G G",
	  FALSE, LEARNED_NOTHING, "A A|B B|C C|D D|E E|F F/trusted/manual" },
	{ "a contact written by hand stays so, with a learned name", "Jane", CONTACT_TRUSTED,
	  SOURCE_MANUAL, "Jane Doe", FALSE, LEARNED_MORE, "Jane|Jane Doe?/trusted/manual" },
	{ "a name that was said is not learned", "Jane Doe", CONTACT_TRUSTED, SOURCE_IMPORT,
	  "Jane Doe", FALSE, LEARNED_NOTHING, "Jane Doe/trusted/import" },
	{ "a decline is not unlearned by writing, nor grows by it", "Jane Doe", CONTACT_DECLINED,
	  SOURCE_MANUAL, "Janie Doe", FALSE, LEARNED_NOTHING, "Jane Doe/declined/manual" },
};

static void
check(gconstpointer data)
{
	const Row *row = data;
	g_auto(Room) room = { 0 };
	g_autoptr(Store) database = NULL;
	g_autofree char *text = NULL;

	room_init(&room);
	database = create(&room);
	if (row->names != NULL)
		add(database, contact_of(row->names, JANE, row->state, row->source, THEN));
	g_assert_cmpint(learn(database, row->lesson, JANE, THEN + 1, !row->full), ==, row->learned);
	text = book(database);
	g_assert_cmpstr(text, ==, row->book);
}

/* A decline by name alone stays, beside the address that was written to. */
static void
check_declined_name(void)
{
	g_auto(Room) room = { 0 };
	g_autoptr(Store) database = NULL;
	g_autoptr(Contact) declined =
		contact_of("Jane Doe", NULL, CONTACT_DECLINED, SOURCE_MANUAL, THEN);
	const Inviter by_name = { .name = { .value = (char *)"Jane Doe" } };
	const Meeting meeting = { BOB, "linkedin", &by_name, NULL, TRUE };
	Acquaintance acquaintance;

	room_init(&room);
	database = create(&room);
	declined->network = g_strdup("linkedin");
	add(database, g_steal_pointer(&declined));
	g_assert_cmpint(learn(database, "Jane Doe", JANE, THEN, TRUE), ==, LEARNED_NEW);
	g_assert_true(
		database->contacts->look_up(database->contacts, &meeting, &acquaintance, NULL));
	g_assert_true(acquaintance.declined_name);
	acquaintance_clear(&acquaintance);
}

/* Whether the file changed since *VERSION was read, which is read anew. */
static gboolean
has_changed(Store *other, gint64 *version)
{
	gint64 before = *version;

	g_assert_true(database_data_version((Database *)other, version, NULL));
	return *version != before;
}

static void
check_writes(void)
{
	g_auto(Room) room = { 0 };
	g_autoptr(Store) database = NULL, other = NULL;
	gint64 version = 0;

	room_init(&room);
	database = create(&room);
	other = create(&room);
	has_changed(other, &version);
	learn(database, "Jane Doe", JANE, THEN, TRUE);
	g_assert_true(has_changed(other, &version));
	for (guint hour = 1; hour < 24; hour++)
		learn(database, "Jane Doe", JANE, THEN + hour * 3600, TRUE);
	g_assert_false(has_changed(other, &version));
	learn(database, "Jane Doe", JANE, THEN + DAY, TRUE);
	g_assert_true(has_changed(other, &version));
	learn(database, "Jane Doe", JANE, THEN + DAY + 1, TRUE);
	g_assert_false(has_changed(other, &version));
}

static void
check_purge(void)
{
	g_auto(Room) room = { 0 };
	g_autoptr(Store) database = NULL;
	g_autofree char *text = NULL;

	room_init(&room);
	database = create(&room);
	add(database,
	    contact_of("Ann By Hand", "ann@example.net", CONTACT_TRUSTED, SOURCE_MANUAL, THEN));
	add(database,
	    contact_of("Ida Import", "ida@example.net", CONTACT_TRUSTED, SOURCE_IMPORT, THEN));
	learn(database, "Old Friend", "old@example.net", THEN, TRUE);
	learn(database, "Dear Friend", "dear@example.net", THEN, TRUE);
	learn(database, "Dear Friend", "dear@example.net", THEN + 10 * DAY, TRUE);
	g_assert_true(database->contacts->purge(database->contacts, THEN + 5 * DAY, NULL));
	text = book(database);
	g_assert_cmpstr(text, ==,
			"Ann By Hand/trusted/manual Ida Import/trusted/import"
			" Dear Friend?/trusted/learned");
}

static void
check_forget(void)
{
	g_auto(Room) room = { 0 };
	g_autoptr(Store) database = NULL;
	g_autofree char *text = NULL;
	guint contacts;

	room_init(&room);
	database = create(&room);
	add(database, contact_of("Ann", "ann@example.net", CONTACT_TRUSTED, SOURCE_MANUAL, THEN));
	learn(database, "Ann Other", "ann@example.net", THEN, TRUE);
	learn(database, "Jane Doe", JANE, THEN, TRUE);
	g_assert_true(database->contacts->unlearn(database->contacts, "carol@example.org",
						  &contacts, NULL));
	g_assert_cmpuint(contacts, ==, 0);
	g_assert_true(database->contacts->unlearn(database->contacts, BOB, &contacts, NULL));
	g_assert_cmpuint(contacts, ==, 1);
	text = book(database);
	g_assert_cmpstr(text, ==, "Ann/trusted/manual");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	message_library_init();
	GIVEN_ROWS("learned", rows, check);
	g_test_add_func("/learned/a decline by name alone stays", check_declined_name);
	g_test_add_func("/learned/who is known costs no writing, but once a day", check_writes);
	g_test_add_func("/learned/whom nobody writes to is forgotten, and nobody else",
			check_purge);
	g_test_add_func("/learned/undone it leaves what was said", check_forget);
	return g_test_run();
}
