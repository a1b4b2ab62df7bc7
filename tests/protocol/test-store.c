/* Copies and quarantine as a mail server sees them, and what happens where nothing can be kept. */

#define _GNU_SOURCE /* unshare() */
#include <errno.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

#include "instance.h"
#include "mails.h"
#include "mta.h"
#include "sink.h"

#define TAG "insert 0 X-Invitation:"
#define BOB "bob@example.org"
#define CAROL "carol@example.org"
#define DAVE "dave@example.org"
#define WHY "no copy can be"
#define RIGHT_TO_ADD_RECIPIENTS 0x04 /* SMFIF_ADDRCPT */

static const char mail_reminder[] =
	"Return-Path: <bounce@pals.example.net>\n"
	"Authentication-Results: mx.example.org;\n"
	"\tdkim=pass header.d=pals.example.net\n"
	"Received: from web.pals.example.net by pals.example.net with ESMTP id 2\n"
	"DKIM-Signature: v=1; a=rsa-sha256; d=pals.example.net; s=s1;\n"
	"\th=From:To:Subject:Date:Message-ID; bh=YSBib2R5; b=YSBzaWduYXR1cmU=\n"
	"From: Jane Doe via Pals <jane@pals.example.net>\n"
	"To: friends@example.org\n"
	"Subject:   Reminder: Jane Doe\n"
	"\twaits for you on Pals\n"
	"Date: Mon, 2 Mar 2026 10:00:00 +0000\n"
	"Message-ID: <reminder@pals.example.net>\n"
	"X-Odd:no space, and Gr\374\337e\n"
	"\n"
	"See https://pals.example.net/join/17\n"
	".a dot\n"
	"trailing space  \n"
	"\tand Gr\374\337e\n";

static Sink *sink;

/* Bob knows Jane by name; Carol has a book in which she is not. */
static Instance *
start(const char *lines)
{
	g_autofree char *all = g_strdup_printf("mode enforce\nreinject smtp:127.0.0.1:%u\n%s",
					       sink_port(sink), lines);
	static const char *const bob[] = { "contact", "add",      "--owner", BOB,
					   "--name",  "Jane Doe", NULL };
	static const char *const carol[] = { "contact", "add",        "--owner", CAROL,
					     "--name",  "Mary Major", NULL };
	Instance *instance = instance_new(all);

	sink_clear(sink);
	sink_answer(sink, 250);
	g_assert_cmpint(instance_invitectl(instance, bob, NULL), ==, 0);
	g_assert_cmpint(instance_invitectl(instance, carol, NULL), ==, 0);
	return instance;
}

static int
send_by(const MtaOffer *offer, const Instance *instance, const char *text, gsize size,
	const char *const *to, GPtrArray *changes)
{
	g_autoptr(Letter) letter = letter_parse(text, size);
	Mta *mta = mta_open(instance->socket, offer);
	int answer;

	for (; *to != NULL; to++)
		letter_add_recipient(letter, *to);
	mta_client(mta, "pals.example.net", "192.0.2.7");
	answer = mta_send(mta, letter, "4XF1", 65535, changes);
	mta_close(mta);
	return answer;
}

static int
send_text(const Instance *instance, const char *text, gsize size, const char *const *to,
	  GPtrArray *changes)
{
	return send_by(&mta_postfix, instance, text, size, to, changes);
}

static int
send_reminder(const Instance *instance, GPtrArray *changes)
{
	static const char *const both[] = { BOB, CAROL, NULL };

	return send_text(instance, mail_reminder, strlen(mail_reminder), both, changes);
}

static guint
count_files(const Instance *instance, const char *folder)
{
	g_autofree char *path = g_build_filename(instance->folder, folder, NULL);
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	guint count = 0;

	while (dir != NULL && g_dir_read_name(dir) != NULL)
		count++;
	return count;
}

static char *
path_in(const Instance *instance, const char *name)
{
	return g_build_filename(instance->folder, name, NULL);
}

/* ---- where nothing can be kept ---- */

