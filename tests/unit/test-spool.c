/* The spool: a copy is whole or not there, and always in one place. */
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "patience.h"
#include "room.h"
#include "store/spool-file.h"

/* All that a reader gives of the copy in WHERE. */
static GString *
read_out(const Room *room, SpoolPlace where, gboolean edited)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *path = spool_path(room->spool, where, ID);
	g_autoptr(SpoolEntry) entry = spool_file_read(path, &error);
	GString *all = g_string_new(NULL);
	const char *data;
	gsize size = 1;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	g_assert_no_error(error);
	g_assert_cmpint(fd, >=, 0);
	{
		g_autoptr(SpoolReader) reader = spool_reader_new(fd, entry, edited);

		while (size > 0) {
			spool_reader_next(reader, &data, &size, &error);
			g_assert_no_error(error);
			g_string_append_len(all, data, (gssize)size);
		}
	}
	close(fd);
	return all;
}

static guint
count_files(const Room *room, const char *folder)
{
	g_autofree char *path = g_build_filename(room->folder, folder, NULL);
	g_autoptr(GDir) directory = g_dir_open(path, 0, NULL);
	guint count = 0;

	while (directory != NULL && g_dir_read_name(directory) != NULL)
		count++;
	return count;
}

static void
assert_mode(const Room *room, SpoolPlace where, mode_t mode)
{
	g_autofree char *path = spool_path(room->spool, where, ID);
	struct stat status;

	g_assert_cmpint(stat(path, &status), ==, 0);
	g_assert_cmphex(status.st_mode & 0777, ==, mode);
}

static void
test_keep(void)
{
	g_auto(Room) room = { 0 };
	g_autoptr(GString) all = NULL;
	SpoolMark mark = SPOOL_SENDING;

	room_init(&room);
	g_assert_cmpint(spool_find(room.spool, ID, NULL), ==, SPOOL_NOWHERE);
	keep(&room, SPOOL_HELD, "Hi\r\n");
	g_assert_cmpint(spool_find(room.spool, ID, &mark), ==, SPOOL_HELD);
	g_assert_cmpint(mark, ==, SPOOL_PREPARED);
	assert_mode(&room, SPOOL_HELD, 0600);
	g_assert_cmpuint(count_files(&room, "tmp"), ==, 0);
	all = read_out(&room, SPOOL_HELD, TRUE);
	g_assert_cmpstr(all->str, ==, WIRE "Hi\r\n");
}

static void
test_twice(void)
{
	g_auto(Room) room = { 0 };
	g_autoptr(GString) all = NULL;

	room_init(&room);
	keep(&room, SPOOL_HELD, "first\r\n");
	keep(&room, SPOOL_OUTBOX, "second\r\n");
	g_assert_cmpint(spool_find(room.spool, ID, NULL), ==, SPOOL_HELD);
	g_assert_cmpuint(count_files(&room, "outbox"), ==, 0);
	all = read_out(&room, SPOOL_HELD, TRUE);
	g_assert_cmpstr(all->str, ==, WIRE "first\r\n");
}

static void
test_done_stays_done(void)
{
	g_auto(Room) room = { 0 };
	g_autoptr(GError) error = NULL;

	room_init(&room);
	keep(&room, SPOOL_HELD, "Hi\r\n");
	spool_settle(room.spool, ID, SPOOL_HELD, &error);
	g_assert_no_error(error);
	keep(&room, SPOOL_HELD, "Hi\r\n");
	g_assert_cmpint(spool_find(room.spool, ID, NULL), ==, SPOOL_DONE);
	g_assert_cmpuint(count_files(&room, "held"), ==, 0);
}

