#include "record.h"

#include "base/log.h"
#include "base/names.h"
#include "store/held-check.h"
#include "store/history.h"
#include "store/journal.h"
#include "store/learned.h"

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
write_meeting(Database *database, gpointer data, GError **error)
{
	const Record *record = data;

	return history_add(database, &record->meeting, record->time, error);
}

static void
record_meeting(Writer *writer, const Judgement *judgement, const Verdict *verdict,
	       const Inviter *inviter, const char *message_id)
{
	Record *record = g_new0(Record, 1);

	record->owner = g_strdup(verdict->owner);
	record->network = g_strdup(judgement->identity);
	record->message_id = g_strdup(message_id);
	record->inviter = inviter_copy(inviter);
	record->meeting = (Meeting){
		.owner = record->owner,
		.network = record->network,
		.inviter = record->inviter,
		.message_id = record->message_id,
		.proven = judgement->proven,
	};
	record->time = now();
	writer_post(writer, write_meeting, record, record_free);
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
write_line(Database *database, gpointer data, GError **error)
{
	const Line *line = data;

	return journal_add(database, &line->entry, error);
}

static void
record_verdict(Writer *writer, const Judgement *judgement, const Verdict *verdict,
	       const char *queue_id)
{
	Line *line = g_new0(Line, 1);
	const Kind kind = judgement_kind_for(judgement, verdict);

	line->owner = g_strdup(verdict->owner);
	line->queue_id = g_strdup(queue_id);
	line->detail = g_strdup_printf("kind=%s network=%s proof=%s standing=%s count=%u action=%s wanted=%s",
				       names_word(kind_words, kind),
				       judgement->network != NULL ? judgement->network : "-",
				       names_word(proof_words, judgement->proof),
				       names_word(standing_words, verdict->standing), verdict->count,
				       names_word(action_words, verdict->action),
				       names_word(action_words, verdict->wanted));
	line->entry = (JournalEntry){
		.time = now(),
		.event = "judged",
		.owner = line->owner,
		.queue_id = line->queue_id,
		.detail = line->detail,
	};
	writer_post(writer, write_line, line, line_free);
}

void
record_judgement(Writer *writer, const Judgement *judgement, const char *name, const char *queue_id)
{
	const char *message_id = judgement->seen_as != NULL ? judgement->seen_as : name;

	if (!judgement_is_recognized(judgement))
		return;
	for (guint i = 0; i < judgement->verdicts->len; i++) {
		const Verdict *verdict = judgement->verdicts->pdata[i];

		if (verdict->exempt)
			continue;
		/* Whoever forged it is not the inviter. */
		for (guint j = 0; judgement->identity != NULL && !judgement->forged && j < judgement->inviters->len; j++)
			record_meeting(writer, judgement, verdict, judgement->inviters->pdata[j],
				       message_id);
		record_verdict(writer, judgement, verdict, queue_id);
	}
}

static gboolean
write_held(Database *database, gpointer id, GError **error)
{
	g_autoptr(Spool) spool = spool_new(database_path(database));

	return held_index(database, spool, id, error);
}

void
record_held(Writer *writer, const char *id)
{
	writer_post(writer, write_held, g_strdup(id), g_free);
}

static void
say_oddity(const char *id, const char *sentence, gboolean mended, gpointer user_data)
{
	(void)user_data;
	if (mended)
		log_info(NULL, "copy=%.16s %s: mended", id, sentence);
	else
		log_error(NULL, "copy=%.16s %s", id, sentence);
}

static gboolean
write_held_anew(Database *database, gpointer data, GError **error)
{
	g_autoptr(Spool) spool = spool_new(database_path(database));

	(void)data;
	return held_check(database, spool, TRUE, say_oddity, NULL, error);
}

void
record_held_anew(Writer *writer)
{
	writer_post(writer, write_held_anew, NULL, NULL);
}

/* Before which times things are forgotten. */
typedef struct Purge {
	gint64 history, journal, learned;
} Purge;

static gboolean
write_purge(Database *database, gpointer data, GError **error)
{
	const Purge *purge = data;

	return history_purge(database, purge->history, error) &&
	       journal_purge(database, purge->journal, error) &&
	       learned_purge(database, purge->learned, error);
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
		log_warning(NULL, "books, history and index are behind: %" G_GUINT64_FORMAT
				  " entries were dropped", dropped);
}
