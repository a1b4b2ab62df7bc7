#include <string.h>

#include "base/names.h"
#include "judge/plan.h"

#include "rows.h"

typedef struct Recipient {
	const char *address;
	Action wanted;
	Action action; /* what must become of it */
	const char *redirect;
	Standing standing;
	guint count;
	gboolean exempt;
	gboolean bookless;
	gboolean kept; /* has a copy from before */
	int own_mode;  /* one more than a mode of their own; 0: that of the case */
	gboolean reminds;
} Recipient;

/* Lists are words with a space between them. */
typedef struct PlanCase {
	const char *name;
	Mode mode;
	Recipient recipients[5];
	const char *field; /* wanted of X-Invitation, after the authserv-id; NULL: none */
	Answer answer;
	gboolean hold;
	const char *not_to, *instead_to;
	gboolean tagged; /* the subject, which the settings ask for */
	gboolean copies;
	const char *held, *injected; /* to whom copies go */
} PlanCase;

#define REST "proof=dkim; profile=\"linkedin:slug:jane-doe\"; rule=\"linkedin.rules:17\""
#define WHAT "kind=reminder; network=linkedin; "
#define ALONE WHAT "standing=unknown; count=3; " REST
#define SHARED WHAT REST

#define KNOWN WHAT "standing=trusted; count=0; " REST

/* clang-format off */
#define BOB(wanted, action) { "bob@example.org", wanted, action, .standing = STANDING_UNKNOWN, .count = 3 }
#define CAROL(wanted, action) { "carol@example.org", wanted, action, .standing = STANDING_TRUSTED, .count = 0 }
#define DAVE(wanted, action) { "dave@example.org", wanted, action, .standing = STANDING_DECLINED, .count = 9 }
#define ERIN(wanted, action) { "erin@example.org", wanted, action, .standing = STANDING_UNKNOWN, .count = 3 }
#define FRED(wanted, action) { "fred@example.org", wanted, action, .standing = STANDING_UNKNOWN, .count = 3, .bookless = TRUE }
#define KEPT(wanted, action) { "gil@example.org", wanted, action, .standing = STANDING_UNKNOWN, .count = 3, .kept = TRUE }
#define KEPT_TO(redirect) { "gil@example.org", ACTION_REDIRECT, ACTION_REDIRECT, redirect, .count = 3, .kept = TRUE }
#define TO(address, redirect, action) { address, ACTION_REDIRECT, action, redirect, .count = 3 }
/* clang-format on */
#define POSTMASTER                                                                                 \
	{                                                                                          \
		"postmaster@example.org", ACTION_PASS, ACTION_PASS, .exempt = TRUE                 \
	}

/* in a mode of their own */
/* clang-format off */
#define ENFORCED_BOB(wanted, action) { "bob@example.org", wanted, action, .standing = STANDING_UNKNOWN, .count = 3, .own_mode = MODE_ENFORCE + 1 }
#define WATCHED_CAROL(wanted, action) { "carol@example.org", wanted, action, .standing = STANDING_TRUSTED, .count = 0, .own_mode = MODE_MONITOR + 1 }
#define TAGGED_DAVE(wanted, action) { "dave@example.org", wanted, action, .standing = STANDING_UNKNOWN, .count = 3, .own_mode = MODE_TAG + 1 }
/* clang-format on */

#define PASS ACTION_PASS
#define TAG ACTION_TAG
#define QUARANTINE ACTION_QUARANTINE
#define MTA_HOLD ACTION_MTA_HOLD
#define REJECT ACTION_REJECT
#define DISCARD ACTION_DISCARD
#define REDIRECT ACTION_REDIRECT

