/*
 * The outbox: what becomes of a copy on its way, whatever the listener says and whatever it finds.
 */
#include <sys/stat.h>
#include <unistd.h>

#include "filter/outbox.h"
#include "listener.h"
#include "room.h"

#define NOBODY "smtp:127.0.0.1:1" /* nobody listens there */
#define OTHER_ID "1123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define THIRD_ID "2123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

/* What was told: a word each, and of the last one the rest. */
typedef struct Told {
	GString *events;
	char *detail, *recipient, *id;
} Told;

static void
told_init(Told *told)
{
	*told = (Told){ .events = g_string_new(NULL) };
}

static void
told_clear(Told *told)
{
	g_string_free(told->events, TRUE);
	g_free(told->detail);
	g_free(told->recipient);
	g_free(told->id);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Told, told_clear)

static const char *const event_words[] = {
	[OUTBOX_DELIVERED] = "delivered",     [OUTBOX_REFUSED] = "refused",
	[OUTBOX_DELAYED] = "delayed",         [OUTBOX_DOUBTFUL] = "doubtful",
	[OUTBOX_UNRECORDED] = "unrecorded",   [OUTBOX_UNANSWERED] = "unanswered",
	[OUTBOX_INTERRUPTED] = "interrupted", [OUTBOX_BROKEN] = "broken",
};

static void
note(OutboxEvent event, const char *id, const SpoolEntry *entry, const char *detail, gpointer data)
{
	Told *told = data;

	g_string_append_printf(told->events, "%s ", event_words[event]);
	g_free(told->detail);
	g_free(told->recipient);
	g_free(told->id);
	told->detail = g_strdup(detail);
	told->recipient = entry != NULL ? g_strdup(entry->recipient) : NULL;
	told->id = g_strdup(id);
}

/* A copy called ID in PLACE, marked. */
static void
keep_marked(Room *room, SpoolPlace place, const char *id, SpoolMark mark)
{
	static char *sender_words[] = { (char *)"BODY=8BITMIME", NULL };
	static char *recipient_words[] = { (char *)"NOTIFY=NEVER", NULL };
	g_autoptr(GError) error = NULL;
	g_autoptr(Message) message = whole_mail("Hi\r\n", 4, room->folder);
	g_autoptr(SpoolEntry) entry = given_entry();

	g_free(entry->id);
	entry->id = g_strdup(id);
	entry->sender_parameters = g_strdupv(sender_words);
	entry->recipient_parameters = g_strdupv(recipient_words);
	entry->client_name = g_strdup("mail.example.com");
	entry->client_address = g_strdup("192.0.2.7");
	spool_entry_edit(entry, 0, 0, g_strdup("X-Invitation: yes"));
	spool_keep(room->spool, place, entry, message, &error);
	g_assert_no_error(error);
	spool_mark(room->spool, place, id, mark, TRUE, &error);
	g_assert_no_error(error);
}

static void
keep_answered(Room *room)
{
	room_init(room);
	keep_marked(room, SPOOL_OUTBOX, ID, SPOOL_ANSWERED);
}

static Outbox *
outbox_to(const Room *room, const char *listener, Told *told)
{
	told_init(told);
	return outbox_new(room->spool, listener, "mx.example.org", note, told);
}

static void
assert_is(const Room *room, const char *id, SpoolPlace place, SpoolMark mark)
{
	SpoolMark found = SPOOL_PREPARED;

	g_assert_cmpint(spool_find(room->spool, id, &found), ==, place);
	if (place != SPOOL_DONE && place != SPOOL_NOWHERE)
		g_assert_cmpint(found, ==, mark);
}

/* ---- what the listener says ---- */

#define XFORWARDING "250-mx.example.org\n250-8BITMIME\n250-DSN\n250 XFORWARD NAME ADDR"

typedef struct AnswerCase {
	const char *name;
	SpoolMark before;
	Script script;
	const char *events;
	OutboxEvent event; /* the last one is what outbox_send() returns */
	SpoolPlace place;  /* where the copy is then, and how it is marked */
	SpoolMark mark;
	const char *detail; /* a pattern for that of the last event */
} AnswerCase;

