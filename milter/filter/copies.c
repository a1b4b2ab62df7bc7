#include "copies.h"

#include <string.h>
#include <unistd.h>

#include "base/names.h"
#include "judge/origin.h"
#include "mail/domain.h"
#include "mail/recipient.h"

/* So many digits of a copy's id stand in its Received line. */
enum { SHOWN_DIGITS = 16 };

/* What stands before the name of a copy in its Received line. */
#define MARK "(invite-milter) with SMTP id "

static char *
id_of(const CopySource *source, const char *recipient)
{
	return origin_copy_id(source->fingerprint, message_sender_path(source->message), recipient);
}

/* What ENTRY is called in the Received line that was put on it (transfer full, nullable). */
static char *
mark_of(const SpoolEntry *entry)
{
	if (entry->edits == NULL)
		return NULL;
	for (guint i = 0; i < entry->edits->len; i++) {
		const SpoolEdit *edit = entry->edits->pdata[i];
		const char *mark = edit->field != NULL && g_str_has_prefix(edit->field, "Received:")
					   ? strstr(edit->field, MARK)
					   : NULL;

		if (mark != NULL)
			return g_strndup(mark, strcspn(mark, "\r\n"));
	}
	return NULL;
}

/*
 * Whether the copy ID comes from ourselves: on top stands the line that only it has.  The id of a
 * message can be reckoned by its sender, but not the random part behind it.
 */
static gboolean
bears_our_line(const CopySource *source, const char *id)
{
	const char *received = message_raw(source->message, "Received", 0);
	g_autoptr(SpoolEntry) entry = spool_read(source->spool, SPOOL_OUTBOX, id, NULL);
	g_autofree char *mark = entry != NULL ? mark_of(entry) : NULL;

	return received != NULL && mark != NULL && strlen(mark) > strlen(MARK) + SHOWN_DIGITS &&
	       strstr(received, mark) != NULL;
}

gboolean
copies_find(CopySource *source, const Judgement *judgement, gboolean *returns, GError **error)
{
	*returns = FALSE;
	source->fingerprint = origin_fingerprint(source->message, source->own_hosts, error);
	if (source->fingerprint == NULL)
		return FALSE;
	for (guint i = 0; i < judgement->verdicts->len; i++) {
		const Verdict *verdict = judgement->verdicts->pdata[i];
		g_autofree char *id = id_of(source, verdict->recipient);
		SpoolMark mark;
		SpoolPlace place = spool_find(source->spool, id, &mark);

		if (place == SPOOL_NOWHERE)
			continue;
		if (place == SPOOL_OUTBOX && mark == SPOOL_SENDING && bears_our_line(source, id)) {
			*returns = TRUE;
			continue;
		}
		g_hash_table_add(source->kept, verdict->recipient);
		why_say(verdict->why, "%s has a copy, %.*s, of when this message came before",
			verdict->recipient, SHOWN_DIGITS, id);
	}
	return TRUE;
}

static guint64
offset_of(const Message *message, guint index)
{
	guint64 offset = 0;

	for (guint i = 0; i < index; i++)
		offset += message_field_size(message, i);
	return offset;
}

/* The index of the NTH field called NAME, from 1; the number of fields where there is none. */
static guint
find_field(const Message *message, const char *name, guint nth)
{
	guint i;

	for (i = 0; i < message_field_count(message); i++)
		if (g_ascii_strcasecmp(message_field(message, i)->name, name) == 0 && --nth == 0)
			break;
	return i;
}

/*
 * Put FIELD (transfer full, nullable) in the place of the NTH field called NAME; on top where there
 * is none.
 */
static void
replace_field(SpoolEntry *entry, const Message *message, const char *name, guint nth, char *field)
{
	guint index = find_field(message, name, nth);

	if (index < message_field_count(message))
		spool_entry_edit(entry, offset_of(message, index),
				 message_field_size(message, index), field);
	else if (field != NULL)
		spool_entry_edit(entry, 0, 0, field);
}

/*
 * NAME, or OTHER where it is none (nullable), or no name of a host: nothing else may stand in a
 * field.
 */
static const char *
host_or(const char *name, const char *other)
{
	return name != NULL && domain_is_host_word(name) ? name : other;
}

/* RFC 5321 section 4.4: who hands a message on says so. */
static char *
received_line(const CopySource *source, const SpoolEntry *entry, const PlanCopy *copy)
{
	g_autoptr(GDateTime) time = g_date_time_new_from_unix_local(source->time);
	g_autofree char *date = g_date_time_format(time, "%a, %d %b %Y %H:%M:%S %z");
	gboolean clear = recipient_is_clear(copy->to);
	guint64 secret;
	g_autofree char *suffix = NULL;

	/* Without it a copy that comes back is judged again, as anybody's. */
	if (getentropy(&secret, sizeof secret) == 0)
		suffix = g_strdup_printf(".%016" G_GINT64_MODIFIER "x", secret);
	return g_strdup_printf("Received: from %s ([%s])\n\tby %s " MARK "%.*s%s\n"
			       "\t%s%s%s; %s",
			       host_or(source->client_name, "unknown"),
			       host_or(source->client_address, "unknown"),
			       host_or(source->host, "localhost"), SHOWN_DIGITS, entry->id,
			       suffix != NULL ? suffix : "", clear ? "for <" : "",
			       clear ? copy->to : "", clear ? ">" : "", date);
}