static void
test_move_and_mark(void)
{
	g_auto(Room) room = { 0 };
	g_autoptr(GError) error = NULL;
	SpoolMark mark;

	room_init(&room);
	keep(&room, SPOOL_HELD, "Hi\r\n");
	spool_mark(room.spool, SPOOL_HELD, ID, SPOOL_ANSWERED, TRUE, &error);
	g_assert_no_error(error);
	spool_move(room.spool, ID, SPOOL_HELD, SPOOL_OUTBOX, &error);
	g_assert_no_error(error);
	g_assert_cmpint(spool_find(room.spool, ID, &mark), ==, SPOOL_OUTBOX);
	g_assert_cmpint(mark, ==, SPOOL_ANSWERED);
	spool_mark(room.spool, SPOOL_OUTBOX, ID, SPOOL_SENDING, FALSE, &error);
	g_assert_no_error(error);
	spool_find(room.spool, ID, &mark);
	g_assert_cmpint(mark, ==, SPOOL_SENDING);

	g_assert_false(spool_move(room.spool, ID, SPOOL_HELD, SPOOL_OUTBOX, &error));
	g_assert_error(error, SPOOL_ERROR, SPOOL_ERROR_MISSING);
	g_clear_error(&error);
	g_assert_false(spool_mark(room.spool, SPOOL_HELD, ID, SPOOL_ANSWERED, FALSE, &error));
	g_assert_error(error, SPOOL_ERROR, SPOOL_ERROR_MISSING);
}

static void
test_settle(void)
{
	g_auto(Room) room = { 0 };
	g_autoptr(GError) error = NULL;
	g_autofree char *path = NULL;
	struct stat status;
	gboolean removed;

	room_init(&room);
	path = spool_path(room.spool, SPOOL_DONE, ID);
	keep(&room, SPOOL_OUTBOX, "Hi\r\n");
	spool_mark(room.spool, SPOOL_OUTBOX, ID, SPOOL_SENDING, FALSE, &error);
	spool_settle(room.spool, ID, SPOOL_OUTBOX, &error);
	g_assert_no_error(error);
	g_assert_cmpint(stat(path, &status), ==, 0);
	g_assert_cmpint(status.st_size, ==, 0);
	g_assert_false(spool_has_rest(room.spool, ID, TRUE, &removed));
	g_file_set_contents(path, "a message", -1, NULL);
	g_assert_true(spool_has_rest(room.spool, ID, FALSE, &removed));
	g_assert_false(removed);
	g_assert_true(spool_has_rest(room.spool, ID, TRUE, &removed));
	g_assert_true(removed);
	g_assert_false(spool_has_rest(room.spool, ID, TRUE, &removed));
	g_assert_false(spool_settle(room.spool, ID, SPOOL_OUTBOX, &error));
	g_assert_error(error, SPOOL_ERROR, SPOOL_ERROR_MISSING);
}

static void
test_refuse(void)
{
	g_auto(Room) room = { 0 };
	g_autoptr(GError) error = NULL;
	g_autoptr(SpoolEntry) entry = NULL;
	g_autoptr(GString) all = NULL;
	SpoolMark mark;

	room_init(&room);
	keep(&room, SPOOL_OUTBOX, "Hi\r\n");
	spool_mark(room.spool, SPOOL_OUTBOX, ID, SPOOL_SENDING, FALSE, &error);
	spool_refuse(room.spool, ID, "550 no\nsuch user", &error);
	g_assert_no_error(error);
	g_assert_cmpint(spool_find(room.spool, ID, &mark), ==, SPOOL_HELD);
	/* Else the next start would say that it may come twice. */
	g_assert_cmpint(mark, ==, SPOOL_ANSWERED);
	entry = spool_read(room.spool, SPOOL_HELD, ID, &error);
	g_assert_no_error(error);
	g_assert_cmpstr(entry->refused, ==, "550 no?such user");
	all = read_out(&room, SPOOL_HELD, TRUE);
	g_assert_cmpstr(all->str, ==, WIRE "Hi\r\n");
	g_assert_cmpuint(count_files(&room, "tmp"), ==, 0);
}

/* Refused twice, the last reason counts; without tmp/ it is made. */
static void
test_refuse_again(void)
{
	g_auto(Room) room = { 0 };
	g_autoptr(GError) error = NULL;
	g_autoptr(SpoolEntry) entry = NULL;
	g_autofree char *temporary = NULL;

	room_init(&room);
	temporary = g_build_filename(room.folder, "tmp", NULL);
	keep(&room, SPOOL_OUTBOX, "Hi\r\n");
	spool_refuse(room.spool, ID, "550 first", &error);
	spool_move(room.spool, ID, SPOOL_HELD, SPOOL_OUTBOX, &error);
	g_assert_cmpint(g_rmdir(temporary), ==, 0);
	spool_refuse(room.spool, ID, "550 second", &error);
	g_assert_no_error(error);
	entry = spool_read(room.spool, SPOOL_HELD, ID, &error);
	g_assert_cmpstr(entry->refused, ==, "550 second");
}