/* clang-format off */
static const AnswerCase answer_cases[] = {
	{ .name = "what the listener takes is done", .before = SPOOL_ANSWERED,
	.events = "delivered ",
	  .event = OUTBOX_DELIVERED, .place = SPOOL_DONE, .detail = "*queued as 4F2B" },
	{ .name = "what somebody was sending before may come twice, and that is told",
	  .before = SPOOL_SENDING, .events = "interrupted delivered ", .event = OUTBOX_DELIVERED,
	  .place = SPOOL_DONE, .detail = "*queued as 4F2B" },
	{ .name = "one interrupted and then refused was told as interrupted, too",
	  .before = SPOOL_SENDING, .script = { .mail = "550 no" }, .events = "interrupted refused ",
	  .event = OUTBOX_REFUSED, .place = SPOOL_HELD, .mark = SPOOL_ANSWERED,
	  .detail = "*550 no*" },
	{ .name = "refused at MAIL it is held", .before = SPOOL_ANSWERED,
	.script = { .mail = "550 no" },
	  .events = "refused ", .event = OUTBOX_REFUSED, .place = SPOOL_HELD,
	  .mark = SPOOL_ANSWERED,
	  .detail = "*answered MAIL with 550 no" },
	{ .name = "refused at RCPT it is held", .before = SPOOL_ANSWERED,
	.script = { .rcpt = "550 no" },
	  .events = "refused ", .event = OUTBOX_REFUSED, .place = SPOOL_HELD,
	  .mark = SPOOL_ANSWERED,
	  .detail = "*answered RCPT with 550 no" },
	{ .name = "refused at DATA it is held", .before = SPOOL_ANSWERED,
	.script = { .data = "554 no" },
	  .events = "refused ", .event = OUTBOX_REFUSED, .place = SPOOL_HELD,
	  .mark = SPOOL_ANSWERED,
	  .detail = "*answered DATA with 554 no" },
	{ .name = "refused behind its final dot it is held", .before = SPOOL_ANSWERED,
	  .script = { .end = "554 no" }, .events = "refused ", .event = OUTBOX_REFUSED,
	  .place = SPOOL_HELD, .mark = SPOOL_ANSWERED, .detail = "*554 no" },
	{ .name = "an envelope that cannot be said there is held", .before = SPOOL_ANSWERED,
	  .script = { .ehlo = "250 mx.example.org" }, .events = "refused ", .event = OUTBOX_REFUSED,
	  .place = SPOOL_HELD, .mark = SPOOL_ANSWERED, .detail = "*does not offer" },
	{ .name = "a listener that has no time at MAIL is asked again", .before = SPOOL_ANSWERED,
	  .script = { .mail = "451 later" }, .events = "delayed ", .event = OUTBOX_DELAYED,
	  .place = SPOOL_OUTBOX, .mark = SPOOL_ANSWERED, .detail = "*451 later" },
	{ .name = "a listener that has no time behind the final dot did not take it",
	  .before = SPOOL_ANSWERED, .script = { .end = "451 later" }, .events = "delayed ",
	  .event = OUTBOX_DELAYED, .place = SPOOL_OUTBOX, .mark = SPOOL_ANSWERED,
	  .detail = "*451 later" },
	{ .name = "a connection lost before the final dot is only late", .before = SPOOL_ANSWERED,
	  .script = { .rcpt = HANGS_UP }, .events = "delayed ", .event = OUTBOX_DELAYED,
	  .place = SPOOL_OUTBOX, .mark = SPOOL_ANSWERED, .detail = "*hung up*" },
	{ .name = "a connection lost behind the final dot leaves a doubt", .before = SPOOL_ANSWERED,
	  .script = { .end = HANGS_UP }, .events = "doubtful ", .event = OUTBOX_DOUBTFUL,
	  .place = SPOOL_OUTBOX, .mark = SPOOL_ANSWERED, .detail = "*hung up*" },
	{ .name = "a listener that wants nobody is asked again", .before = SPOOL_ANSWERED,
	  .script = { .greeting = "554 no service" }, .events = "delayed ", .event = OUTBOX_DELAYED,
	  .place = SPOOL_OUTBOX, .mark = SPOOL_ANSWERED, .detail = "*554 no service*" },
	{ .name = "one that was interrupted stays so where nobody listens", .before = SPOOL_SENDING,
	  .script = { .greeting = HANGS_UP }, .events = "delayed ", .event = OUTBOX_DELAYED,
	  .place = SPOOL_OUTBOX, .mark = SPOOL_SENDING, .detail = "*" },
};
/* clang-format on */