static void
mount_small(const Instance *instance, unsigned long flags, const char *options)
{
	g_autofree char *path = path_in(instance, "tmp");

	g_mkdir(path, 0700);
	if (mount("tmpfs", path, "tmpfs", flags, options) != 0)
		g_error("mount: %s", g_strerror(errno));
}

static void
make_full(Instance *instance)
{
	g_autofree char *path = path_in(instance, "tmp/ballast");
	g_autofree char *ballast = g_strnfill(64 * 1024, 'x');

	mount_small(instance, 0, "size=64k");
	g_file_set_contents_full(path, ballast, 64 * 1024, G_FILE_SET_CONTENTS_NONE, 0600, NULL);
}

static void
make_read_only(Instance *instance)
{
	mount_small(instance, MS_RDONLY, NULL);
}

static void
put_a_file_there(Instance *instance)
{
	instance_write(instance, "held", "not a folder");
}

/* The filter of INSTANCE suffers what NAME=VALUE says (tests/fault/stop.c). */
static void
make_it_suffer(Instance *instance, const char *name, const char *value)
{
	g_autofree char *shim = g_build_filename(
		g_getenv("BUILD") != NULL ? g_getenv("BUILD") : "build", "fault", "stop.so", NULL);

	instance_setenv(instance, "LD_PRELOAD", shim);
	instance_setenv(instance, name, value);
	instance_setenv(instance, "ASAN_OPTIONS", "verify_asan_link_order=0:detect_leaks=0");
}

static void
forbid_by_quota(Instance *instance)
{
	g_autofree char *number = g_strdup_printf("%d", EDQUOT);

	make_it_suffer(instance, "STOP_ERRNO", number);
}

typedef struct Broken {
	const char *name;
	void (*prepare)(Instance *instance);
	gboolean mounts;
	const char *says;
} Broken;

static const Broken broken[] = {
	{ "a full disk", make_full, TRUE, "No space left on device" },
	{ "a read-only disk", make_read_only, TRUE, "Read-only file system" },
	{ "a quota", forbid_by_quota, FALSE, "Disk quota exceeded" },
	{ "a folder that is none", put_a_file_there, FALSE, "Not a directory" },
};

static void
test_broken(gconstpointer data)
{
	const Broken *row = data;
	g_autoptr(Instance) instance = NULL;
	g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *tmp = NULL;

	if (row->mounts && geteuid() != 0) {
		g_test_skip("needs root");
		return;
	}
	instance = start("");
	row->prepare(instance);
	instance_start(instance);
	g_assert_cmpint(send_reminder(instance, changes), ==, MTA_ACCEPT);
	g_assert_null(mails_change(changes, "delete"));
	g_assert_nonnull(mails_change(changes, TAG));
	g_assert_nonnull(strstr(mails_change(changes, TAG), "action=tag"));
	g_assert_true(instance_says(instance, row->says));
	g_assert_cmpuint(instance_count(instance, WHY), ==, 1);
	g_assert_cmpuint(count_files(instance, "held") + count_files(instance, "outbox"), ==, 0);
	g_assert_cmpint(instance_stop(instance), ==, 0);
	tmp = path_in(instance, "tmp");
	if (row->mounts)
		umount(tmp);
}

static void
test_removed_folders(void)
{
	g_autoptr(Instance) instance = start("");
	g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *tmp = path_in(instance, "tmp");

	instance_start(instance);
	g_rmdir(tmp);
	g_assert_cmpint(send_reminder(instance, changes), ==, MTA_ACCEPT);
	g_assert_nonnull(mails_change(changes, "delete"));
	g_assert_cmpuint(count_files(instance, "held"), ==, 1);
	g_assert_cmpint(instance_stop(instance), ==, 0);
}

/* ---- what cannot become a copy ---- */

typedef struct Uncopied {
	const char *name;
	gsize body, field;
	const char *says;
} Uncopied;

static const Uncopied uncopied[] = {
	{ "larger than max-size", 300000, 10, "larger than max-size" },
	{ "a header field that was cut", 10, 59990, "a header field was cut" },
};

