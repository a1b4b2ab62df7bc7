/*
 * stages CONFIG [ROUNDS] - where the time of a message goes, kind by kind
 *
 * One thread walks the letters through the judgement's own functions, with the processor's clock
 * before and behind each.  In the daemon libmilter and its socket come on top.
 */

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "sqlite/engine.h"
#include "filter/filter.h"
#include "store/pool.h"
#include "letters.h"
#include "library.h"

#define LETTERS 400
#define HOST "mx.example.org"

typedef enum {
	STAGE_FEED,
	STAGE_SCREEN,
	STAGE_PARSE,
	STAGE_RECOGNIZE,
	STAGE_IDENTIFY,
	STAGE_LOOK_UP,
	STAGE_DECIDE,
	STAGE_LIBRARY,
	STAGES
} Stage;

static const char *const stage_words[STAGES] = {
	"feed",     "screen",  "parse",  "recognize",
	"identify", "look up", "decide", "GMime and libxml2 alone",
};

static const char *const recipients[] = { "bob@example.org", NULL };
static const Envelope envelope;

/* Everything a walk needs; SPENT is in seconds, a sum over all letters. */
typedef struct Walk {
	Filter *filter;
	Book *book;
	Book timed; /* asks BOOK, by the clock */
	Message *message;
	Evidence *evidence; /* of the message */
	double spent[STAGES];
} Walk;

static double
now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static gboolean
look_up_timed(Book *book, const Meeting *meeting, Acquaintance *acquaintance, GError **error)
{
	Walk *walk = (Walk *)((char *)book - G_STRUCT_OFFSET(Walk, timed));
	double begin = now();
	gboolean done = walk->book->look_up(walk->book, meeting, acquaintance, error);

	walk->spent[STAGE_LOOK_UP] += now() - begin;
	return done;
}

static void
feed(Walk *walk, const Letter *letter)
{
	double begin = now();

	message_clear(walk->message);
	message_set_sender(walk->message, letter->sender);
	for (guint i = 0; i < letter->fields->len; i++) {
		const LetterField *field = letter->fields->pdata[i];

		message_add_field(walk->message, field->name, field->value);
	}
	walk->spent[STAGE_FEED] += now() - begin;
}

static Screen
screen(Walk *walk)
{
	double begin = now();
	Screen screen;

	g_clear_pointer(&walk->evidence, evidence_free);
	walk->evidence = filter_evidence(walk->filter, walk->message, recipients);
	screen = screen_header(walk->evidence);

	walk->spent[STAGE_SCREEN] += now() - begin;
	return screen;
}

static void
parse(Walk *walk, const Letter *letter)
{
	double begin = now();

	message_add_body(walk->message, letter->body->str, letter->body->len);
	message_text(walk->message);
	walk->spent[STAGE_PARSE] += now() - begin;
}

/* Who invites is asked once more, to tell that part from the rest. */
static void
recognize(Walk *walk)
{
	double begin = now(), middle, end;
	g_autoptr(Recognition) recognition = recognize_message(walk->evidence);
	g_autoptr(GPtrArray) inviters = NULL;

	middle = end = now();
	if (recognition->kind != KIND_NONE) {
		inviters = recognize_inviters(walk->evidence, recognition, recognition->why);
		end = now();
	}
	walk->spent[STAGE_IDENTIFY] += end - middle;
	walk->spent[STAGE_RECOGNIZE] += middle - begin - (end - middle);
}

/* Look-ups are measured from within; of the rest, what the judgement leads to. */
static void
decide(Walk *walk)
{
	g_autoptr(Judgement) judgement =
		filter_judge(walk->filter, &walk->timed, walk->evidence, &envelope, HOST, NULL);
	g_autoptr(Plan) plan = NULL;
	double begin = now();

	if (judgement == NULL) {
		fputs("stages: the books cannot be read\n", stderr);
		exit(1);
	}
	for (guint i = 0; i < judgement->verdicts->len; i++) {
		const Verdict *verdict = judgement->verdicts->pdata[i];

		policy_decide(filter_config(walk->filter)->policy, judgement, verdict);
	}
	plan = filter_plan(walk->filter, judgement, walk->message, &(PlanOccasion){ .host = HOST });
	walk->spent[STAGE_DECIDE] += now() - begin;
}

static void
walk_letter(Walk *walk, const Letter *letter)
{
	double begin;

	feed(walk, letter);
	if (screen(walk) != SCREEN_READ_BODY)
		return;
	parse(walk, letter);
	recognize(walk);
	decide(walk);
	begin = now();
	library_read(letter);
	walk->spent[STAGE_LIBRARY] += now() - begin;
}

static void
walk_kind(Walk *walk, LettersKind kind, guint rounds)
{
	g_autoptr(GPtrArray) letters = letters_make(kind, LETTERS);

	for (guint i = 0; i < LETTERS; i++)
		walk_letter(walk, letters->pdata[i]);
	for (int stage = 0; stage < STAGES; stage++)
		walk->spent[stage] = 0;
	for (guint i = 0; i < rounds * LETTERS; i++)
		walk_letter(walk, letters->pdata[i % LETTERS]);
	printf("| %s |", letters_words[kind]);
	for (int stage = 0; stage < STAGES; stage++)
		printf(" %.1f |", walk->spent[stage] / (rounds * LETTERS) * 1e6);
	printf("\n");
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	Walk walk = { .timed = { .look_up = look_up_timed } };
	guint rounds = argc > 2 ? (guint)atoi(argv[2]) : 10;
	Pool *pool;

	message_library_init();
	library_init();
	walk.filter = argc > 1 ? filter_load(argv[1], NULL, &error) : NULL;
	if (walk.filter == NULL || rounds == 0) {
		fprintf(stderr, "stages: %s\n", error != NULL ? error->message : "CONFIG [ROUNDS]");
		return 1;
	}
	pool = pool_new(&sqlite_engine, filter_config(walk.filter)->database);
	walk.book = pool_book(pool, TRUE);
	walk.message = filter_message(walk.filter);

	printf("\nmicroseconds of processor time a message\n\n| |");
	for (int stage = 0; stage < STAGES; stage++)
		printf(" %s |", stage_words[stage]);
	printf("\n|---|---|---|---|---|---|---|---|---|\n");
	for (int kind = 0; kind < LETTERS_KINDS; kind++)
		walk_kind(&walk, kind, rounds);

	evidence_free(walk.evidence);
	message_free(walk.message);
	pool_book_free(walk.book);
	pool_free(pool);
	filter_free(walk.filter);
	return 0;
}