static void
test_answer(gconstpointer data)
{
	const AnswerCase *c = data;
	g_auto(Room) room = { 0 };
	g_auto(Told) told = { 0 };
	g_autoptr(Outbox) outbox = NULL;
	Listener *listener = listener_start(&c->script);
	OutboxEvent event;

	room_init(&room);
	keep_marked(&room, SPOOL_OUTBOX, ID, c->before);
	outbox = outbox_to(&room, listener->name, &told);
	event = outbox_send(outbox, ID);
	outbox_hang_up(outbox);
	g_string_free(listener_end(listener), TRUE);
	g_assert_cmpstr(told.events->str, ==, c->events);
	g_assert_cmpint(event, ==, c->event);
	assert_is(&room, ID, c->place, c->mark);
	g_assert_cmpstr(told.id, ==, ID);
	g_assert_cmpstr(told.recipient, ==, "<bob@example.org>");
	if (!g_pattern_match_simple(c->detail, told.detail))
		g_error("said \"%s\"", told.detail);
}

/* The listener gets envelope and message as they came, with our field on top. */
static void
test_heard(void)
{
	g_auto(Room) room = { 0 };
	g_auto(Told) told = { 0 };
	g_autoptr(Outbox) outbox = NULL;
	Listener *listener = listener_start(&(Script){ .ehlo = XFORWARDING });
	GString *heard;

	keep_answered(&room);
	outbox = outbox_to(&room, listener->name, &told);
	g_assert_cmpint(outbox_send(outbox, ID), ==, OUTBOX_DELIVERED);
	outbox_hang_up(outbox);
	heard = listener_end(listener);
	g_assert_cmpstr(heard->str, ==,
			"EHLO mx.example.org\r\n"
			"XFORWARD NAME=mail.example.com\r\nXFORWARD ADDR=192.0.2.7\r\n"
			"MAIL FROM:<> BODY=8BITMIME\r\n"
			"RCPT TO:<bob@example.org> NOTIFY=NEVER\r\n"
			"DATA\r\n"
			"X-Invitation: yes\r\n" WIRE "Hi\r\n.\r\nQUIT\r\n");
	g_string_free(heard, TRUE);
}

static void
test_reason(void)
{
	g_auto(Room) room = { 0 };
	g_auto(Told) told = { 0 };
	g_autoptr(GError) error = NULL;
	g_autoptr(Outbox) outbox = NULL;
	g_autoptr(SpoolEntry) entry = NULL;
	Listener *listener = listener_start(&(Script){ .rcpt = "550 5.1.1 nobody here" });

	keep_answered(&room);
	outbox = outbox_to(&room, listener->name, &told);
	outbox_send(outbox, ID);
	outbox_hang_up(outbox);
	g_string_free(listener_end(listener), TRUE);
	entry = spool_read(room.spool, SPOOL_HELD, ID, &error);
	g_assert_no_error(error);
	g_assert_nonnull(strstr(entry->refused, "550 5.1.1 nobody here"));
}

/* ---- what the disk says ---- */

/* Until the file FOLDER is removed again nothing can come there. */
static char *
block(const Room *room, const char *folder)
{
	char *path = g_build_filename(room->folder, folder, NULL);

	g_assert_true(g_file_set_contents(path, "", 0, NULL));
	return path;
}

/* The listener has it: whatever happens to the record, it never gets it again. */
static void
test_unrecorded(void)
{
	g_auto(Room) room = { 0 };
	g_auto(Told) told = { 0 };
	g_autoptr(Outbox) outbox = NULL;
	g_autofree char *obstacle = NULL;
	Listener *listener = listener_start(&(Script){ 0 });
	GString *heard;

	keep_answered(&room);
	obstacle = block(&room, "done");
	outbox = outbox_to(&room, listener->name, &told);
	g_assert_cmpint(outbox_send(outbox, ID), ==, OUTBOX_UNRECORDED);
	g_assert_cmpstr(told.events->str, ==, "unrecorded ");
	g_assert_nonnull(strstr(told.detail, "/done"));
	assert_is(&room, ID, SPOOL_OUTBOX, SPOOL_SENDING);
	g_assert_cmpint(outbox_send(outbox, ID), ==, OUTBOX_UNRECORDED);
	g_assert_false(outbox_run(outbox));
	g_assert_cmpstr(told.events->str, ==, "unrecorded "); /* told once */
	g_unlink(obstacle);
	g_assert_cmpint(outbox_send(outbox, ID), ==, OUTBOX_DELIVERED);
	g_assert_cmpstr(told.events->str, ==, "unrecorded delivered ");
	assert_is(&room, ID, SPOOL_DONE, SPOOL_PREPARED);

	/* What is done is done: another copy of that name is sent as any other. */
	spool_purge(room.spool, G_MAXINT64 - 1);
	keep_marked(&room, SPOOL_OUTBOX, ID, SPOOL_ANSWERED);
	g_assert_cmpint(outbox_send(outbox, ID), ==, OUTBOX_DELIVERED);
	outbox_hang_up(outbox);
	heard = listener_end(listener);
	g_assert_nonnull(strstr(heard->str, "DATA"));
	g_assert_nonnull(strstr(strstr(heard->str, "DATA") + 1, "DATA"));
	g_assert_null(strstr(strstr(strstr(heard->str, "DATA") + 1, "DATA") + 1, "DATA"));
	g_string_free(heard, TRUE);
}