/* clang-format off */
static const PlanCase cases[] = {
	/* one recipient, mode tag */
	{ "mode tag: passed mail says so", MODE_TAG, { BOB(PASS, PASS) },
	  .field = "action=pass; " ALONE },
	{ "mode tag: a tag is a tag", MODE_TAG, { BOB(TAG, TAG) }, .field = "action=tag; " ALONE,
	  .tagged = TRUE },
	{ "mode tag: quarantine is said, not done", MODE_TAG, { BOB(QUARANTINE, TAG) },
	  .field = "action=tag; would=quarantine; " ALONE, .tagged = TRUE },
	{ "mode tag: reject is said, not done", MODE_TAG, { BOB(REJECT, TAG) },
	  .field = "action=tag; would=reject; " ALONE, .tagged = TRUE },
	{ "mode tag: discard is said, not done", MODE_TAG, { BOB(DISCARD, TAG) },
	  .field = "action=tag; would=discard; " ALONE, .tagged = TRUE },
	{ "mode tag: mta-hold is said, not done", MODE_TAG, { BOB(MTA_HOLD, TAG) },
	  .field = "action=tag; would=mta-hold; " ALONE, .tagged = TRUE },
	{ "mode tag: redirect is said, not done", MODE_TAG,
	  { TO("bob@example.org", "mod@example.org", TAG) },
	  .field = "action=tag; would=redirect; " ALONE,
	  .tagged = TRUE },

	/* one recipient, mode monitor */
	{ "mode monitor: a tag changes nothing", MODE_MONITOR, { BOB(TAG, PASS) }, .field = NULL },
	{ "mode monitor: quarantine changes nothing", MODE_MONITOR, { BOB(QUARANTINE, PASS) },
	  .field = NULL },
	{ "mode monitor: reject changes nothing", MODE_MONITOR, { BOB(REJECT, PASS) },
	  .field = NULL },
	{ "mode monitor: redirect changes nothing", MODE_MONITOR,
	  { TO("bob@example.org", "mod@example.org", PASS) }, .field = NULL },

	/* one recipient, mode enforce */
	{ "mode enforce: passed mail says so", MODE_ENFORCE, { BOB(PASS, PASS) },
	  .field = "action=pass; " ALONE },
	{ "mode enforce: a tag is a tag", MODE_ENFORCE, { BOB(TAG, TAG) },
	  .field = "action=tag; " ALONE,
	  .tagged = TRUE },
	{ "mode enforce: no quarantine, no loss", MODE_ENFORCE, { BOB(QUARANTINE, TAG) },
	  .field = "action=tag; " ALONE, .tagged = TRUE },
	{ "mode enforce: one is rejected", MODE_ENFORCE, { BOB(REJECT, REJECT) },
	  .answer = ANSWER_REJECT },
	{ "mode enforce: one is discarded", MODE_ENFORCE, { BOB(DISCARD, DISCARD) },
	  .answer = ANSWER_DISCARD },
	{ "mode enforce: one is held by the mail server", MODE_ENFORCE, { BOB(MTA_HOLD, MTA_HOLD) },
	  .field = "action=mta-hold; " ALONE, .hold = TRUE },
	{ "mode enforce: one is redirected", MODE_ENFORCE,
	  { TO("bob@example.org", "mod@example.org", REDIRECT) },
	  .field = "action=redirect; " ALONE,
	  .not_to = "bob@example.org", .instead_to = "mod@example.org" },
	{ "mode enforce: a redirect to oneself is a tag", MODE_ENFORCE,
	  { TO("mod@example.org", "Mod@example.org", TAG) }, .field = "action=tag; " ALONE,
	  .tagged = TRUE },

	/* several recipients */
	{ "a field that two see says nothing of one", MODE_TAG, { BOB(TAG, TAG), CAROL(TAG, TAG) },
	  .field = "action=tag; " SHARED, .tagged = TRUE },
	{ "two who agree on passing", MODE_TAG, { BOB(PASS, PASS), CAROL(PASS, PASS) },
	  .field = "action=pass; " SHARED },
	{ "two who differ share an action", MODE_TAG, { BOB(TAG, TAG), CAROL(PASS, PASS) },
	  .field = "action=shared; " SHARED },
	{ "what both would is said", MODE_TAG, { BOB(QUARANTINE, TAG), CAROL(QUARANTINE, TAG) },
	  .field = "action=tag; would=quarantine; " SHARED, .tagged = TRUE },
	{ "what one would is not told the other", MODE_TAG, { BOB(QUARANTINE, TAG), CAROL(TAG,
	  TAG) },
	  .field = "action=tag; " SHARED, .tagged = TRUE },
	{ "what one of three would is not told the others", MODE_TAG,
	  { BOB(REJECT, TAG), CAROL(PASS, PASS), DAVE(QUARANTINE, TAG) },
	  .field = "action=shared; " SHARED },
	{ "monitoring two changes nothing", MODE_MONITOR, { BOB(REJECT, PASS), CAROL(PASS, PASS) },
	  .field = NULL },
	{ "all agree on rejecting", MODE_ENFORCE,
	  { BOB(REJECT, REJECT), CAROL(REJECT, REJECT), DAVE(REJECT, REJECT) },
	  .answer = ANSWER_REJECT },
	{ "one who does not reject saves the others", MODE_ENFORCE,
	  { BOB(REJECT, TAG), CAROL(PASS, PASS), DAVE(REJECT, TAG) },
	  .field = "action=shared; " SHARED },
	{ "reject and tag make a tag", MODE_ENFORCE, { BOB(REJECT, TAG), CAROL(TAG, TAG) },
	  .field = "action=tag; " SHARED, .tagged = TRUE },
	{ "reject and discard do not agree", MODE_ENFORCE, { BOB(REJECT, TAG), CAROL(DISCARD,
	  TAG) },
	  .field = "action=tag; " SHARED, .tagged = TRUE },
	{ "all agree on holding", MODE_ENFORCE, { BOB(MTA_HOLD, MTA_HOLD), CAROL(MTA_HOLD,
	  MTA_HOLD) },
	  .field = "action=mta-hold; " SHARED, .hold = TRUE },
	{ "one who passes is not held up", MODE_ENFORCE, { BOB(MTA_HOLD, TAG), CAROL(PASS, PASS) },
	  .field = "action=shared; " SHARED },
	{ "all agree on discarding", MODE_ENFORCE, { BOB(DISCARD, DISCARD), DAVE(DISCARD,
	  DISCARD) },
	  .answer = ANSWER_DISCARD },
	{ "one who passes loses nothing", MODE_ENFORCE, { BOB(DISCARD, TAG), CAROL(PASS, PASS) },
	  .field = "action=shared; " SHARED },
	{ "quarantine for one of two is a tag", MODE_ENFORCE, { BOB(QUARANTINE, TAG), CAROL(PASS,
	  PASS) },
	  .field = "action=shared; " SHARED },
	{ "one of two is redirected", MODE_ENFORCE,
	  { TO("bob@example.org", "mod@example.org", REDIRECT), CAROL(PASS, PASS) },
	  .field = "action=shared; " SHARED, .not_to = "bob@example.org",
	  .instead_to = "mod@example.org" },
	{ "two are redirected to one address", MODE_ENFORCE,
	  { TO("bob@example.org", "mod@example.org", REDIRECT),
	    TO("carol@example.org", "mod@example.org", REDIRECT) },
	  .field = "action=redirect; " SHARED, .not_to = "bob@example.org carol@example.org",
	  .instead_to = "mod@example.org" },
	{ "two are redirected to two addresses", MODE_ENFORCE,
	  { TO("bob@example.org", "mod@example.org", REDIRECT),
	    TO("dave@example.org", "dan@example.org", REDIRECT), CAROL(TAG, TAG) },
	  .field = "action=shared; " SHARED, .not_to = "bob@example.org dave@example.org",
	  .instead_to = "mod@example.org dan@example.org" },
	{ "redirected to another recipient is not got twice", MODE_ENFORCE,
	  { TO("bob@example.org", "carol@example.org", REDIRECT), CAROL(TAG, TAG) },
	  .field = "action=shared; " SHARED, .not_to = "bob@example.org" },
	{ "who is redirected is not rejected by another", MODE_ENFORCE,
	  { TO("bob@example.org", "mod@example.org", REDIRECT), DAVE(REJECT, TAG) },
	  .field = "action=shared; " SHARED, .not_to = "bob@example.org",
	  .instead_to = "mod@example.org" },

	/* several recipients, and copies can be made */
	{ "copies: two who differ each have their own field", MODE_TAG, { BOB(TAG, TAG),
	  CAROL(PASS, PASS) },
	  .field = "action=tag; " ALONE, .not_to = "carol@example.org",
	  .injected = "carol@example.org",
	  .tagged = TRUE, .copies = TRUE },
	{ "copies: what one would is told nobody else", MODE_TAG, { BOB(QUARANTINE, TAG),
	  CAROL(TAG, TAG) },
	  .field = "action=tag; would=quarantine; " ALONE, .not_to = "carol@example.org",
	  .injected = "carol@example.org", .tagged = TRUE, .copies = TRUE },
	{ "copies: who reads the same shares the message", MODE_TAG, { BOB(TAG, TAG), ERIN(TAG,
	  TAG) },
	  .field = "action=tag; " SHARED, .tagged = TRUE, .copies = TRUE },
	{ "copies: the larger party keeps the message", MODE_TAG,
	  { CAROL(PASS, PASS), BOB(TAG, TAG), ERIN(TAG, TAG) }, .field = "action=tag; " SHARED,
	  .not_to = "carol@example.org", .injected = "carol@example.org", .tagged = TRUE,
	  .copies = TRUE },
	{ "copies: one needs none", MODE_ENFORCE, { BOB(TAG, TAG) }, .field = "action=tag; " ALONE,
	  .tagged = TRUE, .copies = TRUE },
	{ "copies: in mode monitor nothing is done", MODE_MONITOR, { BOB(QUARANTINE, PASS),
	  CAROL(TAG, PASS) },
	  .copies = TRUE },
	{ "copies: one is quarantined, and nobody is left", MODE_ENFORCE, { BOB(QUARANTINE,
	  QUARANTINE) },
	  .answer = ANSWER_DISCARD, .held = "bob@example.org", .copies = TRUE },
	{ "copies: one of two is quarantined", MODE_ENFORCE, { BOB(QUARANTINE, QUARANTINE),
	  CAROL(PASS, PASS) },
	  .field = "action=pass; " KNOWN, .not_to = "bob@example.org", .held = "bob@example.org",
	  .copies = TRUE },
	{ "copies: all are quarantined, each for themselves", MODE_ENFORCE,
	  { BOB(QUARANTINE, QUARANTINE), CAROL(QUARANTINE, QUARANTINE) }, .answer = ANSWER_DISCARD,
	  .held = "bob@example.org carol@example.org", .copies = TRUE },
	{ "copies: one reject of two is a quarantine", MODE_ENFORCE, { BOB(REJECT, QUARANTINE),
	  CAROL(PASS, PASS) },
	  .field = "action=pass; " KNOWN, .not_to = "bob@example.org", .held = "bob@example.org",
	  .copies = TRUE },
	{ "copies: one mta-hold of two is a quarantine", MODE_ENFORCE,
	  { BOB(MTA_HOLD, QUARANTINE), CAROL(PASS, PASS) }, .field = "action=pass; " KNOWN,
	  .not_to = "bob@example.org", .held = "bob@example.org", .copies = TRUE },
	{ "copies: who has no book is tagged instead", MODE_ENFORCE,
	  { FRED(REJECT, TAG), CAROL(PASS, PASS) }, .field = "action=tag; " ALONE,
	  .not_to = "carol@example.org", .injected = "carol@example.org", .tagged = TRUE,
	  .copies = TRUE },
	{ "copies: all reject, and the client is told", MODE_ENFORCE, { BOB(REJECT, REJECT),
	  CAROL(REJECT, REJECT) },
	  .answer = ANSWER_REJECT, .copies = TRUE },
	{ "copies: all are held by the mail server", MODE_ENFORCE,
	  { BOB(MTA_HOLD, MTA_HOLD), CAROL(MTA_HOLD, MTA_HOLD) },
	  .field = "action=mta-hold; " SHARED,
	  .hold = TRUE, .copies = TRUE },
	{ "copies: one of two is discarded", MODE_ENFORCE, { BOB(DISCARD, DISCARD), CAROL(PASS,
	  PASS) },
	  .field = "action=pass; " KNOWN, .not_to = "bob@example.org", .copies = TRUE },
	{ "copies: one alone is redirected without any", MODE_ENFORCE,
	  { TO("bob@example.org", "mod@example.org", REDIRECT) },
	  .field = "action=redirect; " ALONE,
	  .not_to = "bob@example.org", .instead_to = "mod@example.org", .copies = TRUE },
	{ "copies: one of two is redirected with a field of its own", MODE_ENFORCE,
	  { TO("bob@example.org", "mod@example.org", REDIRECT), CAROL(PASS, PASS) },
	  .field = "action=pass; " KNOWN, .not_to = "bob@example.org",
	  .injected = "mod@example.org",
	  .copies = TRUE },
	{ "copies: two redirected to one address are one", MODE_ENFORCE,
	  { TO("bob@example.org", "mod@example.org", REDIRECT), TO("erin@example.org",
	  "mod@example.org", REDIRECT),
	    CAROL(PASS, PASS) }, .field = "action=redirect; " SHARED,
	  .not_to = "carol@example.org bob@example.org erin@example.org",
	  .instead_to = "mod@example.org",
	  .injected = "carol@example.org", .copies = TRUE },
	{ "copies: redirected to another recipient is not got twice", MODE_ENFORCE,
	  { TO("bob@example.org", "carol@example.org", REDIRECT), CAROL(TAG, TAG) },
	  .field = "action=tag; " KNOWN, .not_to = "bob@example.org", .tagged = TRUE,
	  .copies = TRUE },
	{ "copies: redirected to one whose own is held is got all the same", MODE_ENFORCE,
	  { TO("bob@example.org", "dave@example.org", REDIRECT), DAVE(QUARANTINE, QUARANTINE) },
	  .answer = ANSWER_DISCARD, .held = "dave@example.org", .injected = "dave@example.org",
	  .copies = TRUE },
	{ "copies: redirected to one whose own is discarded is got all the same", MODE_ENFORCE,
	  { TO("bob@example.org", "dave@example.org", REDIRECT), DAVE(DISCARD, DISCARD) },
	  .answer = ANSWER_DISCARD, .injected = "dave@example.org", .copies = TRUE },
	{ "copies: reject, redirect and pass part", MODE_ENFORCE,
	  { BOB(REJECT, QUARANTINE), TO("dave@example.org", "mod@example.org", REDIRECT),
	  CAROL(PASS, PASS) },
	  .field = "action=pass; " KNOWN, .not_to = "bob@example.org dave@example.org",
	  .held = "bob@example.org", .injected = "mod@example.org", .copies = TRUE },
	{ "copies: postmaster gets it as it came", MODE_ENFORCE, { BOB(TAG, TAG), POSTMASTER },
	  .field = "action=tag; " ALONE, .not_to = "postmaster@example.org",
	  .injected = "postmaster@example.org", .tagged = TRUE, .copies = TRUE },

	/* modes of their own */
	{ "own mode: one is enforced where all are tagged", MODE_TAG, { ENFORCED_BOB(DISCARD,
	  DISCARD) },
	  .answer = ANSWER_DISCARD },
	{ "own mode: one is tagged where all are enforced", MODE_ENFORCE, { TAGGED_DAVE(REJECT,
	  TAG) },
	  .field = "action=tag; would=reject; " ALONE, .tagged = TRUE },
	{ "own mode: one is tagged where all are monitored", MODE_MONITOR, { TAGGED_DAVE(TAG,
	  TAG) },
	  .field = "action=tag; " ALONE, .tagged = TRUE },
	{ "own mode: who is monitored gets mail as it came", MODE_ENFORCE,
	  { WATCHED_CAROL(REJECT, PASS) },
	  .field = NULL },
	{ "own mode: beside somebody monitored a field says no more than the mail", MODE_TAG,
	  { BOB(QUARANTINE, TAG), WATCHED_CAROL(QUARANTINE, PASS) },
	  .field = "action=shared; " SHARED },
	{ "own mode: and pass where nothing happens to either", MODE_TAG,
	  { BOB(PASS, PASS), WATCHED_CAROL(REJECT, PASS) }, .field = "action=pass; " SHARED },
	{ "own mode: a refusal is for none where one only is tagged", MODE_TAG,
	  { ENFORCED_BOB(REJECT, TAG), TAGGED_DAVE(REJECT, TAG) }, .field = "action=tag; " SHARED,
	  .tagged = TRUE },
	{ "own mode: a discard is for none where one is monitored", MODE_TAG,
	  { ENFORCED_BOB(DISCARD, TAG), WATCHED_CAROL(DISCARD, PASS) },
	  .field = "action=shared; " SHARED },
	{ "own mode, copies: one is held, the other tagged", MODE_TAG,
	  { ENFORCED_BOB(QUARANTINE, QUARANTINE), TAGGED_DAVE(QUARANTINE, TAG) },
	  .field = "action=tag; would=quarantine; " ALONE, .not_to = "bob@example.org",
	  .held = "bob@example.org", .tagged = TRUE, .copies = TRUE },
	{ "own mode, copies: who is monitored is a party of their own", MODE_TAG,
	  { BOB(TAG, TAG), WATCHED_CAROL(QUARANTINE, PASS) }, .field = "action=tag; " ALONE,
	  .not_to = "carol@example.org", .injected = "carol@example.org", .tagged = TRUE,
	  .copies = TRUE },
	{ "own mode, copies: who is monitored and postmaster share one", MODE_TAG,
	  { TAGGED_DAVE(TAG, TAG), BOB(TAG, TAG), WATCHED_CAROL(REJECT, PASS), POSTMASTER },
	  .field = "action=tag; " SHARED, .not_to = "carol@example.org postmaster@example.org",
	  .injected = "carol@example.org postmaster@example.org", .tagged = TRUE, .copies = TRUE },
	{ "own mode, copies: one who only is tagged saves another from a refusal", MODE_ENFORCE,
	  { BOB(REJECT, QUARANTINE), TAGGED_DAVE(REJECT, TAG) },
	  .field = "action=tag; would=reject; " ALONE, .not_to = "bob@example.org",
	  .held = "bob@example.org", .tagged = TRUE, .copies = TRUE },

	/* the message came before */
	{ "who has a copy gets no second one", MODE_ENFORCE, { BOB(PASS, PASS), KEPT(QUARANTINE,
	  QUARANTINE) },
	  .field = "action=pass; " ALONE, .not_to = "gil@example.org", .copies = TRUE },
	{ "where all have copies it goes nowhere", MODE_ENFORCE, { KEPT(PASS, PASS) },
	  .answer = ANSWER_DISCARD, .copies = TRUE },
	{ "redirected to one who has a copy is not got twice", MODE_ENFORCE,
	  { TO("bob@example.org", "gil@example.org", REDIRECT), KEPT(TAG, TAG), CAROL(PASS, PASS) },
	  .field = "action=pass; " KNOWN, .not_to = "gil@example.org bob@example.org",
	  .copies = TRUE },
	{ "nor is what another's copy was redirected to", MODE_ENFORCE,
	  { TO("bob@example.org", "mod@example.org", REDIRECT), KEPT_TO("mod@example.org"),
	    CAROL(PASS, PASS) },
	  .field = "action=pass; " KNOWN, .not_to = "gil@example.org bob@example.org",
	  .copies = TRUE },
	{ "nor where no others can be made", MODE_ENFORCE,
	  { TO("bob@example.org", "mod@example.org", REDIRECT), KEPT_TO("mod@example.org"),
	    CAROL(PASS, PASS) },
	  .field = "action=shared; " SHARED, .not_to = "gil@example.org bob@example.org" },
	{ "who has a copy leaves where no others can be made", MODE_ENFORCE,
	  { BOB(QUARANTINE, TAG), KEPT(QUARANTINE, TAG), CAROL(PASS, PASS) },
	  .field = "action=shared; " SHARED, .not_to = "gil@example.org" },

	/* who is not judged */
	{ "postmaster alone gets mail as it came", MODE_ENFORCE, { POSTMASTER }, .field = NULL },
	{ "postmaster beside others passes", MODE_ENFORCE, { POSTMASTER, BOB(REJECT, TAG) },
	  .field = "action=shared; " SHARED },
};
/* clang-format on */

