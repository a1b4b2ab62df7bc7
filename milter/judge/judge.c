#include "judge.h"

#include <string.h>

#include "base/names.h"
#include "mail/recipient.h"
#include "trust.h"

/* Take over what RECOGNITION found; it is left without its key and reasons. */
static Judgement *
judgement_of(Recognition *recognition, Message *message)
{
	Judgement *judgement = judgement_new(g_ptr_array_ref(recognition->inviters),
					     g_steal_pointer(&recognition->why));

	judgement->kind = recognition->kind;
	judgement->seen_as = message_lowest_id(message);
	if (recognition->network != NULL) {
		judgement->network = g_strdup(recognition->network->name);
		judgement->category = recognition->network->category;
	}
	judgement->network_key = g_steal_pointer(&recognition->network_key);
	judgement->rule = recognition->line != NULL ? g_strdup(recognition->line->where) : NULL;
	judgement->header_alone = recognition->header_alone;
	judgement->list = message_raw(message, "List-Id", 0) != NULL ||
			  message_raw(message, "List-Post", 0) != NULL;
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

/* Nobody can tell whose such a path is: its domain, or the site, is asked. */
static char *
owner_of_unclear(const JudgeSettings *settings, const char *recipient)
{
	g_autofree char *domain = recipient_likely_domain(recipient);

	if (domain == NULL || settings->local_domains == NULL ||
	    !g_strv_contains(settings->local_domains, domain))
		return g_strdup("*");
	return g_strconcat("@", domain, NULL);
}

static Verdict *
verdict_for(const JudgeSettings *settings, const char *recipient)
{
	Verdict *verdict = verdict_new(recipient);
	char delimiter = settings->recipient_delimiter;

	verdict->unclear = !recipient_is_clear(recipient);
	verdict->owner = verdict->unclear ? owner_of_unclear(settings, recipient)
					  : mailbox_comparable(recipient, delimiter);
	verdict->mode = settings->mode;
	verdict->listed = mailbox_is_listed(settings->list_addresses, verdict->owner, delimiter);
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
			g_ptr_array_add(judgement->verdicts, verdict_for(settings, *recipients));
}

static void
prove(Judgement *judgement, const JudgeSettings *settings, const Recognition *recognition,
      Message *message, const Envelope *envelope)
{
	const ProofArrival arrival = {
		.client_name = envelope->client_name,
		.client_address = envelope->client_address,
		.greeting = envelope->greeting,
		.verifier = envelope->verifier,
	};
	g_auto(ProofFound) found = { NULL, NULL };

	judgement->by_network = !recognition->by_member;
	if (recognition->network == NULL)
		return;
	judgement->proof =
		proof_of(message, recognition, &settings->proof, &arrival, &found, judgement->why);
	judgement->stranger = g_steal_pointer(&found.stranger);
	if (found.signed_id != NULL) {
		g_free(judgement->seen_as);
		judgement->seen_as = g_steal_pointer(&found.signed_id);
	}
	judgement->proven = trust_is_proven(judgement->proof, settings->require_proof);
	judgement->forged = recognition->imitation ||
			    (judgement->kind != KIND_NONE && judgement->proof == PROOF_FAILED);
	if (judgement->forged)
		why_say(judgement->why, "it is forged: the network did not send it");
}

/* What was not read might have decided. */
static void
note_unread(Judgement *judgement, Message *message)
{
	judgement->unread = g_strdup(message_unread(message));
	why_say_all(judgement->why, message_omitted(message));
}

/* What anybody can send in a network's name says nothing of the network. */
static void
note_drift(Judgement *judgement, Recognition *recognition)
{
	if (recognition->template == NULL || !trust_is_proven(judgement->proof, TRUE))
		return;
	judgement->drift = g_steal_pointer(&recognition->template);
	why_say(judgement->why, "it drifts: the rules of %s do not know its template \"%s\"",
		judgement->network, judgement->drift);
}

/* Some recipients are tagged at most, whatever the policy says. */
static void
soften(Verdict *verdict)
{
	const char *reason = NULL;

	if (verdict->wanted > ACTION_TAG && verdict->listed)
		reason = "is a mailing list";
	else if (verdict->wanted > ACTION_TAG && verdict->shared)
		reason = "is several persons";
	else if (verdict->wanted > ACTION_TAG && verdict->unclear)
		reason = "may be anybody";
	else if (verdict->wanted == ACTION_QUARANTINE && !verdict->has_book)
		reason = "has no book of contacts";
	if (reason == NULL)
		return;
	why_say(verdict->why, "%s %s: tag instead of %s", verdict->recipient, reason,
		names_word(action_words, verdict->wanted));
	verdict->wanted = ACTION_TAG;
}

/*
 * What the nearest of OWNER, domain and site says; *POLICY, for the caller to free, holds its text.
 */
static PolicyDecision
ask_owner(const Judgement *judgement, const Verdict *verdict, const Owner *owner, Policy **policy)
{
	for (guint i = 0; i < owner->settings->len; i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(Policy) own = owner_settings_policy(owner->settings->pdata[i], &error);
		PolicyDecision decision;

		/* It was checked when it was set, by this version or another. */
		if (own == NULL) {
			why_say(verdict->why, "%s: nothing of it is used", error->message);
			continue;
		}
		decision = policy_decide(own, judgement, verdict);
		if (decision.where == NULL)
			continue;
		*policy = g_steal_pointer(&own);
		return decision;
	}
	return (PolicyDecision){ .action = ACTION_PASS };
}

static void
decide(const Judgement *judgement, Verdict *verdict, const JudgeSettings *settings,
       const Owner *owner)
{
	g_autoptr(Policy) own = NULL;
	PolicyDecision decision = ask_owner(judgement, verdict, owner, &own);

	if (own == NULL)
		decision = policy_decide(settings->policy, judgement, verdict);
	verdict->wanted = decision.action;
	if (decision.where != NULL)
		why_say(verdict->why, "%s%s: %s for %s, who knows the inviter as %s",
			own == NULL ? "policy " : "", decision.where,
			names_word(action_words, decision.action), verdict->recipient,
			names_word(standing_words, verdict->standing));
	else
		why_say(verdict->why, "no policy line holds: pass for %s", verdict->recipient);
	if (decision.declines)
		verdict->standing = STANDING_DECLINED;
	soften(verdict);
	if (verdict->wanted == ACTION_REDIRECT)
		verdict->redirect = g_strdup(decision.redirect);
}

/* What was asked before, and has not been answered, is asked again: that is a reminder. */
static void
note_history(const Judgement *judgement, Verdict *verdict)
{
	if (judgement->kind != KIND_INVITATION || verdict->count == 0)
		return;
	verdict->reminds = TRUE;
	why_say(verdict->why, "%s had %u of this inviter before: it is a reminder", verdict->owner,
		verdict->count);
}

/* Whose book and settings count for VERDICT. */
static void
take_owner(Verdict *verdict, const Owner *owner)
{
	verdict->shared = owner_is_shared(owner);
	if (verdict->shared)
		why_say(verdict->why,
			"%s is an alias of %u persons: only the books of its domain and the site "
			"are asked",
			verdict->recipient, owner->persons);
	else if (owner->persons == 1)
		why_say(verdict->why, "%s is an alias of %s", verdict->recipient, owner->name);
	g_free(verdict->owner);
	verdict->owner = g_strdup(owner->name);
	for (guint i = 0; i < owner->settings->len; i++) {
		const OwnerSettings *settings = owner->settings->pdata[i];

		if (settings->mode == OWNER_NO_MODE)
			continue;
		verdict->mode = (Mode)settings->mode;
		why_say(verdict->why, "mode %s of %s holds for %s",
			names_word(mode_words, settings->mode), settings->owner,
			verdict->recipient);
		return;
	}
}

/* What the books say of the inviters to VERDICT. */
static gboolean
know(const Judgement *judgement, Verdict *verdict, Book *book, GError **error)
{
	const TrustQuestion question = {
		.owner = verdict->owner,
		.network_key = judgement->network_key,
		.inviters = judgement->inviters,
		.message_id = judgement->seen_as,
		.proven = judgement->proven,
		.shared = verdict->shared,
	};
	Trust trust = { 0 };

	if (!trust_look_up(book, &question, &trust, verdict->why, error))
		return FALSE;
	/* A friend's name on a message that the network did not send is the case we exist for. */
	verdict->standing = judgement->forged ? STANDING_FORGED : trust.standing;
	/* ... and whoever forged it did not send what came before. */
	verdict->count = judgement->forged ? 0 : trust.count;
	verdict->has_book = trust.has_book;
	return TRUE;
}

static gboolean
judge_recipient(const Judgement *judgement, Verdict *verdict, const JudgeSettings *settings,
		Book *book, GError **error)
{
	g_autoptr(Owner) owner = NULL;

	if (verdict->exempt) {
		why_say(verdict->why, "%s is not judged: pass", verdict->recipient);
		return TRUE;
	}
	if (verdict->unclear)
		why_say(verdict->why, "%s cannot be understood: what %s has set counts",
			verdict->recipient, verdict->owner[0] == '@' ? "its domain" : "the site");
	owner = book_find_owner(book, verdict->owner, error);
	if (owner == NULL)
		return FALSE;
	take_owner(verdict, owner);
	if (!know(judgement, verdict, book, error))
		return FALSE;
	verdict->has_book |= owner_has_settings(owner);
	note_history(judgement, verdict);
	decide(judgement, verdict, settings, owner);
	return TRUE;
}

Judgement *
judge_message(const JudgeSettings *settings, Book *book, Evidence *evidence,
	      const Envelope *envelope, GError **error)
{
	Message *message = evidence_message(evidence);
	g_autoptr(Recognition) recognition = recognize_message(evidence);
	g_autoptr(Judgement) judgement = judgement_of(recognition, message);

	add_verdicts(judgement, settings, evidence_recipients(evidence));
	prove(judgement, settings, recognition, message, envelope);
	note_drift(judgement, recognition);
	note_unread(judgement, message);
	if (!judgement_is_recognized(judgement))
		return g_steal_pointer(&judgement);
	for (guint i = 0; i < judgement->verdicts->len; i++)
		if (!judge_recipient(judgement, judgement->verdicts->pdata[i], settings, book,
				     error))
			return NULL;
	return g_steal_pointer(&judgement);
}

Judgement *
judge_without_books(const JudgeSettings *settings, Evidence *evidence, const Envelope *envelope)
{
	Judgement *judgement = judge_message(settings, book_empty(), evidence, envelope, NULL);

	for (guint i = 0; i < judgement->verdicts->len; i++) {
		Verdict *verdict = judgement->verdicts->pdata[i];

		verdict->unasked = !verdict->exempt && !judgement->forged;
		verdict->wanted = MIN(verdict->wanted, ACTION_TAG);
	}
	why_say(judgement->why, "no book could be asked: tag at most");
	return judgement;
}