/* The reason cannot be written, as on a full disk: it is held without. */
static void
test_refuse_without_reason(void)
{
	g_auto(Room) room = { 0 };
	g_autoptr(GError) error = NULL;
	g_autoptr(SpoolEntry) entry = NULL;
	g_autofree char *temporary = NULL;

	room_init(&room);
	temporary = g_build_filename(room.folder, "tmp", NULL);
	keep(&room, SPOOL_OUTBOX, "Hi\r\n");
	g_assert_cmpint(g_rmdir(temporary), ==, 0);
	g_file_set_contents(temporary, "no folder", -1, NULL);
	g_assert_true(spool_refuse(room.spool, ID, "550 no", &error));
	g_assert_no_error(error);
	entry = spool_read(room.spool, SPOOL_HELD, ID, &error);
	g_assert_no_error(error);
	g_assert_null(entry->refused);
	g_assert_cmpint(spool_find(room.spool, ID, NULL), ==, SPOOL_HELD);
}

/* What cannot be synced is not moved: who is told that it was not must be right. */
static void
test_move_without_descriptors(void)
{
	g_auto(Room) room = { 0 };
	g_autoptr(GError) error = NULL;
	struct rlimit before;
	gboolean moved;

	room_init(&room);
	keep(&room, SPOOL_OUTBOX, "Hi\r\n");
	before = leave_descriptors(0);
	moved = spool_move(room.spool, ID, SPOOL_OUTBOX, SPOOL_HELD, &error);
	setrlimit(RLIMIT_NOFILE, &before);
	g_assert_false(moved);
	g_assert_error(error, SPOOL_ERROR, SPOOL_ERROR_WRITE);
	g_assert_cmpint(spool_find(room.spool, ID, NULL), ==, SPOOL_OUTBOX);
}

/* The second and the third inviter of test_header(). */
static void
assert_more(const SpoolEntry *back)
{
	g_autoptr(GPtrArray) inviters = spool_entry_inviters(back);
	const Inviter *second, *third;

	g_assert_cmpuint(inviters->len, ==, 3);
	second = inviters->pdata[1];
	third = inviters->pdata[2];
	g_assert_cmpstr(((const Inviter *)inviters->pdata[0])->profile.value, ==,
			"linkedin:slug:jane");
	g_assert_cmpstr(second->name.value, ==, " 2 strong email x@example.net?");
	g_assert_true(second->name.strong);
	g_assert_null(second->email.value);
	g_assert_null(second->profile.value);
	g_assert_null(third->name.value);
	g_assert_cmpstr(third->profile.value, ==, "linkedin:slug:ann");
	g_assert_false(third->profile.strong);
}

