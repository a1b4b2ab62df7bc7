/*
 * What becomes of held mail, whoever asks: the copy, the book, the journal, and what is said of it.
 */
#include <stdio.h>

#include "decide/decline.h"
#include "decide/introduce.h"
#include "decide/release.h"
#include "decide/settle.h"
#include "sqlite/engine.h"
#include "store/held-check.h"

#include "listener.h"
#include "room.h"

#define BOB "bob@example.org"
#define JANE "jane@example.net"
#define SLUG "linkedin:slug:jane-doe-42"

/* A decider over a room, whose mail is all Bob's. */
typedef struct Desk {
	Room room;
	Decider decider;
} Desk;

/* REINJECT (nullable): the listener to release to. */
static void
desk_init(Desk *desk, const char *reinject)
{
	g_autofree char *path = NULL, *text = NULL;
	g_autoptr(GError) error = NULL;

	room_init(&desk->room);
	path = g_build_filename(desk->room.folder, "test.conf", NULL);
	text = g_strdup_printf("database %s\n%s%s\n", desk->room.database,
			       reinject != NULL ? "reinject " : "",
			       reinject != NULL ? reinject : "");
	g_assert_true(g_file_set_contents(path, text, -1, NULL));
	desk->decider.config = config_load(path, &error);
	g_assert_no_error(error);
	desk->decider.who = g_strdup("postmaster");
	desk->decider.spool = spool_new(desk->room.database);
	desk->decider.engine = &sqlite_engine;
	desk->decider.store = sqlite_engine.open(desk->room.database, STORE_CREATE, &error);
	g_assert_no_error(error);
}

static void
desk_clear(Desk *desk)
{
	decider_clear(&desk->decider);
	room_clear(&desk->room);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Desk, desk_clear)

/* A message that is held, by whom it says. */
typedef struct Mail {
	const char *standing, *proof;
	const char *name, *email, *profile;
	gboolean strong;    /* all of the three */
	const char *second; /* the profile of another inviter (nullable) */
} Mail;

static void
hold(Desk *desk, const char *id, const Mail *mail, gint64 since)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Message) message = whole_mail("Hi\r\n", 4, desk->room.folder);
	g_autoptr(SpoolEntry) entry = given_entry();
	const Inviter second = { .profile = { .value = (char *)mail->second, .strong = TRUE } };
	HeldIndex *index = desk->decider.store->held;

	g_free(entry->id);
	entry->id = g_strdup(id);
	entry->since = since;
	entry->network = g_strdup("linkedin");
	entry->standing = g_strdup(mail->standing);
	entry->proof = g_strdup(mail->proof);
	entry->first.name.value = g_strdup(mail->name);
	entry->first.email.value = g_strdup(mail->email);
	entry->first.profile.value = g_strdup(mail->profile);
	entry->first.name.strong = entry->first.email.strong = entry->first.profile.strong =
		mail->strong;
	if (mail->second != NULL)
		spool_entry_add_inviter(entry, &second);
	spool_keep(desk->room.spool, SPOOL_HELD, entry, message, &error);
	g_assert_no_error(error);
	spool_mark(desk->room.spool, SPOOL_HELD, id, SPOOL_ANSWERED, TRUE, &error);
	g_assert_no_error(error);
	g_assert_true(held_index(index, desk->room.spool, id, &error));
}

/* "trusted Jane Doe|jane@example.net": the state and what they are known by. */
static char *
contact_words(const Contact *contact)
{
	GString *words = g_string_new(contact->state == CONTACT_TRUSTED ? "trusted" : "declined");
	const GPtrArray *const lists[] = { contact->names, contact->emails, contact->profiles };

	for (gsize i = 0; i < G_N_ELEMENTS(lists); i++)
		for (guint j = 0; j < lists[i]->len; j++)
			g_string_append_printf(words, "|%s", (const char *)lists[i]->pdata[j]);
	return g_string_free(words, FALSE);
}

/* What the books have, a line each contact. */
static char *
book_of(const Desk *desk)
{
	g_autoptr(GPtrArray) contacts = contacts_list(desk->decider.store->contacts, NULL, NULL);
	GString *book = g_string_new(NULL);

	for (guint i = 0; i < contacts->len; i++) {
		g_autofree char *words = contact_words(contacts->pdata[i]);

		g_string_append_printf(book, "%s\n", words);
	}
	return g_string_free(book, FALSE);
}