static void
add_edits(SpoolEntry *entry, const CopySource *source, const Plan *plan, const PlanCopy *copy)
{
	for (guint i = 0; i < copy->insert->len; i++) {
		const PlanField *field = copy->insert->pdata[i];

		spool_entry_edit(entry, 0, 0, g_strdup_printf("%s: %s", field->name, field->value));
	}
	spool_entry_edit(entry, 0, 0, received_line(source, entry, copy));
	for (guint i = 0; i < plan->remove->len; i++) {
		const PlanField *field = plan->remove->pdata[i];

		replace_field(entry, source->message, field->name, field->nth, NULL);
	}
	if (copy->subject != NULL)
		replace_field(entry, source->message, "Subject", 1,
			      g_strdup_printf("Subject: %s", copy->subject));
}

/* The paths by the recipients that they mean; of several spellings of one the first goes on. */
static GHashTable *
index_paths(const GPtrArray *paths)
{
	GHashTable *index = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < paths->len; i++) {
		Path *path = paths->pdata[i];

		if (!g_hash_table_contains(index, path->recipient))
			g_hash_table_insert(index, path->recipient, path);
	}
	return index;
}

/*
 * To whom the copy goes (transfer full): the recipient as RCPT had it, for the mail server knows
 * best whom that means.  But a tab cannot be sent again.
 */
static char *
address_of(const Path *path, const PlanCopy *copy)
{
	if (copy->outcome->action == ACTION_REDIRECT || path == NULL)
		return g_strdup_printf("<%s>", copy->to);
	return g_strdelimit(g_strdup(path->address), "\t", ' ');
}

static void
take_envelope(SpoolEntry *entry, const CopySource *source, const PlanCopy *copy, const Path *path)
{
	entry->sender = g_strdup(source->sender->address);
	entry->sender_parameters = g_strdupv(source->sender->parameters);
	entry->recipient = address_of(path, copy);
	if (path != NULL)
		entry->recipient_parameters = g_strdupv(path->parameters);
	entry->client_name = g_strdup(source->client_name);
	entry->client_address = g_strdup(source->client_address);
	entry->queue_id = g_strdup(source->queue_id);
	entry->since = source->time;
}

/* What VERDICT's recipient may read, and nothing of the others (transfer full). */
static char **
reasons_for(const Judgement *judgement, const Verdict *verdict)
{
	g_autoptr(GPtrArray) why = judgement_why(judgement, verdict);
	g_autoptr(GStrvBuilder) sentences = g_strv_builder_new();

	for (guint i = 0; i < why->len; i++)
		g_strv_builder_add(sentences, why->pdata[i]);
	return g_strv_builder_end(sentences);
}

static void
take_verdict(SpoolEntry *entry, const CopySource *source, const Judgement *judgement,
	     const Verdict *verdict)
{
	entry->owner = g_strdup(verdict->owner);
	entry->network = g_strdup(judgement->network_key);
	entry->kind = g_strdup(names_word(kind_words, judgement_kind_for(judgement, verdict)));
	entry->standing = g_strdup(names_word(standing_words, verdict->standing));
	entry->proof = g_strdup(names_word(proof_words, judgement->proof));
	entry->rule = g_strdup(judgement->rule);
	entry->count = verdict->count;
	entry->message_id = g_strdup(message_id(source->message));
	entry->subject = g_strdup(message_subject(source->message));
	entry->why = reasons_for(judgement, verdict);
}

/* What all copies of a message share. */
typedef struct Copying {
	const CopySource *source;
	const Judgement *judgement;
	const Plan *plan;
	GHashTable *paths; /* Path.recipient -> Path */
} Copying;

static SpoolEntry *
entry_of(const Copying *copying, const PlanCopy *copy)
{
	SpoolEntry *entry = spool_entry_new();
	const Verdict *verdict = copy->outcome->verdict;

	entry->id = id_of(copying->source, verdict->recipient);
	take_envelope(entry, copying->source, copy,
		      g_hash_table_lookup(copying->paths, verdict->recipient));
	take_verdict(entry, copying->source, copying->judgement, verdict);
	for (guint i = 0; i < copying->judgement->inviters->len; i++)
		spool_entry_add_inviter(entry, copying->judgement->inviters->pdata[i]);
	add_edits(entry, copying->source, copying->plan, copy);
	return entry;
}

/* A sender may name a thousand recipients: nobody fills our disk by one message. */
static gboolean
fit(const CopySource *source, const Plan *plan, GError **error)
{
	if (message_size(source->message) * plan->copies->len <= source->most)
		return TRUE;
	g_set_error(error, SPOOL_ERROR, SPOOL_ERROR_WRITE,
		    "%u copies of %" G_GUINT64_FORMAT " bytes are too much for one message",
		    plan->copies->len, message_size(source->message));
	return FALSE;
}

static gboolean
keep_one(const Copying *copying, const PlanCopy *copy, GPtrArray *ids, GError **error)
{
	const CopySource *source = copying->source;
	g_autoptr(SpoolEntry) entry = entry_of(copying, copy);

	if (!spool_keep(source->spool, copy->way == COPY_HELD ? SPOOL_HELD : SPOOL_OUTBOX, entry,
			source->message, error))
		return FALSE;
	g_ptr_array_add(ids, g_strdup(entry->id));
	g_hash_table_add(source->kept, copy->outcome->verdict->recipient);
	if (source->progress != NULL)
		source->progress(source->progress_data);
	return TRUE;
}

gboolean
copies_keep(const CopySource *source, const Judgement *judgement, const Plan *plan, GPtrArray *ids,
	    GError **error)
{
	g_autoptr(GHashTable) paths = index_paths(source->recipients);
	const Copying copying = { source, judgement, plan, paths };

	if (!fit(source, plan, error))
		return FALSE;
	for (guint i = 0; i < plan->copies->len; i++)
		if (!keep_one(&copying, plan->copies->pdata[i], ids, error))
			return FALSE;
	return TRUE;
}
