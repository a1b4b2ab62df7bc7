/*
 * Who is judged where a recipient is written in many ways, with the mail server's help and without.
 */

#include <string.h>

#include "instance.h"
#include "mails.h"
#include "mta.h"
#include "sink.h"

#define BOB "bob@example.org"

/* As Postfix, but it cannot be asked for macros (SMFIF_SETSYMLIST). */
static const MtaOffer old = { 0xff, 0x1fffff };

static Sink *sink;
static Instance *instance;
static guint messages;

/*
 * A reminder of somebody whom nobody knows, and had nothing of before: another one for each NUMBER.
 */
static Letter *
reminder(guint number)
{
	char first = (char)('a' + number / 26), second = (char)('a' + number % 26);
	g_autofree char *text = g_strdup_printf(
		"Authentication-Results: mx.example.org; dkim=pass header.d=pals.example.net\n"
		"From: Jane D%c%c via Pals <jane@pals.example.net>\n"
		"To: friends@example.org\n"
		"Subject: Reminder: Jane D%c%c waits for you on Pals\n"
		"Date: Mon, 2 Mar 2026 10:00:00 +0000\n"
		"Message-ID: <reminder-%u@pals.example.net>\n"
		"\n"
		"See https://pals.example.net/join/17\n",
		first, second, first, second, number);

	return letter_parse(text, strlen(text));
}

/* Only bob has a book, so only what is his is quarantined. */
static void
start(void)
{
	static const char *const bob[] = { "contact", "add",        "--owner", BOB,
					   "--name",  "Mary Major", NULL };
	g_autofree char *lines = g_strdup_printf("mode enforce\nreinject smtp:127.0.0.1:%u\n"
						 "local-domains example.org\n",
						 sink_port(sink));

	instance = instance_new(lines);
	g_assert_cmpint(instance_invitectl(instance, bob, NULL), ==, 0);
	instance_start(instance);
}

static void
stop(void)
{
	g_assert_cmpint(instance_stop(instance), ==, 0);
	g_clear_pointer(&instance, instance_free);
}

static Mta *
connect_to(const MtaOffer *offer)
{
	Mta *mta = mta_open(instance->socket, offer);

	mta_client(mta, "pals.example.net", "192.0.2.7");
	mta_mail(mta, "bounce@pals.example.net", NULL);
	return mta;
}

static void
rcpt(Mta *mta, const char *path, const char *told, const char *mailer)
{
	mta_tell(mta, "{rcpt_mailer}", mailer);
	mta_tell(mta, "{rcpt_addr}", told);
	g_assert_cmpint(mta_path(mta, path), ==, MTA_CONTINUE);
}

/* The rest of a message behind its envelope; its changes (transfer full). */
static GPtrArray *
finish(Mta *mta, const char *queue_id, guint number)
{
	GPtrArray *changes = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(Letter) letter = reminder(number);

	for (guint i = 0; i < letter->fields->len; i++) {
		const LetterField *field = letter->fields->pdata[i];

		mta_field(mta, field->name, field->value);
	}
	g_assert_cmpint(mta_end_of_header(mta, queue_id), ==, MTA_CONTINUE);
	mta_body(mta, letter->body->str, letter->body->len);
	g_assert_cmpint(mta_end(mta, changes), ==, MTA_ACCEPT);
	return changes;
}

static guint
count_deletes(const GPtrArray *changes)
{
	guint count = 0;

	for (guint i = 0; i < changes->len; i++)
		count += g_str_has_prefix(changes->pdata[i], "delete ");
	return count;
}

/* Whether the filter took PATH off, and nobody else. */
static void
check_taken_off(const GPtrArray *changes, const char *path)
{
	g_autofree char *line = g_strconcat("delete ", path, NULL);

	for (guint i = 0; i < changes->len; i++)
		g_test_message("%s", (const char *)changes->pdata[i]);
	g_assert_cmpuint(count_deletes(changes), ==, 1);
	g_assert_true(
		g_ptr_array_find_with_equal_func((GPtrArray *)changes, line, g_str_equal, NULL));
}

/* How many messages are held; *ID (nullable) is that of one (transfer full). */
static guint
count_held(char **id)
{
	g_autofree char *path = g_build_filename(instance->folder, "held", NULL);
	g_autoptr(GDir) folder = g_dir_open(path, 0, NULL);
	const char *name;
	guint count = 0;

	while (folder != NULL && (name = g_dir_read_name(folder)) != NULL) {
		if (id != NULL && count == 0)
			*id = g_strdup(name);
		count++;
	}
	return count;
}

/* ---- each spelling ---- */

typedef struct Case {
	const char *name;
	const MtaOffer *offer;
	const char *path, *told, *mailer;
	const char *logged; /* bob's is quarantined, others' are tagged */
} Case;