static gboolean
remarks(const Decision *decision, const char *part)
{
	for (guint i = 0; decision->remarks != NULL && i < decision->remarks->len; i++)
		if (strstr(decision->remarks->pdata[i], part) != NULL)
			return TRUE;
	return FALSE;
}

/* ---- one message ---- */

typedef gboolean (*Verb)(Decider *decider, HeldCopy *copy, guint number, Decision *decision,
			 GError **error);

static gboolean
trust(Decider *decider, HeldCopy *copy, guint number, Decision *decision, GError **error)
{
	return introduce_trusted(decider, copy, number, decision, error);
}

static gboolean
decline(Decider *decider, HeldCopy *copy, guint number, Decision *decision, GError **error)
{
	return decline_copy(decider, copy, number, decision, error);
}

static gboolean delete (Decider *decider, HeldCopy *copy, guint number, Decision *decision,
			GError **error)
{
	(void)number;
	return settle_delete(decider, copy, decision, error);
}

typedef struct VerbCase {
	const char *name;
	Verb verb;
	Mail mail;
	guint number;
	int code; /* of DECIDE_ERROR; NO_ERROR: it is done */
	SpoolPlace place;
	const char *event;  /* the last of the journal (nullable) */
	const char *book;   /* what it has then */
	const char *remark; /* a part of one (nullable: there is none) */
} VerbCase;

#define NO_ERROR (-1)
#define PROVEN "unknown", "dkim"
#define UNPROVEN "unknown", "none"
#define FORGED "forged", "failed"

/* clang-format off */
static const VerbCase verb_cases[] = {
	{ "who is proven and strong is trusted, and their mail still held", trust,
	  { PROVEN, "Jane Doe", JANE, SLUG, TRUE, NULL }, 0, NO_ERROR, SPOOL_HELD, NULL,
	  "trusted|Jane Doe|" JANE "|" SLUG "\n", NULL },
	{ "what anybody could have typed is not trusted, and that is said", trust,
	  { PROVEN, "Jane Doe", JANE, NULL, FALSE, NULL }, 0, DECIDE_ERROR_DOUBTFUL, SPOOL_HELD,
	  NULL, "",
	  JANE " is not taken" },
	{ "a name alone is nobody to trust", trust, { PROVEN, "Jane Doe", NULL, NULL, TRUE,
	  NULL }, 0,
	  DECIDE_ERROR_DOUBTFUL, SPOOL_HELD, NULL, "", NULL },
	{ "nobody is trusted by what proves nothing", trust,
	  { UNPROVEN, "Jane Doe", JANE, NULL, TRUE, NULL }, 0, DECIDE_ERROR_DOUBTFUL, SPOOL_HELD,
	  NULL, "",
	  NULL },
	{ "nor by what is forged", trust, { "forged", "dkim", "Jane Doe", JANE, NULL, TRUE,
	  NULL }, 0,
	  DECIDE_ERROR_DOUBTFUL, SPOOL_HELD, NULL, "", NULL },
	{ "of two inviters it is to be said who is trusted", trust,
	  { PROVEN, "Jane Doe", JANE, NULL, TRUE, "linkedin:slug:john" }, 0, DECIDE_ERROR_WHOM,
	  SPOOL_HELD,
	  NULL, "", NULL },
	{ "and then it is the one that was meant", trust,
	  { PROVEN, "Jane Doe", JANE, NULL, TRUE, "linkedin:slug:john" }, 2, NO_ERROR,
	  SPOOL_HELD, NULL,
	  "trusted|linkedin:slug:john\n", NULL },
	{ "there is no third of two", trust,
	  { PROVEN, "Jane Doe", JANE, NULL, TRUE, "linkedin:slug:john" }, 3, DECIDE_ERROR_WHOM,
	  SPOOL_HELD,
	  NULL, "", NULL },
	{ "and no first of none", trust, { PROVEN, NULL, NULL, NULL, FALSE, NULL }, 1,
	  DECIDE_ERROR_NOBODY,
	  SPOOL_HELD, NULL, "", NULL },

	{ "who is declined goes with their mail", decline, { PROVEN, "Jane Doe", JANE, NULL,
	  TRUE, NULL },
	  0, NO_ERROR, SPOOL_DONE, "declined", "declined|Jane Doe|" JANE "\n", NULL },
	{ "mail that proves nothing is declined by name alone", decline,
	  { UNPROVEN, "Jane Doe", JANE, NULL, TRUE, NULL }, 0, NO_ERROR, SPOOL_DONE, "declined",
	  "declined|Jane Doe\n", "nothing proves who sent it" },
	{ "so is who is only said to be", decline, { PROVEN, "Jane Doe", JANE, NULL, FALSE,
	  NULL }, 0,
	  NO_ERROR, SPOOL_DONE, "declined", "declined|Jane Doe\n", JANE " is not taken" },
	{ "what is forged goes, and nobody is declined", decline,
	  { FORGED, "Jane Doe", JANE, NULL, TRUE, NULL }, 0, NO_ERROR, SPOOL_DONE, "declined", "",
	  "nobody is declined" },
	{ "so does what names nobody", decline, { PROVEN, NULL, NULL, NULL, FALSE, NULL }, 0,
	  NO_ERROR,
	  SPOOL_DONE, "declined", "", "it names no inviter" },
	{ "of two inviters one declined leaves the message to the other", decline,
	  { PROVEN, "Jane Doe", JANE, NULL, TRUE, "linkedin:slug:john" }, 1, NO_ERROR,
	  SPOOL_HELD, NULL,
	  "declined|Jane Doe|" JANE "\n", NULL },
	{ "of two it is to be said who is declined", decline,
	  { PROVEN, "Jane Doe", JANE, NULL, TRUE, "linkedin:slug:john" }, 0, DECIDE_ERROR_WHOM,
	  SPOOL_HELD,
	  NULL, "", NULL },

	{ "what is deleted goes, and no book changes", delete, { PROVEN, "Jane Doe", JANE, NULL,
	  TRUE, NULL },
	  0, NO_ERROR, SPOOL_DONE, "deleted", "", NULL },
};
/* clang-format on */