static const char *const no_hosts[] = { NULL };

static Message *
message_of(const char *const *fields)
{
	Message *message = message_new(&message_default_limits);

	for (; *fields != NULL; fields += 2)
		message_add_field(message, fields[0], fields[1]);
	return message;
}

static Message *
simple_message(void)
{
	static const char *const fields[] = { "From", " a@example.net", "Subject", " Join me",
					      NULL };

	return message_of(fields);
}

static Judgement *
judgement_of(const Recipient *recipients, Mode mode)
{
	Judgement *judgement = judgement_new(inviters_new(), why_new());
	Inviter *inviter = inviter_new();

	judgement->kind = KIND_REMINDER;
	judgement->proof = PROOF_DKIM;
	judgement->network = g_strdup("linkedin");
	judgement->rule = g_strdup("linkedin.rules:17");
	inviter->name.value = g_strdup("Jane Doe");
	inviter->profile.value = g_strdup("linkedin:slug:jane-doe");
	g_ptr_array_add(judgement->inviters, inviter);
	for (; recipients->address != NULL; recipients++) {
		Verdict *verdict = verdict_new(recipients->address);

		verdict->wanted = recipients->wanted;
		verdict->redirect = g_strdup(recipients->redirect);
		verdict->standing = recipients->standing;
		verdict->count = recipients->count;
		verdict->exempt = recipients->exempt;
		verdict->has_book = !recipients->bookless;
		verdict->reminds = recipients->reminds;
		verdict->mode = recipients->own_mode > 0 ? (Mode)(recipients->own_mode - 1) : mode;
		g_ptr_array_add(judgement->verdicts, verdict);
	}
	return judgement;
}

