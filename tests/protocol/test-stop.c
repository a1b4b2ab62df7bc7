/*
 * The program ends at every act on disk or wire, is started again, and the client tries again as
 * SMTP clients do: no mail is lost, and what comes twice was named.
 *
 * STOP_EVERY=N looks at every Nth act only ("make check"); all of them take some minutes.
 */

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "instance.h"
#include "mails.h"
#include "mta.h"
#include "sink.h"

#define STOPPED 99 /* tests/fault/stop.c */
#define TWICE "may come twice"

/* One trusts Jane, one has a book in which she is not, one has no book. */
#define BOB "bob@example.org"
#define CAROL "carol@example.org"
#define DAVE "dave@example.org"
static const char *const people[] = { BOB, CAROL, DAVE };

static const char mail_reminder[] =
	"Return-Path: <bounce@pals.example.net>\n"
	"Authentication-Results: mx.example.org;\n"
	"\tdkim=pass header.d=pals.example.net\n"
	"Received: from pals.example.net by mx.example.org with ESMTP id 1\n"
	"Received: from web.pals.example.net by pals.example.net with ESMTP id 2\n"
	"DKIM-Signature: v=1; a=rsa-sha256; d=pals.example.net; s=s1;\n"
	"\th=From:To:Subject:Date:Message-ID; bh=YSBib2R5; b=YSBzaWduYXR1cmU=\n"
	"From: Jane Doe via Pals <jane@pals.example.net>\n"
	"To: friends@example.org\n"
	"Subject: Reminder: Jane Doe waits for you on Pals\n"
	"Date: Mon, 2 Mar 2026 10:00:00 +0000\n"
	"Message-ID: <reminder@pals.example.net>\n"
	"\n"
	"See https://pals.example.net/join/17\n";

typedef struct Case {
	const char *name;
	gboolean accepts;  /* the mail server's default action */
	gboolean releases; /* the program is stopped while held mail is released */
} Case;

/* clang-format off */
static const Case cases[] = {
	{ "default action tempfail: whatever the filter was doing, each gets exactly one", FALSE,
	  FALSE },
	{ "default action accept: whatever the filter was doing, none is lost", TRUE, FALSE },
	{ "whatever the release was doing, each gets exactly one", FALSE, TRUE },
};
/* clang-format on */

typedef struct Scene {
	const Case *one;
	Instance *instance;
	Sink *sink;
	char *arm;
	guint direct[G_N_ELEMENTS(people)]; /* delivered by the mail server itself */
	GString *said;                      /* by invitectl */
} Scene;

static void
ctl(Scene *scene, const char *const *words)
{
	g_autofree char *output = NULL;

	instance_invitectl(scene->instance, words, &output);
	g_string_append(scene->said, output);
}

static void
fill_books(Scene *scene)
{
	static const char *const bob[] = { "contact",  "add",       "--owner",    BOB, "--name",
					   "Jane Doe", "--profile", "pals:id:17", NULL };
	static const char *const carol[] = { "contact", "add",        "--owner", CAROL,
					     "--name",  "Mary Major", NULL };

	ctl(scene, bob);
	ctl(scene, carol);
}

static Scene
scene_new(const Case *one, Sink *sink)
{
	Scene scene = { .one = one, .sink = sink, .said = g_string_new(NULL) };
	g_autofree char *lines =
		g_strdup_printf("mode enforce\nreinject smtp:127.0.0.1:%u\n", sink_port(sink));

	sink_clear(sink);
	scene.instance = instance_new(lines);
	scene.arm = g_build_filename(scene.instance->folder, "arm", NULL);
	fill_books(&scene);
	return scene;
}

static void
scene_clear(Scene *scene)
{
	instance_free(scene->instance);
	g_string_free(scene->said, TRUE);
	g_free(scene->arm);
}

/* What the next start of a program will be stopped at; 0: not at all. */
static void
stop_at(Scene *scene, guint number)
{
	g_autofree char *shim = g_build_filename(
		g_getenv("BUILD") != NULL ? g_getenv("BUILD") : "build", "fault", "stop.so", NULL);
	g_autofree char *at = g_strdup_printf("%u", number);

	instance_setenv(scene->instance, "LD_PRELOAD", number > 0 ? shim : NULL);
	instance_setenv(scene->instance, "STOP_ARM", number > 0 ? scene->arm : NULL);
	instance_setenv(scene->instance, "STOP_AT", number > 0 ? at : NULL);
	instance_setenv(scene->instance, "ASAN_OPTIONS", "verify_asan_link_order=0:detect_leaks=0");
}

static void
arm(Scene *scene)
{
	instance_write(scene->instance, "arm", "");
}

static void
deliver_directly(Scene *scene, const GPtrArray *changes)
{
	for (gsize i = 0; i < G_N_ELEMENTS(people); i++) {
		g_autofree char *left = g_strdup_printf("delete <%s>", people[i]);
		g_autofree char *bare = g_strdup_printf("delete %s", people[i]);

		if (mails_change(changes, left) == NULL && mails_change(changes, bare) == NULL)
			scene->direct[i]++;
	}
}

