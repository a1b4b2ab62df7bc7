/*
 * What it costs to look an inviter up: all three books, all identifiers.
 *
 *	look-up fill DATABASE COUNT     make a database of COUNT contacts
 *	look-up measure DATABASE [PID]  20,000 look-ups, or as many as go while process PID lives
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sqlite/database.h"
#include "sqlite/engine.h"
#include "store/pool.h"

#define ROUNDS 20000

static const char *const owners[] = { "bob@example.org", "@example.org", "*" };

/* Who stands in whose book: of 100 contacts one is bob's own, 19 are his domain's. */
static const char *
owner_of(guint i)
{
	return owners[i % 100 == 0 ? 0 : i % 5 == 0 ? 1 : 2];
}

static void
fail(const GError *error)
{
	fprintf(stderr, "look-up: %s\n", error->message);
	exit(1);
}

static sqlite3_stmt *
prepare(Database *database, const char *sql)
{
	g_autoptr(GError) error = NULL;
	sqlite3_stmt *statement = database_prepare(database, sql, &error);

	if (statement == NULL)
		fail(error);
	return statement;
}

static void
run(Database *database, sqlite3_stmt *statement)
{
	g_autoptr(GError) error = NULL;

	if (!database_run(database, statement, &error))
		fail(error);
}

static void
add_identity(Database *database, guint i, IdentityType type, const char *value)
{
	sqlite3_stmt *statement = prepare(
		database, "INSERT INTO identity (owner, type, form, contact, value, learned, place)"
			  " VALUES (?1, ?2, ?3, ?4, ?5, 0, ?2)");
	g_autofree char *form = identity_form(type, value);

	sqlite3_bind_text(statement, 1, owner_of(i), -1, SQLITE_STATIC);
	sqlite3_bind_int(statement, 2, type);
	sqlite3_bind_text(statement, 3, form, -1, SQLITE_STATIC);
	sqlite3_bind_int64(statement, 4, i + 1);
	sqlite3_bind_text(statement, 5, value, -1, SQLITE_STATIC);
	run(database, statement);
}

/* A name that some ten others have, an address, and every other one a profile. */
static void
describe(guint i, char **name, char **email, char **profile)
{
	*name = g_strdup_printf("Jane%u Doe%u", i % 317, i / 10 % 331);
	*email = g_strdup_printf("p%u@example.net", i);
	*profile = i % 2 ? g_strdup_printf("linkedin:slug:jane-doe-%u", i) : NULL;
}

static void
add_contact(Database *database, guint i)
{
	sqlite3_stmt *statement =
		prepare(database, "INSERT INTO contact (id, owner, state, source, since)"
				  " VALUES (?1, ?2, ?3, 'import', 0)");
	g_autofree char *name = NULL, *email = NULL, *profile = NULL;

	sqlite3_bind_int64(statement, 1, i + 1);
	sqlite3_bind_text(statement, 2, owner_of(i), -1, SQLITE_STATIC);
	sqlite3_bind_int(statement, 3, i % 50 == 7 ? CONTACT_DECLINED : CONTACT_TRUSTED);
	run(database, statement);
	describe(i, &name, &email, &profile);
	add_identity(database, i, IDENTITY_NAME, name);
	add_identity(database, i, IDENTITY_EMAIL, email);
	if (profile != NULL)
		add_identity(database, i, IDENTITY_PROFILE, profile);
}

static int
fill(const char *path, guint count)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Database) database = database_open(path, STORE_CREATE, &error);

	if (database == NULL || !database_begin_bulk(database, &error))
		fail(error);
	for (guint i = 0; i < count; i++)
		add_contact(database, i);
	if (!database_commit(database, &error))
		fail(error);
	return 0;
}

/* Look up the Ith inviter in all books; every other one is a stranger with a known name. */
static double
look_up(Book *book, guint i, guint count)
{
	guint who = (guint)((guint64)i * 2654435761u % count);
	g_autofree char *name = NULL, *email = NULL, *profile = NULL;
	gint64 begin, nanoseconds;
	struct timespec now;

	describe(i % 2 ? who : who + count, &name, &email, &profile);
	{
		const Inviter inviter = {
			.name = { .value = name, .strong = TRUE },
			.email = { .value = email, .strong = TRUE },
			.profile = { .value = profile, .strong = TRUE },
		};

		clock_gettime(CLOCK_MONOTONIC, &now);
		begin = now.tv_sec * 1000000000LL + now.tv_nsec;
		for (gsize o = 0; o < G_N_ELEMENTS(owners); o++) {
			const Meeting meeting = { owners[o], "linkedin", &inviter, NULL, TRUE };
			Acquaintance acquaintance;
			g_autoptr(GError) error = NULL;

			if (!book->look_up(book, &meeting, &acquaintance, &error))
				fail(error);
			acquaintance_clear(&acquaintance);
		}
		clock_gettime(CLOCK_MONOTONIC, &now);
		nanoseconds = now.tv_sec * 1000000000LL + now.tv_nsec - begin;
	}
	return (double)nanoseconds / 1000;
}

static int
compare(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	return (left > right) - (left < right);
}

static guint
count_contacts(const char *path)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Database) database = database_open(path, STORE_READ, &error);
	sqlite3_stmt *statement;
	gboolean row;
	guint count;

	if (database == NULL)
		fail(error);
	statement = prepare(database, "SELECT max(id) FROM contact");
	if (!database_step(database, statement, &row, &error))
		fail(error);
	count = (guint)sqlite3_column_int64(statement, 0);
	sqlite3_reset(statement);
	return count;
}

static gboolean
lives(pid_t pid)
{
	return kill(pid, 0) == 0 || errno == EPERM;
}

static int
measure(const char *path, pid_t pid)
{
	g_autoptr(Pool) pool = pool_new(&sqlite_engine, path);
	Book *book = pool_book(pool, FALSE);
	g_autoptr(GArray) times = g_array_new(FALSE, FALSE, sizeof(double));
	guint count = count_contacts(path);

	for (guint i = 0; pid > 0 ? lives(pid) : i < ROUNDS; i++) {
		double time = look_up(book, i, count);

		g_array_append_val(times, time);
	}
	qsort(times->data, times->len, sizeof(double), compare);
	printf("%u look-ups among %u contacts%s: median %.1f us, 99 %% %.1f us, longest %.0f us\n",
	       times->len, count, pid > 0 ? " while an import runs" : "",
	       g_array_index(times, double, times->len / 2),
	       g_array_index(times, double, times->len * 99 / 100),
	       g_array_index(times, double, times->len - 1));
	pool_book_free(book);
	return 0;
}

int
main(int argc, char **argv)
{
	if (argc == 4 && strcmp(argv[1], "fill") == 0)
		return fill(argv[2], (guint)atoi(argv[3]));
	if ((argc == 3 || argc == 4) && strcmp(argv[1], "measure") == 0)
		return measure(argv[2], argc == 4 ? atoi(argv[3]) : 0);
	fprintf(stderr, "usage: look-up fill DATABASE COUNT | measure DATABASE [PID]\n");
	return 64;
}
