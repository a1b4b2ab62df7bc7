/* What happens to messages, as a mail server sees it. */

#include <string.h>
#include <sys/socket.h>

#include "instance.h"
#include "mails.h"
#include "mta.h"

#define TAG "insert 0 X-Invitation:"
#define CHUNK 65535

/* One filter for all cases: what one message leaves behind shows in the next. */
static Instance *instance;

typedef struct Case {
	const char *name;
	const char *mail;
	const MtaOffer *offer;
	gsize chunk;
	int answer;
	const char *change; /* a line of the changes begins with it; NULL: there are none */
} Case;

static const Case cases[] = {
	{ "ordinary mail is left alone", mail_ordinary, &mta_postfix, CHUNK, MTA_ACCEPT, NULL },
	{ "an invitation gets its field on top, behind a space", mail_invitation, &mta_postfix,
	  CHUNK, MTA_ACCEPT, TAG " mx.example.org;" },
	{ "an invitation gets the inviter's field", mail_invitation, &mta_postfix, CHUNK,
	  MTA_ACCEPT, "insert 0 X-Invitation-From: " },
	{ "an invitation told by its text is read to its end", mail_invitation_by_text,
	  &mta_postfix, CHUNK, MTA_ACCEPT, TAG },
	{ "one byte a chunk makes no difference", mail_invitation_by_text, &mta_postfix, 1,
	  MTA_ACCEPT, TAG },
	{ "other mail of a network is left alone", mail_of_network, &mta_postfix, CHUNK, MTA_ACCEPT,
	  NULL },
	{ "a field of our name that we never wrote is taken off", mail_with_our_field, &mta_postfix,
	  CHUNK, MTA_ACCEPT, "remove 1 X-Invitation" },
	{ "so is the second one of that name", mail_with_our_field, &mta_postfix, CHUNK, MTA_ACCEPT,
	  "remove 2 X-Invitation" },
	{ "a mail server that skips nothing gets an answer to everything: ordinary mail",
	  mail_ordinary, &mta_poor, CHUNK, MTA_ACCEPT, NULL },
	{ "a mail server that skips nothing gets an answer to everything: an invitation",
	  mail_invitation, &mta_poor, CHUNK, MTA_ACCEPT, TAG "mx.example.org;" },
	{ "a mail server that skips nothing gets an answer to everything: one byte a chunk",
	  mail_invitation_by_text, &mta_poor, 1, MTA_ACCEPT, TAG },
	{ "a mail server that skips nothing gets an answer to everything: a field of ours",
	  mail_with_our_field, &mta_poor, 1, MTA_ACCEPT, "remove 1 X-Invitation" },
	{ "a mail server that allows no changes gets none", mail_invitation, &mta_mute, CHUNK,
	  MTA_ACCEPT, NULL },
};

static void
check_changes(const GPtrArray *changes, const char *wanted)
{
	if (wanted == NULL) {
		g_assert_cmpuint(changes->len, ==, 0);
		return;
	}
	for (guint i = 0; i < changes->len; i++)
		g_test_message("%s", (const char *)g_ptr_array_index(changes, i));
	g_assert_nonnull(mails_change(changes, wanted));
}

/* Send MAIL over MTA and look at what is done with it. */
static void
check_mail(Mta *mta, const char *mail, gsize chunk, int answer, const char *change)
{
	g_autoptr(Letter) letter = mails_letter(mail);
	g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func(g_free);

	g_assert_cmpint(mta_send(mta, letter, "4XQ1", chunk, changes), ==, answer);
	check_changes(changes, change);
}

static Mta *
connect_client(const MtaOffer *offer, const char *name, const char *address)
{
	Mta *mta = mta_open(instance->socket, offer);

	g_assert_cmpint(mta_client(mta, name, address), ==, MTA_CONTINUE);
	return mta;
}

static Mta *
connect_stranger(void)
{
	return connect_client(&mta_postfix, "mail.example.com", "192.0.2.7");
}

