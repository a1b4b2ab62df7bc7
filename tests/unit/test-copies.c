/*
 * Copies of one message: what each says, who gets one, which are known again, and that nobody waits
 * for very many.
 */
#include <fcntl.h>
#include <unistd.h>

#include "store/spool-file.h"

#include "patience.h"
#include "scene.h"

/* ---- what is known again ---- */

#define BOB "bob@example.org"
#define SENDER "bounce@example.com"
#define FOUND (FOREIGN REMINDER)

/* %s is the beginning of the copy's id. */
/* The random part of a copy's line, which nobody else knows. */
#define SECRET "0123456789abcdef"
#define OUR_LINE                                                                                   \
	"Received: from a ([192.0.2.1]) by " OWN_HOST " (invite-milter) with SMTP id %s." SECRET   \
	"; now\n"
#define GUESSED_LINE                                                                               \
	"Received: from a ([192.0.2.1]) by " OWN_HOST " (invite-milter) with SMTP id %s; now\n"
/* As it is written where there is no randomness. */
#define BARE_LINE                                                                                  \
	"Received: from a ([192.0.2.1]) by " OWN_HOST " (invite-milter) with SMTP id %s\n\t; "     \
	"now\n"
#define LIKE_OURS                                                                                  \
	"X-Received: from a by " OWN_HOST " (invite-milter) with SMTP id %s." SECRET "; now\n"
#define CLAIMED "(invite-milter) with SMTP id 0000000000000000.ffffffffffffffff"
#define CLAIMING_LINE "Received: from a by " OWN_HOST " " CLAIMED "; now\n"
#define OWN_LINE "Received: from a by " OWN_HOST " with SMTP id 4XQ1; now\n"
#define OTHERS_LINE "Received: by " OWN_HOST " (invite-milter) with SMTP id 0000000000000000; now\n"

typedef struct FindCase {
	const char *name;
	SpoolPlace place; /* where bob's copy is; SPOOL_NOWHERE: he has none */
	SpoolMark mark;
	const char *above; /* what stands above the message when it comes again */
	gboolean returns, kept;
	const char *line;  /* what was put on the copy; NULL: OUR_LINE */
	const char *field; /* and another field, before it (nullable) */
} FindCase;

static const FindCase find_cases[] = {
	{ "a message that is new has no copies", SPOOL_NOWHERE, SPOOL_PREPARED, "", FALSE, FALSE,
	  NULL, NULL },
	{ "one that is held is kept", SPOOL_HELD, SPOOL_ANSWERED, "", FALSE, TRUE, NULL, NULL },
	{ "one that was held before our answer is kept", SPOOL_HELD, SPOOL_PREPARED, "", FALSE,
	  TRUE, NULL, NULL },
	{ "one on its way is kept", SPOOL_OUTBOX, SPOOL_ANSWERED, "", FALSE, TRUE, NULL, NULL },
	{ "one that is prepared is kept", SPOOL_OUTBOX, SPOOL_PREPARED, "", FALSE, TRUE, NULL,
	  NULL },
	{ "one that is being sent is kept when the client comes again", SPOOL_OUTBOX, SPOOL_SENDING,
	  "", FALSE, TRUE, NULL, NULL },
	{ "one that is done is kept", SPOOL_DONE, SPOOL_PREPARED, "", FALSE, TRUE, NULL, NULL },
	{ "the copy that is being sent comes back to us", SPOOL_OUTBOX, SPOOL_SENDING, OUR_LINE,
	  TRUE, FALSE, NULL, NULL },
	{ "a copy that nobody is sending does not", SPOOL_OUTBOX, SPOOL_ANSWERED, OUR_LINE, FALSE,
	  TRUE, NULL, NULL },
	{ "a held copy does not", SPOOL_HELD, SPOOL_SENDING, OUR_LINE, FALSE, TRUE, NULL, NULL },
	{ "a copy that is done does not", SPOOL_DONE, SPOOL_SENDING, OUR_LINE, FALSE, TRUE, NULL,
	  NULL },
	{ "whoever reckons its id does not know all of its line", SPOOL_OUTBOX, SPOOL_SENDING,
	  GUESSED_LINE, FALSE, TRUE, NULL, NULL },
	{ "our line about another copy does not make it ours", SPOOL_OUTBOX, SPOOL_SENDING,
	  OTHERS_LINE, FALSE, TRUE, NULL, NULL },
	{ "nor does our line below that of a server", SPOOL_OUTBOX, SPOOL_SENDING,
	  OWN_LINE OUR_LINE, FALSE, TRUE, NULL, NULL },
	{ "nor does the mail server's own line", SPOOL_OUTBOX, SPOOL_SENDING, OWN_LINE, FALSE, TRUE,
	  NULL, NULL },
	{ "nor does another field that reads so", SPOOL_OUTBOX, SPOOL_SENDING, LIKE_OURS, FALSE,
	  TRUE, NULL, NULL },
	{ "a copy whose line has no random part comes back as anybody's", SPOOL_OUTBOX,
	  SPOOL_SENDING, BARE_LINE, FALSE, TRUE, BARE_LINE, NULL },
	{ "what a sender wrote into another field that we put on it is no line of ours",
	  SPOOL_OUTBOX, SPOOL_SENDING, CLAIMING_LINE, FALSE, TRUE, NULL, "Subject: " CLAIMED },
	{ "and our line beside such a field still is", SPOOL_OUTBOX, SPOOL_SENDING, OUR_LINE, TRUE,
	  FALSE, NULL, "Subject: " CLAIMED },
};