static void
test_cannot_be_held(void)
{
	g_auto(Room) room = { 0 };
	g_auto(Told) told = { 0 };
	g_autoptr(Outbox) outbox = NULL;
	g_autofree char *obstacle = NULL;
	Listener *listener = listener_start(&(Script){ .mail = "550 no" });

	keep_answered(&room);
	obstacle = block(&room, "held");
	outbox = outbox_to(&room, listener->name, &told);
	g_assert_cmpint(outbox_send(outbox, ID), ==, OUTBOX_DELAYED);
	g_assert_cmpstr(told.events->str, ==, "delayed ");
	g_assert_nonnull(strstr(told.detail, "/held"));
	assert_is(&room, ID, SPOOL_OUTBOX, SPOOL_ANSWERED);
	outbox_hang_up(outbox);
	g_string_free(listener_end(listener), TRUE);
}

static void
test_few_descriptors(void)
{
	g_auto(Room) room = { 0 };
	g_auto(Told) told = { 0 };
	g_autoptr(Outbox) outbox = NULL;
	struct rlimit before;
	OutboxEvent event;

	keep_answered(&room);
	outbox = outbox_to(&room, NOBODY, &told);
	before = leave_descriptors(1);
	event = outbox_send(outbox, ID);
	setrlimit(RLIMIT_NOFILE, &before);
	g_assert_cmpint(event, ==, OUTBOX_DELAYED);
	g_assert_cmpstr(told.events->str, ==, "delayed ");
	assert_is(&room, ID, SPOOL_OUTBOX, SPOOL_ANSWERED);
}

static void
break_copy(const Room *room)
{
	g_autofree char *path = spool_path(room->spool, SPOOL_OUTBOX, ID);

	g_assert_cmpint(truncate(path, 20), ==, 0);
}

static void
test_broken(void)
{
	g_auto(Room) room = { 0 };
	g_auto(Told) told = { 0 };
	g_autoptr(Outbox) outbox = NULL;

	keep_answered(&room);
	break_copy(&room);
	outbox = outbox_to(&room, NOBODY, &told);
	g_assert_cmpint(outbox_send(outbox, ID), ==, OUTBOX_BROKEN);
	g_assert_cmpstr(told.events->str, ==, "broken ");
	g_assert_null(told.recipient);
	assert_is(&room, ID, SPOOL_HELD, SPOOL_ANSWERED);
}

static void
test_broken_stays(void)
{
	g_auto(Room) room = { 0 };
	g_auto(Told) told = { 0 };
	g_autoptr(Outbox) outbox = NULL;
	g_autofree char *obstacle = NULL;

	keep_answered(&room);
	break_copy(&room);
	obstacle = block(&room, "held");
	outbox = outbox_to(&room, NOBODY, &told);
	g_assert_cmpint(outbox_send(outbox, ID), ==, OUTBOX_DELAYED);
	g_assert_cmpstr(told.events->str, ==, "delayed ");
	assert_is(&room, ID, SPOOL_OUTBOX, SPOOL_ANSWERED);
}

/* Nothing is told of what another works on, or of what is gone: it is not ours. */
static void
test_not_ours(void)
{
	g_auto(Room) room = { 0 };
	g_auto(Told) told = { 0 };
	g_autoptr(Outbox) outbox = NULL;
	int claim;

	keep_answered(&room);
	claim = spool_claim(room.spool, SPOOL_OUTBOX, ID, NULL);
	g_assert_cmpint(claim, >=, 0);
	outbox = outbox_to(&room, NOBODY, &told);
	g_assert_cmpint(outbox_send(outbox, ID), ==, OUTBOX_DELAYED);
	close(claim);
	g_assert_cmpint(outbox_send(outbox, OTHER_ID), ==, OUTBOX_DELAYED);
	g_assert_cmpstr(told.events->str, ==, "");
	assert_is(&room, ID, SPOOL_OUTBOX, SPOOL_ANSWERED);

	/* And when we are done with one, others may have it. */
	outbox_send(outbox, ID);
	g_assert_cmpstr(told.events->str, ==, "delayed ");
	claim = spool_claim(room.spool, SPOOL_OUTBOX, ID, NULL);
	g_assert_cmpint(claim, >=, 0);
	close(claim);
}

