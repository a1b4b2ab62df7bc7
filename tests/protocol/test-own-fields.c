/* Fields of our names that others wrote, as a mail server sees what becomes of them. */

#include <string.h>

#include "instance.h"
#include "mails.h"
#include "mta.h"

#define LIE "X-Invitation: mx.example.org; action=pass; standing=trusted\n"
#define LIE_FROM "X-Invitation-From: Jane Doe:;\n"
#define OWN_LINE "Received: from pals.example.net by mx2.example.org with ESMTP id 1\n"
#define LETTER                                                                                     \
	"From: Jane Doe <jane@example.com>\n"                                                      \
	"To: bob@example.org\n"                                                                    \
	"Subject: Minutes of Monday\n"                                                             \
	"\n"                                                                                       \
	"Dear Bob, the minutes are done.\n"

#define OWN_HOSTS "own-hosts mx.example.org mx2.example.org\n"

/* Who hands the message over. */
static const char sender[] = "mail.example.com", own_host[] = "mx2.example.org";

typedef struct Case {
	const char *name;
	const char *client;
	guint others; /* so many other fields first */
	const char *mail;
	const char *removed; /* "NAME:NTH ..." as the mail server hears it */
} Case;

/* clang-format off */
static const Case cases[] = {
	{ "a field above a forged Received of our host comes off", sender, 0,
	  LIE LIE_FROM OWN_LINE LETTER,
	  "X-Invitation-From:1 X-Invitation:1" },
	{ "a field that our other host wrote stays", own_host, 0, LIE LIE_FROM OWN_LINE LETTER,
	  "" },
	{ "beneath that host's own line it comes off", own_host, 0, OWN_LINE LIE OWN_LINE LETTER,
	  "X-Invitation:1" },
	{ "behind more fields than are read it comes off", sender, 1000, LIE LETTER,
	  "X-Invitation:1" },
	{ "from our other host, too", own_host, 1000, OWN_LINE LIE LETTER, "X-Invitation:1" },
	{ "behind many more fields than are read it comes off", sender, 50000, LIE LIE LETTER,
	  "X-Invitation:2 X-Invitation:1" },
};
/* clang-format on */

static Instance *
start(const char *extra)
{
	g_autofree char *lines = g_strconcat(OWN_HOSTS, extra, NULL);
	Instance *instance = instance_new(lines);

	instance_start(instance);
	return instance;
}

/* Send MAIL with OTHERS times the line FIRST on top; the answer, and what is changed. */
static int
deliver(const Instance *instance, const MtaOffer *offer, const char *client, guint others,
	const char *first, const char *mail, GPtrArray *changes)
{
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(Letter) letter = NULL;
	Mta *mta = mta_open(instance->socket, offer);
	int answer;

	for (guint i = 0; i < others; i++)
		g_string_append(text, first);
	g_string_append(text, mail);
	letter = mails_letter(text->str);
	mta_client(mta, client, "192.0.2.7");
	answer = mta_send(mta, letter, "4XO1", 65535, changes);
	mta_close(mta);
	return answer;
}

/* What CHANGES take off, in their order. */
static char *
removed(const GPtrArray *changes)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < changes->len; i++) {
		g_auto(GStrv) words = g_strsplit(changes->pdata[i], " ", 3);

		if (strcmp(words[0], "remove") == 0)
			g_string_append_printf(text, "%s%s:%s", text->len > 0 ? " " : "", words[2],
					       words[1]);
	}
	return g_string_free(text, FALSE);
}

static void
test_case(gconstpointer data)
{
	const Case *row = data;
	g_autoptr(Instance) instance = start("");
	g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *came = NULL;

	g_assert_cmpint(deliver(instance, &mta_postfix, row->client, row->others, "X-A: b\n",
				row->mail, changes),
			==, MTA_ACCEPT);
	came = removed(changes);
	g_assert_cmpstr(came, ==, row->removed);
	g_assert_cmpint(instance_stop(instance), ==, 0);
}

static void
test_thousand(void)
{
	g_autoptr(Instance) instance = start("");
	g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func(g_free);

	g_assert_cmpint(
		deliver(instance, &mta_postfix, sender, 1500, LIE, OWN_LINE LETTER, changes), ==,
		MTA_ACCEPT);
	g_assert_cmpuint(changes->len, ==, 1500);
	g_assert_cmpstr(changes->pdata[0], ==, "remove 1500 X-Invitation");
	g_assert_cmpint(instance_stop(instance), ==, 0);
}

/* Each that comes off costs the mail server a look through the whole header. */
static void
test_flood(void)
{
	g_autoptr(Instance) instance = start("");
	g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func(g_free);

	g_assert_cmpint(deliver(instance, &mta_postfix, sender, 100000, LIE, LETTER, changes), ==,
			MTA_REPLY);
	g_assert_cmpuint(changes->len, ==, 0);
	g_assert_true(instance_says(instance, "4XO1: refused: "));
	/* The next message has nothing of it. */
	g_assert_cmpint(deliver(instance, &mta_postfix, sender, 1, LIE, LETTER, changes), ==,
			MTA_ACCEPT);
	g_assert_cmpuint(changes->len, ==, 1);
	g_assert_cmpint(instance_stop(instance), ==, 0);
}

static void
test_flood_watched(void)
{
	g_autoptr(Instance) instance = start("mode monitor\n");
	g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func(g_free);

	g_assert_cmpint(deliver(instance, &mta_postfix, sender, 100000, LIE, LETTER, changes), ==,
			MTA_ACCEPT);
	g_assert_cmpuint(changes->len, ==, 0);
	g_assert_cmpint(instance_stop(instance), ==, 0);
}

/* A mail server that lets no filter change a header. */
typedef struct MuteCase {
	const char *name;
	const char *on_error;
	const char *mail;
	int answer;
	gboolean told;
} MuteCase;

/* clang-format off */
static const MuteCase mute_cases[] = {
	{ "where fields cannot be taken off the log says so", "on-error accept\n", LIE LETTER,
	  MTA_ACCEPT, TRUE },
	{ "and on-error tempfail defers the mail", "on-error tempfail\n", LIE LETTER, MTA_REPLY,
	  TRUE },
	{ "and on-error reject refuses it", "on-error reject\n", LIE LETTER, MTA_REPLY, TRUE },
	{ "mail without such fields does not notice", "on-error reject\n", LETTER, MTA_ACCEPT,
	  FALSE },
};
/* clang-format on */

static void
test_mute(gconstpointer data)
{
	const MuteCase *row = data;
	g_autoptr(Instance) instance = start(row->on_error);

	g_assert_cmpint(deliver(instance, &mta_mute, sender, 0, "", row->mail, NULL), ==,
			row->answer);
	g_assert_cmpint(instance_stop(instance), ==, 0);
	g_assert_cmpuint(
		instance_count(instance, "4XO1: fields of our names that others wrote cannot be"),
		==, row->told ? 1 : 0);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strconcat("/own-fields/", cases[i].name, NULL);

		g_test_add_data_func(path, &cases[i], test_case);
	}
	for (gsize i = 0; i < G_N_ELEMENTS(mute_cases); i++) {
		g_autofree char *path = g_strconcat("/own-fields/", mute_cases[i].name, NULL);

		g_test_add_data_func(path, &mute_cases[i], test_mute);
	}
	g_test_add_func("/own-fields/more than a thousand of them come off", test_thousand);
	g_test_add_func("/own-fields/many more are refused", test_flood);
	g_test_add_func("/own-fields/in mode monitor nothing happens to them", test_flood_watched);
	return g_test_run();
}