/* TEXT with the beginning of ID in the place of %s. */
static char *
with_id(const char *text, const char *id)
{
	g_autofree char *shown = g_strndup(id, 16);
	g_auto(GStrv) pieces = g_strsplit(text, "%s", -1);

	return g_strjoinv(shown, pieces);
}

static void
put_copy(const Scene *scene, const char *id, SpoolPlace place, SpoolMark mark, const char *put,
	 const char *field)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(SpoolEntry) entry = given_entry();
	g_autofree char *line = with_id(put != NULL ? put : OUR_LINE, id);

	g_free(entry->id);
	entry->id = g_strdup(id);
	if (field != NULL)
		spool_entry_edit(entry, 0, 0, g_strdup(field));
	spool_entry_edit(entry, 0, 0, g_strdup(g_strchomp(line)));
	spool_keep(scene->room.spool, place, entry, scene->message, &error);
	g_assert_no_error(error);
	spool_mark(scene->room.spool, place, id, mark, TRUE, &error);
	g_assert_no_error(error);
}

static gboolean
is_kept(const Scene *scene, const char *recipient)
{
	return g_hash_table_contains(scene->kept, recipient);
}

static void
test_find(gconstpointer data)
{
	static const char *const people[] = { BOB, NULL };
	const FindCase *c = data;
	g_auto(Scene) scene = { 0 };
	g_autofree char *id = copy_id(FOUND, SENDER, BOB);
	g_autofree char *above = with_id(c->above, id);
	g_autofree char *header = g_strconcat(above, FOUND, NULL);
	g_autofree char *shown = g_strndup(id, 16);
	const Verdict *verdict;
	const GPtrArray *said;
	guint before;

	scene_begin(&scene, header, SENDER, people);
	if (c->place != SPOOL_NOWHERE)
		put_copy(&scene, id, c->place, c->mark, c->line, c->field);
	verdict = verdict_of(&scene, BOB);
	said = why_sentences(verdict->why);
	before = said->len;
	scene_find(&scene);
	g_assert_cmpint(scene.returns, ==, c->returns);
	g_assert_cmpint(is_kept(&scene, BOB), ==, c->kept);
	g_assert_cmpuint(said->len, ==, before + (c->kept ? 1 : 0));
	if (c->kept)
		g_assert_nonnull(strstr(said->pdata[before], shown));
}

/* Each has a copy of their own: who has none is not told of as having one. */
static void
test_find_each(void)
{
	static const char *const people[] = { "ann@example.org", BOB, "carol@example.org", NULL };
	g_auto(Scene) scene = { 0 };
	g_autofree char *id = copy_id(FOUND, SENDER, BOB);
	g_autofree char *others = copy_id(FOUND, "else@example.com", "carol@example.org");

	scene_begin(&scene, FOUND, SENDER, people);
	put_copy(&scene, id, SPOOL_HELD, SPOOL_ANSWERED, NULL, NULL);
	put_copy(&scene, others, SPOOL_HELD, SPOOL_ANSWERED, NULL, NULL);
	scene_find(&scene);
	g_assert_false(scene.returns);
	g_assert_false(is_kept(&scene, "ann@example.org"));
	g_assert_true(is_kept(&scene, BOB));
	g_assert_false(is_kept(&scene, "carol@example.org")); /* of another sender */
}