/* What is written is read, whatever an outsider put into it. */
static void
test_header(void)
{
	static const Inviter second = {
		.name = { .value = (char *)" 2 strong email x@example.net\n", .strong = TRUE },
	};
	static const Inviter third = { .profile = { .value = (char *)"linkedin:slug:ann" } };
	static const char *const parameters[] = { "BODY=8BITMIME", "SMTPUTF8", "ENVID=a+3Db",
						  NULL };
	static const char *const ways[] = { "NOTIFY=SUCCESS,FAILURE", "ORCPT=rfc822;b@example.org",
					    NULL };
	static const char *const why[] = { "", " begins with a space", "ends with one ", "a: b",
					   NULL };
	g_auto(Room) room = { 0 };
	g_autoptr(GError) error = NULL;
	g_autoptr(Message) message = NULL;
	g_autoptr(SpoolEntry) entry = given_entry(), back = NULL;

	room_init(&room);
	message = whole_mail("x", 1, room.folder);
	entry->queue_id = g_strdup("4XQ1bJ2Zrz");
	g_free(entry->sender);
	entry->sender = g_strdup("<j\303\244ne+bob=example.org@example.net>");
	entry->sender_parameters = g_strdupv((char **)parameters);
	entry->recipient_parameters = g_strdupv((char **)ways);
	entry->client_name = g_strdup("mail.example.net");
	entry->client_address = g_strdup("2001:db8::1");
	entry->network = g_strdup("linkedin");
	entry->kind = g_strdup("reminder");
	entry->standing = g_strdup("unknown");
	entry->proof = g_strdup("dkim");
	entry->rule = g_strdup("linkedin.rules:17");
	entry->count = 4000000000U;
	entry->message_id = g_strdup("");
	entry->first.name.value = g_strdup("Jane\nId: ffff\r\n\n\177\033[2J");
	entry->first.email.value = g_strdup("strong weak@example.net");
	entry->first.profile.value = g_strdup("linkedin:slug:jane");
	entry->first.profile.strong = TRUE;
	spool_entry_add_inviter(entry, &second);
	spool_entry_add_inviter(entry, &third);
	entry->subject = g_strdup("\xff\xfe J\303\244ne \t wants");
	entry->why = g_strdupv((char **)why);
	spool_keep(room.spool, SPOOL_HELD, entry, message, &error);
	g_assert_no_error(error);
	back = spool_read(room.spool, SPOOL_HELD, ID, &error);
	g_assert_no_error(error);

	g_assert_cmpstr(back->id, ==, ID);
	g_assert_cmpint(back->since, ==, 1700000000);
	g_assert_cmpstr(back->queue_id, ==, entry->queue_id);
	g_assert_cmpstr(back->sender, ==, entry->sender);
	g_assert_cmpstrv(back->sender_parameters, entry->sender_parameters);
	g_assert_cmpstr(back->recipient, ==, entry->recipient);
	g_assert_cmpstrv(back->recipient_parameters, entry->recipient_parameters);
	g_assert_cmpstr(back->client_name, ==, entry->client_name);
	g_assert_cmpstr(back->client_address, ==, entry->client_address);
	g_assert_cmpstr(back->owner, ==, entry->owner);
	g_assert_cmpstr(back->network, ==, entry->network);
	g_assert_cmpstr(back->kind, ==, entry->kind);
	g_assert_cmpstr(back->standing, ==, entry->standing);
	g_assert_cmpstr(back->proof, ==, entry->proof);
	g_assert_cmpstr(back->rule, ==, entry->rule);
	g_assert_cmpuint(back->count, ==, 4000000000U);
	g_assert_cmpstr(back->message_id, ==, "");
	g_assert_cmpstr(back->first.name.value, ==, "Jane?Id: ffff?????[2J");
	g_assert_cmpstr(back->first.email.value, ==, entry->first.email.value);
	g_assert_false(back->first.email.strong);
	g_assert_cmpstr(back->first.profile.value, ==, entry->first.profile.value);
	g_assert_true(back->first.profile.strong);
	g_assert_false(back->first.name.strong);
	assert_more(back);
	g_assert_cmpstr(back->subject, ==, "\xff\xfe J\303\244ne ? wants");
	g_assert_cmpstrv(back->why, entry->why);
	g_assert_null(back->refused);
	g_assert_cmpuint(back->size, ==, strlen(WIRE "x"));
}

/* What says more than can be read again is not kept, and neither is half of it. */
static void
test_too_long(void)
{
	g_auto(Room) room = { 0 };
	g_autoptr(GError) error = NULL;
	g_autoptr(Message) message = NULL;
	g_autoptr(SpoolEntry) entry = given_entry();

	room_init(&room);
	message = whole_mail("x", 1, room.folder);
	entry->subject = g_strnfill(60000, 'x');
	g_assert_false(spool_keep(room.spool, SPOOL_HELD, entry, message, &error));
	g_assert_error(error, SPOOL_ERROR, SPOOL_ERROR_WRITE);
	g_assert_cmpint(spool_find(room.spool, ID, NULL), ==, SPOOL_NOWHERE);
	g_assert_cmpuint(count_files(&room, "tmp"), ==, 0);
}

