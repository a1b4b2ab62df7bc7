/* Who is to be forgotten is in no byte of no file afterwards; others are as they were. */
#include <unistd.h>

#include "room.h"
#include "sqlite/engine.h"
#include "sqlite/transaction.h"
#include "store/erase.h"
#include "store/held-check.h"

#define BOB "bob@example.org"
#define CAROL "carol@example.org"
#define JANE "jane@example.net"
#define JANES "linkedin:slug:jane-doe-42"
#define OTHERS "linkedin:slug:jane-doe-99"

static void
add(Store *database, const char *owner, const char *name, const char *email, const char *profile)
{
	g_autoptr(Contact) contact = contact_new(owner);
	g_autoptr(GError) error = NULL;

	if (name != NULL)
		g_ptr_array_add(contact->names, g_strdup(name));
	if (email != NULL)
		g_ptr_array_add(contact->emails, g_strdup(email));
	if (profile != NULL)
		g_ptr_array_add(contact->profiles, g_strdup(profile));
	contact->source = g_strdup("manual");
	database->contacts->add(database->contacts, contact, &error);
	g_assert_no_error(error);
}

static void
see(Store *database, const char *owner, const char *name, const char *email, const char *profile,
    const char *message_id)
{
	const Inviter inviter = {
		.name = { .value = (char *)name },
		.email = { .value = (char *)email },
		.profile = { .value = (char *)profile },
	};
	const Meeting meeting = { owner, "linkedin", &inviter, message_id, FALSE };

	g_assert_true(database->history->add(database->history, &meeting, 1, NULL));
}

static void
hold(const Room *room, Store *database, char digit, SpoolPlace place, const char *owner,
     const char *name, const char *email)
{
	g_autoptr(SpoolEntry) entry = given_entry();
	g_autoptr(Message) message = given_mail(MAIL, "Hello\n");
	g_autofree char *body = g_strdup_printf("Dear %s, yours %s.\n", owner, name);
	g_autoptr(GError) error = NULL;

	entry->id[0] = digit;
	g_free(entry->owner);
	entry->owner = g_strdup(owner);
	entry->first.name.value = g_strdup(name);
	entry->first.email.value = g_strdup(email);
	message_free(g_steal_pointer(&message));
	message = message_new(NULL);
	message_add_field(message, "Traces", name);
	message_keep_whole(message, room->folder, 1 << 20);
	message_add_body(message, body, strlen(body));
	spool_keep(room->spool, place, entry, message, &error);
	g_assert_no_error(error);
	g_assert_true(held_index(database->held, room->spool, entry->id, &error));
	g_assert_true(database->journal->add(
		database->journal,
		&(JournalEntry){ .event = "shown", .owner = owner, .copy = entry->id }, &error));
}

/* Jane as two owners know her, a namesake of hers, John; history and mail of each. */
static Store *
fill(const Room *room)
{
	g_autoptr(GError) error = NULL;
	Store *database = sqlite_engine.open(room->database, STORE_CREATE, &error);

	g_assert_no_error(error);
	add(database, BOB, "Jane Doe", JANE, JANES);
	add(database, CAROL, "Janie", JANE, NULL);
	add(database, CAROL, "Jane Doe", "jd@example.com", OTHERS);
	add(database, BOB, "John Roe", "john@example.net", NULL);
	see(database, BOB, "Jane Doe", NULL, JANES, "one");
	see(database, CAROL, "Jane Doe", NULL, OTHERS, "two");
	see(database, BOB, "John Roe", "john@example.net", NULL, "three");
	hold(room, database, 'a', SPOOL_HELD, BOB, "Jane Doe", JANE);
	hold(room, database, 'b', SPOOL_OUTBOX, CAROL, "Jane Doe", JANE);
	hold(room, database, 'c', SPOOL_HELD, CAROL, "John Roe", "john@example.net");
	return database;
}

/* Whether WORD, in any case, is in the bytes of a file, or in a name, at or below PATH. */
static gboolean
is_in(const char *path, const char *word)
{
	g_autoptr(GDir) folder = g_dir_open(path, 0, NULL);
	g_autofree char *bytes = NULL;
	const char *name;
	gsize size = 0;

	while (folder != NULL && (name = g_dir_read_name(folder)) != NULL) {
		g_autofree char *below = g_build_filename(path, name, NULL);

		if (strstr(name, word) != NULL || is_in(below, word))
			return TRUE;
	}
	if (folder != NULL || !g_file_get_contents(path, &bytes, &size, NULL))
		return FALSE;
	for (gsize i = 0; i + strlen(word) <= size; i++)
		if (g_ascii_strncasecmp(bytes + i, word, strlen(word)) == 0)
			return TRUE;
	return FALSE;
}

static guint
count(Store *database, const char *sql)
{
	sqlite3_stmt *statement = database_prepare((Database *)database, sql, NULL);
	gboolean row;
	guint number;

	g_assert_true(database_step((Database *)database, statement, &row, NULL));
	number = (guint)sqlite3_column_int(statement, 0);
	sqlite3_reset(statement);
	return number;
}

static Erased
erase(const Room *room, Store *database, const char *const *words)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Traces) subject = traces_find(database, room->spool, words, &error);
	Erased erased;

	g_assert_no_error(error);
	erase_traces(database, room->spool, subject, "ann (uid 0)", &erased, &error);
	g_assert_no_error(error);
	return erased;
}