static void
test_case(gconstpointer data)
{
	const Case *row = data;
	Mta *mta = connect_client(row->offer, "mail.example.com", "192.0.2.7");

	check_mail(mta, row->mail, row->chunk, row->answer, row->change);
	mta_close(mta);
}

static void
test_leaves_early(void)
{
	g_autoptr(Letter) letter = mails_letter(mail_ordinary);
	Mta *mta = connect_stranger();

	mta_mail(mta, letter->sender, NULL);
	mta_recipient(mta, "bob@example.org");
	mta_field(mta, "From", " jane@example.com");
	g_assert_cmpint(mta_end_of_header(mta, "4XQ2"), ==, MTA_ACCEPT);
	mta_close(mta);
}

static void
test_inviter_below(void)
{
	g_autoptr(Letter) letter = mails_letter(mail_invitation);
	g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func(g_free);
	Mta *mta = connect_stranger();

	mta_send(mta, letter, "4XQ3", CHUNK, changes);
	/* Both go to index 0, so the one inserted last is the first in the message. */
	g_assert_cmpuint(changes->len, ==, 2);
	g_assert_true(g_str_has_prefix(changes->pdata[1], TAG));
	mta_close(mta);
}

static void
test_second_is_clean(void)
{
	Mta *mta = connect_stranger();

	check_mail(mta, mail_invitation, CHUNK, MTA_ACCEPT, TAG);
	check_mail(mta, mail_ordinary, CHUNK, MTA_ACCEPT, NULL);
	check_mail(mta, mail_of_network, CHUNK, MTA_ACCEPT, NULL);
	check_mail(mta, mail_with_our_field, CHUNK, MTA_ACCEPT, "remove 1 X-Invitation");
	check_mail(mta, mail_invitation_by_text, 7, MTA_ACCEPT, TAG);
	check_mail(mta, mail_of_network, CHUNK, MTA_ACCEPT, NULL);
	mta_close(mta);
}

/* How far a message comes before it is broken off. */
enum { AT_MAIL, AT_RCPT, AT_FIELD, AT_EOH, AT_BODY, STAGES };

static void
begin_message(Mta *mta, int stage)
{
	mta_mail(mta, "bounce@pals.example.net", NULL);
	if (stage >= AT_RCPT)
		mta_recipient(mta, "bob@example.org");
	if (stage >= AT_FIELD)
		mta_field(mta, "From", " Jane Doe via Pals <invitations@pals.example.net>");
	if (stage >= AT_EOH)
		g_assert_cmpint(mta_end_of_header(mta, "4XQ4"), ==, MTA_CONTINUE);
	if (stage >= AT_BODY)
		mta_body(mta, "would like to add you as a pal", 30);
}

static void
test_abort(gconstpointer data)
{
	int stage = GPOINTER_TO_INT(data);
	Mta *mta = connect_stranger();

	begin_message(mta, stage);
	mta_abort(mta);
	check_mail(mta, mail_of_network, CHUNK, MTA_ACCEPT, NULL);
	begin_message(mta, stage);
	mta_abort(mta);
	check_mail(mta, mail_invitation, CHUNK, MTA_ACCEPT, TAG);
	mta_close(mta);
}

static void
test_hang_up(gconstpointer data)
{
	Mta *mta = connect_stranger();

	begin_message(mta, GPOINTER_TO_INT(data));
	mta_close(mta);
	mta = connect_stranger();
	check_mail(mta, mail_invitation, CHUNK, MTA_ACCEPT, TAG);
	mta_close(mta);
}

static void
test_no_body(void)
{
	g_autoptr(Letter) letter = mails_letter(mail_invitation);
	g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func(g_free);
	Mta *mta = connect_stranger();

	g_string_truncate(letter->body, 0);
	g_assert_cmpint(mta_send(mta, letter, "4XQ5", CHUNK, changes), ==, MTA_ACCEPT);
	g_assert_nonnull(mails_change(changes, TAG));
	mta_close(mta);
}