static void
test_many_reasons(void)
{
	g_auto(Room) room = { 0 };
	g_autoptr(GError) error = NULL;
	g_autoptr(Message) message = NULL;
	g_autoptr(SpoolEntry) entry = given_entry(), back = NULL;
	g_autoptr(GStrvBuilder) why = g_strv_builder_new();

	room_init(&room);
	message = whole_mail("x", 1, room.folder);
	for (guint i = 0; i < 2000; i++)
		g_strv_builder_add(why, "a sentence");
	entry->why = g_strv_builder_end(why);
	spool_keep(room.spool, SPOOL_HELD, entry, message, &error);
	g_assert_no_error(error);
	back = spool_read(room.spool, SPOOL_HELD, ID, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(back->size, ==, strlen(WIRE "x"));
	g_assert_cmpuint(g_strv_length(back->why), ==, 2000);
}

static void
test_edits(void)
{
	g_auto(Room) room = { 0 };
	g_autoptr(GError) error = NULL;
	g_autoptr(Message) message = NULL;
	g_autoptr(SpoolEntry) entry = given_entry();
	g_autoptr(GString) edited = NULL, received = NULL;
	const guint64 subject = strlen("From: Jane Doe <jane@example.net>\r\n");

	room_init(&room);
	message = whole_mail("Hi\r\n", 4, room.folder);
	spool_entry_edit(entry, subject, message_field_size(message, 1),
			 g_strdup("Subject: [x] Hello"));
	spool_entry_edit(entry, 0, 0, g_strdup("X-First: 1"));
	spool_entry_edit(entry, 0, subject, NULL);
	spool_entry_edit(entry, 0, 0, g_strdup("X-Second: folded\n\tonce"));
	spool_keep(room.spool, SPOOL_HELD, entry, message, &error);
	g_assert_no_error(error);

	edited = read_out(&room, SPOOL_HELD, TRUE);
	g_assert_cmpstr(
		edited->str, ==,
		"X-First: 1\r\nX-Second: folded\r\n\tonce\r\nSubject: [x] Hello\r\n\r\nHi\r\n");
	received = read_out(&room, SPOOL_HELD, FALSE);
	g_assert_cmpstr(received->str, ==, WIRE "Hi\r\n");
}

/*
 * More than one piece of a reader, with NUL and bytes that are no UTF-8, behind an edit at the very
 * end.
 */
static void
test_bytes(void)
{
	g_auto(Room) room = { 0 };
	g_autoptr(GError) error = NULL;
	g_autoptr(Message) message = NULL;
	g_autoptr(SpoolEntry) entry = given_entry();
	g_autoptr(GString) body = g_string_new(NULL), all = NULL;

	room_init(&room);
	for (guint i = 0; i < 3000000; i++)
		g_string_append_c(body, (char)(i * 7 + i / 256));
	message = whole_mail(body->str, body->len, room.folder);
	spool_entry_edit(entry, message_size(message), 0, g_strdup("X-Last: 1"));
	spool_keep(room.spool, SPOOL_HELD, entry, message, &error);
	g_assert_no_error(error);
	all = read_out(&room, SPOOL_HELD, TRUE);
	g_assert_cmpuint(all->len, ==, strlen(WIRE) + body->len + strlen("X-Last: 1\r\n"));
	g_assert_cmpmem(all->str + strlen(WIRE), body->len, body->str, body->len);
	g_assert_true(g_str_has_suffix(all->str + strlen(WIRE) + body->len, "X-Last: 1\r\n"));
}

/* A file whose header is wrong; %s is its id. */
typedef struct Broken {
	const char *name;
	const char *text;
} Broken;

#define GOOD                                                                                       \
	"Invite-Milter-Copy: 1\nId: " ID                                                           \
	"\nSender: <>\nRecipient: <b@example.org>\nOwner: b@example.org\n"

/* clang-format off */
static const Broken broken_rows[] = {
	{ "an empty file", "" },
	{ "a file of another kind", "#!/bin/sh\necho hello\n\n" },
	{ "a mail of somebody", MAIL "\nHi\n" },
	{ "a header without end", GOOD "Message-Size: 2\n" },
	{ "a header cut in the middle", "Invite-Milter-Copy: 1\nId: 0123" },
	{ "another version",
	  "Invite-Milter-Copy: 2\nId: " ID "\nSender: <>\nRecipient: <b@example.org>\n"
			     "Owner: b@example.org\nMessage-Size: 2\n\nHi" },
	{ "a short id", "Invite-Milter-Copy: 1\nId: 0123\nSender: <>\nRecipient: <b@example.org>\n"
			"Owner: b@example.org\nMessage-Size: 2\n\nHi" },
	{ "no sender", "Invite-Milter-Copy: 1\nId: " ID "\nRecipient: <b@example.org>\n"
		       "Owner: b@example.org\nMessage-Size: 2\n\nHi" },
	{ "no owner", "Invite-Milter-Copy: 1\nId: " ID "\nSender: <>\nRecipient: <b@example.org>\n"
		      "Message-Size: 2\n\nHi" },
	{ "no message", GOOD "Message-Size: 0\n\n" },
	{ "a message cut short", GOOD "Message-Size: 4\n\nHi" },
	{ "a message too long", GOOD "Message-Size: 1\n\nHi" },
	{ "a size that is none", GOOD "Message-Size: two\n\nHi" },
	{ "a size beyond all numbers", GOOD "Message-Size: 18446744073709551615\n\nHi" },
	{ "an edit behind the end", GOOD "Edit: 3 0 X: 1\nMessage-Size: 2\n\nHi" },
	{ "an edit longer than the rest", GOOD "Edit: 1 2 X: 1\nMessage-Size: 2\n\nHi" },
	{ "an edit whose sum wraps around",
	  GOOD "Edit: 1 18446744073709551615 X: 1\nMessage-Size: 2\n\nHi" },
	{ "an edit without numbers", GOOD "Edit: X: 1\nMessage-Size: 2\n\nHi" },
	{ "an edit without a length", GOOD "Edit: 1\nMessage-Size: 2\n\nHi" },
	{ "an edit with a number below zero", GOOD "Edit: -1 1 X: 1\nMessage-Size: 2\n\nHi" },
	{ "an edit that is no field", GOOD "Edit: 0 0 no field at all\nMessage-Size: 2\n\nHi" },
	{ "edits one in the other", GOOD "Edit: 0 2\nEdit: 1 1 X: 1\nMessage-Size: 2\n\nHi" },
};
/* clang-format on */

static void
test_broken(gconstpointer data)
{
	const Broken *row = data;
	g_auto(Room) room = { 0 };
	g_autoptr(GError) error = NULL;
	g_autoptr(SpoolEntry) entry = NULL;
	g_autofree char *path = NULL;

	room_init(&room);
	keep(&room, SPOOL_HELD, "Hi\r\n");
	path = spool_path(room.spool, SPOOL_HELD, ID);
	g_file_set_contents(path, row->text, -1, &error);
	g_assert_no_error(error);
	entry = spool_read(room.spool, SPOOL_HELD, ID, &error);
	g_assert_null(entry);
	g_assert_error(error, SPOOL_ERROR, SPOOL_ERROR_BROKEN);
	g_assert_nonnull(strstr(error->message, path));
}

/* It was whole when its header was read. */
static void
test_cut_while_read(void)
{
	g_auto(Room) room = { 0 };
	g_autoptr(GError) error = NULL;
	g_autoptr(SpoolEntry) entry = NULL;
	g_autoptr(SpoolReader) reader = NULL;
	g_autofree char *path = NULL;
	const char *data;
	gsize size = 1;
	int fd;

	room_init(&room);
	keep(&room, SPOOL_HELD, "Hi\r\n");
	path = spool_path(room.spool, SPOOL_HELD, ID);
	entry = spool_read(room.spool, SPOOL_HELD, ID, &error);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	g_assert_cmpint(truncate(path, (off_t)entry->header_size + 5), ==, 0);
	reader = spool_reader_new(fd, entry, TRUE);
	while (size > 0 && spool_reader_next(reader, &data, &size, &error))
		;
	g_assert_error(error, SPOOL_ERROR, SPOOL_ERROR_BROKEN);
	close(fd);
}

static void
test_purge(void)
{
	g_auto(Room) room = { 0 };
	g_autoptr(GError) error = NULL;
	g_auto(GStrv) left = NULL, none = NULL;
	g_autofree char *half = NULL;
	const gint64 now = g_get_real_time() / G_USEC_PER_SEC;

	room_init(&room);
	keep(&room, SPOOL_HELD, "Hi\r\n");
	half = g_build_filename(room.folder, "tmp", "copy-half", NULL);
	g_file_set_contents(half, "x", 1, NULL);
	none = spool_leftovers(room.spool, now - 100, TRUE, &error);
	g_assert_no_error(error);
	g_assert_null(none[0]);
	left = spool_leftovers(room.spool, now + 100, FALSE, &error);
	g_assert_cmpstr(left[0], ==, "copy-half");
	g_assert_null(left[1]);
	g_assert_cmpuint(count_files(&room, "tmp"), ==, 1);

	spool_purge(room.spool, now + 100);
	g_assert_cmpuint(count_files(&room, "tmp"), ==, 0);
	g_assert_cmpint(spool_find(room.spool, ID, NULL), ==, SPOOL_HELD);
	spool_settle(room.spool, ID, SPOOL_HELD, &error);
	spool_purge(room.spool, now - 100);
	g_assert_cmpint(spool_find(room.spool, ID, NULL), ==, SPOOL_DONE);
	/* So long ago, but over since now: a retry may still come. */
	g_assert_cmpint(spool_time(room.spool, SPOOL_DONE, ID), >=, now);
	spool_purge(room.spool, now + 100);
	g_assert_cmpint(spool_find(room.spool, ID, NULL), ==, SPOOL_NOWHERE);
}

static void
test_leftovers_of_copies_only(void)
{
	g_auto(Room) room = { 0 };
	g_autoptr(GError) error = NULL;
	g_auto(GStrv) left = NULL;

	room_init(&room);
	keep(&room, SPOOL_HELD, "Hi\r\n");
	spool_settle(room.spool, ID, SPOOL_HELD, &error);
	left = spool_leftovers(room.spool, g_get_real_time() / G_USEC_PER_SEC + 100, TRUE, &error);
	g_assert_null(left[0]);
	g_assert_cmpint(spool_find(room.spool, ID, NULL), ==, SPOOL_DONE);
}

static void
test_list(void)
{
	g_auto(Room) room = { 0 };
	g_autoptr(GError) error = NULL;
	g_auto(GStrv) none = NULL, one = NULL;

	room_init(&room);
	none = spool_list(room.spool, SPOOL_HELD, &error);
	g_assert_no_error(error);
	g_assert_null(none[0]);
	keep(&room, SPOOL_HELD, "Hi\r\n");
	one = spool_list(room.spool, SPOOL_HELD, &error);
	g_assert_cmpstr(one[0], ==, ID);
	g_assert_null(one[1]);
}

static void
test_claim(void)
{
	g_auto(Room) room = { 0 };
	g_autoptr(GError) error = NULL;
	int first, second;

	room_init(&room);
	g_assert_cmpint(spool_claim(room.spool, SPOOL_OUTBOX, ID, &error), ==, -1);
	g_assert_error(error, SPOOL_ERROR, SPOOL_ERROR_MISSING);
	g_clear_error(&error);
	keep(&room, SPOOL_OUTBOX, "Hi\r\n");
	first = spool_claim(room.spool, SPOOL_OUTBOX, ID, &error);
	g_assert_cmpint(first, >=, 0);
	second = spool_claim(room.spool, SPOOL_OUTBOX, ID, &error);
	g_assert_cmpint(second, ==, -1);
	g_assert_no_error(error);
	close(first);
	second = spool_claim(room.spool, SPOOL_OUTBOX, ID, &error);
	g_assert_cmpint(second, >=, 0);
	close(second);
}

/* Nothing may be kept, nothing may be left behind, and the error names the folder. */
static void
assert_cannot_keep(Room *room)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Message) message = whole_mail("Hi\r\n", 4, "/tmp");
	g_autoptr(SpoolEntry) entry = given_entry();

	g_assert_false(spool_keep(room->spool, SPOOL_HELD, entry, message, &error));
	g_assert_nonnull(error);
	g_assert_true(error->domain == SPOOL_ERROR);
	g_assert_nonnull(strstr(error->message, room->folder));
	g_assert_cmpint(spool_find(room->spool, ID, NULL), ==, SPOOL_NOWHERE);
	g_assert_cmpuint(count_files(room, "tmp"), ==, 0);
}

