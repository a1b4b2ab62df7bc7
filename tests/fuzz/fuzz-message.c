/*
 * A mail, from its fields to the verdict and what is done (filter/filter.h): the way of the daemon.
 *
 * The input is the mail as text.  How it is cut, who gets it and what is configured follow from its
 * bytes.
 */
#include "fuzz.h"

#include <json-glib/json-glib.h>
#include <unistd.h>

#include "filter/filter.h"
#include "filter/lesson.h"
#include "filter/report.h"
#include "judge/origin.h"
#include "letter.h"
#include "mail-grammar.h"
#include "plan-check.h"
#include "world.h"

#define HOST "mx.example.org"

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	fuzz_begin();
	world_begin();
	return 0;
}

size_t
LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned int seed)
{
	return mail_grammar_mutate(data, size, most, seed);
}

/* One judgement and all that came of it. */
typedef struct Trial {
	const World *world;
	Message *message;
	Evidence *evidence; /* of the message, which grew */
	Screen screen;
	Judgement *judgement;
	Plan *plan;
	char *json, *line, *fingerprint;
} Trial;

static void
trial_clear(Trial *trial)
{
	plan_free(trial->plan);
	judgement_free(trial->judgement);
	evidence_free(trial->evidence);
	message_free(trial->message);
	g_free(trial->json);
	g_free(trial->line);
	g_free(trial->fingerprint);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Trial, trial_clear)

/* What is told of TRIAL. */
static void
tell(Trial *trial)
{
	const ReportSubject subject = { .file = "-",
					.index = -1,
					.message_id = message_id(trial->message) };
	g_autofree char *text = report_text(&subject, trial->judgement, trial->plan);

	g_free(trial->json);
	g_free(trial->line);
	trial->json = report_json(&subject, trial->judgement, trial->plan);
	trial->line = report_log_line(trial->judgement, trial->plan, LOG_INVITER_FULL);
	fuzz_assert_utf8(trial->json);
	fuzz_assert_utf8(trial->line);
	fuzz_assert_utf8(text);
	g_assert_null(strchr(trial->line, '\n'));
}

static void
judge(Trial *trial)
{
	const World *world = trial->world;
	g_autoptr(GError) error = NULL;

	g_clear_pointer(&trial->plan, plan_free);
	g_clear_pointer(&trial->judgement, judgement_free);
	trial->judgement = filter_judge(world->filter, world->book, trial->evidence,
					&world->envelope, HOST, &error);
	g_assert_no_error(error);
	trial->plan = filter_plan(world->filter, trial->judgement, trial->message,
				  &(PlanOccasion){ .host = HOST, .copies = world->copies });
}

static void
feed(Trial *trial, const Letter *letter, FuzzDice *dice)
{
	static const char *const hosts[] = { HOST, NULL };

	trial->message = filter_message(trial->world->filter);
	letter_feed_header(letter, trial->message);
	trial->evidence = filter_evidence(trial->world->filter, trial->message,
					  (const char *const *)trial->world->recipients->pdata);
	trial->screen = screen_header(trial->evidence);
	message_keep_whole(trial->message, g_get_tmp_dir(), 1 << 20);
	letter_feed_body(letter, trial->message, dice);
	trial->fingerprint = origin_fingerprint(trial->message, hosts, NULL);
	judge(trial);
}

static gboolean
is_proof(Proof proof)
{
	return proof == PROOF_DKIM || proof == PROOF_DMARC || proof == PROOF_SPF;
}

/* Whether a field of LETTER can be a verifier's word for anything, or passes our own verifier. */
static gboolean
has_results(const Trial *trial, const Letter *letter)
{
	for (guint i = 0; i < letter->fields->len; i++) {
		const LetterField *field = letter->fields->pdata[i];
		g_autofree char *bare = NULL, *quoted = NULL;

		if (trial->world->envelope.verifier != NULL && world_believes(field->value))
			return TRUE;
		if (g_ascii_strcasecmp(field->name, "Authentication-Results") != 0)
			continue;
		bare = fuzz_bare(field->value);
		quoted = g_ascii_strdown(field->value, -1);
		if (strstr(bare, "pass") != NULL && strstr(quoted, HOST) != NULL)
			return TRUE;
	}
	return FALSE;
}

/* Nobody is trusted without proof, and nothing is proof but our verifier's word. */
static void
check_trust(const Trial *trial, const Letter *letter)
{
	const Judgement *judgement = trial->judgement;

	if (is_proof(judgement->proof))
		g_assert_true(has_results(trial, letter));
	for (guint i = 0; i < judgement->verdicts->len; i++) {
		const Verdict *verdict = judgement->verdicts->pdata[i];

		if (verdict->standing != STANDING_TRUSTED)
			continue;
		g_assert_false(judgement->forged);
		g_assert_true(is_proof(judgement->proof) ||
			      (!trial->world->needs_proof && judgement->proof == PROOF_NONE));
		g_assert_cmpuint(judgement->inviters->len, >, 0);
	}
}

/* What the header alone promised holds whatever the body is. */
static void
check_screen(const Trial *trial)
{
	if (trial->screen != SCREEN_READ_BODY)
		g_assert_false(judgement_is_recognized(trial->judgement));
	if (trial->screen == SCREEN_ORDINARY)
		g_assert_true(plan_is_empty(trial->plan));
}