static void
test_uncopied(gconstpointer data)
{
	static const char *const both[] = { BOB, CAROL, NULL };
	const Uncopied *row = data;
	g_autoptr(Instance) instance = start("max-size 100K\nread-limit 10K\n");
	g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *field = g_strnfill(row->field, 'x'), *body = g_strnfill(row->body, 'y');
	g_autofree char *head =
		g_strndup(mail_reminder, (gsize)(strstr(mail_reminder, "\n\n") - mail_reminder));
	g_autofree char *text = g_strdup_printf(
		"%s\nX-Long: %s\n\nhttps://pals.example.net/join/17\n%s\n", head, field, body);
	const char *tag;

	instance_start(instance);
	g_assert_cmpint(send_text(instance, text, strlen(text), both, changes), ==, MTA_ACCEPT);
	g_assert_null(mails_change(changes, "delete"));
	tag = mails_change(changes, TAG);
	g_assert_nonnull(tag);
	g_assert_nonnull(strstr(tag, "action=tag"));
	g_assert_true(instance_says(instance, row->says));
	g_assert_cmpint(instance_stop(instance), ==, 0);
}

/* Two are redirected, the third would have a copy: who cannot be added leaves nobody waiting. */
static void
test_missing_right(void)
{
	static const char *const all[] = { BOB, CAROL, DAVE, NULL };
	g_autoptr(Instance) instance =
		start("policy name-only pass\npolicy unknown redirect mod@example.org\n");
	MtaOffer offer = mta_postfix;

	offer.actions &= ~(guint32)RIGHT_TO_ADD_RECIPIENTS;
	instance_start(instance);
	for (int i = 0; i < 2; i++) {
		g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func(g_free);

		g_assert_cmpint(send_by(&offer, instance, mail_reminder, strlen(mail_reminder), all,
					changes),
				==, MTA_ACCEPT);
		g_assert_null(mails_change(changes, "delete"));
		g_assert_nonnull(mails_change(changes, TAG));
	}
	g_assert_cmpint(instance_stop(instance), ==, 0);
	g_assert_cmpuint(sink_count(sink, BOB), ==, 0);
}

/* Twelve who have books, and a message of which twelve copies are too much. */
static void
test_too_many(void)
{
	g_autoptr(Instance) instance = start("max-size 100K\nread-limit 10K\n");
	g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *body = g_strnfill(95000, 'y');
	g_autofree char *head =
		g_strndup(mail_reminder, (gsize)(strstr(mail_reminder, "\n\n") - mail_reminder));
	g_autofree char *text =
		g_strdup_printf("%s\n\nhttps://pals.example.net/join/17\n%s\n", head, body);
	g_autoptr(GPtrArray) people = g_ptr_array_new_with_free_func(g_free);

	for (int i = 0; i < 12; i++) {
		char *person = g_strdup_printf("carol-%d@example.org", i);
		const char *const words[] = { "contact", "add",        "--owner", person,
					      "--name",  "Mary Major", NULL };

		g_ptr_array_add(people, person);
		g_assert_cmpint(instance_invitectl(instance, words, NULL), ==, 0);
	}
	g_ptr_array_add(people, NULL);
	instance_start(instance);
	g_assert_cmpint(send_text(instance, text, strlen(text), (const char *const *)people->pdata,
				  changes),
			==, MTA_ACCEPT);
	g_assert_null(mails_change(changes, "delete"));
	g_assert_nonnull(strstr(mails_change(changes, TAG), "action=tag"));
	g_assert_true(instance_says(instance, "12 copies of "));
	g_assert_cmpuint(count_files(instance, "held"), ==, 0);
	g_assert_cmpint(instance_stop(instance), ==, 0);
}

/* ---- what becomes one ---- */

/* The message as it must come out of the listener, from its first own field on. */
static char *
on_the_wire(const char *mail)
{
	GString *wire = g_string_new(NULL);

	for (const char *p = strstr(mail, "Received: from web"); *p != '\0'; p++) {
		if (*p == '\n')
			g_string_append_c(wire, '\r');
		g_string_append_c(wire, *p);
	}
	return g_string_free(wire, FALSE);
}

