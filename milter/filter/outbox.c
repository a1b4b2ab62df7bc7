#include "outbox.h"

#include <string.h>
#include <unistd.h>

#include "inject/smtp.h"
#include "store/spool-file.h"

struct Outbox {
	Spool *spool;
	char *reinjector, *helo;
	OutboxReport report;
	gpointer user_data;
	Smtp *smtp;        /* (nullable: not connected) */
	GHashTable *taken; /* ids that the reinjector took, and that could not be recorded */
};

/* One copy on its way. */
typedef struct Sending {
	Outbox *outbox;
	const char *id;
	SpoolEntry *entry;
	SpoolReader *reader;
	gboolean nearly_sent; /* the final dot may have been seen */
} Sending;

Outbox *
outbox_new(Spool *spool, const char *reinjector, const char *helo, OutboxReport report,
	   gpointer user_data)
{
	Outbox *outbox = g_new0(Outbox, 1);

	outbox->spool = spool;
	outbox->reinjector = g_strdup(reinjector);
	outbox->helo = g_strdup(helo);
	outbox->report = report;
	outbox->user_data = user_data;
	outbox->taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	return outbox;
}

void
outbox_hang_up(Outbox *outbox)
{
	g_clear_pointer(&outbox->smtp, smtp_close);
}

void
outbox_free(Outbox *outbox)
{
	if (outbox == NULL)
		return;
	outbox_hang_up(outbox);
	g_hash_table_unref(outbox->taken);
	g_free(outbox->reinjector);
	g_free(outbox->helo);
	g_free(outbox);
}

static OutboxEvent
tell(const Sending *sending, OutboxEvent event, const char *detail)
{
	Outbox *outbox = sending->outbox;

	outbox->report(event, sending->id, sending->entry, detail, outbox->user_data);
	return event;
}

static gboolean
read_next(gpointer source, const char **data, gsize *size, GError **error)
{
	Sending *sending = source;

	return spool_reader_next(sending->reader, data, size, error);
}

/* From here on a second try may be a second mail: that has to outlive us. */
static gboolean
mark_as_sending(gpointer source, GError **error)
{
	Sending *sending = source;

	sending->nearly_sent = spool_mark(sending->outbox->spool, SPOOL_OUTBOX, sending->id,
					  SPOOL_SENDING, TRUE, error);
	return sending->nearly_sent;
}

/* The copy as SMTP wants it. */
static SmtpMail
mail_of(Sending *sending)
{
	const SpoolEntry *entry = sending->entry;

	return (SmtpMail){
		.sender = entry->sender,
		.recipient = entry->recipient,
		.sender_parameters = (const char *const *)entry->sender_parameters,
		.recipient_parameters = (const char *const *)entry->recipient_parameters,
		.client_name = entry->client_name,
		.client_address = entry->client_address,
		.source = sending,
		.read = read_next,
		.before_end = mark_as_sending,
	};
}

/* A connection that survived the last copy, or a new one. */
static gboolean
connect_to_reinjector(Outbox *outbox, GError **error)
{
	if (outbox->smtp != NULL && smtp_is_usable(outbox->smtp))
		return TRUE;
	outbox_hang_up(outbox);
	outbox->smtp = smtp_open(outbox->reinjector, outbox->helo, error);
	return outbox->smtp != NULL;
}

/* That the reinjector has it is worth nothing until it is written down. */
static OutboxEvent
record(const Sending *sending, const char *answer)
{
	Outbox *outbox = sending->outbox;
	g_autoptr(GError) error = NULL;

	if (spool_settle(outbox->spool, sending->id, SPOOL_OUTBOX, &error)) {
		g_hash_table_remove(outbox->taken, sending->id);
		return tell(sending, OUTBOX_DELIVERED, answer);
	}
	if (g_hash_table_add(outbox->taken, g_strdup(sending->id)))
		return tell(sending, OUTBOX_UNRECORDED, error->message);
	return OUTBOX_UNRECORDED;
}

static OutboxEvent
give_up(const Sending *sending, const GError *failure)
{
	Outbox *outbox = sending->outbox;
	g_autoptr(GError) error = NULL;
	gboolean lost = g_error_matches(failure, SMTP_ERROR, SMTP_ERROR_UNREACHABLE);

	if (g_error_matches(failure, SMTP_ERROR, SMTP_ERROR_REFUSED)) {
		if (!spool_refuse(outbox->spool, sending->id, failure->message, &error))
			return tell(sending, OUTBOX_DELAYED, error->message);
		return tell(sending, OUTBOX_REFUSED, failure->message);
	}
	if (sending->nearly_sent)
		spool_mark(outbox->spool, SPOOL_OUTBOX, sending->id, SPOOL_ANSWERED, FALSE, NULL);
	return tell(sending, sending->nearly_sent && lost ? OUTBOX_DOUBTFUL : OUTBOX_DELAYED,
		    failure->message);
}