/* Who of RECIPIENTS had a copy before. */
static GHashTable *
kept_of(const Recipient *recipients)
{
	GHashTable *kept = g_hash_table_new(g_str_hash, g_str_equal);

	for (; recipients->address != NULL; recipients++)
		if (recipients->kept)
			g_hash_table_add(kept, (gpointer)recipients->address);
	return kept;
}

/* VALUE in one line; no line of it may be longer than 78. */
static char *
unfold(const char *name, const char *value)
{
	g_auto(GStrv) lines = g_strsplit(value, "\n\t", -1);

	g_assert_cmpuint(strlen(name) + strlen(": ") + strlen(lines[0]), <=, 78);
	for (gsize i = 1; lines[0] != NULL && lines[i] != NULL; i++)
		g_assert_cmpuint(strlen(lines[i]), <=, 78);
	return g_strjoinv(" ", lines);
}

static void
check_words(const GPtrArray *strings, const char *wanted)
{
	g_autoptr(GString) words = g_string_new(NULL);

	for (guint i = 0; i < strings->len; i++)
		g_string_append_printf(words, "%s%s", i > 0 ? " " : "",
				       (const char *)strings->pdata[i]);
	g_assert_cmpstr(words->str, ==, wanted != NULL ? wanted : "");
}

static void
check_field(const Plan *plan, const char *wanted)
{
	g_autofree char *whole = g_strconcat("mx.example.org; ", wanted, NULL);
	g_autofree char *value = NULL;
	const PlanField *field;

	if (wanted == NULL) {
		g_assert_cmpuint(plan->insert->len, ==, 0);
		return;
	}
	g_assert_cmpuint(plan->insert->len, ==, 2);
	field = plan->insert->pdata[0];
	value = unfold(field->name, field->value);
	g_assert_cmpstr(field->name, ==, "X-Invitation");
	g_assert_cmpstr(value, ==, whole);
	field = plan->insert->pdata[1];
	g_assert_cmpstr(field->name, ==, "X-Invitation-From");
	g_assert_cmpstr(field->value, ==, "Jane Doe:;");
}

