#include "judge.h"

#include <string.h>

#include "base/names.h"
#include "trust.h"

static void
verdict_free(Verdict *verdict)
{
	if (verdict == NULL)
		return;
	g_free(verdict->recipient);
	g_free(verdict->owner);
	g_free(verdict->redirect);
	g_free(verdict);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Verdict, verdict_free)

void
judgement_free(Judgement *judgement)
{
	if (judgement == NULL)
		return;
	g_free(judgement->network);
	g_free(judgement->identity);
	g_free(judgement->rule);
	g_free(judgement->drift);
	g_clear_pointer(&judgement->inviters, g_ptr_array_unref);
	g_clear_pointer(&judgement->verdicts, g_ptr_array_unref);
	g_clear_pointer(&judgement->why, g_ptr_array_unref);
	g_free(judgement);
}

gboolean
judgement_is_recognized(const Judgement *judgement)
{
	return judgement->kind != KIND_NONE || judgement->forged;
}

Kind
judgement_kind_for(const Judgement *judgement, const Verdict *verdict)
{
	return verdict->reminds ? KIND_REMINDER : judgement->kind;
}

G_GNUC_PRINTF(2, 3)
static void
say(Judgement *judgement, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_ptr_array_add(judgement->why, g_strdup_vprintf(format, arguments));
	va_end(arguments);
}

/* Take over what RECOGNITION found; it is left without it. */
static Judgement *
judgement_new(Recognition *recognition, Message *message)
{
	Judgement *judgement = g_new0(Judgement, 1);

	judgement->kind = recognition->kind;
	if (recognition->network != NULL) {
		judgement->network = g_strdup(recognition->network->name);
		judgement->category = recognition->network->category;
	}
	judgement->identity = g_steal_pointer(&recognition->identity);
	judgement->rule = recognition->line != NULL ? g_strdup(recognition->line->where) : NULL;
	judgement->header_alone = recognition->header_alone;
	judgement->list = message_raw(message, "List-Id", 0) != NULL ||
			  message_raw(message, "List-Post", 0) != NULL;
	judgement->inviters = g_ptr_array_ref(recognition->inviters);
	judgement->why = g_ptr_array_ref(recognition->why);
	judgement->verdicts = g_ptr_array_new_with_free_func((GDestroyNotify)verdict_free);
	judgement->proof = PROOF_NONE;
	return judgement;
}

/* Unset, all are local; the site itself ("*") always is. */
static gboolean
is_local(const char *const *domains, const char *address)
{
	const char *domain = mailbox_domain(address);

	if (domains == NULL || *domains == NULL || domain == NULL)
		return TRUE;
	for (; *domains != NULL; domains++)
		if (g_ascii_strcasecmp(*domains, domain) == 0)
			return TRUE;
	return FALSE;
}

static Verdict *
verdict_new(const JudgeSettings *settings, const char *recipient)
{
	Verdict *verdict = g_new0(Verdict, 1);
	char delimiter = settings->recipient_delimiter;

	verdict->recipient = g_strdup(recipient);
	verdict->owner = mailbox_comparable(recipient, delimiter);
	verdict->exempt = !is_local(settings->local_domains, verdict->owner) ||
			  mailbox_is_listed(settings->exempt_recipients, verdict->owner, delimiter);
	return verdict;
}

static void
add_verdicts(Judgement *judgement, const JudgeSettings *settings, const char *const *recipients)
{
	static const char *const site[] = { "*", NULL };
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

	if (recipients == NULL || *recipients == NULL)
		recipients = site;
	for (; *recipients != NULL; recipients++)
		if (g_hash_table_add(seen, (gpointer)*recipients))
			g_ptr_array_add(judgement->verdicts, verdict_new(settings, *recipients));
}

static gboolean
is_pass(Proof proof)
{
	return proof == PROOF_DKIM || proof == PROOF_DMARC || proof == PROOF_SPF;
}

static void
prove(Judgement *judgement, const JudgeSettings *settings, const Recognition *recognition,
      Message *message, const Envelope *envelope)
{
	if (recognition->network == NULL)
		return;
	judgement->proof = proof_of(message, recognition, &settings->proof, envelope->client_name,
				    envelope->client_address, judgement->why);
	judgement->forged = recognition->imitation || (judgement->kind != KIND_NONE &&
						       judgement->proof == PROOF_FAILED);
	if (judgement->forged)
		say(judgement, "it is forged: the network did not send it");
}

/* What anybody can send in a network's name says nothing of the network. */
static void
note_drift(Judgement *judgement, Recognition *recognition)
{
	if (recognition->template == NULL || !is_pass(judgement->proof))
		return;
	judgement->drift = g_steal_pointer(&recognition->template);
	say(judgement, "it drifts: the rules of %s do not know its template \"%s\"",
	    judgement->network, judgement->drift);
}

