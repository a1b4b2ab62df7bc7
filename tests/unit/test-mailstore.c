#include "mail/mailstore.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "rows.h"

/* The fields of MESSAGE as "Name:value" lines, and its sender. */
static char *
fields_text(const Message *message)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < message_field_count(message); i++) {
		const Field *field = message_field(message, i);

		g_string_append_printf(text, "%s%s:%s", i > 0 ? "|" : "", field->name,
				       field->value);
	}
	return g_string_free(text, FALSE);
}

typedef struct FeedCase {
	const char *title, *data;
	gssize size; /* -1: up to the NUL */
	const char *fields, *sender;
} FeedCase;

static const FeedCase feed_cases[] = {
	{ "fields and a body", "Subject: Hi\nTo: bob@example.org\n\nBody\n", -1,
	  "Subject: Hi|To: bob@example.org", NULL },
	{ "lines of the network", "Subject: Hi\r\nTo: b\r\n\r\nBody\r\n", -1, "Subject: Hi|To: b",
	  NULL },
	{ "folds stay", "Subject: a\n\tb\r\n c\n\n", -1, "Subject: a\n\tb\n c", NULL },
	{ "white space before the value stays", "Subject:  Hi \nX:y\n\n", -1, "Subject:  Hi |X:y",
	  NULL },
	{ "white space before the colon", "Subject : Hi\n\n", -1, "Subject: Hi", NULL },
	{ "no body at all", "Subject: Hi", -1, "Subject: Hi", NULL },
	{ "no header at all", "\nBody\n", -1, "", NULL },
	{ "nothing", "", -1, "", NULL },
	{ "a line that is no field ends the header", "Subject: Hi\nno field here\nTo: b\n\n", -1,
	  "Subject: Hi", NULL },
	{ "a space before the first field makes it text", " Subject: Hi\nTo: b\n\n", -1, "", NULL },
	{ "a value ends at a NUL", "Subject: nul\0here\n more\nTo: b\n\n", 31, "Subject: nul|To: b",
	  NULL },
	{ "a CR within a line is a space", "Subject: a\rb\n\n", -1, "Subject: a b", NULL },
	{ "the sender of Return-Path", "Return-Path: <jane@example.net>\nTo: b\n\n", -1,
	  "Return-Path: <jane@example.net>|To: b", "jane@example.net" },
	{ "the null sender", "Return-Path: <>\n\n", -1, "Return-Path: <>", "" },
	{ "the sender of an mbox line", "From jane@example.net Mon Jan  1 10:00:00 2024\nTo: b\n\n",
	  -1, "To: b", "jane@example.net" },
	{ "Return-Path beats the mbox line",
	  "From x@example.com Mon\nReturn-Path: <jane@example.net>\n\n", -1,
	  "Return-Path: <jane@example.net>", "jane@example.net" },
	{ "the null sender of an mbox line",
	  "From MAILER-DAEMON Mon Jan  1 10:00:00 2024\nTo: b\n\n", -1, "To: b", "" },
	{ "a mail program that writes no sender", "From - Mon Jan  1 10:00:00 2024\nTo: b\n\n", -1,
	  "To: b", NULL },
};

static void
test_feed(gconstpointer data)
{
	const FeedCase *row = data;
	gsize size = row->size < 0 ? strlen(row->data) : (gsize)row->size;
	g_autofree char *exact = g_memdup2(row->data, size); /* no NUL behind it: overreads show */
	g_autoptr(Message) message = message_new(&message_default_limits);
	g_autofree char *fields = NULL;

	mailstore_feed(message, exact, size);
	fields = fields_text(message);
	g_assert_cmpstr(fields, ==, row->fields);
	g_assert_cmpstr(message_sender_path(message), ==, row->sender);
}

static void
test_long_field(void)
{
	g_autofree char *text = g_strnfill(300000, 'x');
	g_autofree char *mail = g_strdup_printf("Subject: %s\nTo: b\n\n", text);
	MessageLimits limits = message_default_limits;
	g_autoptr(Message) message = NULL;

	limits.field_length = 100000;
	message = message_new(&limits);
	mailstore_feed(message, mail, strlen(mail));
	g_assert_cmpuint(strlen(message_raw(message, "Subject", 0)), ==,
			 60000 - strlen("Subject:"));
	g_assert_cmpstr(message_raw(message, "To", 0), ==, " b");
}