/* ---- what a copy says ---- */

static char *
words_of(char **words)
{
	return words != NULL ? g_strjoinv(" ", words) : g_strdup("-");
}

/* The value, and whether it is strong; "-" where it is not known. */
static char *
words_for(const Identity *identity)
{
	return g_strconcat(identity->value != NULL ? identity->value : "-",
			   identity->strong ? " strong" : "", NULL);
}

/* What a copy says of its envelope and of what was judged, a line each. */
static char *
describe(const SpoolEntry *entry)
{
	g_autofree char *from = words_of(entry->sender_parameters);
	g_autofree char *to = words_of(entry->recipient_parameters);
	g_autofree char *email = words_for(&entry->first.email);
	g_autofree char *profile = words_for(&entry->first.profile);
	g_autofree char *time = g_strdup_printf("%" G_GINT64_FORMAT, entry->since);

	return g_strdup_printf("%s %s -> %s %s of %s\n"
			       "%s %s %s %s\n"
			       "%s %s %s %s %s %u\n"
			       "%s | %s | %s | %s | %s",
			       entry->sender, from, entry->recipient, to, entry->owner,
			       entry->client_name, entry->client_address, entry->queue_id, time,
			       entry->network, entry->kind, entry->standing, entry->proof,
			       entry->rule, entry->count, entry->first.name.value, email, profile,
			       entry->subject, entry->message_id);
}

/* The message as it will be delivered; of X-Invitation only the action. */
static char *
delivered(const Scene *scene, SpoolPlace place, const SpoolEntry *entry)
{
	g_autofree char *path = spool_path(scene->room.spool, place, entry->id);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	g_autoptr(SpoolReader) reader = spool_reader_new(fd, entry, TRUE);
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(GRegex) tail =
		g_regex_new("(action=[a-z-]+).*?(?=\r\n\\S)", G_REGEX_DOTALL, 0, NULL);
	g_autoptr(GError) error = NULL;
	const char *data;
	gsize size = 1;
	char *shown;

	while (size > 0) {
		g_assert_true(spool_reader_next(reader, &data, &size, &error));
		g_string_append_len(text, data, (gssize)size);
	}
	shown = g_regex_replace(tail, text->str, -1, 0, "\\1", 0, NULL);
	close(fd);
	return shown;
}

typedef struct KeepCase {
	const char *name;
	const char *header, *sender;
	const char *people[4];
	Action wanted[4];     /* of each */
	const char *redirect; /* the address of those who are redirected */
	gboolean reminds;     /* by the history of who is looked at */
	const char *whose;    /* whose copy is looked at */
	SpoolPlace place;
	guint count;                  /* of copies in all */
	const char *said, *delivered; /* %s: the beginning of the copy's id */
} KeepCase;

#define ANN "ann@example.org"
#define CAROL "carol@example.org"
#define CAME "mail.example.com 192.0.2.7 4XQ1 1700000000\n"
#define JUDGED(line) "unknown none test.rules:" line " 3\n"
#define REMINDED                                                                                   \
	CAME "club reminder " JUDGED("18") "Jane Doe | - | club:slug:jane-doe-42 strong | "        \
					   "Reminder: Jane Doe invited you | 1@example.com"
#define ASKED                                                                                      \
	CAME "club reminder " JUDGED(                                                              \
		"21") "Jane Doe | jane@example.net strong | club:slug:jane-doe-42 strong | Jane "  \
		      "Doe wants to connect | 2@example.com"

#define ON_TOP(action, person, to)                                                                 \
	"X-Invitation: mx.example.org; action=" action "\r\n"                                      \
	"X-Invitation-From: " person "\r\n"                                                        \
	"Received: from mail.example.com ([192.0.2.7])\r\n"                                        \
	"\tby mx.example.org (invite-milter) with SMTP id %s\r\n"                                  \
	"\tfor <" to ">; Tue, 14 Nov 2023 22:13:20 +0000\r\n"
