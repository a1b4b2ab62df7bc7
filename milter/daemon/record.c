#include "record.h"

#include "base/log.h"
#include "base/names.h"
#include "store/held-check.h"
#include "store/store.h"

#define ODDITIES_SAID 20 /* a line each; the rest are counted */

/* What is written of one message, in one transaction. */
typedef struct Row {
	WriterJob write;
	gpointer data;
	GDestroyNotify destroy;
} Row;

static void
row_clear(gpointer data)
{
	Row *row = data;

	row->destroy(row->data);
}

static GArray *
rows_new(void)
{
	GArray *rows = g_array_new(FALSE, FALSE, sizeof(Row));

	g_array_set_clear_func(rows, row_clear);
	return rows;
}

static void
rows_add(GArray *rows, WriterJob write, gpointer data, GDestroyNotify destroy)
{
	const Row row = { write, data, destroy };

	g_array_append_val(rows, row);
}

static void
rows_free(gpointer rows)
{
	g_array_unref(rows);
}

static gboolean
write_rows(Store *store, gpointer data, GError **error)
{
	const GArray *rows = data;
	gboolean good = TRUE;

	if (!store->begin(store, error))
		return FALSE;
	for (guint i = 0; good && i < rows->len; i++) {
		const Row *row = &g_array_index(rows, Row, i);

		good = row->write(store, row->data, error);
	}
	return store->end(store, !good, error);
}

/* A meeting on its way, with copies of what it lends. */
typedef struct Record {
	Meeting meeting;
	char *owner, *network, *message_id;
	Inviter *inviter;
	gint64 time;
} Record;

static gint64
now(void)
{
	return g_get_real_time() / G_USEC_PER_SEC;
}

static void
record_free(gpointer data)
{
	Record *record = data;

	g_free(record->owner);
	g_free(record->network);
	g_free(record->message_id);
	inviter_free(record->inviter);
	g_free(record);
}

static gboolean
write_meeting(Store *store, gpointer data, GError **error)
{
	const Record *record = data;

	return store->history->add(store->history, &record->meeting, record->time, error);
}

static void
record_meeting(GArray *rows, const Judgement *judgement, const Verdict *verdict,
	       const Inviter *inviter, const char *message_id)
{
	Record *record = g_new0(Record, 1);

	record->owner = g_strdup(verdict->owner);
	record->network = g_strdup(judgement->network_key);
	record->message_id = g_strdup(message_id);
	record->inviter = inviter_copy(inviter);
	record->meeting = (Meeting){
		.owner = record->owner,
		.network_key = record->network,
		.inviter = record->inviter,
		.message_id = record->message_id,
		.proven = judgement->proven,
	};
	record->time = now();
	rows_add(rows, write_meeting, record, record_free);
}

static void
record_meetings(GArray *rows, const Judgement *judgement, const Verdict *verdict,
		const char *message_id)
{
	for (guint i = 0; i < judgement->inviters->len; i++)
		record_meeting(rows, judgement, verdict, judgement->inviters->pdata[i], message_id);
}

/* A line of the journal on its way. */
typedef struct Line {
	JournalEntry entry;
	char *owner, *queue_id, *detail;
} Line;

static void
line_free(gpointer data)
{
	Line *line = data;

	g_free(line->owner);
	g_free(line->queue_id);
	g_free(line->detail);
	g_free(line);
}

static gboolean
write_line(Store *store, gpointer data, GError **error)
{
	const Line *line = data;

	return store->journal->add(store->journal, &line->entry, error);
}

static void
record_outcome(GArray *rows, const Judgement *judgement, const Outcome *outcome,
	       const char *queue_id)
{
	const Verdict *verdict = outcome->verdict;
	Line *line = g_new0(Line, 1);
	const Kind kind = judgement_kind_for(judgement, verdict);

	line->owner = g_strdup(verdict->owner);
	line->queue_id = g_strdup(queue_id);
	line->detail = g_strdup_printf(
		"kind=%s network=%s proof=%s standing=%s count=%u action=%s wanted=%s",
		names_word(kind_words, kind), judgement->network != NULL ? judgement->network : "-",
		names_word(proof_words, judgement->proof),
		names_word(standing_words, verdict->standing), verdict->count,
		names_word(action_words, outcome->action),
		names_word(action_words, verdict->wanted));
	line->entry = (JournalEntry){
		.time = now(),
		.event = "judged",
		.owner = line->owner,
		.queue_id = line->queue_id,
		.detail = line->detail,
	};
	rows_add(rows, write_line, line, line_free);
}