static char *base; /* a folder for all tests of this file */

static char *
write_file(const char *name, const char *text)
{
	char *path = g_build_filename(base, name, NULL);
	g_autofree char *folder = g_path_get_dirname(path);

	g_assert_cmpint(g_mkdir_with_parents(folder, 0700), ==, 0);
	g_assert_true(g_file_set_contents(path, text, -1, NULL));
	return path;
}

/* Writes "name#index:subject/sender/text" of each mail, adds their sizes; stops after `most`. */
typedef struct Seen {
	GString *text;
	guint most;
	guint64 bytes;
} Seen;

static gboolean
see(MailstoreItem *item, gpointer user_data)
{
	Seen *seen = user_data;
	const char *path =
		g_str_has_prefix(item->path, base) ? item->path + strlen(base) + 1 : item->path;

	g_string_append_printf(seen->text, "%s#%d:", path, item->index);
	seen->bytes += item->size;
	if (item->message == NULL) {
		g_assert_error(item->error, MAILSTORE_ERROR, MAILSTORE_ERROR_READ);
		g_string_append(seen->text, "error;");
	} else {
		g_string_append_printf(seen->text, "%s;", message_subject(item->message));
	}
	return --seen->most > 0;
}

static void
assert_walk(const char *name, guint most, const char *wanted)
{
	g_autofree char *path = g_build_filename(base, name, NULL);
	Seen seen = { g_string_new(NULL), most, 0 };
	gboolean ended = mailstore_walk(path, &message_default_limits, see, &seen);

	/* What was measured before is what is read. */
	if (ended)
		g_assert_cmpuint(seen.bytes, ==, mailstore_measure(path));

	g_assert_cmpstr(seen.text->str, ==, wanted);
	g_assert_cmpint(ended, ==, seen.most > 0);
	g_string_free(seen.text, TRUE);
}

static void
test_one_file(void)
{
	g_free(write_file("one.eml",
			  "Subject: one\n\nFrom here on, text.\n\nFrom there, too: 10:00\n"));
	assert_walk("one.eml", 9, "one.eml#-1:one;");
}

static void
test_missing_file(void)
{
	assert_walk("missing.eml", 9, "missing.eml#-1:error;");
}

static void
test_mbox(void)
{
	g_free(write_file(
		"box",
		"From jane@example.net Mon Jan  1 10:00:00 2024\nSubject: one\n\nText\n\n"
		"From here on it is a sentence.\n>From quoted\n\n\n"
		"From bob@example.net Mon Jan  1 10:00:00 2024\r\nSubject: two\r\n\r\nText\r\n\r\n"
		"From nobody Mon Jan  1 10:00:00 2024\nSubject: three\n\n"
		"From jane@example.net Mon Jan  1 10:00:00 2024\nSubject: four\n"));
	assert_walk("box", 9, "box#0:one;box#1:two;box#2:three;box#3:four;");
	assert_walk("box", 2, "box#0:one;box#1:two;");
}

static gboolean
keep(MailstoreItem *item, gpointer user_data)
{
	g_ptr_array_add(user_data, g_steal_pointer(&item->message));
	return TRUE;
}

static void
test_mbox_body(void)
{
	g_autofree char *path = write_file(
		"quoted",
		"From jane@example.net Mon Jan  1 10:00:00 2024\nSubject: one\n\n>From a friend\n"
		">>From afar\n\nThe end\n\nFrom jane@example.net Mon Jan  1 10:00:00 2024\n\n");
	g_autoptr(GPtrArray) mails = g_ptr_array_new_with_free_func((GDestroyNotify)message_free);

	g_assert_true(mailstore_walk(path, &message_default_limits, keep, mails));
	g_assert_cmpuint(mails->len, ==, 2);
	g_assert_cmpstr(message_sender_path(mails->pdata[0]), ==, "jane@example.net");
	g_assert_nonnull(strstr(message_text(mails->pdata[0])->text, "From a friend"));
	g_assert_nonnull(strstr(message_text(mails->pdata[0])->text, "The end"));
}