/* clang-format off */
static const Case cases[] = {
	{ "a plain path needs no macro", &mta_postfix, "<bob@example.org>", NULL, NULL, BOB },
	{ "with its macro", &mta_postfix, "<bob@example.org>", BOB, "virtual", BOB },
	{ "a quoted local-part", &mta_postfix, "<\"bob\"@example.org>", BOB, "virtual", BOB },
	{ "a quoted local-part without macro", &mta_postfix, "<\"bob\"@example.org>", NULL, NULL,
	  BOB },
	{ "as Sendmail tells it", &mta_postfix, "<\"bob\"@example.org>", "\"bob\"", "local", BOB },
	{ "a percent sign", &mta_postfix, "<bob%example.org>", BOB, "virtual", BOB },
	{ "a percent sign without macro", &mta_postfix, "<bob%example.org>", NULL, NULL, BOB },
	{ "a bracket too many", &mta_postfix, "<bob@example.org>>", BOB, "virtual", BOB },
	{ "capitals", &mta_postfix, "<BOB@EXAMPLE.ORG>", "bob@example.org", "virtual", BOB },
	{ "a mail server that cannot be asked may tell all the same", &old, "<bob(@example.org>",
	  BOB, "virtual", BOB },
	{ "a mail server that cannot be asked and does not tell", &old, "<b\\ob@example.org>", NULL,
	  NULL, BOB },
	{ "the macro is believed where the path says another", &mta_postfix,
	  "<dave@example.org>", BOB,
	  "virtual", BOB },
	{ "the text of a refusal is no recipient", &mta_postfix, "<dave@example.org>",
	  "no such user <bob@example.org>", "error", "dave@example.org" },
	{ "an empty macro is none", &mta_postfix, "<dave@example.org>", "", "",
	  "dave@example.org" },
	{ "what nobody understands is tagged", &mta_postfix, "<bob(@example.org>", NULL, NULL,
	  "<bob(@example.org>" },
};
/* clang-format on */

static void
test_case(gconstpointer data)
{
	const Case *row = data;
	g_autofree char *queue_id = g_strdup_printf("4XR%u", ++messages);
	gboolean his = strcmp(row->logged, BOB) == 0;
	g_autofree char *line = g_strdup_printf("%s: kind=reminder network=pals", queue_id);
	g_autofree char *rcpt_line =
		g_strdup_printf("rcpt=\"%s:unknown:%s", row->logged, his ? "quarantine" : "tag");
	Mta *mta = connect_to(row->offer);
	const guint before = instance_count(instance, rcpt_line);
	g_autoptr(GPtrArray) changes = NULL;

	rcpt(mta, row->path, row->told, row->mailer);
	rcpt(mta, "<carol@example.org>", "carol@example.org", "virtual");
	changes = finish(mta, queue_id, messages);
	mta_close(mta);
	if (his)
		check_taken_off(changes, row->path);
	else
		g_assert_cmpuint(count_deletes(changes), ==, 0);
	g_assert_true(instance_says(instance, line));
	g_assert_cmpuint(instance_count(instance, rcpt_line), ==, before + 1);
}

/* ---- what is asked for ---- */

static void
test_asked(void)
{
	Mta *mta = mta_open(instance->socket, &mta_postfix);
	Mta *poor = mta_open(instance->socket, &old);

	g_assert_cmpstr(mta_macros_of_rcpt(mta), ==, "{rcpt_addr} {rcpt_mailer}");
	g_assert_null(mta_macros_of_rcpt(poor));
	/* SMFIP_RCPT_REJ: refused recipients are not shown to us. */
	g_assert_cmpuint(mta_agreed(mta).steps & 0x800, ==, 0);
	mta_close(mta);
	mta_close(poor);
}

/* ---- macros that stay ---- */

static void
test_stale(void)
{
	Mta *mta = connect_to(&mta_postfix);
	g_autoptr(GPtrArray) first = NULL, second = NULL, third = NULL;

	rcpt(mta, "<\"bob\"@example.org>", BOB, "virtual");
	rcpt(mta, "<\"dave\"@example.org>", NULL, NULL);
	rcpt(mta, "<erin@example.org>", NULL, "virtual");
	first = finish(mta, "4XS1", ++messages);
	check_taken_off(first, "<\"bob\"@example.org>");
	g_assert_true(instance_says(instance, "dave@example.org:unknown:tag,erin@example.org"));

	/* The next message of the connection, and one behind a macro at another step. */
	mta_mail(mta, "bounce@pals.example.net", NULL);
	rcpt(mta, "<\"frank\"@example.org>", NULL, NULL);
	rcpt(mta, "<grace@example.org>", BOB, "virtual");
	mta_tell(mta, "{rcpt_addr}", BOB);
	second = finish(mta, "4XS2", ++messages);
	check_taken_off(second, "<grace@example.org>");
	mta_mail(mta, "bounce@pals.example.net", NULL);
	rcpt(mta, "<\"heidi\"@example.org>", NULL, NULL);
	rcpt(mta, "<ivan@example.org>", NULL, NULL);
	third = finish(mta, "4XS3", ++messages);
	g_assert_cmpuint(count_deletes(third), ==, 0);
	g_assert_true(instance_says(instance, "heidi@example.org:unknown:tag,ivan@example.org"));
	mta_close(mta);
}