static void
check_copies(const Plan *plan, CopyWay way, const char *wanted)
{
	g_autoptr(GString) to = g_string_new(NULL);

	for (guint i = 0; i < plan->copies->len; i++) {
		const PlanCopy *copy = plan->copies->pdata[i];

		if (copy->way == way)
			g_string_append_printf(to, "%s%s", to->len > 0 ? " " : "", copy->to);
	}
	g_assert_cmpstr(to->str, ==, wanted != NULL ? wanted : "");
}

static gboolean
leaves(const Plan *plan, const Verdict *verdict)
{
	return g_ptr_array_find_with_equal_func(plan->delete_recipients, verdict->recipient,
						g_str_equal, NULL);
}

static guint
copies_of(const Plan *plan, const Verdict *verdict)
{
	guint count = 0;

	for (guint i = 0; i < plan->copies->len; i++)
		count += ((const PlanCopy *)plan->copies->pdata[i])->outcome->verdict == verdict;
	return count;
}

/*
 * What must hold for any mixture: nobody loses the message, nobody gets it twice, none is the last
 * to leave.
 */
static void
check_balance(const Plan *plan, const Judgement *judgement)
{
	guint leaving = 0;

	g_assert_cmpuint(plan->outcomes->len, ==, judgement->verdicts->len);
	for (guint i = 0; i < plan->outcomes->len; i++) {
		const Outcome *outcome = plan->outcomes->pdata[i];
		const Verdict *verdict = outcome->verdict;
		gboolean goes = leaves(plan, verdict);
		guint copies = copies_of(plan, verdict);

		leaving += goes;
		g_assert_cmpuint(copies, <=, 1);
		if (copies == 1)
			g_assert_true(goes || plan->answer == ANSWER_DISCARD);
		g_assert_true(verdict == judgement->verdicts->pdata[i]);
		if (outcome->kept)
			g_assert_true(copies == 0 && (goes || plan->answer == ANSWER_DISCARD));
		else if (goes && copies == 0)
			g_assert_true(outcome->action == ACTION_REDIRECT ||
				      outcome->action == ACTION_DISCARD);
		if (copies == 0 && !outcome->kept && plan->answer == ANSWER_DISCARD)
			g_assert_true(outcome->action == ACTION_DISCARD);
	}
	if (plan->answer == ANSWER_ACCEPT && plan->add_recipients->len == 0)
		g_assert_cmpuint(leaving, <, judgement->verdicts->len);
	if (plan->answer == ANSWER_REJECT)
		g_assert_cmpuint(plan->copies->len, ==, 0);
}