/* ---- all of them ---- */

static void
keep_three(Room *room, SpoolMark second)
{
	room_init(room);
	keep_marked(room, SPOOL_OUTBOX, ID, SPOOL_ANSWERED);
	keep_marked(room, SPOOL_OUTBOX, OTHER_ID, second);
	keep_marked(room, SPOOL_OUTBOX, THIRD_ID, SPOOL_ANSWERED);
}

typedef struct RunCase {
	const char *name;
	SpoolMark second; /* of three copies; the others are answered */
	Script script;
	const char *events;
	gboolean all;
	SpoolPlace places[3]; /* where each is then */
	const char *heard;    /* the words of the commands that matter */
} RunCase;

/* clang-format off */
static const RunCase run_cases[] = {
	{ "all go one after the other by one connection", SPOOL_ANSWERED, { 0 },
	  "delivered delivered delivered ", TRUE, { SPOOL_DONE, SPOOL_DONE, SPOOL_DONE },
	  "EHLO MAIL MAIL MAIL QUIT " },
	{ "what has no answer yet stays", SPOOL_PREPARED, { 0 }, "delivered delivered ", TRUE,
	  { SPOOL_DONE, SPOOL_OUTBOX, SPOOL_DONE }, "EHLO MAIL MAIL QUIT " },
	{ "what was being sent goes as well", SPOOL_SENDING, { 0 },
	  "delivered interrupted delivered delivered ", TRUE, { SPOOL_DONE, SPOOL_DONE,
	  SPOOL_DONE },
	  "EHLO MAIL MAIL MAIL QUIT " },
	{ "one that is late does not stop the others", SPOOL_ANSWERED,
	  { .rcpt = "250 ok|451 later|250 ok" },
	  "delivered delayed delivered ", FALSE, { SPOOL_DONE, SPOOL_OUTBOX, SPOOL_DONE },
	  "EHLO MAIL MAIL RSET MAIL QUIT " },
	{ "one that is refused does not stop the others", SPOOL_ANSWERED,
	  { .rcpt = "250 ok|550 no|250 ok" }, "delivered refused delivered ", TRUE,
	  { SPOOL_DONE, SPOOL_HELD, SPOOL_DONE }, "EHLO MAIL MAIL RSET MAIL QUIT " },
	{ "after a lost connection a new one is made", SPOOL_ANSWERED,
	  { .end = HANGS_UP "|250 ok|250 ok" }, "doubtful delivered delivered ", FALSE,
	  { SPOOL_OUTBOX, SPOOL_DONE, SPOOL_DONE }, "EHLO MAIL EHLO MAIL MAIL QUIT " },
	{ "where nobody answers one try is enough", SPOOL_ANSWERED, { .greeting = "421 not now" },
	  "delayed ", FALSE, { SPOOL_OUTBOX, SPOOL_OUTBOX, SPOOL_OUTBOX }, "" },
};
/* clang-format on */

/* The words of the lines of HEARD that are commands, but RCPT and DATA, which follow MAIL. */
static char *
commands_in(const char *heard)
{
	static const char *const words[] = { "EHLO", "MAIL", "RSET", "QUIT" };
	g_auto(GStrv) lines = g_strsplit(heard, "\r\n", -1);
	GString *found = g_string_new(NULL);

	for (char **line = lines; *line != NULL; line++)
		for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
			if (g_str_has_prefix(*line, words[i]))
				g_string_append_printf(found, "%s ", words[i]);
	return g_string_free(found, FALSE);
}

static void
test_run(gconstpointer data)
{
	static const char *const ids[] = { ID, OTHER_ID, THIRD_ID };
	const RunCase *c = data;
	g_auto(Room) room = { 0 };
	g_auto(Told) told = { 0 };
	g_autoptr(Outbox) outbox = NULL;
	g_autofree char *commands = NULL;
	Listener *listener = listener_start(&c->script);
	GString *heard;
	gboolean all;

	keep_three(&room, c->second);
	outbox = outbox_to(&room, listener->name, &told);
	all = outbox_run(outbox);
	outbox_hang_up(outbox);
	heard = listener_end(listener);
	commands = commands_in(heard->str);
	g_assert_cmpstr(told.events->str, ==, c->events);
	g_assert_cmpint(all, ==, c->all);
	for (gsize i = 0; i < G_N_ELEMENTS(ids); i++)
		g_assert_cmpint(spool_find(room.spool, ids[i], NULL), ==, c->places[i]);
	g_assert_cmpstr(commands, ==, c->heard);
	g_string_free(heard, TRUE);
}

