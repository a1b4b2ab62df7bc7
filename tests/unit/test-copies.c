/* Copies of one message to very many: what each says, and that nobody waits for it. */
#include "filter/copies.h"

#include "club.h"
#include "patience.h"
#include "room.h"

#define REMINDER BY_CLUB "Subject: Reminder: Jane Doe invited you\nMessage-ID: <1@example.com>\n"

enum { PEOPLE = 900, APART = 300 };

/* The last ones are not judged and get the message as it came, all others tagged. */
static char **
addresses(void)
{
	g_autoptr(GStrvBuilder) builder = g_strv_builder_new();

	for (guint i = 0; i < PEOPLE; i++) {
		g_autofree char *address =
			g_strdup_printf("person%u@%s", i, i < PEOPLE - APART ? "example.org" : "apart.example.org");

		g_strv_builder_add(builder, address);
	}
	return g_strv_builder_end(builder);
}

static Judgement *
judge(Message *message, char **people)
{
	static const char *const exempt[] = { "@apart.example.org", NULL };
	g_autoptr(GError) error = NULL;
	g_autoptr(Ruleset) rules = given_rules(CLUB_RULES);
	g_autoptr(Policy) policy = policy_new_default();
	const JudgeSettings settings = { .rules = rules, .policy = policy, .mode = MODE_TAG,
					 .exempt_recipients = exempt };
	const Envelope envelope = { .recipients = (const char *const *)people };
	Judgement *judgement = judge_message(&settings, book_empty(), message, &envelope, &error);

	g_assert_no_error(error);
	return judgement;
}

static GPtrArray *
paths_of(char **people)
{
	GPtrArray *paths = g_ptr_array_new_with_free_func((GDestroyNotify)path_free);

	for (; *people != NULL; people++) {
		char *words[] = { *people, NULL };

		g_ptr_array_add(paths, path_new(words, *people));
	}
	return paths;
}

/* Why is told of whose copy it is, and of nobody else. */
static void
assert_says_own(const SpoolEntry *entry)
{
	g_autofree char *all = g_strjoinv("\n", entry->why);
	gsize length = strlen(entry->owner);
	gboolean own = FALSE;

	for (const char *at = all; (at = strstr(at, "person")) != NULL; at += length) {
		own = strncmp(at, entry->owner, length) == 0;
		if (!own)
			g_error("to %s is said:\n%s", entry->owner, all);
	}
	g_assert_true(own);
	g_assert_nonnull(strstr(all, "mail by the network club"));
}

static void
test_many(void)
{
	char *from[] = { (char *)"<bounce@example.com>", NULL };
	g_auto(Room) room = { 0 };
	g_autoptr(GError) error = NULL;
	g_auto(GStrv) people = addresses(), ids = NULL;
	g_autoptr(GPtrArray) paths = paths_of(people);
	g_autoptr(GPtrArray) kept = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(Message) message = NULL;
	g_autoptr(Judgement) judgement = NULL;
	g_autoptr(Plan) plan = NULL;
	const PlanSettings settings = { .mode = MODE_TAG, .authserv_id = "mx.example.org",
					.copies = TRUE };
	Path *sender = path_new(from, NULL);
	CopySource source = { .sender = sender, .recipients = paths, .most = G_MAXUINT64 };
	gboolean returns;
	clock_t begin;

	room_init(&room);
	source.spool = room.spool;
	source.message = message = given_mail(REMINDER, NULL);
	message_set_sender(message, *from);
	message_keep_whole(message, room.folder, 10000);
	judgement = judge(message, people);
	begin = patience_begin();
	g_assert_true(copies_find(&source, judgement, &returns, &error));
	plan = plan_make(judgement, message, &settings);
	copies_keep(&source, judgement, plan, kept, &error);
	patience_end(begin);
	g_assert_no_error(error);
	g_assert_cmpuint(kept->len, ==, APART);
	ids = spool_list(room.spool, SPOOL_OUTBOX, &error);
	g_assert_cmpuint(g_strv_length(ids), ==, APART);
	for (char **id = ids; *id != NULL; id++) {
		g_autoptr(SpoolEntry) entry = spool_read(room.spool, SPOOL_OUTBOX, *id, &error);

		g_assert_no_error(error);
		assert_says_own(entry);
	}
	path_free(sender);
	g_free(source.fingerprint);
}