static void
check_plan(gconstpointer data)
{
	const PlanCase *c = data;
	g_autoptr(GHashTable) kept = kept_of(c->recipients);
	const PlanSettings settings = { c->mode, "mx.example.org", no_hosts, TRUE, c->copies, FALSE,
					kept };
	g_autoptr(Message) message = simple_message();
	g_autoptr(Judgement) judgement = judgement_of(c->recipients, c->mode);
	g_autoptr(Plan) plan = plan_make(judgement, message, &settings);

	for (guint i = 0; i < plan->outcomes->len; i++) {
		const Outcome *outcome = plan->outcomes->pdata[i];

		g_assert_cmpstr(names_word(action_words, outcome->action), ==,
				names_word(action_words, c->recipients[i].action));
		g_assert_cmpint(outcome->kept, ==, c->recipients[i].kept);
	}
	g_assert_cmpint(plan->answer, ==, c->answer);
	g_assert_cmpint(plan->reply != NULL, ==, c->answer == ANSWER_REJECT);
	g_assert_cmpint(plan->hold, ==, c->hold);
	g_assert_cmpint(plan->hold_reason != NULL, ==, c->hold);
	check_field(plan, c->field);
	check_words(plan->delete_recipients, c->not_to);
	check_words(plan->add_recipients, c->instead_to);
	check_copies(plan, COPY_HELD, c->held);
	check_copies(plan, COPY_INJECTED, c->injected);
	check_balance(plan, judgement);
	g_assert_cmpstr(plan->subject, ==, c->tagged ? "[reminder] Join me" : NULL);
	g_assert_cmpint(plan_is_empty(plan), ==, c->field == NULL && c->answer == ANSWER_ACCEPT);
}

/* ---- every mixture of what up to three recipients may want ---- */

static const Action mixed[] = { PASS, TAG, REDIRECT, QUARANTINE, MTA_HOLD, REJECT, DISCARD };

static void
check_mixture(const Recipient *recipients, Mode mode, gboolean copies)
{
	g_autoptr(GHashTable) kept = kept_of(recipients);
	const PlanSettings settings = {
		mode, "mx.example.org", no_hosts, TRUE, copies, FALSE, kept
	};
	g_autoptr(Message) message = simple_message();
	g_autoptr(Judgement) judgement = judgement_of(recipients, mode);
	g_autoptr(Plan) plan = plan_make(judgement, message, &settings);
	gboolean enforces = FALSE, watches = TRUE;

	for (guint i = 0; i < judgement->verdicts->len; i++) {
		const Verdict *verdict = judgement->verdicts->pdata[i];

		enforces |= verdict->mode == MODE_ENFORCE;
		watches &= verdict->mode == MODE_MONITOR;
	}
	check_balance(plan, judgement);
	if (!enforces || !copies)
		check_copies(plan, COPY_HELD, NULL);
	if (watches)
		g_assert_true(plan_is_empty(plan));
	if (plan->copies->len > 0)
		g_assert_true(plan_may_copy(judgement));
	for (guint i = 0; i < plan->copies->len; i++) {
		const PlanCopy *copy = plan->copies->pdata[i];

		g_assert_cmpint(copy->way == COPY_HELD, ==,
				copy->outcome->action == ACTION_QUARANTINE);
		g_assert_cmpuint(copy->insert->len, ==,
				 copy->outcome->verdict->mode == MODE_MONITOR ? 0 : 2);
	}
}

static void
check_mixtures(void)
{
	static const char *const names[] = { "bob@example.org", "carol@example.org",
					     "dave@example.org" };
	guint count = 0;

	/* Above MODE_ENFORCE each has a mode of their own. */
	for (int copies = 0; copies < 2; copies++)
		for (int mode = MODE_MONITOR; mode <= MODE_ENFORCE + 3; mode++)
			for (gsize many = 1; many <= 3; many++) {
				gsize mixtures = many == 1 ? 7 : many == 2 ? 49 : 343;

				for (gsize which = 0; which < mixtures; which++, count++) {
					Recipient recipients[4] = { 0 };
					gsize rest = which;

					for (gsize i = 0; i < many; i++, rest /= 7)
						recipients[i] =
							(Recipient){ names[i],
								     mixed[rest % 7],
								     PASS,
								     "mod@example.org",
								     STANDING_UNKNOWN,
								     (guint)i,
								     FALSE,
								     FALSE,
								     FALSE,
								     mode > MODE_ENFORCE
									     ? 1 + (int)(mode + i) %
											       3
									     : 0,
								     FALSE };
					check_mixture(recipients, MIN((Mode)mode, MODE_ENFORCE),
						      copies);
				}
			}
	g_assert_cmpuint(count, ==, 4788);
}