/* One try of the client, by a mail server with this default action.  FALSE: it will try again. */
static gboolean
try(Scene *scene)
{
	g_autoptr(Letter) letter = letter_parse(mail_reminder, strlen(mail_reminder));
	g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func(g_free);
	Mta *mta = mta_open(scene->instance->socket, &mta_postfix);
	int answer;

	for (gsize i = 0; i < G_N_ELEMENTS(people); i++)
		letter_add_recipient(letter, people[i]);
	mta_client(mta, "pals.example.net", "192.0.2.7");
	arm(scene);
	answer = mta_send(mta, letter, "4XF1", 65535, changes);
	mta_close(mta);
	if (answer == MTA_GONE && scene->one->accepts)
		g_ptr_array_set_size(changes, 0);
	else if (answer != MTA_ACCEPT && answer != MTA_DISCARD)
		return FALSE;
	if (answer != MTA_DISCARD)
		deliver_directly(scene, changes);
	return TRUE;
}

/* The names of the files in a folder of the spool. */
static char **
names_in(Scene *scene, const char *folder)
{
	g_autofree char *path = g_build_filename(scene->instance->folder, folder, NULL);
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	g_autoptr(GStrvBuilder) names = g_strv_builder_new();
	const char *name;

	while (dir != NULL && (name = g_dir_read_name(dir)) != NULL)
		g_strv_builder_add(names, name);
	return g_strv_builder_end(names);
}

static gboolean
is_empty(Scene *scene, const char *folder)
{
	g_auto(GStrv) names = names_in(scene, folder);

	return names[0] == NULL;
}

/* Until nothing is on its way, or the program is over. */
static void
wait_for_outbox(Scene *scene)
{
	for (int i = 0; i < 2000; i++) {
		if (is_empty(scene, "outbox") || !instance_runs(scene->instance))
			return;
		g_usleep(10000);
	}
	g_error("the outbox is never empty");
}

static void
release_all(Scene *scene)
{
	g_auto(GStrv) ids = names_in(scene, "held");

	for (char **id = ids; *id != NULL; id++) {
		const char *const words[] = { "held", "release", *id, NULL };

		ctl(scene, words);
	}
}

/* Everything goes on without further accidents. */
static void
recover(Scene *scene, gboolean answered)
{
	stop_at(scene, 0);
	instance_start(scene->instance);
	for (int i = 0; !answered && i < 3; i++)
		answered = try(scene);
	g_assert_true(answered);
	wait_for_outbox(scene);
	/* Held copies may be answered only a moment ago. */
	release_all(scene);
	wait_for_outbox(scene);
	g_assert_cmpint(instance_stop(scene->instance), ==, 0);
}

static gboolean
is_named(Scene *scene, const char *person)
{
	g_autofree char *log = instance_read(scene->instance, "log");
	g_autofree char *all = g_strconcat(log, scene->said->str, NULL);
	g_auto(GStrv) lines = g_strsplit(all, "\n", -1);

	for (char **line = lines; *line != NULL; line++)
		if (strstr(*line, TWICE) != NULL && strstr(*line, person) != NULL)
			return TRUE;
	return FALSE;
}

static void
check_mailboxes(Scene *scene, guint number)
{
	for (gsize i = 0; i < G_N_ELEMENTS(people); i++) {
		guint got = scene->direct[i] + sink_count(scene->sink, people[i]);
		gboolean named = is_named(scene, people[i]);

		if (got < 1 || got > 2 || (got == 2 && !named)) {
			g_autofree char *log = instance_read(scene->instance, "log");

			g_error("stopped at act %u %s got %u%s\n%s%s", number, people[i], got,
				named ? ", and it was named" : "", log, scene->said->str);
		}
	}
}

/* Stop at the NUMBERth act while mail comes.  FALSE: there are not so many. */
static gboolean
stop_while_it_comes(Scene *scene, guint number)
{
	gboolean answered;
	int status;

	stop_at(scene, number);
	instance_start(scene->instance);
	answered = try(scene);
	wait_for_outbox(scene);
	status = instance_stop(scene->instance);
	g_assert_true(status == 0 || status == STOPPED);
	recover(scene, answered);
	check_mailboxes(scene, number);
	return status == STOPPED;
}

/* The same while a held message is released, by invitectl alone. */
static gboolean
stop_while_it_is_released(Scene *scene, guint number)
{
	g_auto(GStrv) ids = NULL;
	g_autofree char *output = NULL;
	int status;

	stop_at(scene, 0);
	instance_start(scene->instance);
	g_assert_true(try(scene));
	wait_for_outbox(scene);
	g_assert_cmpint(instance_stop(scene->instance), ==, 0);

	ids = names_in(scene, "held");
	g_assert_cmpuint(g_strv_length(ids), ==, 1);
	stop_at(scene, number);
	{
		const char *const words[] = { "held", "release", ids[0], NULL };

		status = instance_invitectl(scene->instance, words, &output);
	}
	g_assert_true(status == 0 || status == STOPPED);
	g_string_append(scene->said, output);
	recover(scene, TRUE);
	check_mailboxes(scene, number);
	return status == STOPPED;
}

static void
test_stop(gconstpointer data)
{
	const Case *one = data;
	const char *every = g_getenv("STOP_EVERY");
	guint step = every != NULL ? (guint)atoi(every) : 1, number = 1;
	Sink *sink = sink_new();
	gboolean more = TRUE;

	for (; more; number += step) {
		Scene scene = scene_new(one, sink);

		more = one->releases ? stop_while_it_is_released(&scene, number)
				     : stop_while_it_comes(&scene, number);
		scene_clear(&scene);
	}
	g_test_message("stopped at %u acts", (number - 1) / step);
	g_assert_cmpuint(number, >, 10);
	sink_free(sink);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/stop/%s", cases[i].name);

		g_test_add_data_func(path, &cases[i], test_stop);
	}
	return g_test_run();
}