#define WIRE_FOREIGN                                                                               \
	"Received: from example.com by mail.example.net; Tue, 14 Nov 2023 22:13:20 +0000\r\n"
#define WIRE_BY_CLUB "From: Example Club <invite@example.com>\r\nTo: Bob Roe <bob@example.org>\r\n"
#define WIRE_REMINDER(tag)                                                                         \
	WIRE_FOREIGN WIRE_BY_CLUB                                                                  \
		"Subject:" tag                                                                     \
		" Reminder: Jane Doe invited you\r\nMessage-ID: <1@example.com>\r\n"
#define CLAIM "X-Invitation: mx.example.org; action=pass\n"
#define INVITATION                                                                                 \
	BY_CLUB "Reply-To: jane@example.net\n"                                                     \
		"Subject: Jane Doe wants to connect\nMessage-ID: <2@example.com>\n"
#define WIRE_INVITATION                                                                            \
	WIRE_BY_CLUB "Reply-To: jane@example.net\r\n"                                              \
		     "Subject: Jane Doe wants to connect\r\nMessage-ID: <2@example.com>\r\n"

/* clang-format off */
static const KeepCase keep_cases[] = {
	{ .name = "one alone is held, with the envelope as it came", .header = FOUND,
	  .sender = SENDER " BODY=8BITMIME", .people = { BOB " NOTIFY=NEVER ORCPT=rfc822;bob@x" },
	  .wanted = { ACTION_QUARANTINE }, .whose = BOB, .place = SPOOL_HELD, .count = 1,
	  .said = "<bounce@example.com> BODY=8BITMIME -> <bob@example.org> NOTIFY=NEVER "
		  "ORCPT=rfc822;bob@x of bob@example.org\n" REMINDED,
	  .delivered = ON_TOP("quarantine", "Jane Doe:;", BOB) WIRE_REMINDER("") "\r\n" BODY },
	{ .name = "one of three gets their own, tagged", .header = FOUND, .sender = SENDER,
	  .people = { ANN " NOTIFY=FAILURE", BOB " NOTIFY=NEVER", CAROL },
	  .wanted = { ACTION_PASS, ACTION_TAG, ACTION_PASS }, .whose = BOB, .place = SPOOL_OUTBOX,
	  .count = 1,
	  .said = "<bounce@example.com> - -> <bob@example.org> NOTIFY=NEVER of bob@example.org\n" REMINDED,
	  .delivered = ON_TOP("tag", "Jane Doe:;", BOB) WIRE_REMINDER(" [reminder]") "\r\n" BODY },
	{ .name = "one of three is redirected, with their own parameters", .header = FOUND,
	  .sender = SENDER, .people = { ANN, BOB " NOTIFY=NEVER", CAROL },
	  .wanted = { ACTION_PASS, ACTION_REDIRECT, ACTION_PASS }, .redirect = "mod@example.org",
	  .whose = BOB, .place = SPOOL_OUTBOX, .count = 1,
	  .said = "<bounce@example.com> - -> <mod@example.org> NOTIFY=NEVER of bob@example.org\n" REMINDED,
	  .delivered = ON_TOP("redirect", "Jane Doe:;",
	  "mod@example.org") WIRE_REMINDER("") "\r\n" BODY },
	{ .name = "what claims to be our field is taken off, above and below",
	  .header = CLAIM FOREIGN CLAIM REMINDER "X-Other: 1\n" CLAIM, .sender = SENDER,
	  .people = { BOB },
	  .wanted = { ACTION_QUARANTINE }, .whose = BOB, .place = SPOOL_HELD, .count = 1,
	  .said = "<bounce@example.com> - -> <bob@example.org> - of bob@example.org\n" REMINDED,
	  .delivered = ON_TOP("quarantine", "Jane Doe:;",
	  BOB) WIRE_REMINDER("") "X-Other: 1\r\n\r\n" BODY },
	{ .name = "what is held for two is held for each", .header = FOUND, .sender = SENDER,
	  .people = { ANN, BOB, CAROL }, .wanted = { ACTION_QUARANTINE, ACTION_QUARANTINE,
	  ACTION_PASS },
	  .whose = BOB, .place = SPOOL_HELD, .count = 2,
	  .said = "<bounce@example.com> - -> <bob@example.org> - of bob@example.org\n" REMINDED,
	  .delivered = ON_TOP("quarantine", "Jane Doe:;", BOB) WIRE_REMINDER("") "\r\n" BODY },
	{ .name = "what is a reminder by history is kept as one, and who sent it as known",
	  .header = INVITATION, .sender = "<>", .people = { BOB }, .wanted = { ACTION_QUARANTINE },
	  .reminds = TRUE, .whose = BOB, .place = SPOOL_HELD, .count = 1,
	  .said = "<> - -> <bob@example.org> - of bob@example.org\n" ASKED,
	  .delivered = ON_TOP("quarantine", "Jane Doe <jane@example.net>",
	  BOB) WIRE_INVITATION "\r\n" BODY },
};
/* clang-format on */

