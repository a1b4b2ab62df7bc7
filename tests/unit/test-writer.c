/* What is written late: in order, to the right database, and never without bound. */
#include <pthread.h>
#include <stdatomic.h>

#include "room.h"
#include "sqlite/engine.h"
#include "sqlite/transaction.h"
#include "store/writer.h"

enum { QUEUE_MOST = 10000 };

/* What the writer complained of; read when it is over. */
typedef struct Told {
	guint errors;
	char *last;
	guint64 dropped;
} Told;

static void
complain(const GError *error, guint64 dropped, gpointer user_data)
{
	Told *told = user_data;

	if (error != NULL) {
		told->errors++;
		g_free(told->last);
		told->last = g_strdup(error->message);
	}
	told->dropped += dropped;
}

static gboolean
write_line(Store *database, gpointer data, GError **error)
{
	const JournalEntry entry = { .time = 1, .event = data };

	return database->journal->add(database->journal, &entry, error);
}

static Writer *
start(const char *path, Told *told)
{
	g_autoptr(GError) error = NULL;
	Writer *writer = writer_new(&sqlite_engine, path, complain, told, &error);

	g_assert_no_error(error);
	return writer;
}

static void
post_line(Writer *writer, const char *line)
{
	g_assert_true(writer_post(writer, write_line, g_strdup(line), g_free));
}

static void
create(const char *path)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Store) database = sqlite_engine.open(path, STORE_CREATE, &error);

	g_assert_no_error(error);
}

/* The events of the journal at PATH, in order, a comma behind each. */
static char *
events(const char *path)
{
	static const char sql[] = "SELECT event FROM journal ORDER BY id";
	g_autoptr(GError) error = NULL;
	g_autoptr(Store) database = sqlite_engine.open(path, STORE_READ, &error);
	GString *all = g_string_new(NULL);
	sqlite3_stmt *statement;
	gboolean row = TRUE;

	g_assert_no_error(error);
	statement = database_prepare((Database *)database, sql, &error);
	while (database_step((Database *)database, statement, &row, &error) && row)
		g_string_append_printf(all, "%s,", sqlite3_column_text(statement, 0));
	g_assert_no_error(error);
	return g_string_free(all, FALSE);
}

static void
test_order(void)
{
	g_auto(Room) room = { 0 };
	g_autoptr(GString) wanted = g_string_new(NULL);
	g_autofree char *written = NULL;
	Told told = { 0 };
	Writer *writer;

	room_init(&room);
	create(room.database);
	writer = start(room.database, &told);
	for (guint i = 0; i < 100; i++) {
		g_autofree char *line = g_strdup_printf("%u", i);

		post_line(writer, line);
		g_string_append_printf(wanted, "%u,", i);
	}
	writer_free(writer);
	written = events(room.database);
	g_assert_cmpstr(written, ==, wanted->str);
	g_assert_cmpuint(told.errors, ==, 0);
	g_assert_cmpuint(told.dropped, ==, 0);
}

/* A job that waits until the test lets it go. */
typedef struct Gate {
	pthread_mutex_t mutex;
	pthread_cond_t changed;
	gboolean entered, open;
	guint destroyed;
} Gate;

static void
gate_init(Gate *gate)
{
	pthread_mutex_init(&gate->mutex, NULL);
	pthread_cond_init(&gate->changed, NULL);
	gate->entered = gate->open = FALSE;
	gate->destroyed = 0;
}

static gboolean
wait_at_gate(Store *database, gpointer data, GError **error)
{
	Gate *gate = data;

	(void)database;
	(void)error;
	pthread_mutex_lock(&gate->mutex);
	gate->entered = TRUE;
	pthread_cond_broadcast(&gate->changed);
	while (!gate->open)
		pthread_cond_wait(&gate->changed, &gate->mutex);
	pthread_mutex_unlock(&gate->mutex);
	return TRUE;
}

static void
gate_wait_entered(Gate *gate)
{
	pthread_mutex_lock(&gate->mutex);
	while (!gate->entered)
		pthread_cond_wait(&gate->changed, &gate->mutex);
	pthread_mutex_unlock(&gate->mutex);
}

static void
gate_open(Gate *gate)
{
	pthread_mutex_lock(&gate->mutex);
	gate->open = TRUE;
	pthread_cond_broadcast(&gate->changed);
	pthread_mutex_unlock(&gate->mutex);
}

static gboolean
do_nothing(Store *database, gpointer data, GError **error)
{
	(void)database;
	(void)data;
	(void)error;
	return TRUE;
}

static void
count_destroyed(gpointer data)
{
	Gate *gate = data;

	pthread_mutex_lock(&gate->mutex);
	gate->destroyed++;
	pthread_cond_broadcast(&gate->changed);
	pthread_mutex_unlock(&gate->mutex);
}

static void
test_full(void)
{
	g_auto(Room) room = { 0 };
	Told told = { 0 };
	Writer *writer;
	Gate gate;

	room_init(&room);
	create(room.database);
	gate_init(&gate);
	writer = start(room.database, &told);
	g_assert_true(writer_post(writer, wait_at_gate, &gate, NULL));
	gate_wait_entered(&gate);
	for (guint i = 0; i < QUEUE_MOST; i++)
		g_assert_true(writer_post(writer, do_nothing, &gate, count_destroyed));
	for (guint i = 0; i < 3; i++)
		g_assert_false(writer_post(writer, do_nothing, &gate, count_destroyed));
	g_assert_cmpuint(gate.destroyed, ==, 3);
	gate_open(&gate);
	writer_free(writer);
	g_assert_cmpuint(gate.destroyed, ==, QUEUE_MOST + 3);
	g_assert_cmpuint(told.dropped, ==, 3);
	g_assert_cmpuint(told.errors, ==, 0);
}