/* By the address: her profile, which a contact of hers has, is hers as well; a namesake is not. */
static void
check_person(void)
{
	static const char *const words[] = { JANE, NULL };
	g_auto(Room) room = { 0 };
	g_autoptr(Store) database = NULL, reader = NULL;
	Erased erased;

	room_init(&room);
	database = fill(&room);
	reader = sqlite_engine.open(room.database, STORE_READ, NULL);
	g_assert_true(is_in(room.folder, JANE));
	g_assert_true(is_in(room.folder, "jane-doe-42"));
	erased = erase(&room, database, words);
	g_assert_cmpuint(erased.contacts, ==, 2);
	g_assert_cmpuint(erased.invitations, ==, 1);
	g_assert_cmpuint(erased.copies, ==, 2);
	g_assert_cmpuint(erased.journal, ==, 2);
	g_assert_false(is_in(room.folder, JANE));
	g_assert_false(is_in(room.folder, "jane-doe-42"));
	g_assert_false(is_in(room.folder, "Janie"));
	g_assert_true(is_in(room.folder, "jane-doe-99"));
	g_assert_true(is_in(room.folder, "john@example.net"));
	g_assert_cmpuint(count(database, "SELECT count(*) FROM contact"), ==, 2);
	g_assert_cmpuint(count(database, "SELECT count(*) FROM held"), ==, 1);
	g_assert_cmpuint(count(database, "SELECT count(*) FROM journal WHERE event = 'erased'"), ==,
			 1);
}

/* By the name: all who are called so, and no trace of the name. */
static void
check_name(void)
{
	static const char *const words[] = { "DOE, Jane", JANE, NULL };
	g_auto(Room) room = { 0 };
	g_autoptr(Store) database = NULL;
	Erased erased;

	room_init(&room);
	database = fill(&room);
	erased = erase(&room, database, words);
	g_assert_cmpuint(erased.contacts, ==, 3);
	g_assert_cmpuint(erased.invitations, ==, 2);
	g_assert_cmpuint(erased.copies, ==, 2);
	g_assert_false(is_in(room.folder, "Jane"));
	g_assert_false(is_in(room.folder, "Doe"));
	g_assert_true(is_in(room.folder, "John Roe"));
}

/* A client that sends the message once more still finds that it was dealt with. */
static void
check_tombstone(void)
{
	static const char *const words[] = { JANE, NULL };
	g_auto(Room) room = { 0 };
	g_autoptr(Store) database = NULL;
	g_autofree char *id = g_strdup(ID);

	room_init(&room);
	database = fill(&room);
	erase(&room, database, words);
	id[0] = 'a';
	g_assert_cmpint(spool_find(room.spool, id, NULL), ==, SPOOL_DONE);
}

static void
check_busy(void)
{
	static const char *const words[] = { JANE, NULL };
	g_auto(Room) room = { 0 };
	g_autoptr(Store) database = NULL;
	g_autofree char *id = g_strdup(ID);
	int claim;

	room_init(&room);
	database = fill(&room);
	id[0] = 'b';
	claim = spool_claim(room.spool, SPOOL_OUTBOX, id, NULL);
	g_assert_cmpint(claim, >=, 0);
	g_assert_cmpuint(erase(&room, database, words).busy, ==, 1);
	close(claim);
	g_assert_cmpint(spool_find(room.spool, id, NULL), ==, SPOOL_OUTBOX);
	g_assert_cmpuint(erase(&room, database, words).busy, ==, 0);
	g_assert_cmpint(spool_find(room.spool, id, NULL), ==, SPOOL_DONE);
}

static void
check_owner(void)
{
	g_auto(Room) room = { 0 };
	g_autoptr(Store) database = NULL;
	g_autoptr(GError) error = NULL;
	Erased erased;

	room_init(&room);
	database = fill(&room);
	g_assert_true(is_in(room.folder, BOB));
	erase_owner(database, room.spool, BOB, "ann (uid 0)", &erased, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(erased.contacts, ==, 2);
	g_assert_cmpuint(erased.invitations, ==, 2);
	g_assert_cmpuint(erased.copies, ==, 1);
	/* Copies of others name their recipient as RCPT had it; the test's are all bob's. */
	g_assert_cmpuint(count(database, "SELECT count(*) FROM contact WHERE owner = '" BOB "'"),
			 ==, 0);
	g_assert_cmpuint(count(database, "SELECT count(*) FROM identity WHERE owner = '" BOB "'"),
			 ==, 0);
	g_assert_cmpuint(count(database, "SELECT count(*) FROM sighting WHERE owner = '" BOB "'"),
			 ==, 0);
	g_assert_cmpuint(count(database, "SELECT count(*) FROM journal WHERE owner = '" BOB "'"),
			 ==, 0);
	g_assert_false(is_in(room.database, BOB));
	g_assert_cmpuint(count(database, "SELECT count(*) FROM contact"), ==, 2);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	message_library_init();
	g_test_add_func("/erase/a person by the address, with no byte left", check_person);
	g_test_add_func("/erase/a person by the name, with no byte left", check_name);
	g_test_add_func("/erase/what was held is known as over", check_tombstone);
	g_test_add_func("/erase/what is just being delivered is said", check_busy);
	g_test_add_func("/erase/an owner, with no byte left in the database", check_owner);
	return g_test_run();
}