static void
check_json(const Trial *trial)
{
	g_autoptr(JsonParser) parser = json_parser_new();
	g_autoptr(GError) error = NULL;

	json_parser_load_from_data(parser, trial->json, -1, &error);
	g_assert_no_error(error);
}

/* Where no book can be asked, a tag is the most that happens to anybody. */
static void
check_blindly(const Trial *trial)
{
	g_autoptr(Judgement) judgement = filter_judge_blindly(trial->world->filter, trial->evidence,
							      &trial->world->envelope, HOST);
	const PlanOccasion occasion = { .host = HOST, .copies = trial->world->copies };
	g_autoptr(Plan) plan =
		filter_plan(trial->world->filter, judgement, trial->message, &occasion);

	for (guint i = 0; i < judgement->verdicts->len; i++) {
		const Verdict *verdict = judgement->verdicts->pdata[i];

		g_assert_cmpint(verdict->wanted, <=, ACTION_TAG);
		g_assert_cmpint(verdict->standing, !=, STANDING_TRUSTED);
	}
	plan_check(plan, judgement, trial->world);
}

/* Outgoing mail teaches addresses and names that can be kept, and never the owner's own. */
static void
check_lesson(const Trial *trial)
{
	gboolean homeless;
	g_autoptr(Lesson) lesson = lesson_read(
		trial->world->filter, trial->message, "bob@example.org",
		(const char *const *)trial->world->recipients->pdata, 1795806000, &homeless);

	for (guint i = 0; lesson != NULL && i < lesson->contacts->len; i++) {
		const Contact *contact = lesson->contacts->pdata[i];

		g_assert_cmpuint(contact->emails->len, ==, 1);
		fuzz_assert_utf8(contact->emails->pdata[0]);
		g_assert_cmpstr(contact->emails->pdata[0], !=, "bob@example.org");
		for (guint j = 0; j < contact->names->len; j++)
			fuzz_assert_printable(contact->names->pdata[j], "");
	}
}

static gboolean
gather(gpointer text, const void *data, gsize size, GError **error)
{
	(void)error;
	g_string_append_len(text, data, (gssize)size);
	return TRUE;
}

/* A copy is what came, to the byte. */
static void
check_whole(const Trial *trial, const Letter *letter)
{
	g_autoptr(GString) text = g_string_new(NULL);
	const char *reason;
	gsize at;

	if (!message_is_whole(trial->message, &reason)) {
		fuzz_assert_utf8(reason);
		return;
	}
	g_assert_true(message_emit(trial->message, 0, gather, text, NULL));
	g_assert_cmpuint(text->len, ==, message_size(trial->message));
	g_assert_cmpuint(text->len, >=, letter->body_size + 2);
	at = text->len - letter->body_size;
	if (letter->body_size > 0)
		g_assert_cmpint(memcmp(text->str + at, letter->body, letter->body_size), ==, 0);
	g_assert_cmpint(memcmp(text->str + at - 2, "\r\n", 2), ==, 0);
}

static void
check_text(const Trial *trial)
{
	const MessageText *text = message_text(trial->message);
	const GPtrArray *omitted = message_omitted(trial->message);

	fuzz_assert_printable(text->text, "\t\n");
	fuzz_assert_printable(text->quoted, "\t\n");
	for (guint i = 0; i < text->links->len; i++)
		fuzz_assert_utf8(((const Link *)text->links->pdata[i])->url);
	for (guint i = 0; i < omitted->len; i++)
		fuzz_assert_utf8(omitted->pdata[i]);
	fuzz_assert_printable(message_subject(trial->message), "");
}

/* Judged again, or cut into other pieces, it is the same. */
static void
check_again(const Trial *first, const Letter *letter, FuzzDice *dice)
{
	g_auto(Trial) again = { .world = first->world };

	feed(&again, letter, dice);
	tell(&again);
	g_assert_cmpstr(again.json, ==, first->json);
	g_assert_cmpstr(again.fingerprint, ==, first->fingerprint);
	judge(&again);
	tell(&again);
	g_assert_cmpstr(again.json, ==, first->json);
	g_assert_cmpstr(again.line, ==, first->line);
}

/* What is told of a mail can be read, and is told again. */
static void
check_told(Trial *trial, const Letter *letter, FuzzDice *dice)
{
	tell(trial);
	if (fuzz_throw(dice, 2) == 0)
		check_json(trial);
	else
		check_again(trial, letter, dice);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	FuzzDice dice = fuzz_dice(data, size);
	g_autoptr(Letter) letter = letter_parse(data, size);
	g_auto(World) world = world_choose(letter, &dice);
	g_auto(Trial) trial = { .world = &world };

	feed(&trial, letter, &dice);
	check_trust(&trial, letter);
	check_screen(&trial);
	plan_check(trial.plan, trial.judgement, &world);
	check_whole(&trial, letter);
	check_text(&trial);
	if (fuzz_throw(&dice, 4) == 0)
		check_told(&trial, letter, &dice);
	if (fuzz_throw(&dice, 8) == 0)
		check_blindly(&trial);
	if (fuzz_throw(&dice, 8) == 0)
		check_lesson(&trial);
	return 0;
}