/*
 * What is broken must not be tried for ever, nor be thrown away; what cannot be opened now may be
 * later.
 */
static OutboxEvent
put_aside(const Sending *sending, const GError *failure)
{
	if (!g_error_matches(failure, SPOOL_ERROR, SPOOL_ERROR_BROKEN) ||
	    !spool_move(sending->outbox->spool, sending->id, SPOOL_OUTBOX, SPOOL_HELD, NULL))
		return tell(sending, OUTBOX_DELAYED, failure->message);
	return tell(sending, OUTBOX_BROKEN, failure->message);
}

static OutboxEvent
send_claimed(Sending *sending, int fd)
{
	Outbox *outbox = sending->outbox;
	g_autoptr(GError) error = NULL;
	g_autofree char *answer = NULL;
	SpoolMark mark = SPOOL_ANSWERED;
	SmtpMail mail;
	gboolean sent;

	if (g_hash_table_contains(outbox->taken, sending->id))
		return record(sending, NULL);
	spool_find(outbox->spool, sending->id, &mark);
	sending->entry = spool_read(outbox->spool, SPOOL_OUTBOX, sending->id, &error);
	if (sending->entry == NULL)
		return put_aside(sending, error);
	if (!connect_to_reinjector(outbox, &error))
		return tell(sending, OUTBOX_DELAYED, error->message);
	/* We have the claim, so whoever was sending it is no more. */
	if (mark == SPOOL_SENDING)
		tell(sending, OUTBOX_INTERRUPTED, NULL);
	sending->reader = spool_reader_new(fd, sending->entry, TRUE);
	mail = mail_of(sending);
	sent = smtp_send(outbox->smtp, &mail, &answer, &error);
	return sent ? record(sending, answer) : give_up(sending, error);
}

OutboxEvent
outbox_send(Outbox *outbox, const char *id)
{
	Sending sending = { .outbox = outbox, .id = id };
	int fd = spool_claim(outbox->spool, SPOOL_OUTBOX, id, NULL);
	OutboxEvent event;

	if (fd < 0)
		return OUTBOX_DELAYED;
	event = send_claimed(&sending, fd);
	spool_reader_free(sending.reader);
	spool_entry_free(sending.entry);
	close(fd);
	return event;
}

gboolean
outbox_run(Outbox *outbox)
{
	g_auto(GStrv) ids = spool_list(outbox->spool, SPOOL_OUTBOX, NULL);
	gboolean all = TRUE;

	if (ids == NULL)
		return TRUE;
	for (char **id = ids; *id != NULL; id++) {
		SpoolMark mark;

		if (spool_find(outbox->spool, *id, &mark) != SPOOL_OUTBOX || mark == SPOOL_PREPARED)
			continue;
		switch (outbox_send(outbox, *id)) {
		case OUTBOX_DELIVERED:
		case OUTBOX_REFUSED:
		case OUTBOX_BROKEN:
			break;
		default:
			all = FALSE;
			/* The reinjector is not there: the others need not knock. */
			if (outbox->smtp == NULL)
				return FALSE;
		}
	}
	return all;
}

static void
recover_one(Spool *spool, SpoolPlace place, const char *id, OutboxReport report, gpointer user_data)
{
	g_autoptr(SpoolEntry) entry = NULL;
	int fd = spool_claim(spool, place, id, NULL);
	SpoolMark mark = SPOOL_ANSWERED;

	if (fd < 0)
		return;
	if (spool_find(spool, id, &mark) == place && mark == SPOOL_PREPARED) {
		entry = spool_read(spool, place, id, NULL);
		report(OUTBOX_UNANSWERED, id, entry, NULL, user_data);
		spool_mark(spool, place, id, SPOOL_ANSWERED, FALSE, NULL);
	}
	close(fd);
}

void
outbox_recover(Spool *spool, OutboxReport report, gpointer user_data)
{
	static const SpoolPlace places[] = { SPOOL_HELD, SPOOL_OUTBOX };

	for (gsize i = 0; i < G_N_ELEMENTS(places); i++) {
		g_auto(GStrv) ids = spool_list(spool, places[i], NULL);

		for (char **id = ids; id != NULL && *id != NULL; id++)
			recover_one(spool, places[i], *id, report, user_data);
	}
}
