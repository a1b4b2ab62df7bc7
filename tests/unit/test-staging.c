/* Contacts on their way into a book: all of them or none, and counted. */
#include <string.h>

#include <glib/gstdio.h>

#include "sqlite/engine.h"

#include "rows.h"

#define BOB "bob@example.org"
#define MOST 4

/* "Jane Doe|J. Doe; jane@example.net; linkedin:slug:jane" - names, addresses, profiles. */
static Contact *
contact_of(const char *owner, const char *text, const char *source)
{
	g_auto(GStrv) parts = g_strsplit(text, "; ", 3);
	Contact *contact = contact_new(owner);
	GPtrArray *const lists[] = { contact->names, contact->emails, contact->profiles };

	for (guint i = 0; parts[i] != NULL; i++) {
		g_auto(GStrv) values = g_strsplit(parts[i], "|", -1);

		for (char **value = values; *value != NULL; value++)
			if (**value != '\0')
				g_ptr_array_add(lists[i], g_strdup(*value));
	}
	contact->source = g_strdup(source);
	contact->since = 1000000000;
	return contact;
}

/* What a book has: each contact in the form of contact_of(), ended by a line end. */
static char *
book_text(Store *book, const char *owner)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) contacts = contacts_list(book->contacts, owner, &error);
	GString *text = g_string_new(NULL);

	g_assert_no_error(error);
	for (guint i = 0; i < contacts->len; i++) {
		const Contact *contact = contacts->pdata[i];
		const GPtrArray *const lists[] = { contact->names, contact->emails,
						   contact->profiles };

		for (gsize list = 0; list < G_N_ELEMENTS(lists); list++) {
			g_string_append(text, list > 0 ? "; " : "");
			for (guint j = 0; j < lists[list]->len; j++)
				g_string_append_printf(text, "%s%s", j > 0 ? "|" : "",
						       (const char *)lists[list]->pdata[j]);
		}
		g_string_append_c(text, '\n');
	}
	return g_string_free(text, FALSE);
}

static Store *
book_with(const char *path, const char *const *contacts)
{
	g_autoptr(GError) error = NULL;
	Store *book = sqlite_engine.open(path, STORE_CREATE, &error);

	g_assert_no_error(error);
	for (; *contacts != NULL; contacts++) {
		g_autoptr(Contact) contact = contact_of(BOB, *contacts, "manual");

		g_assert_true(book->contacts->add(book->contacts, contact, &error));
		g_assert_no_error(error);
	}
	return book;
}

static Staging *
gathered(const char *owner, const char *const *contacts)
{
	g_autoptr(GError) error = NULL;
	Staging *staging = sqlite_engine.stage(owner, &error);

	g_assert_no_error(error);
	for (; *contacts != NULL; contacts++) {
		g_autoptr(Contact) contact = contact_of(NULL, *contacts, "import");

		g_assert_true(staging->add(staging, contact, &error));
		g_assert_no_error(error);
	}
	return staging;
}

/* ---- what a merge makes of a book ---- */

typedef struct MergeCase {
	const char *name;
	const char *before[MOST]; /* in the book */
	const char *came[MOST];   /* gathered */
	guint64 gathered;         /* those that are one person counted once */
	StagingCounts counts;
	guint steps; /* of the progress, in all */
	const char *after;
} MergeCase;

/* clang-format off */
static const MergeCase merge_cases[] = {
	{ "nobody comes, and nothing changes", { "Jane Doe; jane@example.net" }, { NULL }, 0,
	  { 0 }, 0,
	  "Jane Doe; jane@example.net; \n" },
	{ "who is new is added", { "Jane Doe; jane@example.net" },
	  { "John Roe; john@example.net" }, 1,
	  { .added = 1 }, 2, "Jane Doe; jane@example.net; \nJohn Roe; john@example.net; \n" },
	{ "several are added in the order in which they came", { NULL },
	  { "B B; b@example.net", "A A; a@example.net", "C C; c@example.net" }, 3,
	    { .added = 3 }, 6,
	  "B B; b@example.net; \nA A; a@example.net; \nC C; c@example.net; \n" },
	{ "who is there gets what is new of them", { "Jane Doe; jane@example.net" },
	  { "Jane Doe; jane@example.net|jane@example.com" }, 1, { .merged = 1 }, 2,
	  "Jane Doe; jane@example.net|jane@example.com; \n" },
	{ "of whom all is known nothing is written", { "Jane Doe; jane@example.net" },
	  { "Jane Doe; jane@example.net" }, 1, { .unchanged = 1 }, 1,
	    "Jane Doe; jane@example.net; \n" },
	{ "two that are one person come as one", { NULL },
	  { "Jane Doe; jane@example.net", "Jane; jane@example.net|j@example.com" }, 1,
	    { .added = 1 }, 2,
	  "Jane Doe|Jane; jane@example.net|j@example.com; \n" },
	{ "two of the book become one by who comes",
	  { "Jane Doe; jane@example.net", "J. Doe; j@example.com" },
	  { "; jane@example.net|j@example.com" }, 1, { .merged = 1 }, 2,
	  "Jane Doe|J. Doe; jane@example.net|j@example.com; \n" },
	{ "each is counted as what it is", { "Jane Doe; jane@example.net",
	  "Ann Poe; ann@example.net" },
	  { "Jane Doe; jane@example.net", "A. Poe; ann@example.net",
	    "Rita Roe; rita@example.net" }, 3,
	  { .added = 1, .merged = 1, .unchanged = 1 }, 5,
	  "Jane Doe; jane@example.net; \nAnn Poe|A. Poe; ann@example.net; \nRita Roe; rita@example.net; \n" },
};
/* clang-format on */