static gboolean
is_proven(const JudgeSettings *settings, Proof proof)
{
	return is_pass(proof) || (proof == PROOF_NONE && !settings->require_proof);
}

/* Some recipients are tagged at most, whatever the policy says. */
static void
soften(Judgement *judgement, Verdict *verdict, const JudgeSettings *settings)
{
	const char *reason = NULL;

	if (verdict->wanted > ACTION_TAG &&
	    mailbox_is_listed(settings->list_addresses, verdict->owner, settings->recipient_delimiter))
		reason = "is a mailing list";
	else if (verdict->wanted == ACTION_QUARANTINE && !verdict->has_book)
		reason = "has no book of contacts";
	if (reason == NULL)
		return;
	say(judgement, "%s %s: tag instead of %s", verdict->owner, reason,
	    names_word(action_words, verdict->wanted));
	verdict->wanted = ACTION_TAG;
}

static void
decide(Judgement *judgement, Verdict *verdict, const JudgeSettings *settings)
{
	PolicyCase policy_case = {
		.kind = judgement_kind_for(judgement, verdict), .standing = verdict->standing, .proof = judgement->proof,
		.category = judgement->category, .network = judgement->network,
		.identity = judgement->identity, .count = verdict->count, .list = judgement->list,
	};
	PolicyDecision decision = policy_decide(settings->policy, &policy_case);

	verdict->wanted = decision.action;
	if (decision.where != NULL)
		say(judgement, "policy %s: %s for %s, who knows the inviter as %s", decision.where,
		    names_word(action_words, decision.action), verdict->recipient,
		    names_word(standing_words, verdict->standing));
	else
		say(judgement, "no policy line holds: pass for %s", verdict->recipient);
	soften(judgement, verdict, settings);
	if (verdict->wanted == ACTION_REDIRECT)
		verdict->redirect = g_strdup(decision.redirect);
}

/* What was asked before, and has not been answered, is asked again: that is a reminder. */
static void
note_history(Judgement *judgement, Verdict *verdict)
{
	if (judgement->kind != KIND_INVITATION || verdict->count == 0)
		return;
	verdict->reminds = TRUE;
	say(judgement, "%s had %u of this inviter before: it is a reminder", verdict->owner,
	    verdict->count);
}

static gboolean
judge_recipient(Judgement *judgement, Verdict *verdict, const JudgeSettings *settings, Book *book,
		const char *message_id, GError **error)
{
	const TrustQuestion question = {
		.owner = verdict->owner,
		.network = judgement->identity,
		.inviters = judgement->inviters,
		.message_id = message_id,
		.proven = is_proven(settings, judgement->proof),
	};
	Trust trust = { 0 };

	if (verdict->exempt) {
		say(judgement, "%s is not judged: pass", verdict->recipient);
		return TRUE;
	}
	if (!trust_look_up(book, &question, &trust, judgement->why, error))
		return FALSE;
	/* A friend's name on a message that the network did not send is the case we exist for. */
	verdict->standing = judgement->forged ? STANDING_FORGED : trust.standing;
	/* ... and whoever forged it did not send what came before. */
	verdict->count = judgement->forged ? 0 : trust.count;
	verdict->has_book = trust.has_book;
	note_history(judgement, verdict);
	decide(judgement, verdict, settings);
	return TRUE;
}

Judgement *
judge_message(const JudgeSettings *settings, Book *book, Message *message,
	      const Envelope *envelope, GError **error)
{
	g_autoptr(Recognition) recognition =
		recognize_message(settings->rules, message, envelope->recipients);
	g_autoptr(Judgement) judgement = judgement_new(recognition, message);

	add_verdicts(judgement, settings, envelope->recipients);
	prove(judgement, settings, recognition, message, envelope);
	note_drift(judgement, recognition);
	if (!judgement_is_recognized(judgement))
		return g_steal_pointer(&judgement);
	for (guint i = 0; i < judgement->verdicts->len; i++)
		if (!judge_recipient(judgement, judgement->verdicts->pdata[i], settings, book,
				     message_id(message), error))
			return NULL;
	return g_steal_pointer(&judgement);
}

Judgement *
judge_without_books(const JudgeSettings *settings, Message *message, const Envelope *envelope)
{
	Judgement *judgement = judge_message(settings, book_empty(), message, envelope, NULL);

	for (guint i = 0; i < judgement->verdicts->len; i++) {
		Verdict *verdict = judgement->verdicts->pdata[i];

		verdict->unasked = !verdict->exempt && !judgement->forged;
		verdict->wanted = MIN(verdict->wanted, ACTION_TAG);
	}
	say(judgement, "no book could be asked: tag at most");
	return judgement;
}