static guint
count_people(const char *const *people)
{
	guint count = 0;

	while (people[count] != NULL)
		count++;
	return count;
}

/* TEXT (transfer full) without the random part of our line, which must be there (transfer full). */
static char *
without_secret(char *text)
{
	g_autoptr(GRegex) secret = g_regex_new("(SMTP id [0-9a-f]{16})\\.[0-9a-f]{16}", 0, 0, NULL);
	char *rest = g_regex_replace(secret, text, -1, 0, "\\1", 0, NULL);

	g_assert_cmpstr(text, !=, rest);
	g_free(text);
	return rest;
}

static void
test_keep(gconstpointer data)
{
	const KeepCase *c = data;
	g_auto(Scene) scene = { 0 };
	g_autoptr(GError) error = NULL;
	g_autoptr(SpoolEntry) entry = NULL;
	g_autofree char *id = NULL, *said = NULL, *text = NULL, *wanted = NULL;
	const char *const people[] = { c->people[0], c->people[1], c->people[2], NULL };

	scene_begin(&scene, c->header, c->sender, people);
	scene_find(&scene);
	id = origin_copy_id(scene.source.fingerprint, message_sender_path(scene.message), c->whose);
	wanted = with_id(c->delivered, id);
	for (guint i = 0; i < count_people(people); i++) {
		g_autofree char *bare = g_strndup(people[i], strcspn(people[i], " "));

		want(&scene, bare, c->wanted[i], c->redirect);
	}
	verdict_of(&scene, c->whose)->count = 3;
	verdict_of(&scene, c->whose)->reminds = c->reminds;
	scene_plan(&scene);
	g_assert_true(copies_keep(&scene.source, scene.judgement, scene.plan, scene.ids, &error));
	g_assert_no_error(error);
	g_assert_cmpuint(scene.ids->len, ==, c->count);
	g_assert_true(is_kept(&scene, c->whose));
	entry = spool_read(scene.room.spool, c->place, id, &error);
	g_assert_no_error(error);
	said = describe(entry);
	text = without_secret(delivered(&scene, c->place, entry));
	g_assert_cmpstr(said, ==, c->said);
	g_assert_cmpstr(text, ==, wanted);
}

/* Whatever the mail server calls the client, our line says no more than a host's name. */
static void
test_odd_names(void)
{
	static const char *const people[] = { BOB, NULL };
	g_auto(Scene) scene = { 0 };
	g_autoptr(GError) error = NULL;
	g_autoptr(SpoolEntry) entry = NULL;
	g_autofree char *text = NULL;

	scene_begin(&scene, REMINDER, "<>", people);
	scene_find(&scene);
	scene.source.client_name = "evil\r\nX-Bad: y";
	scene.source.client_address = "1.2.3.4]\x1b[31m";
	scene.source.host = "";
	want(&scene, BOB, ACTION_QUARANTINE, NULL);
	scene_plan(&scene);
	g_assert_true(copies_keep(&scene.source, scene.judgement, scene.plan, scene.ids, &error));
	entry = spool_read(scene.room.spool, SPOOL_HELD, scene.ids->pdata[0], &error);
	g_assert_no_error(error);
	text = delivered(&scene, SPOOL_HELD, entry);
	g_assert_nonnull(strstr(text, "\r\nReceived: from unknown ([unknown])\r\n\tby localhost "));
	g_assert_null(strstr(text, "X-Bad"));
}