static void
wait_for(const Instance *instance, const char *folder, guint count)
{
	for (int i = 0; i < 2000 && count_files(instance, folder) != count; i++)
		g_usleep(10000);
	g_assert_cmpuint(count_files(instance, folder), ==, count);
}

static char *
only_id(const Instance *instance)
{
	g_autofree char *path = path_in(instance, "held");
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);

	return g_strdup(g_dir_read_name(dir));
}

static void
release(Instance *instance, int wanted)
{
	g_autofree char *id = only_id(instance);
	const char *const words[] = { "held", "release", id, NULL };
	g_autofree char *output = NULL;
	int status = instance_invitectl(instance, words, &output);

	if (status != wanted)
		g_error("%d: %s", status, output);
}

static void
test_bytes(void)
{
	g_autoptr(Instance) instance = start("");
	g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *wanted = on_the_wire(mail_reminder), *came = NULL;
	const char *from;

	instance_start(instance);
	g_assert_cmpint(send_reminder(instance, changes), ==, MTA_ACCEPT);
	g_assert_nonnull(mails_change(changes, "delete <" CAROL ">"));
	release(instance, 0);
	wait_for(instance, "outbox", 0);
	g_assert_cmpuint(sink_count(sink, CAROL), ==, 1);
	g_assert_cmpuint(sink_count(sink, BOB), ==, 0);
	came = sink_last(sink);
	from = strstr(came, "Received: from web");
	g_assert_nonnull(from);
	g_assert_cmpstr(from, ==, wanted);
	g_assert_true(g_str_has_prefix(came, "X-Invitation: mx.example.org; action=quarantine;"));
	g_assert_cmpint(instance_stop(instance), ==, 0);
}

/* A body far above what is judged, of which every byte counts. */
static void
test_large(void)
{
	static const char *const carol[] = { CAROL, NULL };
	g_autoptr(Instance) instance = start("read-limit 10K\n");
	g_autofree char *head =
		g_strndup(mail_reminder, (gsize)(strstr(mail_reminder, "\n\n") - mail_reminder));
	g_autoptr(GString) text = g_string_new(head);
	g_autofree char *wanted = NULL, *came = NULL;

	g_string_append(text, "\n\nhttps://pals.example.net/join/17\n");
	for (guint i = 0; i < 40000; i++)
		g_string_append_printf(text, "line %u of a long letter\n", i);
	instance_start(instance);
	g_assert_cmpint(send_text(instance, text->str, text->len, carol, NULL), ==, MTA_DISCARD);
	release(instance, 0);
	wait_for(instance, "outbox", 0);
	came = sink_last(sink);
	wanted = on_the_wire(text->str);
	g_assert_cmpuint(strlen(strstr(came, "Received: from web")), ==, strlen(wanted));
	g_assert_cmpstr(strstr(came, "Received: from web"), ==, wanted);
	g_assert_cmpint(instance_stop(instance), ==, 0);
}

static void
test_again(void)
{
	static const char *const carol[] = { CAROL, NULL };
	g_autoptr(Instance) instance = start("");

	instance_start(instance);
	for (int i = 0; i < 3; i++)
		g_assert_cmpint(
			send_text(instance, mail_reminder, strlen(mail_reminder), carol, NULL), ==,
			MTA_DISCARD);
	g_assert_cmpuint(count_files(instance, "held"), ==, 1);
	release(instance, 0);
	wait_for(instance, "outbox", 0);
	/* The client had no answer, and tries again after the release. */
	g_assert_cmpint(send_text(instance, mail_reminder, strlen(mail_reminder), carol, NULL), ==,
			MTA_DISCARD);
	g_assert_cmpuint(count_files(instance, "held"), ==, 0);
	g_assert_cmpuint(sink_count(sink, CAROL), ==, 1);
	g_assert_cmpint(instance_stop(instance), ==, 0);
}