static void
test_maildir(void)
{
	static const char *const files[][2] = {
		{ "md/new/3.x", "Subject: three\n\n" },
		{ "md/cur/2.x:2,S", "Subject: two\n\n" },
		{ "md/new/1.x", "Subject: one\n\n" },
		{ "md/tmp/4.x", "Subject: never\n\n" },
		{ "md/dovecot.index", "Subject: never\n\n" },
		{ "md/.Work/cur/5.x", "Subject: five\n\n" },
		{ "md/.Work/new/.hidden", "Subject: never\n\n" },
		{ "md/.other/6", "Subject: never\n\n" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(files); i++)
		g_free(write_file(files[i][0], files[i][1]));
	assert_walk("md", 9,
		    "md/new/1.x#-1:one;md/cur/2.x:2,S#-1:two;md/new/3.x#-1:three;md/.Work/cur/"
		    "5.x#-1:five;");
}

static void
test_folder(void)
{
	g_autofree char *loop = g_build_filename(base, "folder", "b", "loop", NULL);
	g_autofree char *dangling = g_build_filename(base, "folder", "dangling", NULL);

	g_free(write_file("folder/c.eml", "Subject: c\n\n"));
	g_free(write_file("folder/a.eml", "Subject: a\n\n"));
	g_free(write_file("folder/b/d.eml", "Subject: d\n\n"));
	g_free(write_file("folder/.hidden", "Subject: never\n\n"));
	g_assert_cmpint(symlink("..", loop), ==, 0);
	g_assert_cmpint(symlink("nowhere", dangling), ==, 0);
	assert_walk("folder", 9,
		    "folder/a.eml#-1:a;folder/b/d.eml#-1:d;folder/c.eml#-1:c;folder/"
		    "dangling#-1:error;");
}

/* Lines longer than what is read at a time, and an mbox longer than memory should hold. */
static void
test_long_mbox(void)
{
	g_autoptr(GString) text = g_string_new(NULL);
	g_autofree char *line = g_strnfill(200000, 'y');

	for (int i = 0; i < 3; i++)
		g_string_append_printf(
			text,
			"From jane@example.net Mon Jan  1 10:00:00 2024\nX: %s\nSubject: %d\n\n"
			"%s\nFrom x@example.net is not here\n\n",
			line, i, line);
	g_free(write_file("long", text->str));
	assert_walk("long", 9, "long#0:0;long#1:1;long#2:2;");
}

static void
remove_tree(const char *path)
{
	g_autoptr(GDir) dir =
		g_file_test(path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open(path, 0, NULL);
	const char *name;

	while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
		g_autofree char *entry = g_build_filename(path, name, NULL);

		remove_tree(entry);
	}
	g_remove(path);
}

int
main(int argc, char **argv)
{
	int status;

	g_test_init(&argc, &argv, NULL);
	base = g_dir_make_tmp("mailstore-XXXXXX", NULL);
	GIVEN_ROWS("mailstore/feed", feed_cases, test_feed);
	g_test_add_func("/mailstore/feed/a field has 60,000 bytes at most", test_long_field);
	g_test_add_func("/mailstore/walk/a file is one mail, whatever its text says",
			test_one_file);
	g_test_add_func("/mailstore/walk/what is not there is an error", test_missing_file);
	g_test_add_func("/mailstore/walk/an mbox is cut at its separators", test_mbox);
	g_test_add_func("/mailstore/walk/an mbox is unquoted", test_mbox_body);
	g_test_add_func("/mailstore/walk/a Maildir and its subfolders", test_maildir);
	g_test_add_func("/mailstore/walk/a folder in order of names", test_folder);
	g_test_add_func("/mailstore/walk/lines longer than the buffer", test_long_mbox);
	status = g_test_run();
	remove_tree(base);
	g_free(base);
	return status;
}