void
record_judgement(Writer *writer, const Judgement *judgement, const Plan *plan, const char *name,
		 const char *queue_id)
{
	const char *message_id = judgement->seen_as != NULL ? judgement->seen_as : name;
	GArray *rows;

	if (!judgement_is_recognized(judgement))
		return;
	rows = rows_new();
	for (guint i = 0; i < plan->outcomes->len; i++) {
		const Outcome *outcome = plan->outcomes->pdata[i];
		const Verdict *verdict = outcome->verdict;

		if (verdict->exempt)
			continue;
		/* Whoever forged it is not the inviter. */
		if (judgement->network_key != NULL && !judgement->forged)
			record_meetings(rows, judgement, verdict, message_id);
		record_outcome(rows, judgement, outcome, queue_id);
	}
	writer_post_rows(writer, write_rows, rows, rows_free, MAX(rows->len, 1));
}

/* What was told of the index. */
typedef struct Oddities {
	guint mended;
} Oddities;

/* Of thousands nobody reads each. */
static void
say_oddity(const char *id, const char *sentence, gboolean mended, gpointer user_data)
{
	Oddities *oddities = user_data;

	if (!mended)
		log_error(NULL, "copy=%.16s %s", id, sentence);
	else if (oddities->mended++ < ODDITIES_SAID)
		log_info(NULL, "copy=%.16s %s: mended", id, sentence);
}

static gboolean
write_held_anew(Store *store, gpointer data, GError **error)
{
	g_autoptr(Spool) spool = spool_new(store->path);
	Oddities oddities = { 0 };
	gboolean good;

	(void)data;
	/* Not in one transaction: to read all files takes long, and others want to write. */
	good = held_check(store->held, spool, TRUE, say_oddity, &oddities, error);
	if (oddities.mended > ODDITIES_SAID)
		log_info(NULL, "the index of held copies was mended at %u more",
			 oddities.mended - ODDITIES_SAID);
	return good;
}

void
record_held_anew(Writer *writer)
{
	writer_require(writer, write_held_anew);
}

/* Copies that came into held/. */
typedef struct Held {
	Writer *writer;
	GPtrArray *ids;
} Held;

static void
held_free(gpointer data)
{
	Held *held = data;

	g_ptr_array_unref(held->ids);
	g_free(held);
}

static gboolean
index_all(Store *store, const GPtrArray *ids, GError **error)
{
	g_autoptr(Spool) spool = spool_new(store->path);
	gboolean good = TRUE;

	if (!store->begin(store, error))
		return FALSE;
	for (guint i = 0; good && i < ids->len; i++)
		good = held_index(store->held, spool, ids->pdata[i], error);
	return store->end(store, !good, error);
}

/* The files are the truth: an index that missed some is made anew by them. */
static gboolean
write_held(Store *store, gpointer data, GError **error)
{
	const Held *held = data;

	if (index_all(store, held->ids, error))
		return TRUE;
	record_held_anew(held->writer);
	return FALSE;
}

void
record_held(Writer *writer, const GPtrArray *ids)
{
	Held *held = g_new0(Held, 1);

	held->writer = writer;
	held->ids = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; i < ids->len; i++)
		g_ptr_array_add(held->ids, g_strdup(ids->pdata[i]));
	if (!writer_post_rows(writer, write_held, held, held_free, MAX(ids->len, 1)))
		record_held_anew(writer);
}

/* Before which times things are forgotten. */
typedef struct Purge {
	gint64 history, journal, learned;
} Purge;

static gboolean
write_purge(Store *store, gpointer data, GError **error)
{
	const Purge *purge = data;

	return store->history->purge(store->history, purge->history, error) &&
	       store->journal->purge(store->journal, purge->journal, error) &&
	       store->contacts->purge(store->contacts, purge->learned, error);
}

void
record_purge(Writer *writer, const Config *config, gint64 time)
{
	Purge *purge = g_new(Purge, 1);

	*purge = (Purge){
		.history = config_time_before(time, config->retention),
		.journal = config_time_before(time, config->journal_retention),
		.learned = config_time_before(time, config->learn_expire),
	};
	writer_post(writer, write_purge, purge, g_free);
}

void
record_complain(const GError *error, guint64 dropped, gpointer user_data)
{
	(void)user_data;
	if (error != NULL)
		log_warning(NULL, "books, history and index are behind: %s", error->message);
	if (dropped > 0)
		log_warning(NULL,
			    "books, history and index are behind: %" G_GUINT64_FORMAT
			    " entries were dropped",
			    dropped);
}