typedef struct Steps {
	guint count;
	guint64 last;
} Steps;

static void
step(guint64 done, gpointer data)
{
	Steps *steps = data;

	g_assert_cmpuint(done, ==, steps->count == 0 || done == 0 ? 0 : steps->last + 1);
	steps->count++;
	steps->last = done;
}

static void
assert_counts(const StagingCounts *got, const StagingCounts *wanted)
{
	g_assert_cmpuint(got->added, ==, wanted->added);
	g_assert_cmpuint(got->merged, ==, wanted->merged);
	g_assert_cmpuint(got->unchanged, ==, wanted->unchanged);
}

static void
test_merge(gconstpointer data)
{
	const MergeCase *c = data;
	g_autoptr(GError) error = NULL;
	Store *book = book_with(STORE_IN_MEMORY, c->before);
	g_autoptr(Staging) staging = gathered(BOB, c->came);
	g_autofree char *after = NULL;
	StagingCounts counts = { 99, 99, 99 };
	Steps steps = { 0 };
	guint64 count = 99;

	g_assert_true(staging->count(staging, &count, &error));
	g_assert_cmpuint(count, ==, c->gathered);
	g_assert_true(
		staging->merge(staging, book->contacts, FALSE, step, &steps, &counts, &error));
	g_assert_no_error(error);
	assert_counts(&counts, &c->counts);
	g_assert_cmpuint(steps.count, ==, c->steps);
	after = book_text(book, BOB);
	g_assert_cmpstr(after, ==, c->after);
	store_close(book);
}

/* The same is counted where nothing may be written, and nothing is. */
static void
test_dry(gconstpointer data)
{
	const MergeCase *c = data;
	g_autoptr(GError) error = NULL;
	Store *book = book_with(STORE_IN_MEMORY, c->before);
	g_autoptr(Staging) staging = gathered(BOB, c->came);
	g_autofree char *before = book_text(book, NULL), *after = NULL;
	StagingCounts counts = { 99, 99, 99 };
	Steps steps = { 0 };

	g_assert_true(staging->merge(staging, book->contacts, TRUE, step, &steps, &counts, &error));
	g_assert_no_error(error);
	assert_counts(&counts, &c->counts);
	after = book_text(book, NULL);
	g_assert_cmpstr(after, ==, before);
	store_close(book);
}

/* A book that is not there: all are new. */
static void
test_no_book(void)
{
	static const char *const came[] = { "Jane Doe; jane@example.net", "Ann Poe", NULL };
	g_autoptr(GError) error = NULL;
	g_autoptr(Staging) staging = gathered(BOB, came);
	StagingCounts counts = { 0 };
	Steps steps = { 0 };

	g_assert_true(staging->merge(staging, NULL, TRUE, step, &steps, &counts, &error));
	g_assert_no_error(error);
	assert_counts(&counts, &(StagingCounts){ .added = 2 });
}

/* They come into the one book, and another owner's says nothing of them. */
static void
test_owner(void)
{
	static const char *const bobs[] = { "Jane Doe; jane@example.net", NULL };
	g_autoptr(GError) error = NULL;
	Store *book = book_with(STORE_IN_MEMORY, bobs);
	g_autoptr(Staging) staging = gathered("@example.org", bobs);
	g_autofree char *own = NULL, *others = NULL;
	StagingCounts counts = { 0 };
	Steps steps = { 0 };

	g_assert_true(
		staging->merge(staging, book->contacts, FALSE, step, &steps, &counts, &error));
	assert_counts(&counts, &(StagingCounts){ .added = 1 });
	own = book_text(book, "@example.org");
	others = book_text(book, BOB);
	g_assert_cmpstr(own, ==, "Jane Doe; jane@example.net; \n");
	g_assert_cmpstr(others, ==, "Jane Doe; jane@example.net; \n");
	store_close(book);
}

/* ---- somebody else writes meanwhile ---- */

/* Another connection, and what it writes when the merge has come to its first contact. */
typedef struct Meanwhile {
	Store *other;
	const char *adds, *removes; /* (nullable) */
	guint calls;
} Meanwhile;