static void
test_verb(gconstpointer data)
{
	const VerbCase *c = data;
	g_auto(Desk) desk = { 0 };
	g_auto(HeldCopy) copy = { 0 };
	g_auto(Decision) decision = { 0 };
	g_autoptr(GError) error = NULL;
	g_autofree char *event = NULL, *book = NULL;
	gboolean done;
	gint64 time;

	desk_init(&desk, NULL);
	hold(&desk, ID, &c->mail, 1700000000);
	g_assert_true(copy_find(&desk.decider, "012345", &copy, &error));
	done = c->verb(&desk.decider, &copy, c->number, &decision, &error);
	if (c->code == NO_ERROR)
		g_assert_no_error(error);
	else
		g_assert_error(error, DECIDE_ERROR, c->code);
	g_assert_cmpint(done, ==, c->code == NO_ERROR);
	g_assert_cmpint(decision.end == DECISION_GONE, ==, c->place == SPOOL_DONE);
	g_assert_cmpint(spool_find(desk.room.spool, ID, NULL), ==, c->place);
	g_assert_true(copy_past(&desk.decider, &copy, &event, &time, &error));
	g_assert_cmpstr(event, ==, c->event);
	book = book_of(&desk);
	g_assert_cmpstr(book, ==, c->book);
	g_assert_true(c->remark == NULL ? decision.remarks == NULL : remarks(&decision, c->remark));
}

/* ---- those beside it ---- */

#define OTHER_ID "1123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define THIRD_ID "2123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define FOURTH_ID "3123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static void
test_others(void)
{
	const Mail jane = { PROVEN, "Jane Doe", JANE, NULL, TRUE, NULL };
	const Mail hers_too = { PROVEN, "J. Doe", JANE, NULL, TRUE, NULL };
	const Mail john = { PROVEN, "John Roe", "john@example.net", NULL, TRUE, NULL };
	const Mail in_her_name = { FORGED, "Jane Doe", JANE, NULL, TRUE, NULL };
	g_auto(Desk) desk = { 0 };
	g_auto(HeldCopy) copy = { 0 };
	g_auto(Decision) decision = { 0 };
	g_autoptr(GError) error = NULL;

	desk_init(&desk, NULL);
	hold(&desk, ID, &jane, 1700000000);
	hold(&desk, OTHER_ID, &hers_too, 1700000000);
	hold(&desk, THIRD_ID, &john, 1700000000);
	hold(&desk, FOURTH_ID, &in_her_name, 1700000000);
	g_assert_true(copy_find(&desk.decider, ID, &copy, &error));
	g_assert_true(decline_copy(&desk.decider, &copy, 0, &decision, &error));
	g_assert_no_error(error);
	g_assert_cmpuint(decision.others, ==, 1);
	g_assert_cmpint(decision.contact->id, ==, 1);
	g_assert_cmpint(spool_find(desk.room.spool, OTHER_ID, NULL), ==, SPOOL_DONE);
	g_assert_cmpint(spool_find(desk.room.spool, THIRD_ID, NULL), ==, SPOOL_HELD);
	g_assert_cmpint(spool_find(desk.room.spool, FOURTH_ID, NULL), ==, SPOOL_HELD);
}