/* ---- fields that are there already ---- */

/* Who hands the message over. */
enum { SENDER, OWN_CLIENT };

typedef struct CleanCase {
	const char *name;
	gboolean own_client;
	gboolean recognized;
	Mode mode;
	const char *fields[16];
	const char *removed; /* "NAME:NTH ..." */
} CleanCase;

#define OURS "X-Invitation", " mx.example.org; action=pass; kind=invitation"
#define OURS_FROM "X-Invitation-From", " Jane Doe:;"
#define FOREIGN "X-Invitation", " mx.example.com; action=pass; kind=invitation"
#define OWN_RECEIVED                                                                               \
	"Received", " from mx.example.net by mx.example.org (Postfix)\n\twith ESMTP id 1"
#define FOREIGN_RECEIVED "Received", " from pc by mx.example.net with ESMTP id 2"

/* clang-format off */
static const CleanCase clean_cases[] = {
	{ "ordinary mail stays as it is", SENDER, FALSE, MODE_TAG, { FOREIGN_RECEIVED, "Subject",
	  " x" }, "" },
	{ "a sender's field comes off", SENDER, FALSE, MODE_TAG, { FOREIGN_RECEIVED, FOREIGN },
	  "X-Invitation:1" },
	{ "a field in our name by a sender comes off", SENDER, FALSE, MODE_TAG,
	  { FOREIGN_RECEIVED, OURS },
	  "X-Invitation:1" },
	{ "above a sender's Received it is still the sender's", SENDER, FALSE, MODE_TAG,
	  { OURS, FOREIGN_RECEIVED }, "X-Invitation:1" },
	{ "without any Received it is the sender's", SENDER, FALSE, MODE_TAG, { OURS },
	  "X-Invitation:1" },
	{ "above a Received that a sender wrote in our name it is the sender's", SENDER, FALSE,
	  MODE_TAG,
	  { OURS, OURS_FROM, OWN_RECEIVED, FOREIGN_RECEIVED },
	  "X-Invitation-From:1 X-Invitation:1" },
	{ "above, between and below such lines it is the sender's", SENDER, FALSE, MODE_TAG,
	  { OURS, OWN_RECEIVED, OURS, OWN_RECEIVED, OURS },
	  "X-Invitation:3 X-Invitation:2 X-Invitation:1" },
	{ "our other host's field stays", OWN_CLIENT, FALSE, MODE_TAG,
	  { OURS, OURS_FROM, OWN_RECEIVED, FOREIGN_RECEIVED }, "" },
	{ "what our other host took on without a Received of its own is a sender's", OWN_CLIENT,
	  FALSE, MODE_TAG,
	  { OURS, FOREIGN_RECEIVED, OWN_RECEIVED }, "X-Invitation:1" },
	{ "and without any Received", OWN_CLIENT, FALSE, MODE_TAG, { OURS }, "X-Invitation:1" },
	{ "what came to our other host under a Received in our name is a sender's", OWN_CLIENT,
	  FALSE, MODE_TAG,
	  { OWN_RECEIVED, OURS, OWN_RECEIVED, FOREIGN_RECEIVED }, "X-Invitation:1" },
	{ "beneath our own Received it is the sender's", OWN_CLIENT, FALSE, MODE_TAG,
	  { OWN_RECEIVED, OURS, FOREIGN_RECEIVED }, "X-Invitation:1" },
	{ "another's name comes off even from our own host", OWN_CLIENT, FALSE, MODE_TAG,
	  { FOREIGN, OWN_RECEIVED, FOREIGN_RECEIVED }, "X-Invitation:1" },
	{ "a longer name is another's", OWN_CLIENT, FALSE, MODE_TAG,
	  { "X-Invitation", " mx.example.org.evil; action=pass", OWN_RECEIVED }, "X-Invitation:1" },
	{ "an inviter without its field comes off", OWN_CLIENT, FALSE, MODE_TAG, { OURS_FROM,
	  OWN_RECEIVED },
	  "X-Invitation-From:1" },
	{ "of several only the sender's come off, the last first", OWN_CLIENT, FALSE, MODE_TAG,
	  { OURS, OURS_FROM, OWN_RECEIVED, FOREIGN_RECEIVED, FOREIGN, OURS, OURS_FROM },
	  "X-Invitation-From:2 X-Invitation:3 X-Invitation:2" },
	{ "the case of a name does not matter", SENDER, FALSE, MODE_TAG, { "x-INVITATION",
	  " pass" },
	  "X-Invitation:1" },
	{ "mode monitor takes nothing off", SENDER, FALSE, MODE_MONITOR, { FOREIGN, OURS }, "" },
	{ "recognized mail gets our field alone", OWN_CLIENT, TRUE, MODE_TAG,
	  { OURS, OURS_FROM, OWN_RECEIVED, FOREIGN },
	  "X-Invitation-From:1 X-Invitation:2 X-Invitation:1" },
	{ "recognized mail in mode monitor keeps all", SENDER, TRUE, MODE_MONITOR, { OURS,
	  FOREIGN }, "" },
};
/* clang-format on */