/* The client had no answer, and tries again when the postmaster has changed the mode. */
static void
test_again_in_mode_tag(void)
{
	static const char *const carol[] = { CAROL, NULL };
	g_autoptr(Instance) instance = start("");
	g_autofree char *lines =
		g_strdup_printf("mode tag\nreinject smtp:127.0.0.1:%u\n", sink_port(sink));

	instance_start(instance);
	g_assert_cmpint(send_text(instance, mail_reminder, strlen(mail_reminder), carol, NULL), ==,
			MTA_DISCARD);
	instance_configure(instance, lines);
	instance_reload(instance);
	g_assert_cmpint(send_text(instance, mail_reminder, strlen(mail_reminder), carol, NULL), ==,
			MTA_DISCARD);
	g_assert_cmpuint(count_files(instance, "held"), ==, 1);
	g_assert_cmpint(instance_stop(instance), ==, 0);
}

/* Of two one has a copy; the client tries again for each of them alone, as some do. */
static void
test_again_alone(void)
{
	static const char *const both[] = { BOB, DAVE, NULL }, *const dave[] = { DAVE, NULL },
				 *const bob[] = { BOB, NULL };
	g_autoptr(Instance) instance = start("mode tag\n");
	g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func(g_free);

	instance_start(instance);
	g_assert_cmpint(send_text(instance, mail_reminder, strlen(mail_reminder), both, changes),
			==, MTA_ACCEPT);
	g_assert_nonnull(mails_change(changes, "delete <" DAVE ">"));
	g_assert_cmpint(send_text(instance, mail_reminder, strlen(mail_reminder), dave, NULL), ==,
			MTA_DISCARD);
	g_assert_cmpint(send_text(instance, mail_reminder, strlen(mail_reminder), bob, NULL), ==,
			MTA_ACCEPT);
	wait_for(instance, "outbox", 0);
	g_assert_cmpuint(sink_count(sink, DAVE), ==, 1);
	g_assert_cmpint(instance_stop(instance), ==, 0);
}

/* A mail server that does not wait may deliver the message itself, or ask for another try. */
static void
test_not_waited_for(void)
{
	g_autoptr(Instance) instance = start("");
	g_autoptr(Letter) letter = letter_parse(mail_reminder, strlen(mail_reminder));
	Mta *mta;

	letter_add_recipient(letter, BOB);
	letter_add_recipient(letter, CAROL);
	make_it_suffer(instance, "STOP_SLOW", "200");
	instance_start(instance);
	mta = mta_open(instance->socket, &mta_postfix);
	mta_client(mta, "pals.example.net", "192.0.2.7");
	mta_give_up(mta, letter, "4XF1");
	g_assert_true(instance_says(instance, "4XF1: copies of it may come twice"));
	g_assert_cmpint(instance_stop(instance), ==, 0);
}

/* The index is a part of the database; the copies are not. */
static void
test_replaced_database(void)
{
	static const char *const list[] = { "held", "list", NULL };
	static const char *const add[] = { "contact", "add",        "--owner", CAROL,
					   "--name",  "Mary Major", NULL };
	g_autoptr(Instance) instance = start("");
	g_autofree char *database = path_in(instance, "invite.db"),
			*away = path_in(instance, "away.db");
	g_autofree char *output = NULL;

	instance_start(instance);
	g_assert_cmpint(send_reminder(instance, NULL), ==, MTA_ACCEPT);
	g_assert_cmpint(g_rename(database, away), ==, 0);
	g_assert_cmpint(instance_invitectl(instance, add, NULL), ==, 0);
	instance_reload(instance);
	for (int i = 0; i < 500 && (output == NULL || strstr(output, CAROL) == NULL); i++) {
		g_clear_pointer(&output, g_free);
		g_usleep(10000);
		g_assert_cmpint(instance_invitectl(instance, list, &output), ==, 0);
	}
	g_assert_nonnull(strstr(output, CAROL));
	g_assert_cmpint(instance_stop(instance), ==, 0);
}

/* ---- a listener that does not take it ---- */

static void
test_refused(void)
{
	g_autoptr(Instance) instance = start("");
	static const char *const list[] = { "held", "list", NULL };
	g_autofree char *output = NULL;

	instance_start(instance);
	g_assert_cmpint(send_reminder(instance, NULL), ==, MTA_ACCEPT);
	sink_answer(sink, 550);
	release(instance, 69);
	g_assert_cmpuint(count_files(instance, "held"), ==, 1);
	g_assert_cmpint(instance_invitectl(instance, list, &output), ==, 0);
	g_assert_nonnull(strstr(output, "that was the mail"));
	sink_answer(sink, 250);
	release(instance, 0);
	g_assert_cmpuint(sink_count(sink, CAROL), ==, 1);
	g_assert_cmpint(instance_stop(instance), ==, 0);
}