static void
write_meanwhile(guint64 done, gpointer data)
{
	Meanwhile *meanwhile = data;
	g_autoptr(GError) error = NULL;

	(void)done;
	if (meanwhile->calls++ > 0)
		return;
	if (meanwhile->adds != NULL) {
		g_autoptr(Contact) contact = contact_of(BOB, meanwhile->adds, "manual");

		g_assert_true(meanwhile->other->contacts->add(meanwhile->other->contacts, contact,
							      &error));
	}
	if (meanwhile->removes != NULL) {
		g_autoptr(GPtrArray) found = meanwhile->other->contacts->find(
			meanwhile->other->contacts, BOB, meanwhile->removes, &error);
		gboolean removed;

		g_assert_cmpuint(found->len, ==, 1);
		g_assert_true(meanwhile->other->contacts->remove(
			meanwhile->other->contacts, BOB, ((const Contact *)found->pdata[0])->id,
			&removed, &error));
	}
	g_assert_no_error(error);
}

typedef struct MeanwhileCase {
	const char *name;
	const char *adds, *removes;
	StagingCounts counts;
	const char *after;
} MeanwhileCase;

/* Jane is there, John is new, Ann gets a name. */
/* clang-format off */
static const MeanwhileCase meanwhile_cases[] = {
	{ "nothing: what was found holds", NULL, NULL, { .added = 1, .merged = 1, .unchanged = 1 },
	  "Jane Doe; jane@example.net; \nAnn Poe|A. Poe; ann@example.net; \nJohn Roe; john@example.net; \n" },
	{ "who was new is there by now, and gets what is new", "Johnny; john@example.net", NULL,
	  { .merged = 2, .unchanged = 1 },
	  "Jane Doe; jane@example.net; \nAnn Poe|A. Poe; ann@example.net; \nJohnny|John Roe; john@example.net; \n" },
	{ "who was new is there with all of it", "John Roe; john@example.net", NULL,
	  { .merged = 1, .unchanged = 2 },
	  "Jane Doe; jane@example.net; \nAnn Poe|A. Poe; ann@example.net; \nJohn Roe; john@example.net; \n" },
	{ "who was to get something is gone, and is new", NULL, "ann@example.net",
	  { .added = 2, .unchanged = 1 },
	  "Jane Doe; jane@example.net; \nJohn Roe; john@example.net; \nA. Poe; ann@example.net; \n" },
};
/* clang-format on */

static void
test_meanwhile(gconstpointer data)
{
	static const char *const there[] = { "Jane Doe; jane@example.net",
					     "Ann Poe; ann@example.net", NULL };
	static const char *const came[] = { "Jane Doe; jane@example.net",
					    "John Roe; john@example.net", "A. Poe; ann@example.net",
					    NULL };
	const MeanwhileCase *c = data;
	g_autoptr(GError) error = NULL;
	g_autofree char *folder = g_dir_make_tmp("test-staging-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(folder, "invite.db", NULL), *after = NULL;
	Store *book = book_with(path, there);
	Meanwhile meanwhile = { sqlite_engine.open(path, STORE_WRITE, &error), c->adds, c->removes,
				0 };
	g_autoptr(Staging) staging = gathered(BOB, came);
	StagingCounts counts = { 0 };

	g_assert_true(staging->merge(staging, book->contacts, FALSE, write_meanwhile, &meanwhile,
				     &counts, &error));
	g_assert_no_error(error);
	assert_counts(&counts, &c->counts);
	after = book_text(book, BOB);
	g_assert_cmpstr(after, ==, c->after);
	store_close(meanwhile.other);
	store_close(book);
	g_remove(path);
	g_rmdir(folder);
}

/* A book that cannot be written stays as it was. */
static void
test_read_only(void)
{
	static const char *const there[] = { "Jane Doe; jane@example.net", NULL };
	static const char *const came[] = { "John Roe; john@example.net", NULL };
	g_autoptr(GError) error = NULL;
	g_autofree char *folder = g_dir_make_tmp("test-staging-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(folder, "invite.db", NULL), *after = NULL;
	g_autoptr(Staging) staging = gathered(BOB, came);
	StagingCounts counts = { 0 };
	Steps steps = { 0 };
	Store *book;

	store_close(book_with(path, there));
	book = sqlite_engine.open(path, STORE_READ, &error);
	g_assert_no_error(error);
	g_assert_false(
		staging->merge(staging, book->contacts, FALSE, step, &steps, &counts, &error));
	g_assert_error(error, STORE_ERROR, STORE_ERROR_PERMISSION);
	after = book_text(book, BOB);
	g_assert_cmpstr(after, ==, "Jane Doe; jane@example.net; \n");
	store_close(book);
	g_remove(path);
	g_rmdir(folder);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	GIVEN_ROWS("staging/merge", merge_cases, test_merge);
	GIVEN_ROWS("staging/dry", merge_cases, test_dry);
	GIVEN_ROWS("staging/meanwhile", meanwhile_cases, test_meanwhile);
	g_test_add_func("/staging/where there is no book all are new", test_no_book);
	g_test_add_func("/staging/they come into the book of one owner", test_owner);
	g_test_add_func("/staging/a book that cannot be written stays as it was", test_read_only);
	return g_test_run();
}