/* What the mail server does not tell is not known. */
static void
test_nothing_known(void)
{
	static const char *const people[] = { BOB, NULL };
	g_auto(Scene) scene = { 0 };
	g_autoptr(GError) error = NULL;
	g_autoptr(SpoolEntry) entry = NULL;
	g_autofree char *text = NULL;

	scene_begin(&scene, REMINDER, "<>", people);
	scene_find(&scene);
	scene.source.client_name = scene.source.client_address = NULL;
	scene.source.queue_id = scene.source.host = NULL;
	want(&scene, BOB, ACTION_QUARANTINE, NULL);
	scene_plan(&scene);
	g_ptr_array_set_size(scene.judgement->inviters, 0);
	g_assert_true(copies_keep(&scene.source, scene.judgement, scene.plan, scene.ids, &error));
	entry = spool_read(scene.room.spool, SPOOL_HELD, scene.ids->pdata[0], &error);
	g_assert_no_error(error);
	g_assert_cmpstr(entry->sender, ==, "<>");
	g_assert_null(entry->client_name);
	g_assert_null(entry->client_address);
	g_assert_null(entry->queue_id);
	g_assert_null(entry->first.name.value);
	text = delivered(&scene, SPOOL_HELD, entry);
	g_assert_nonnull(strstr(text, "\r\nReceived: from unknown ([unknown])\r\n"
				      "\tby localhost (invite-milter) with SMTP id "));
}

/* All together, their size counts before the first is made. */
static void
test_too_much(void)
{
	static const char *const people[] = { "ann@example.org", BOB, "carol@example.org", NULL };
	g_auto(Scene) scene = { 0 };
	g_autoptr(GError) error = NULL;

	scene_begin(&scene, FOUND, SENDER, people);
	scene_find(&scene);
	for (const char *const *person = people; *person != NULL; person++)
		want(&scene, *person, ACTION_QUARANTINE, NULL);
	scene_plan(&scene);
	scene.source.most = 3 * message_size(scene.message) - 1;
	g_assert_false(copies_keep(&scene.source, scene.judgement, scene.plan, scene.ids, &error));
	g_assert_error(error, SPOOL_ERROR, SPOOL_ERROR_WRITE);
	g_assert_nonnull(strstr(error->message, "3 copies of "));
	g_clear_error(&error);
	g_assert_cmpuint(scene.ids->len, ==, 0);
	for (const char *const *person = people; *person != NULL; person++)
		g_assert_false(is_kept(&scene, *person));
	scene.source.most++;
	g_assert_true(copies_keep(&scene.source, scene.judgement, scene.plan, scene.ids, &error));
	g_assert_cmpuint(scene.ids->len, ==, 3);
}

/* Where one cannot be kept, those before it are: they need not be made again. */
static void
test_one_fails(void)
{
	static const char *const people[] = { ANN, BOB, CAROL, NULL };
	g_auto(Scene) scene = { 0 };
	g_autoptr(GError) error = NULL;
	g_autofree char *obstacle = NULL;

	scene_begin(&scene, FOUND, SENDER, people);
	scene_find(&scene);
	want(&scene, ANN, ACTION_QUARANTINE, NULL);
	want(&scene, BOB, ACTION_TAG, NULL);
	want(&scene, CAROL, ACTION_PASS, NULL);
	scene_plan(&scene);
	/* Bob or Carol stays with the message, the other leaves by the outbox, which is blocked. */
	g_assert_cmpuint(scene.plan->copies->len, ==, 2);
	obstacle = g_build_filename(scene.room.folder, "outbox", NULL);
	g_assert_true(g_file_set_contents(obstacle, "", 0, NULL));
	g_assert_false(copies_keep(&scene.source, scene.judgement, scene.plan, scene.ids, &error));
	g_assert_error(error, SPOOL_ERROR, SPOOL_ERROR_WRITE);
	g_assert_cmpuint(scene.ids->len, ==, 1);
	g_assert_true(is_kept(&scene, ANN));
	g_assert_false(is_kept(&scene, BOB));
	g_assert_false(is_kept(&scene, CAROL));
	g_assert_cmpint(spool_find(scene.room.spool, scene.ids->pdata[0], NULL), ==, SPOOL_HELD);
}