/* The field names no standing where several recipients would read it. */
static void
test_recipient_twice(void)
{
	g_autoptr(Letter) letter = mails_letter(mail_invitation);
	g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func(g_free);
	Mta *mta = connect_stranger();

	letter_add_recipient(letter, "bob@example.org");
	mta_send(mta, letter, "4XQ6", CHUNK, changes);
	g_assert_nonnull(strstr(mails_change(changes, TAG), "standing=unknown"));

	g_ptr_array_set_size(changes, 0);
	letter_add_recipient(letter, "carol@example.org");
	mta_send(mta, letter, "4XQ7", CHUNK, changes);
	g_assert_null(strstr(mails_change(changes, TAG), "standing="));
	mta_close(mta);
}

static void
test_authenticated(void)
{
	Mta *mta = connect_stranger();

	mta_mail(mta, "bob@example.org", "bob");
	mta_recipient(mta, "jane@example.com");
	mta_field(mta, "From", " Jane Doe via Pals <invitations@pals.example.net>");
	mta_field(mta, "Subject", " Jane Doe waits for you on Pals");
	g_assert_cmpint(mta_end_of_header(mta, "4XQ8"), ==, MTA_ACCEPT);
	/* Who logs out is a stranger again. */
	check_mail(mta, mail_of_network, CHUNK, MTA_ACCEPT, NULL);
	mta_close(mta);
}

typedef struct Client {
	const char *name;
	const char *host;
	const char *address;
	gboolean judged;
} Client;

/* clang-format off */
static const Client clients[] = {
	{ "a client of an exempt network is not judged", "unknown", "198.51.100.77", FALSE },
	{ "a client outside of it is", "unknown", "198.51.101.77", TRUE },
	{ "an exempt IPv6 client is not judged", "unknown", "2001:db8::25", FALSE },
	{ "a client below an exempt name is not judged", "a.lists.example.com", "192.0.2.9",
	  FALSE },
	{ "a client that only ends alike is", "badlists.example.com", "192.0.2.9", TRUE },
};
/* clang-format on */

static void
test_client(gconstpointer data)
{
	const Client *row = data;
	Mta *mta = connect_client(&mta_postfix, row->host, row->address);

	check_mail(mta, mail_invitation, CHUNK, MTA_ACCEPT, row->judged ? TAG : NULL);
	mta_close(mta);
}

static void
test_exempt_still_cleaned(void)
{
	Mta *mta = connect_client(&mta_postfix, "unknown", "198.51.100.77");

	check_mail(mta, mail_with_our_field, CHUNK, MTA_ACCEPT, "remove 2 X-Invitation");
	mta_close(mta);
}

static void
test_skips_what_is_not_read(void)
{
	Mta *mta = connect_stranger();

	mta_mail(mta, "jane@example.com", NULL);
	mta_recipient(mta, "bob@example.org");
	mta_field(mta, "From", " jane@example.com");
	mta_field(mta, "X-Invitation", " mx.example.org; action=pass");
	g_assert_cmpint(mta_end_of_header(mta, "4XQ9"), ==, MTA_CONTINUE);
	g_assert_cmpint(mta_body(mta, "Dear Bob", 8), ==, MTA_SKIP);
	g_assert_cmpint(mta_end(mta, NULL), ==, MTA_ACCEPT);
	mta_close(mta);
}

static void
test_skips_beyond_limit(void)
{
	static const char block[32768];
	Mta *mta = connect_stranger();
	int answer = MTA_CONTINUE;
	guint blocks = 0;

	begin_message(mta, AT_EOH);
	while (answer == MTA_CONTINUE && blocks < 10) {
		answer = mta_body(mta, block, sizeof block);
		blocks++;
	}
	g_assert_cmpint(answer, ==, MTA_SKIP);
	g_assert_cmpuint(blocks, ==, 2);
	g_assert_cmpint(mta_end(mta, NULL), ==, MTA_ACCEPT);
	mta_close(mta);
}