static void
test_empty(void)
{
	g_auto(Room) room = { 0 };
	g_auto(Told) told = { 0 };
	g_autoptr(Outbox) outbox = NULL;

	room_init(&room);
	outbox = outbox_to(&room, NOBODY, &told);
	g_assert_true(outbox_run(outbox));
	outbox_recover(room.spool, note, &told);
	g_assert_cmpstr(told.events->str, ==, "");
}

/* ---- after a start ---- */

typedef struct RecoverCase {
	const char *name;
	SpoolPlace place;
	SpoolMark mark;
	gboolean claimed, broken;
	const char *events;
	SpoolMark then;
} RecoverCase;

static const RecoverCase recover_cases[] = {
	{ "what was to be sent and has no answer goes on, and is told", SPOOL_OUTBOX,
	  SPOOL_PREPARED, FALSE, FALSE, "unanswered ", SPOOL_ANSWERED },
	{ "so does what is held", SPOOL_HELD, SPOOL_PREPARED, FALSE, FALSE, "unanswered ",
	  SPOOL_ANSWERED },
	{ "what another works on is left to it", SPOOL_OUTBOX, SPOOL_PREPARED, TRUE, FALSE, "",
	  SPOOL_PREPARED },
	{ "what is answered is as it should be", SPOOL_OUTBOX, SPOOL_ANSWERED, FALSE, FALSE, "",
	  SPOOL_ANSWERED },
	{ "what was being sent stays marked for who sends it next", SPOOL_OUTBOX, SPOOL_SENDING,
	  FALSE, FALSE, "", SPOOL_SENDING },
	{ "what is held and answered is as it should be", SPOOL_HELD, SPOOL_ANSWERED, FALSE, FALSE,
	  "", SPOOL_ANSWERED },
	{ "what is broken goes on as well, and is found later", SPOOL_OUTBOX, SPOOL_PREPARED, FALSE,
	  TRUE, "unanswered ", SPOOL_ANSWERED },
};

static void
test_recover(gconstpointer data)
{
	const RecoverCase *c = data;
	g_auto(Room) room = { 0 };
	g_auto(Told) told = { 0 };
	int claim;

	told_init(&told);
	room_init(&room);
	keep_marked(&room, c->place, ID, c->mark);
	if (c->broken)
		break_copy(&room);
	claim = c->claimed ? spool_claim(room.spool, c->place, ID, NULL) : -1;
	outbox_recover(room.spool, note, &told);
	if (claim >= 0)
		close(claim);
	g_assert_cmpstr(told.events->str, ==, c->events);
	assert_is(&room, ID, c->place, c->then);
	if (*c->events != '\0')
		g_assert_cmpstr(told.recipient, ==, c->broken ? NULL : "<bob@example.org>");

	/* Nobody holds it any more. */
	claim = spool_claim(room.spool, c->place, ID, NULL);
	g_assert_cmpint(claim, >=, 0);
	close(claim);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	message_library_init();
	GIVEN_ROWS("outbox/answer", answer_cases, test_answer);
	GIVEN_ROWS("outbox/run", run_cases, test_run);
	GIVEN_ROWS("outbox/recover", recover_cases, test_recover);
	g_test_add_func("/outbox/the listener hears the copy as it came, with what was edited",
			test_heard);
	g_test_add_func("/outbox/why it was refused is told by the copy", test_reason);
	g_test_add_func("/outbox/what is taken and cannot be recorded is not sent again",
			test_unrecorded);
	g_test_add_func("/outbox/what is refused and cannot be held stays on its way",
			test_cannot_be_held);
	g_test_add_func("/outbox/a copy that cannot be opened now stays on its way",
			test_few_descriptors);
	g_test_add_func("/outbox/one that is broken is held as it is", test_broken);
	g_test_add_func("/outbox/one that is broken and cannot be held is tried again",
			test_broken_stays);
	g_test_add_func("/outbox/what another works on is left to it", test_not_ours);
	g_test_add_func("/outbox/nothing on its way is nothing to do", test_empty);
	return g_test_run();
}