/* ---- very many ---- */

enum { PEOPLE = 900, APART = 300 };

/* The last ones are not judged and get the message as it came, all others tagged. */
static char **
crowd(void)
{
	g_autoptr(GStrvBuilder) builder = g_strv_builder_new();

	for (guint i = 0; i < PEOPLE; i++) {
		g_autofree char *address = g_strdup_printf(
			"person%u@%s", i, i < PEOPLE - APART ? "example.org" : "apart.example.org");

		g_strv_builder_add(builder, address);
	}
	return g_strv_builder_end(builder);
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
	g_auto(Scene) scene = { 0 };
	g_autoptr(GError) error = NULL;
	g_auto(GStrv) people = crowd(), ids = NULL;
	clock_t begin;

	scene_begin(&scene, REMINDER, SENDER, (const char *const *)people);
	for (guint i = 0; i < PEOPLE - APART; i++)
		want(&scene, people[i], ACTION_TAG, NULL);
	begin = patience_begin();
	scene_find(&scene);
	scene_plan(&scene);
	copies_keep(&scene.source, scene.judgement, scene.plan, scene.ids, &error);
	patience_end(begin);
	g_assert_no_error(error);
	g_assert_cmpuint(scene.ids->len, ==, APART);
	ids = spool_list(scene.room.spool, SPOOL_OUTBOX, &error);
	g_assert_cmpuint(g_strv_length(ids), ==, APART);
	for (char **id = ids; *id != NULL; id++) {
		g_autoptr(SpoolEntry) entry =
			spool_read(scene.room.spool, SPOOL_OUTBOX, *id, &error);

		g_assert_no_error(error);
		assert_says_own(entry);
	}
}

/* What is said of the message is for all; what is said for one recipient, for them alone. */
static void
test_own_reasons(void)
{
	static const char *const people[] = { ANN, BOB, NULL };
	g_auto(Scene) scene = { 0 };
	g_autoptr(GError) error = NULL;
	g_autoptr(SpoolEntry) entry = NULL;
	g_autofree char *id = NULL, *all = NULL;

	scene_begin(&scene, FOUND, SENDER, people);
	scene_find(&scene);
	why_say(scene.judgement->why, "said of the message, which " ANN " sent");
	why_say(verdict_of(&scene, ANN)->why, "said for the one");
	why_say(verdict_of(&scene, BOB)->why, "said for the other");
	want(&scene, ANN, ACTION_PASS, NULL);
	want(&scene, BOB, ACTION_QUARANTINE, NULL);
	scene_plan(&scene);
	g_assert_true(copies_keep(&scene.source, scene.judgement, scene.plan, scene.ids, &error));
	id = origin_copy_id(scene.source.fingerprint, SENDER, BOB);
	entry = spool_read(scene.room.spool, SPOOL_HELD, id, &error);
	g_assert_no_error(error);
	all = g_strjoinv("\n", entry->why);
	g_assert_null(strstr(all, "said for the one"));
	g_assert_true(g_str_has_suffix(all, "\nsaid for the other"));
	g_assert_nonnull(strstr(all, "said of the message, which " ANN " sent\n"));
}

int
main(int argc, char **argv)
{
	g_setenv("TZ", "UTC", TRUE);
	g_test_init(&argc, &argv, NULL);
	message_library_init();
	GIVEN_ROWS("copies/found", find_cases, test_find);
	GIVEN_ROWS("copies/kept", keep_cases, test_keep);
	g_test_add_func("/copies/each is known by their own", test_find_each);
	g_test_add_func("/copies/of what nobody told nothing is said", test_nothing_known);
	g_test_add_func("/copies/a client of an odd name is unknown", test_odd_names);
	g_test_add_func("/copies/all together they have a limit", test_too_much);
	g_test_add_func("/copies/where one cannot be kept those before it are", test_one_fails);
	g_test_add_func("/copies/each has the message's reasons and its own", test_own_reasons);
	g_test_add_func("/copies/hundreds are made at once, each with its own reasons alone",
			test_many);
	return g_test_run();
}