static void
test_log(void)
{
	Mta *mta = connect_stranger();

	check_mail(mta, mail_invitation, CHUNK, MTA_ACCEPT, TAG);
	mta_close(mta);
	g_assert_true(instance_says(instance, "4XQ1: kind=invitation network=pals"));
	/* The tests above spoke with such a mail server more than once. */
	g_assert_cmpuint(instance_count(instance, "add header fields: done without"), <=, 1);
}

/* A connection of a port scanner. */
static void
test_silent_connection(void)
{
	Mta *mta = mta_open(instance->socket, &mta_postfix);

	mta_close(mta);
	mta = connect_stranger();
	check_mail(mta, mail_invitation, CHUNK, MTA_ACCEPT, TAG);
	mta_close(mta);
}

static void
test_stops_cleanly(void)
{
	g_assert_cmpint(instance_stop(instance), ==, 0);
	g_assert_true(instance_says(instance, "messages="));
	/* What libmilter and the sanitizers say of us. */
	g_assert_cmpuint(instance_count(instance, "private data not NULL"), ==, 0);
	g_assert_cmpuint(instance_count(instance, "ERROR: "), ==, 0);
	g_assert_cmpuint(instance_count(instance, "WARNING: ThreadSanitizer"), ==, 0);
}

static void
add_each(const char *format, const char *const *stages, GTestDataFunc func)
{
	for (int stage = 0; stage < STAGES; stage++) {
		g_autofree char *path = g_strdup_printf(format, stages[stage]);

		g_test_add_data_func(path, GINT_TO_POINTER(stage), func);
	}
}

static void
add_tables(void)
{
	static const char *const stages[STAGES] = {
		[AT_MAIL] = "MAIL",     [AT_RCPT] = "RCPT",
		[AT_FIELD] = "a field", [AT_EOH] = "the end of headers",
		[AT_BODY] = "the body",
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strconcat("/message/", cases[i].name, NULL);

		g_test_add_data_func(path, &cases[i], test_case);
	}
	for (gsize i = 0; i < G_N_ELEMENTS(clients); i++) {
		g_autofree char *path = g_strconcat("/message/", clients[i].name, NULL);

		g_test_add_data_func(path, &clients[i], test_client);
	}
	add_each("/message/broken off after %s, nothing of it stays", stages, test_abort);
	add_each("/message/hung up after %s, the next one is served", stages, test_hang_up);
}

int
main(int argc, char **argv)
{
	int status;

	g_test_init(&argc, &argv, NULL);
	instance = instance_new("read-limit 48K\n"
				"exempt-clients 198.51.100.0/24 2001:db8::25 lists.example.com\n");
	instance_start(instance);
	add_tables();
	g_test_add_func("/message/ordinary mail leaves at the end of its headers",
			test_leaves_early);
	g_test_add_func("/message/the verdict stands above the inviter", test_inviter_below);
	g_test_add_func("/message/the second message knows nothing of the first",
			test_second_is_clean);
	g_test_add_func("/message/an invitation without body is judged", test_no_body);
	g_test_add_func("/message/a recipient named twice is one recipient", test_recipient_twice);
	g_test_add_func("/message/who has logged in is not judged", test_authenticated);
	g_test_add_func("/message/nobody may forge our field", test_exempt_still_cleaned);
	g_test_add_func("/message/a body that is not read is not sent",
			test_skips_what_is_not_read);
	g_test_add_func("/message/beyond the read limit nothing is sent", test_skips_beyond_limit);
	g_test_add_func("/message/a connection without a message is no harm",
			test_silent_connection);
	g_test_add_func("/message/the log has one line, queue id first", test_log);
	g_test_add_func("/message/at the end it stops cleanly", test_stops_cleanly);
	status = g_test_run();
	instance_free(instance);
	return status;
}