/* What a job made up for, and how often. */
static atomic_uint made_up, made_up_fails;

static gboolean
make_up(Store *database, gpointer data, GError **error)
{
	(void)database;
	g_assert_null(data);
	if (made_up++ >= made_up_fails)
		return TRUE;
	g_set_error(error, STORE_ERROR, STORE_ERROR_LOCKED, "not now");
	return FALSE;
}

/* However full the queue is, what is required is done, once for all who asked. */
static void
test_required(void)
{
	g_auto(Room) room = { 0 };
	Told told = { 0 };
	Writer *writer;
	Gate gate;

	room_init(&room);
	create(room.database);
	gate_init(&gate);
	made_up = 0;
	made_up_fails = 0;
	writer = start(room.database, &told);
	g_assert_true(writer_post(writer, wait_at_gate, &gate, NULL));
	gate_wait_entered(&gate);
	g_assert_true(writer_post_rows(writer, do_nothing, &gate, count_destroyed, 2 * QUEUE_MOST));
	for (guint i = 0; i < 3; i++) {
		g_assert_false(writer_post(writer, do_nothing, &gate, count_destroyed));
		writer_require(writer, make_up);
	}
	g_assert_cmpuint(made_up, ==, 0);
	gate_open(&gate);
	writer_free(writer);
	g_assert_cmpuint(made_up, ==, 1);
	g_assert_cmpuint(told.dropped, ==, 3);
}

/* One that fails is tried again once something else could be written, and not before. */
static void
test_required_fails(void)
{
	g_auto(Room) room = { 0 };
	Told told = { 0 };
	Writer *writer;

	room_init(&room);
	create(room.database);
	made_up = 0;
	made_up_fails = 1;
	writer = start(room.database, &told);
	writer_require(writer, make_up);
	while (made_up == 0)
		g_usleep(1000);
	g_usleep(20000);
	g_assert_cmpuint(made_up, ==, 1);
	post_line(writer, "one");
	writer_free(writer);
	g_assert_cmpuint(made_up, ==, 2);
	g_assert_cmpuint(told.errors, ==, 1);
	g_free(told.last);
}

static void
test_path_change(void)
{
	g_auto(Room) room = { 0 };
	g_autofree char *other = NULL, *first = NULL, *second = NULL;
	Told told = { 0 };
	Writer *writer;
	Gate gate;

	room_init(&room);
	other = g_build_filename(room.folder, "other.db", NULL);
	create(room.database);
	create(other);
	gate_init(&gate);
	writer = start(room.database, &told);
	post_line(writer, "one");
	g_assert_true(writer_post(writer, wait_at_gate, &gate, NULL));
	gate_wait_entered(&gate);
	writer_set_path(writer, other);
	post_line(writer, "two");
	gate_open(&gate);
	writer_free(writer);
	first = events(room.database);
	second = events(other);
	g_assert_cmpstr(first, ==, "one,");
	g_assert_cmpstr(second, ==, "two,");
	g_assert_cmpuint(told.errors, ==, 0);
}

/* Nobody has a book: nothing is made, nothing is said. */
static void
test_missing(void)
{
	g_auto(Room) room = { 0 };
	Told told = { 0 };
	Writer *writer;

	room_init(&room);
	writer = start(room.database, &told);
	post_line(writer, "one");
	writer_free(writer);
	g_assert_false(g_file_test(room.database, G_FILE_TEST_EXISTS));
	g_assert_cmpuint(told.errors, ==, 0);
}

/* What came before is forgotten, what comes later is not. */
static void
test_made_later(void)
{
	Gate gate;
	g_auto(Room) room = { 0 };
	g_autofree char *written = NULL;
	Told told = { 0 };
	Writer *writer;

	room_init(&room);
	gate_init(&gate);
	writer = start(room.database, &told);
	g_assert_true(writer_post(writer, do_nothing, &gate, count_destroyed));
	pthread_mutex_lock(&gate.mutex);
	while (gate.destroyed == 0)
		pthread_cond_wait(&gate.changed, &gate.mutex);
	pthread_mutex_unlock(&gate.mutex);
	create(room.database);
	post_line(writer, "two");
	writer_free(writer);
	written = events(room.database);
	g_assert_cmpstr(written, ==, "two,");
	g_assert_cmpuint(told.errors, ==, 0);
}

static void
test_complains(void)
{
	g_auto(Room) room = { 0 };
	Told told = { 0 };
	Writer *writer;

	room_init(&room);
	g_file_set_contents(room.database, "this is not a database at all, it is a text", -1, NULL);
	writer = start(room.database, &told);
	post_line(writer, "one");
	post_line(writer, "two");
	writer_free(writer);
	g_assert_cmpuint(told.errors, ==, 2);
	g_assert_nonnull(strstr(told.last, room.database));
	g_free(told.last);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/writer/what is posted is written in its order", test_order);
	g_test_add_func("/writer/a full queue drops what is new, and says how much", test_full);
	g_test_add_func("/writer/what is required is done, however full the queue is",
			test_required);
	g_test_add_func("/writer/what is required and failed is done again", test_required_fails);
	g_test_add_func("/writer/what comes later goes to the new path", test_path_change);
	g_test_add_func("/writer/a database that is not there is not made", test_missing);
	g_test_add_func("/writer/a database made later is written to", test_made_later);
	g_test_add_func("/writer/what cannot be written is told", test_complains);
	return g_test_run();
}