/* ---- what is old ---- */

/*
 * Nobody was shown a list with it, but its inviter is declined; it was shown; neither; it is young.
 */
static void
test_expire(void)
{
	const Mail declined = { "declined", "dkim", "Jane Doe", JANE, NULL, TRUE, NULL };
	const Mail unknown = { PROVEN, "Jane Doe", JANE, NULL, TRUE, NULL };
	static const char *const gone[] = { ID, OTHER_ID }, *const stay[] = { THIRD_ID, FOURTH_ID };
	g_auto(Desk) desk = { 0 };
	g_autoptr(GError) error = NULL;
	HeldIndex *index;

	desk_init(&desk, NULL);
	index = desk.decider.store->held;
	hold(&desk, ID, &declined, 1000);
	hold(&desk, OTHER_ID, &unknown, 1000);
	g_assert_true(index->shown(index, OTHER_ID, 1500, &error));
	hold(&desk, THIRD_ID, &unknown, 1000);
	hold(&desk, FOURTH_ID, &declined, 2000);
	for (gboolean dry = TRUE; dry >= FALSE; dry--) {
		g_auto(Expired) expired = { 0 };

		g_assert_true(settle_expire(&desk.decider, 2000, dry, &expired, &error));
		g_assert_cmpuint(expired.gone->len, ==, 2);
		g_assert_cmpuint(expired.untold, ==, 1);
		for (gsize i = 0; i < G_N_ELEMENTS(gone); i++) {
			g_assert_cmpint(spool_find(desk.room.spool, gone[i], NULL), ==,
					dry ? SPOOL_HELD : SPOOL_DONE);
			g_assert_cmpint(spool_find(desk.room.spool, stay[i], NULL), ==, SPOOL_HELD);
		}
	}
}

/* ---- release ---- */

typedef struct ReleaseCase {
	const char *name;
	Script script;
	int code;
	DecisionEnd end;
	SpoolPlace place;
	gboolean doubt; /* it may come twice, and that is remarked */
} ReleaseCase;

/* clang-format off */
static const ReleaseCase release_cases[] = {
	{ "what the reinjector takes is delivered", { 0 }, NO_ERROR, DECISION_DELIVERED,
	  SPOOL_DONE, FALSE },
	{ "what it refuses is held as before", { .mail = "550 no" }, DECIDE_ERROR_REFUSED,
	  DECISION_STAYS,
	  SPOOL_HELD, FALSE },
	{ "what it has no time for waits", { .rcpt = "451 later" }, NO_ERROR, DECISION_DELAYED,
	  SPOOL_OUTBOX,
	  FALSE },
	{ "where its answer is lost there is a doubt", { .end = HANGS_UP }, NO_ERROR,
	  DECISION_DELAYED,
	  SPOOL_OUTBOX, TRUE },
};
/* clang-format on */

static void
test_release(gconstpointer data)
{
	const ReleaseCase *c = data;
	const Mail mail = { PROVEN, "Jane Doe", JANE, NULL, TRUE, NULL };
	Listener *listener = listener_start(&c->script);
	g_auto(Desk) desk = { 0 };
	g_auto(HeldCopy) copy = { 0 };
	g_auto(Decision) decision = { 0 };
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) rows = NULL;

	desk_init(&desk, listener->name);
	hold(&desk, ID, &mail, 1700000000);
	g_assert_true(copy_find(&desk.decider, ID, &copy, &error));
	g_assert_true(release_begin(&desk.decider, &error));
	release_copy(&desk.decider, &copy, &decision, &error);
	if (c->code == NO_ERROR)
		g_assert_no_error(error);
	else
		g_assert_error(error, DECIDE_ERROR, c->code);
	outbox_hang_up(desk.decider.outbox);
	g_string_free(listener_end(listener), TRUE);
	g_assert_cmpint(decision.end, ==, c->end);
	g_assert_false(decision.again);
	g_assert_cmpint(remarks(&decision, "may come twice"), ==, c->doubt);
	g_assert_cmpint(spool_find(desk.room.spool, ID, NULL), ==, c->place);
	/* The index says what the files say. */
	rows = desk.decider.store->held->list(desk.decider.store->held, NULL, NULL);
	g_assert_cmpuint(rows->len, ==, c->place == SPOOL_HELD ? 1 : 0);
}