/* An abort leaves the macro of a recipient that was never asked about. */
static void
test_stale_after_abort(void)
{
	Mta *mta = connect_to(&mta_postfix);
	g_autoptr(GPtrArray) changes = NULL;

	rcpt(mta, "<\"carol\"@example.org>", BOB, "virtual");
	mta_abort(mta);
	mta_mail(mta, "bounce@pals.example.net", NULL);
	rcpt(mta, "<\"judy\"@example.org>", NULL, NULL);
	rcpt(mta, "<carol@example.org>", NULL, NULL);
	changes = finish(mta, "4XS4", ++messages);
	g_assert_cmpuint(count_deletes(changes), ==, 0);
	mta_close(mta);
}

/* ---- one recipient in several spellings ---- */

static void
test_doubles(void)
{
	static const char *const spellings[] = { "<bob%example.org>", "<\"bob\"@example.org>",
						 "<BOB@example.org>", "<bob@example.org>" };
	guint held = count_held(NULL);
	Mta *mta = connect_to(&mta_postfix);
	g_autoptr(GPtrArray) changes = NULL;

	for (gsize i = 0; i < G_N_ELEMENTS(spellings); i++) {
		rcpt(mta, spellings[i], i % 2 == 0 ? BOB : NULL, NULL);
		rcpt(mta, spellings[i], BOB, NULL);
	}
	rcpt(mta, "<carol@example.org>", NULL, NULL);
	changes = finish(mta, "4XD1", ++messages);
	mta_close(mta);
	g_assert_cmpuint(count_deletes(changes), ==, G_N_ELEMENTS(spellings));
	for (gsize i = 0; i < G_N_ELEMENTS(spellings); i++) {
		g_autofree char *line = g_strconcat("delete ", spellings[i], NULL);

		g_assert_nonnull(mails_change(changes, line));
	}
	g_assert_cmpuint(count_held(NULL), ==, held + 1);
	g_assert_true(
		instance_says(instance, "to=2 rcpt=\"bob@example.org:unknown:quarantine,carol"));
}

static void
test_retry(void)
{
	static const char *const spellings[] = { "<bob@example.org>", "<\"bob\"@example.org>",
						 "<bob%example.org@mx.example.org>" };
	guint held = count_held(NULL), number = ++messages;

	for (gsize i = 0; i < G_N_ELEMENTS(spellings); i++) {
		Mta *mta = connect_to(&mta_postfix);
		g_autoptr(GPtrArray) changes = NULL;

		rcpt(mta, spellings[i], i == 1 ? BOB : NULL, NULL);
		rcpt(mta, "<carol@example.org>", NULL, NULL);
		changes = finish(mta, "4XD2", number);
		mta_close(mta);
		check_taken_off(changes, spellings[i]);
	}
	g_assert_cmpuint(count_held(NULL), ==, held + 1);
}

/*
 * What is released goes where the client wrote it to: the mail server knows best whom that means.
 */
static void
test_release(void)
{
	static const char path[] = "<\"bob\"\t@(x)example.org>";
	g_autofree char *output = NULL, *id = NULL;
	const char *release[] = { "held", "release", NULL, NULL };
	Mta *mta;
	g_autoptr(GPtrArray) changes = NULL;

	stop();
	start();
	mta = connect_to(&mta_postfix);
	rcpt(mta, path, BOB, "virtual");
	rcpt(mta, "<carol@example.org>", NULL, NULL);
	changes = finish(mta, "4XD3", ++messages);
	mta_close(mta);
	check_taken_off(changes, path);
	g_assert_cmpuint(count_held(&id), ==, 1);
	release[2] = id;
	g_assert_cmpint(instance_invitectl(instance, release, NULL), ==, 0);
	g_assert_cmpuint(sink_count(sink, "\"bob\" @(x)example.org"), ==, 1);
	output = sink_last(sink);
	g_assert_nonnull(strstr(output, "for <bob@example.org>;"));
}

int
main(int argc, char **argv)
{
	int status;

	g_test_init(&argc, &argv, NULL);
	sink = sink_new();
	start();
	g_test_add_func("/recipient/the macro is asked for", test_asked);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *name = g_strconcat("/recipient/", cases[i].name, NULL);

		g_test_add_data_func(name, &cases[i], test_case);
	}
	g_test_add_func("/recipient/a macro is that of its own recipient alone", test_stale);
	g_test_add_func("/recipient/nor does it outlive a message broken off",
			test_stale_after_abort);
	g_test_add_func("/recipient/in several spellings one recipient is judged and held once",
			test_doubles);
	g_test_add_func("/recipient/a client that tries again in another spelling finds the copy",
			test_retry);
	g_test_add_func("/recipient/what is released goes to the path of RCPT", test_release);
	status = g_test_run();
	stop();
	sink_free(sink);
	return status;
}