static void
test_missing_folder(void)
{
	g_auto(Room) room = { 0 };

	room_init(&room);
	g_rmdir(room.folder);
	assert_cannot_keep(&room);
	g_assert_false(g_file_test(room.folder, G_FILE_TEST_EXISTS));
}

static void
test_read_only_folder(void)
{
	enum { NOBODY = 65534 };
	g_auto(Room) room = { 0 };
	const gboolean is_root = geteuid() == 0;

	room_init(&room);
	/* Root may write everywhere, so root becomes nobody for a while. */
	g_chmod(room.folder, is_root ? 0755 : 0500);
	if (is_root)
		g_assert_cmpint(seteuid(NOBODY), ==, 0);
	assert_cannot_keep(&room);
	if (is_root)
		g_assert_cmpint(seteuid(0), ==, 0);
	g_chmod(room.folder, 0700);
}

static void
test_no_folder_at_all(void)
{
	g_auto(Room) room = { 0 };
	g_autofree char *held = NULL;

	room_init(&room);
	held = g_build_filename(room.folder, "held", NULL);
	g_file_set_contents(held, "a file", -1, NULL);
	assert_cannot_keep(&room);
}

/* As many sentences and edits as a header may have. */
static void
test_long_header(void)
{
	g_autoptr(SpoolEntry) entry = given_entry(), again = NULL;
	g_autoptr(GStrvBuilder) why = g_strv_builder_new();
	g_autofree char *text = NULL;
	g_autoptr(GError) error = NULL;
	clock_t start;

	for (int i = 0; i < 60000; i++) {
		g_strv_builder_add(why, "x");
		spool_entry_edit(entry, 0, 0, g_strdup("A: b"));
	}
	entry->why = g_strv_builder_end(why);
	entry->size = 1;
	text = spool_entry_format(entry);
	start = patience_begin();
	again = spool_entry_parse(text, strlen(text), &error);
	patience_end(start);
	g_assert_no_error(error);
	g_assert_cmpuint(g_strv_length(again->why), ==, 60000);
	g_assert_cmpuint(again->edits->len, ==, 60000);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	message_library_init();
	g_test_add_func("/spool/a copy is kept as it came", test_keep);
	g_test_add_func("/spool/the same copy twice is the first one", test_twice);
	g_test_add_func("/spool/what is over does not come back", test_done_stays_done);
	g_test_add_func("/spool/a copy moves with its mark", test_move_and_mark);
	g_test_add_func("/spool/of what is over an empty file stays", test_settle);
	g_test_add_func("/spool/what was refused is held with the reason", test_refuse);
	g_test_add_func("/spool/of two refusals the last one counts", test_refuse_again);
	g_test_add_func("/spool/what was refused is held where the reason cannot be written",
			test_refuse_without_reason);
	g_test_add_func("/spool/what cannot be moved durably stays where it is",
			test_move_without_descriptors);
	g_test_add_func("/spool/the whole header is read as it was written", test_header);
	g_test_add_func("/spool/thousands of reasons break no copy", test_many_reasons);
	g_test_add_func("/spool/what is too long to be read again is not kept", test_too_long);
	g_test_add_func("/spool/edits take their places", test_edits);
	g_test_add_func("/spool/a header as long as may be is read in its time", test_long_header);
	g_test_add_func("/spool/every byte of a large body comes back", test_bytes);
	g_test_add_func("/spool/a message cut while it is read is an error", test_cut_while_read);
	g_test_add_func("/spool/what is old and over is forgotten", test_purge);
	g_test_add_func("/spool/leftovers are half-written files alone",
			test_leftovers_of_copies_only);
	g_test_add_func("/spool/the list is empty without a folder", test_list);
	g_test_add_func("/spool/a copy is claimed by one", test_claim);
	g_test_add_func("/spool/without its folder nothing is kept or made", test_missing_folder);
	g_test_add_func("/spool/in a read-only folder nothing is kept", test_read_only_folder);
	g_test_add_func("/spool/a file in the folder's place is an error", test_no_folder_at_all);
	GIVEN_ROWS("spool/broken", broken_rows, test_broken);
	return g_test_run();
}