static void
test_delayed(void)
{
	g_autoptr(Instance) instance = start("");

	instance_start(instance);
	g_assert_cmpint(send_reminder(instance, NULL), ==, MTA_ACCEPT);
	sink_answer(sink, 451);
	release(instance, 0);
	g_assert_cmpuint(count_files(instance, "outbox"), ==, 1);
	sink_answer(sink, 250);
	wait_for(instance, "outbox", 0);
	g_assert_cmpuint(sink_count(sink, CAROL), ==, 1);
	g_assert_cmpint(instance_stop(instance), ==, 0);
}

/* A copy that waits at the end is delivered by the next run. */
static void
test_resumes(void)
{
	g_autoptr(Instance) instance = start("");

	instance_start(instance);
	g_assert_cmpint(send_reminder(instance, NULL), ==, MTA_ACCEPT);
	sink_answer(sink, 451);
	release(instance, 0);
	g_assert_cmpint(instance_stop(instance), ==, 0);
	g_assert_cmpuint(count_files(instance, "outbox"), ==, 1);
	sink_answer(sink, 250);
	instance_start(instance);
	wait_for(instance, "outbox", 0);
	g_assert_cmpuint(sink_count(sink, CAROL), ==, 1);
	g_assert_cmpuint(instance_count(instance, "may come twice"), ==, 0);
	g_assert_cmpint(instance_stop(instance), ==, 0);
}

/* ---- copies on their way, whatever happens meanwhile ---- */

/* To Bob, who gets the message itself, and Dave, who has no book and gets a tagged copy. */
static void
send_to_dave(const Instance *instance, const char *id)
{
	static const char *const both[] = { BOB, DAVE, NULL };
	g_auto(GStrv) parts = g_strsplit(mail_reminder, "<reminder@", 2);
	g_autofree char *mail = g_strjoin(id, parts[0], "@", parts[1], NULL);
	g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func(g_free);

	g_assert_cmpint(send_text(instance, mail, strlen(mail), both, changes), ==, MTA_ACCEPT);
	g_assert_nonnull(mails_change(changes, "delete <" DAVE ">"));
}

static void
wait_until_taken(const char *recipient, guint count)
{
	for (int i = 0; i < 2000 && sink_count(sink, recipient) != count; i++)
		g_usleep(10000);
	g_assert_cmpuint(sink_count(sink, recipient), ==, count);
}

static void
test_last_copy(void)
{
	g_autoptr(Instance) instance = start("");

	instance_start(instance);
	send_to_dave(instance, "one");
	g_assert_cmpint(instance_stop(instance), ==, 0);
	g_assert_cmpuint(sink_count(sink, DAVE), ==, 1);
	g_assert_cmpuint(count_files(instance, "outbox"), ==, 0);
}

static void
test_new_copies_alone(void)
{
	g_autoptr(Instance) instance = start("");

	instance_start(instance);
	sink_answer(sink, 451);
	send_to_dave(instance, "one");
	g_assert_true(instance_says(instance, "has to wait"));
	send_to_dave(instance, "two");
	send_to_dave(instance, "three");
	g_usleep(1500 * 1000);
	g_assert_cmpuint(instance_count(instance, "has to wait"), ==, 3);
	sink_answer(sink, 250);
	wait_until_taken(DAVE, 3);
	g_assert_cmpint(instance_stop(instance), ==, 0);
}

static void
test_unmarked(void)
{
	g_autoptr(Instance) instance = start("");
	g_autofree char *file = path_in(instance, "no-marks");

	instance_write(instance, "no-marks", "");
	make_it_suffer(instance, "STOP_MARKS", file);
	instance_start(instance);
	send_to_dave(instance, "one");
	g_assert_true(instance_says(instance, "has to wait: "));
	g_assert_cmpuint(sink_count(sink, DAVE), ==, 0);
	g_remove(file);
	wait_until_taken(DAVE, 1);
	g_assert_cmpint(instance_stop(instance), ==, 0);
	g_assert_cmpuint(instance_count(instance, "may come twice"), ==, 0);
}