/* The Received line that the copy has (transfer none). */
static const char *
received_of(const SpoolEntry *entry)
{
	for (guint i = 0; i < entry->edits->len; i++) {
		const SpoolEdit *edit = entry->edits->pdata[i];

		if (edit->field != NULL && g_str_has_prefix(edit->field, "Received:"))
			return edit->field;
	}
	g_assert_not_reached();
}

/* The message with FIELD on top, as it comes back from the listener of a filter that filters itself. */
static gboolean
is_taken_for_ours(const CopySource *first, char *const *people, const char *field)
{
	g_autofree char *text = g_strconcat(field, "\n", REMINDER, NULL);
	g_autoptr(Message) message = given_mail(text, NULL);
	g_autoptr(Judgement) judgement = NULL;
	g_autoptr(GError) error = NULL;
	CopySource source = *first;
	gboolean returns = FALSE;

	source.message = message;
	source.fingerprint = NULL;
	message_set_sender(message, "<bounce@example.com>");
	message_keep_whole(message, g_get_tmp_dir(), 10000);
	judgement = judge(message, (char **)people);
	g_assert_true(copies_find(&source, judgement, &returns, &error));
	g_assert_no_error(error);
	g_free(source.fingerprint);
	return returns;
}

/* A copy on its way, and whoever sends the message once more with the line that the copy would have. */
static void
test_returns(void)
{
	static const char *const hosts[] = { "mx.example.org", NULL };
	char *from[] = { (char *)"<bounce@example.com>", NULL };
	char *people[] = { (char *)"bob@example.org", (char *)"carol@apart.example.org", NULL };
	g_auto(Room) room = { 0 };
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) paths = paths_of(people);
	g_autoptr(GPtrArray) kept = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(Message) message = given_mail(REMINDER, NULL);
	g_autoptr(Judgement) judgement = NULL;
	g_autoptr(Plan) plan = NULL;
	g_autoptr(SpoolEntry) entry = NULL;
	g_autofree char *guessed = NULL;
	const PlanSettings settings = { .mode = MODE_TAG, .authserv_id = "mx.example.org",
					.copies = TRUE };
	Path *sender = path_new(from);
	CopySource source = { .sender = sender, .recipients = paths, .most = G_MAXUINT64,
			      .host = "mx.example.org", .own_hosts = hosts, .message = message };
	gboolean returns;

	room_init(&room);
	source.spool = room.spool;
	message_set_sender(message, *from);
	message_keep_whole(message, room.folder, 10000);
	judgement = judge(message, people);
	g_assert_true(copies_find(&source, judgement, &returns, &error));
	plan = plan_make(judgement, message, &settings);
	g_assert_true(copies_keep(&source, judgement, plan, kept, &error));
	g_assert_cmpuint(kept->len, ==, 1);
	entry = spool_read(room.spool, SPOOL_OUTBOX, kept->pdata[0], &error);
	g_assert_true(spool_mark(room.spool, SPOOL_OUTBOX, entry->id, SPOOL_SENDING, FALSE, &error));
	guessed = g_strdup_printf("Received: from a\n\tby mx.example.org (invite-milter) with SMTP id %.16s\n"
				  "\tfor <bob@example.org>; Tue, 14 Nov 2023 15:56:58 +0000", entry->id);
	g_assert_false(is_taken_for_ours(&source, people, guessed));
	g_assert_true(is_taken_for_ours(&source, people, received_of(entry)));
	path_free(sender);
	g_free(source.fingerprint);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	message_library_init();
	g_test_add_func("/copies/hundreds are made at once, each with its own reasons alone", test_many);
	g_test_add_func("/copies/only the copy itself is known when it comes back", test_returns);
	return g_test_run();
}