/* Once more: what is on its way goes on, and what is over stays so. */
static void
test_release_again(void)
{
	const Mail mail = { PROVEN, "Jane Doe", JANE, NULL, TRUE, NULL };
	Listener *listener = listener_start(&(Script){ .mail = "451 later|250 ok" });
	g_auto(Desk) desk = { 0 };
	g_autoptr(GError) error = NULL;

	desk_init(&desk, listener->name);
	hold(&desk, ID, &mail, 1700000000);
	g_assert_true(release_begin(&desk.decider, &error));
	for (guint i = 0; i < 3; i++) {
		static const DecisionEnd ends[] = { DECISION_DELAYED, DECISION_DELIVERED,
						    DECISION_STAYS };
		g_auto(HeldCopy) copy = { 0 };
		g_auto(Decision) decision = { 0 };

		g_assert_true(copy_find(&desk.decider, ID, &copy, NULL));
		release_copy(&desk.decider, &copy, &decision, &error);
		g_assert_cmpint(decision.end, ==, ends[i]);
		g_assert_cmpint(decision.again, ==, i == 1);
	}
	g_assert_error(error, DECIDE_ERROR, DECIDE_ERROR_OVER);
	outbox_hang_up(desk.decider.outbox);
	g_string_free(listener_end(listener), TRUE);
}

static void
test_no_reinjector(void)
{
	g_auto(Desk) desk = { 0 };
	g_autoptr(GError) error = NULL;

	desk_init(&desk, NULL);
	g_assert_false(release_begin(&desk.decider, &error));
	g_assert_error(error, DECIDE_ERROR, DECIDE_ERROR_REINJECTOR);
}

/* ---- which message is meant ---- */

/* All but the last digit of two others. */
#define LIKE_ID "f23456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

typedef struct FindCase {
	const char *name, *word;
	int code;
} FindCase;

static const FindCase find_cases[] = {
	{ "the whole id is one", ID, NO_ERROR },
	{ "its beginning is", "012345", NO_ERROR },
	{ "in capitals, too", "0123456789ABCDEF", NO_ERROR },
	{ "five digits are too few", "01234", DECIDE_ERROR_WORD },
	{ "a word is none", "0123456x", DECIDE_ERROR_WORD },
	{ "what begins several means none", "f23456", DECIDE_ERROR_UNKNOWN },
	{ "what begins nothing is nobody's", "aaaaaa", DECIDE_ERROR_UNKNOWN },
};

static void
test_find(gconstpointer data)
{
	const FindCase *c = data;
	const Mail mail = { PROVEN, "Jane Doe", JANE, NULL, TRUE, NULL };
	g_auto(Desk) desk = { 0 };
	g_auto(HeldCopy) copy = { 0 };
	g_autoptr(GError) error = NULL;

	desk_init(&desk, NULL);
	hold(&desk, ID, &mail, 1700000000);
	hold(&desk, LIKE_ID "0", &mail, 1700000000);
	hold(&desk, LIKE_ID "1", &mail, 1700000000);
	copy_find(&desk.decider, c->word, &copy, &error);
	if (c->code != NO_ERROR) {
		g_assert_error(error, DECIDE_ERROR, c->code);
		return;
	}
	g_assert_no_error(error);
	g_assert_cmpstr(copy.id, ==, ID);
	g_assert_cmpstr(copy.entry->owner, ==, BOB);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	message_library_init();
	GIVEN_ROWS("decide", verb_cases, test_verb);
	GIVEN_ROWS("decide/release", release_cases, test_release);
	GIVEN_ROWS("decide/find", find_cases, test_find);
	g_test_add_func("/decide/what else is held of who is declined goes with it", test_others);
	g_test_add_func("/decide/what is old goes if its owner was told, or wants to hear nothing",
			test_expire);
	g_test_add_func("/decide/release/what was released goes on, and is delivered once",
			test_release_again);
	g_test_add_func("/decide/release/without a reinjector there is none", test_no_reinjector);
	return g_test_run();
}