static void
configure(Instance *instance, const char *lines)
{
	g_autofree char *all = g_strdup_printf("mode enforce\nreinject smtp:127.0.0.1:%u\n%s",
					       sink_port(sink), lines);

	instance_configure(instance, all);
	instance_reload(instance);
}

static void
test_other_database(void)
{
	g_autoptr(Instance) instance = start("");
	g_autofree char *folder = path_in(instance, "other");
	g_autofree char *line = g_strdup_printf("database %s/invite.db\n", folder);

	g_mkdir(folder, 0700);
	instance_start(instance);
	send_to_dave(instance, "one");
	configure(instance, line);
	wait_until_taken(DAVE, 1);
	wait_for(instance, "outbox", 0);
	g_assert_cmpint(instance_stop(instance), ==, 0);
}

static void
test_no_listener(void)
{
	g_autoptr(Instance) instance = start("");

	instance_start(instance);
	sink_answer(sink, 451);
	send_to_dave(instance, "one");
	g_assert_true(instance_says(instance, "has to wait"));
	instance_configure(instance, "mode tag\n");
	instance_reload(instance);
	g_assert_true(instance_says(instance, "copies=1 wait in the outbox"));
	sink_answer(sink, 250);
	configure(instance, "");
	wait_until_taken(DAVE, 1);
	g_assert_cmpint(instance_stop(instance), ==, 0);
}

#define ADD_ROWS(format, table, run)                                                               \
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {                                          \
		g_autofree char *path = g_strdup_printf(format, table[i].name);                    \
		g_test_add_data_func(path, &table[i], run);                                        \
	}

int
main(int argc, char **argv)
{
	int status;

	g_test_init(&argc, &argv, NULL);
	/* Mounts of ours are seen by us and our children alone. */
	if (geteuid() == 0 &&
	    (unshare(CLONE_NEWNS) != 0 || mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0))
		g_error("unshare: %s", g_strerror(errno));
	sink = sink_new();
	ADD_ROWS("/store/%s: mail is delivered tagged, and one line says why", broken, test_broken)
	ADD_ROWS("/store/%s: it goes to all, tagged", uncopied, test_uncopied)
	g_test_add_func("/store/without the right to redirect no copy is made, and all get it",
			test_missing_right);
	g_test_add_func("/store/so many copies that they are too much: it goes to all, tagged",
			test_too_many);
	g_test_add_func("/store/folders that somebody removed are made anew", test_removed_folders);
	g_test_add_func("/store/what is released is what came, byte by byte, but for our fields",
			test_bytes);
	g_test_add_func("/store/so is a large message", test_large);
	g_test_add_func("/store/the same message again is held once, and delivered once",
			test_again);
	g_test_add_func("/store/so it is where the mode is another one by then",
			test_again_in_mode_tag);
	g_test_add_func("/store/and for a recipient alone in mode tag", test_again_alone);
	g_test_add_func("/store/what the mail server did not wait for may come twice, and is named",
			test_not_waited_for);
	g_test_add_func("/store/what is held is listed though the database is another one",
			test_replaced_database);
	g_test_add_func("/store/what the listener refuses is held, and its answer shown",
			test_refused);
	g_test_add_func("/store/what the listener does not want now comes later", test_delayed);
	g_test_add_func("/store/what waits at the end is delivered by the next run", test_resumes);
	g_test_add_func("/store/what was just answered is delivered before the program ends",
			test_last_copy);
	g_test_add_func("/store/what waits is not tried again for each new copy",
			test_new_copies_alone);
	g_test_add_func("/store/what cannot be marked as answered now is later", test_unmarked);
	g_test_add_func("/store/copies beside the database of before a reload are delivered",
			test_other_database);
	g_test_add_func("/store/what waits without a listener is told", test_no_listener);
	status = g_test_run();
	sink_free(sink);
	return status;
}