static void
check_clean(gconstpointer data)
{
	static const char *const own_hosts[] = { "mx.example.org", NULL };
	static const Recipient recipients[] = { BOB(TAG, TAG), { .address = NULL } };
	const CleanCase *c = data;
	const PlanSettings settings = { c->mode, "mx.example.org", own_hosts, FALSE,
					FALSE,   c->own_client,    NULL };
	g_autoptr(Message) message = message_of(c->fields);
	g_autoptr(Judgement) judgement = judgement_of(recipients, c->mode);
	g_autoptr(Plan) plan = c->recognized ? plan_make(judgement, message, &settings)
					     : plan_clean(message, &settings);
	g_autoptr(GString) removed = g_string_new(NULL);

	for (guint i = 0; i < plan->remove->len; i++) {
		const PlanField *field = plan->remove->pdata[i];

		g_string_append_printf(removed, "%s%s:%u", i > 0 ? " " : "", field->name,
				       field->nth);
	}
	g_assert_cmpstr(removed->str, ==, c->removed);
}

/* ---- the subject ---- */

typedef struct SubjectCase {
	const char *name;
	Kind kind;
	const char *subject, *wanted;
} SubjectCase;

static const SubjectCase subject_cases[] = {
	{ "an invitation is tagged", KIND_INVITATION, " Join me", "[invitation] Join me" },
	{ "an update is tagged", KIND_UPDATE, " Join me", "[update] Join me" },
	{ "an encoded subject stays encoded", KIND_INVITATION,
	  " =?utf-8?Q?J=C3=A4?=", "[invitation] =?utf-8?Q?J=C3=A4?=" },
	{ "folds are kept", KIND_INVITATION, " Join\n\tme", "[invitation] Join\n\tme" },
	{ "a missing subject gets one", KIND_REMINDER, NULL, "[reminder]" },
	{ "what is tagged is not tagged again", KIND_REMINDER, " [reminder] Join me", NULL },
	{ "a line end that is no fold starts no field", KIND_REMINDER, " Join\nX-Evil: me",
	  "[reminder] Join X-Evil: me" },
};

static void
check_subject(gconstpointer data)
{
	static const Recipient recipients[] = { BOB(TAG, TAG), { .address = NULL } };
	const SubjectCase *c = data;
	const PlanSettings settings = {
		MODE_TAG, "mx.example.org", NULL, TRUE, FALSE, FALSE, NULL
	};
	const char *const fields[] = { c->subject != NULL ? "Subject" : "To",
				       c->subject != NULL ? c->subject : " bob@example.org", NULL };
	g_autoptr(Message) message = message_of(fields);
	g_autoptr(Judgement) judgement = judgement_of(recipients, settings.mode);
	g_autoptr(Plan) plan = NULL;

	judgement->kind = c->kind;
	plan = plan_make(judgement, message, &settings);
	g_assert_cmpstr(plan->subject, ==, c->wanted);
}

static void
check_forged(void)
{
	static const Recipient recipients[] = { { "bob@example.org", QUARANTINE, TAG,
						  .standing = STANDING_FORGED },
						CAROL(QUARANTINE, TAG),
						{ .address = NULL } };
	const PlanSettings settings = {
		MODE_TAG, "mx.example.org", NULL, FALSE, FALSE, FALSE, NULL
	};
	g_autoptr(Message) message = simple_message();
	g_autoptr(Judgement) judgement = judgement_of(recipients, settings.mode);
	g_autoptr(Plan) plan = NULL;

	judgement->forged = TRUE;
	judgement->proof = PROOF_FAILED;
	plan = plan_make(judgement, message, &settings);
	g_assert_nonnull(strstr(((PlanField *)plan->insert->pdata[0])->value, "forged=yes"));
	g_assert_null(plan->subject);
}

/* That it is a reminder by history is said to those alone who all had one before. */
static void
check_history(void)
{
	static const Recipient watched[] = { { "bob@example.org", TAG, TAG, .count = 3,
					       .reminds = TRUE },
					     { "carol@example.org", TAG, PASS, .count = 3,
					       .reminds = TRUE, .own_mode = MODE_MONITOR + 1 },
					     { .address = NULL } };
	const PlanSettings settings = {
		MODE_TAG, "mx.example.org", NULL, FALSE, FALSE, FALSE, NULL
	};

	for (gsize i = 0; i < 2; i++) {
		const Recipient alone[] = { watched[0], { .address = NULL } };
		g_autoptr(Message) message = simple_message();
		g_autoptr(Judgement) judgement =
			judgement_of(i == 0 ? alone : watched, settings.mode);
		g_autoptr(Plan) plan = NULL;
		const char *field;

		judgement->kind = KIND_INVITATION;
		plan = plan_make(judgement, message, &settings);
		field = ((PlanField *)plan->insert->pdata[0])->value;
		g_assert_nonnull(strstr(field, i == 0 ? "kind=reminder" : "kind=invitation"));
	}
}

static void
check_ordinary(void)
{
	static const Recipient recipients[] = { BOB(PASS, PASS), { .address = NULL } };
	static const char *const fields[] = { FOREIGN, NULL };
	const PlanSettings settings = { MODE_ENFORCE, "mx.example.org", NULL, TRUE, FALSE, FALSE,
					NULL };
	g_autoptr(Message) message = message_of(fields);
	g_autoptr(Judgement) judgement = judgement_of(recipients, settings.mode);
	g_autoptr(Plan) plan = NULL;

	judgement->kind = KIND_NONE;
	plan = plan_make(judgement, message, &settings);
	g_assert_cmpuint(plan->insert->len, ==, 0);
	g_assert_cmpuint(plan->remove->len, ==, 1);
	g_assert_null(plan->subject);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	GIVEN_ROWS("plan/actions", cases, check_plan);
	g_test_add_func("/plan/actions/no mixture of three loses or doubles a message",
			check_mixtures);
	GIVEN_ROWS("plan/fields", clean_cases, check_clean);
	GIVEN_ROWS("plan/subject", subject_cases, check_subject);
	g_test_add_func("/plan/fields/forgery is said, whoever sees it", check_forged);
	g_test_add_func("/plan/fields/the history of who is monitored is told nobody",
			check_history);
	g_test_add_func("/plan/fields/ordinary mail is only cleaned", check_ordinary);
	return g_test_run();
}
