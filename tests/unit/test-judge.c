#include <string.h>

#include "base/names.h"
#include "judge/judge.h"
#include "language/rule-parser.h"

#include "rows.h"

static const char rules_text[] = "network linkedin \"LinkedIn\"\n"
				 "    category     professional\n"
				 "    from         linkedin.com\n"
				 "    signs        yes\n"
				 "    member-links linkedin.com/e/\n"
				 "    brand        /\\blinked\\s?in\\b/i\n"
				 "    ignore       subject /accepted your invitation/\n"
				 "    reminder     subject /^Reminder: (?<name>.+?) invited you/\n"
				 "    invitation   subject /^(?<name>.+?) wants to connect/\n"
				 "    inviter      header X-Member /^(?<profile_slug>\\S+)$/\n"
				 "network chat \"Chat\"\n"
				 "    category     workspace\n"
				 "    from         chat.example\n"
				 "    invitation   subject /^(?<name>.+?) invited you to Chat/\n";

static const char policy_text[] = "forged quarantine\n"
				  "workspace pass\n"
				  "declined quarantine\n"
				  "trusted reminder count>=3 tag\n"
				  "trusted pass\n"
				  "list redirect moderator@example.org\n"
				  "reminder unknown quarantine\n"
				  "none tag\n"
				  "unknown mta-hold\n";

#define BOB "bob@example.org"
#define CAROL "carol@example.org"
#define DAVE "dave@example.org"

/* Bob and Carol have books; Bob trusts Jane by her profile, Carol has declined her. */
static gboolean
look_up(Book *book, const Meeting *meeting, Acquaintance *known, GError **error)
{
	const char *owner = meeting->owner, *network = meeting->network_key;
	gboolean jane = g_strcmp0(meeting->inviter->profile.value, "linkedin:slug:jane-doe") == 0;

	(void)book;
	if (strcmp(owner, "broken@example.org") == 0) {
		g_set_error_literal(error, G_FILE_ERROR, G_FILE_ERROR_IO, "the book is broken");
		return FALSE;
	}
	g_assert_true(strcmp(network, "linkedin") == 0 || strcmp(network, "chat") == 0);
	known->has_book =
		strcmp(owner, "bob@example.org") == 0 || strcmp(owner, "carol@example.org") == 0;
	/* It was seen by the lowest Message-ID, the one that is signed. */
	g_assert_cmpstr(meeting->message_id, !=, "on-top@example.net");
	if (strcmp(owner, "bob@example.org") == 0 && !meeting->proven)
		known->count = 5;
	if (strcmp(owner, "bob@example.org") == 0)
		known->by_identity = jane;
	if (strcmp(owner, "bob@example.org") == 0 && meeting->proven) {
		known->count = strcmp(meeting->message_id, "fourth@example.net") == 0 ? 3
			       : jane                                                 ? 0
										      : 1;
	}
	if (strcmp(owner, "carol@example.org") == 0)
		known->declined = jane;
	return TRUE;
}

/* The settings of an owner, as a line of policy, a network never wanted and a mode. */
static void
set(Owner *owner, const char *who, const char *line, const char *never, int mode)
{
	OwnerSettings *settings = owner_settings_new(who);

	if (line != NULL)
		g_ptr_array_add(settings->policy, g_strdup(line));
	if (never != NULL)
		g_ptr_array_add(settings->never, g_strdup(never));
	settings->mode = mode;
	g_ptr_array_add(owner->settings, settings);
}

/*
 * Bobby is Bob, and Sales are several.  Erin wants no stranger, Fred no Chat, and Gil is only
 * watched; the domain enforces and redirects what is declined.
 */
static Owner *
find_owner(Book *book, const char *address, GError **error)
{
	Owner *owner = owner_new(strcmp(address, "bobby@example.org") == 0 ? BOB : address);

	(void)book;
	(void)error;
	if (strcmp(address, "bobby@example.org") == 0)
		owner->persons = 1;
	if (strcmp(address, "sales@example.org") == 0)
		owner->persons = 2;
	if (strcmp(address, "erin@example.org") == 0)
		set(owner, address, "unknown quarantine", NULL, OWNER_NO_MODE);
	if (strcmp(address, "fred@example.org") == 0)
		set(owner, address, NULL, "chat", OWNER_NO_MODE);
	if (strcmp(address, "gil@example.org") == 0)
		set(owner, address, "no line", NULL, MODE_MONITOR);
	if (strchr(address, '@') != NULL && strcmp(address, "*") != 0)
		set(owner, "@example.org", "declined redirect moderator@example.org", NULL,
		    MODE_ENFORCE);
	return owner;
}

typedef struct Wanted {
	const char *recipient;
	const char *owner; /* NULL: the recipient */
	Standing standing;
	guint count;
	Action action;
	gboolean exempt;
} Wanted;

typedef struct JudgeCase {
	const char *name;
	const char *from, *subject, *member;
	const char *results; /* of our verifier */
	gboolean list, no_proof_needed;
	const char *recipients[5];
	Kind kind;
	gboolean forged;
	Proof proof;
	Wanted wanted[4];
	const char *why; /* a part of a sentence that must be said (nullable) */
} JudgeCase;

#define LINKEDIN "LinkedIn <invitations@linkedin.com>"
#define INVITES "Jane Doe wants to connect"
#define REMINDS "Reminder: Jane Doe invited you"
#define DKIM "dkim=pass header.d=linkedin.com"
#define BAD "dkim=fail header.d=linkedin.com; dmarc=fail header.from=linkedin.com"

/* Who writes, and what. */
#define JANE_INVITES .from = LINKEDIN, .subject = INVITES, .member = "jane-doe"
#define JANE_REMINDS .from = LINKEDIN, .subject = REMINDS, .member = "jane-doe"
#define MALLORY_INVITES .from = LINKEDIN, .subject = INVITES, .member = "mallory"
#define MALLORY_REMINDS .from = LINKEDIN, .subject = REMINDS, .member = "mallory"
#define CHAT_INVITES .from = "Chat <a@chat.example>", .subject = "Eve invited you to Chat"

/* What is not said is nobody, nothing, no, STANDING_UNKNOWN or ACTION_PASS. */
/* clang-format off */
static const JudgeCase cases[] = {
	{ .name = "a friend passes",
	  JANE_INVITES, .results = DKIM, .recipients = { BOB },
	  .kind = KIND_INVITATION, .proof = PROOF_DKIM,
	  .wanted = { { .recipient = BOB, .standing = STANDING_TRUSTED } } },
	{ .name = "a friend's third reminder is tagged",
	  JANE_REMINDS, .results = DKIM, .recipients = { BOB },
	  .kind = KIND_REMINDER, .proof = PROOF_DKIM,
	  .wanted = { { .recipient = BOB, .standing = STANDING_TRUSTED, .count = 3,
			.action = ACTION_TAG } } },
	{ .name = "an invitation that came before is a reminder",
	  JANE_INVITES, .results = DKIM, .recipients = { BOB },
	  .kind = KIND_INVITATION, .proof = PROOF_DKIM,
	  .wanted = { { .recipient = BOB, .standing = STANDING_TRUSTED, .count = 3,
			.action = ACTION_TAG } } },
	{ .name = "what is new to one reminds another",
	  MALLORY_INVITES, .results = DKIM, .recipients = { BOB, CAROL },
	  .kind = KIND_INVITATION, .proof = PROOF_DKIM,
	  .wanted = { { .recipient = BOB, .count = 1, .action = ACTION_QUARANTINE },
		      { .recipient = CAROL, .action = ACTION_MTA_HOLD } } },
	{ .name = "each by their own book",
	  JANE_INVITES, .results = DKIM, .recipients = { BOB, CAROL, DAVE },
	  .kind = KIND_INVITATION, .proof = PROOF_DKIM,
	  .wanted = { { .recipient = BOB, .standing = STANDING_TRUSTED },
		      { .recipient = CAROL, .standing = STANDING_DECLINED,
			.action = ACTION_REDIRECT },
		      { .recipient = DAVE, .action = ACTION_MTA_HOLD } } },
	{ .name = "who has no book is not quarantined",
	  MALLORY_REMINDS, .results = DKIM, .recipients = { BOB, DAVE },
	  .kind = KIND_REMINDER, .proof = PROOF_DKIM,
	  .wanted = { { .recipient = BOB, .count = 1, .action = ACTION_QUARANTINE },
		      { .recipient = DAVE, .action = ACTION_TAG } } },
	{ .name = "a friend's profile on forged mail is forged",
	  JANE_INVITES, .results = BAD, .recipients = { BOB, DAVE },
	  .kind = KIND_INVITATION, .forged = TRUE, .proof = PROOF_FAILED,
	  .wanted = { { .recipient = BOB, .standing = STANDING_FORGED,
			.action = ACTION_QUARANTINE },
		      { .recipient = DAVE, .standing = STANDING_FORGED,
			.action = ACTION_TAG } } },
	{ .name = "where nobody looked a friend is a name",
	  JANE_INVITES, .recipients = { BOB },
	  .kind = KIND_INVITATION, .proof = PROOF_NONE,
	  .wanted = { { .recipient = BOB, .standing = STANDING_NAME_ONLY, .count = 5,
			.action = ACTION_TAG } } },
	{ .name = "what claims to be a chat is not asked for as if it were proven",
	  CHAT_INVITES, .results = "dkim=none", .no_proof_needed = TRUE, .recipients = { BOB },
	  .kind = KIND_INVITATION, .proof = PROOF_UNPROVEN,
	  .wanted = { { .recipient = BOB, .count = 5 } },
	  .why = "had 5 of this inviter before: it is a reminder" },
	{ .name = "where no proof is required a friend passes",
	  JANE_INVITES, .no_proof_needed = TRUE, .recipients = { BOB },
	  .kind = KIND_INVITATION, .proof = PROOF_NONE,
	  .wanted = { { .recipient = BOB, .standing = STANDING_TRUSTED } } },
	{ .name = "where no proof is required forgery is no friend",
	  JANE_INVITES, .results = BAD, .no_proof_needed = TRUE, .recipients = { BOB },
	  .kind = KIND_INVITATION, .forged = TRUE, .proof = PROOF_FAILED,
	  .wanted = { { .recipient = BOB, .standing = STANDING_FORGED,
			.action = ACTION_QUARANTINE } } },
	{ .name = "the detail of an address has the same owner",
	  JANE_INVITES, .results = DKIM, .recipients = { "Bob+lists@EXAMPLE.org" },
	  .kind = KIND_INVITATION, .proof = PROOF_DKIM,
	  .wanted = { { .recipient = "Bob+lists@EXAMPLE.org", .owner = BOB,
			.standing = STANDING_TRUSTED } } },
	{ .name = "twice the same recipient is judged once",
	  JANE_INVITES, .results = DKIM, .recipients = { BOB, BOB },
	  .kind = KIND_INVITATION, .proof = PROOF_DKIM,
	  .wanted = { { .recipient = BOB, .standing = STANDING_TRUSTED } } },
	{ .name = "without recipients the site is asked",
	  JANE_INVITES, .results = DKIM,
	  .kind = KIND_INVITATION, .proof = PROOF_DKIM,
	  .wanted = { { .recipient = "*", .action = ACTION_MTA_HOLD } } },
	{ .name = "postmaster is not judged",
	  JANE_INVITES, .results = BAD,
	  .recipients = { "Postmaster@example.org", "postmaster", BOB },
	  .kind = KIND_INVITATION, .forged = TRUE, .proof = PROOF_FAILED,
	  .wanted = { { .recipient = "Postmaster@example.org", .owner = "postmaster@example.org",
			.exempt = TRUE },
		      { .recipient = "postmaster", .exempt = TRUE },
		      { .recipient = BOB, .standing = STANDING_FORGED,
			.action = ACTION_QUARANTINE } } },
	{ .name = "other domains are not judged",
	  JANE_INVITES, .results = DKIM,
	  .recipients = { "bob@example.net", "bob@sub.example.org" },
	  .kind = KIND_INVITATION, .proof = PROOF_DKIM,
	  .wanted = { { .recipient = "bob@example.net", .exempt = TRUE },
		      { .recipient = "bob@sub.example.org", .exempt = TRUE } } },
	{ .name = "a list's address is tagged at most",
	  MALLORY_INVITES, .results = DKIM, .recipients = { "talk@example.org" },
	  .kind = KIND_INVITATION, .proof = PROOF_DKIM,
	  .wanted = { { .recipient = "talk@example.org", .action = ACTION_TAG } } },
	{ .name = "mail through a list is a condition",
	  MALLORY_INVITES, .results = DKIM, .list = TRUE, .recipients = { DAVE },
	  .kind = KIND_INVITATION, .proof = PROOF_DKIM,
	  .wanted = { { .recipient = DAVE, .action = ACTION_REDIRECT } } },
	{ .name = "a category is a condition",
	  CHAT_INVITES, .results = "dkim=pass header.d=chat.example", .recipients = { DAVE },
	  .kind = KIND_INVITATION, .proof = PROOF_DKIM,
	  .wanted = { { .recipient = DAVE } } },
	{ .name = "an alias has the book of its person",
	  JANE_INVITES, .results = DKIM, .recipients = { "bobby+x@example.org" },
	  .kind = KIND_INVITATION, .proof = PROOF_DKIM,
	  .wanted = { { .recipient = "bobby+x@example.org", .owner = BOB,
			.standing = STANDING_TRUSTED } },
	  .why = "bobby+x@example.org is an alias of bob@example.org" },
	{ .name = "an alias has the history of its person",
	  JANE_INVITES, .results = DKIM, .recipients = { "bobby@example.org" },
	  .kind = KIND_INVITATION, .proof = PROOF_DKIM,
	  .wanted = { { .recipient = "bobby@example.org", .owner = BOB,
	  .standing = STANDING_TRUSTED, .count = 3,
			.action = ACTION_TAG } },
	  .why = "bob@example.org had 3 of this inviter before" },
	{ .name = "what several share is tagged at most",
	  MALLORY_INVITES, .results = DKIM, .recipients = { "sales@example.org" },
	  .kind = KIND_INVITATION, .proof = PROOF_DKIM,
	  .wanted = { { .recipient = "sales@example.org", .action = ACTION_TAG } },
	  .why = "sales@example.org is several persons: tag instead of mta-hold" },
	{ .name = "what several share is not told by their names",
	  MALLORY_INVITES, .results = DKIM, .recipients = { "sales@example.org" },
	  .kind = KIND_INVITATION, .proof = PROOF_DKIM,
	  .wanted = { { .recipient = "sales@example.org", .action = ACTION_TAG } },
	  .why = "sales@example.org is an alias of 2 persons: only the books of its domain" },
	{ .name = "what several share is redirected nowhere",
	  MALLORY_INVITES, .results = DKIM, .list = TRUE, .recipients = { "sales@example.org",
	  DAVE },
	  .kind = KIND_INVITATION, .proof = PROOF_DKIM,
	  .wanted = { { .recipient = "sales@example.org", .action = ACTION_TAG },
		      { .recipient = DAVE, .action = ACTION_REDIRECT } },
	  .why = "sales@example.org is several persons: tag instead of redirect" },
	{ .name = "an own line comes before the configured",
	  MALLORY_INVITES, .results = DKIM, .recipients = { "erin@example.org" },
	  .kind = KIND_INVITATION, .proof = PROOF_DKIM,
	  .wanted = { { .recipient = "erin@example.org", .action = ACTION_QUARANTINE } },
	  .why = "policy of erin@example.org:1: quarantine for erin@example.org" },
	{ .name = "the domain's line comes before the configured",
	  JANE_INVITES, .results = DKIM, .recipients = { CAROL },
	  .kind = KIND_INVITATION, .proof = PROOF_DKIM,
	  .wanted = { { .recipient = CAROL, .standing = STANDING_DECLINED,
			.action = ACTION_REDIRECT } },
	  .why = "policy of @example.org:1: redirect for carol@example.org" },
	{ .name = "the mode is the domain's where the owner has none",
	  MALLORY_INVITES, .results = DKIM, .recipients = { DAVE },
	  .kind = KIND_INVITATION, .proof = PROOF_DKIM,
	  .wanted = { { .recipient = DAVE, .action = ACTION_MTA_HOLD } },
	  .why = "mode enforce of @example.org holds for dave@example.org" },
	{ .name = "the mode is the owner's own",
	  MALLORY_INVITES, .results = DKIM, .recipients = { "gil@example.org" },
	  .kind = KIND_INVITATION, .proof = PROOF_DKIM,
	  .wanted = { { .recipient = "gil@example.org", .action = ACTION_MTA_HOLD } },
	  .why = "mode monitor of gil@example.org holds for gil@example.org" },
	{ .name = "a stored line that is none is said and left out",
	  MALLORY_INVITES, .results = DKIM, .recipients = { "gil@example.org" },
	  .kind = KIND_INVITATION, .proof = PROOF_DKIM,
	  .wanted = { { .recipient = "gil@example.org", .action = ACTION_MTA_HOLD } },
	  .why = "policy of gil@example.org:1:4: expected" },
	{ .name = "whom nobody understands is judged by the domain and the site, tagged at most",
	  MALLORY_INVITES, .results = DKIM, .recipients = { "<bob(@Example.org>", "<bob@#1>" },
	  .kind = KIND_INVITATION, .proof = PROOF_DKIM,
	  .wanted = { { .recipient = "<bob(@Example.org>", .owner = "@example.org",
			.action = ACTION_TAG },
		      { .recipient = "<bob@#1>", .owner = "*", .action = ACTION_TAG } },
	  .why = "<bob@#1> may be anybody: tag instead of mta-hold" },
	{ .name = "a network never wanted is declined, and held without a book",
	  CHAT_INVITES, .results = "dkim=pass header.d=chat.example",
	  .recipients = { "fred@example.org" },
	  .kind = KIND_INVITATION, .proof = PROOF_DKIM,
	  .wanted = { { .recipient = "fred@example.org", .standing = STANDING_DECLINED,
			.action = ACTION_QUARANTINE } },
	  .why = "chat never wanted by fred@example.org: quarantine" },
	{ .name = "an acceptance is nobody's business",
	  .from = LINKEDIN, .subject = "Jane Doe accepted your invitation", .member = "jane-doe",
	  .results = DKIM, .recipients = { BOB, "broken@example.org" },
	  .kind = KIND_NONE, .proof = PROOF_DKIM,
	  .wanted = { { .recipient = BOB },
		      { .recipient = "broken@example.org" } } },
	{ .name = "ordinary mail in a network's name is not forged",
	  .from = LINKEDIN, .subject = "Your account", .results = BAD, .recipients = { BOB },
	  .kind = KIND_NONE, .proof = PROOF_FAILED,
	  .wanted = { { .recipient = BOB } } },
	{ .name = "ordinary mail is nobody's business",
	  .from = "Jane <jane@example.net>", .subject = "Lunch?", .recipients = { BOB },
	  .kind = KIND_NONE, .proof = PROOF_NONE,
	  .wanted = { { .recipient = BOB } } },
};
/* clang-format on */

static Ruleset *
load_rules(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(StatementFile) file = statement_file_parse("test.rules", rules_text, &error);
	Ruleset *rules = ruleset_new();

	g_assert_no_error(error);
	rule_parser_read(rules, file, &error);
	g_assert_no_error(error);
	rule_parser_finish(rules, &error);
	g_assert_no_error(error);
	return rules;
}

static Policy *
load_policy(void)
{
	g_autoptr(StatementFile) file = statement_file_parse("test.conf", policy_text, NULL);
	Policy *policy = policy_new();
	Statement *statement;

	while ((statement = statement_file_next(file)) != NULL)
		g_assert_true(policy_add(policy, statement, NULL));
	return policy;
}

/* The signature that RESULTS (nullable) says has passed, if it says so. */
static void
sign(Message *message, const char *results)
{
	static const char pass[] = "dkim=pass header.d=";
	const char *domain = results != NULL ? strstr(results, pass) : NULL;
	g_autofree char *field = NULL;

	if (domain == NULL)
		return;
	domain += strlen(pass);
	field = g_strdup_printf(" v=1; a=rsa-sha256; d=%.*s; s=s1; "
				"h=From:Subject:X-Member:Message-ID; bh=YQ==; b=Yg==",
				(int)strcspn(domain, "; "), domain);
	message_add_field(message, "DKIM-Signature", field);
}

static Message *
message_of(const JudgeCase *c)
{
	static const char body[] = "Hello!\n";
	Message *message = message_new(&message_default_limits);
	g_autofree char *results = g_strdup_printf(" mx.example.org; %s", c->results);

	if (c->results != NULL)
		message_add_field(message, "Authentication-Results", results);
	message_add_field(message, "Received", " from a by mx.example.org with ESMTP id 1");
	sign(message, c->results);
	message_add_field(message, "From", c->from);
	message_add_field(message, "Subject", c->subject);
	message_add_field(message, "Message-ID", " <on-top@example.net>");
	message_add_field(message, "Message-ID",
			  c->wanted[0].count == 3 ? " <fourth@example.net>"
						  : " <first@example.net>");
	if (c->member != NULL)
		message_add_field(message, "X-Member", c->member);
	if (c->list)
		message_add_field(message, "List-Id", " <talk.example.org>");
	message_add_body(message, body, strlen(body));
	return message;
}

static Judgement *
judge(const JudgeCase *c, Ruleset *rules, Policy *policy, Message *message, GError **error)
{
	static const char *const ours[] = { "mx.example.org", NULL };
	static const char *const local[] = { "example.org", NULL };
	static const char *const exempt[] = { "postmaster@", NULL };
	static const char *const lists[] = { "talk@example.org", NULL };
	const JudgeSettings settings = {
		.policy = policy,
		.proof = { .authserv_ids = ours, .own_hosts = ours },
		.require_proof = !c->no_proof_needed,
		.recipient_delimiter = '+',
		.local_domains = local,
		.exempt_recipients = exempt,
		.list_addresses = lists,
	};
	const Envelope envelope = { 0 };
	Book book = { look_up, find_owner };
	g_autoptr(Evidence) evidence = evidence_new(rules, message, c->recipients);

	return judge_message(&settings, &book, evidence, &envelope, error);
}

static gboolean
says(const GPtrArray *why, const char *part)
{
	for (guint i = 0; i < why->len; i++)
		if (strstr(why->pdata[i], part) != NULL)
			return TRUE;
	return FALSE;
}

static void
check_case(gconstpointer data)
{
	const JudgeCase *c = data;
	g_autoptr(Ruleset) rules = load_rules();
	g_autoptr(Policy) policy = load_policy();
	g_autoptr(Message) message = message_of(c);
	g_autoptr(GError) error = NULL;
	g_autoptr(Judgement) judgement = judge(c, rules, policy, message, &error);
	g_autoptr(GPtrArray) why = NULL;

	g_assert_no_error(error);
	why = judgement_why(judgement, NULL);
	for (guint i = 0; i < why->len; i++)
		g_test_message("%s", (const char *)why->pdata[i]);
	g_assert_true(c->why == NULL || says(why, c->why));
	g_assert_cmpstr(names_word(kind_words, judgement->kind), ==,
			names_word(kind_words, c->kind));
	g_assert_cmpint(judgement->forged, ==, c->forged);
	g_assert_cmpstr(names_word(proof_words, judgement->proof), ==,
			names_word(proof_words, c->proof));
	for (guint i = 0; i < judgement->verdicts->len; i++) {
		const Verdict *verdict = judgement->verdicts->pdata[i];
		const Wanted *wanted = &c->wanted[i];

		g_assert_cmpstr(verdict->recipient, ==, wanted->recipient);
		g_assert_cmpstr(verdict->owner, ==,
				wanted->owner != NULL ? wanted->owner : wanted->recipient);
		g_assert_cmpstr(names_word(standing_words, verdict->standing), ==,
				names_word(standing_words, wanted->standing));
		g_assert_cmpuint(verdict->count, ==, wanted->count);
		g_assert_cmpstr(names_word(action_words, verdict->wanted), ==,
				names_word(action_words, wanted->action));
		g_assert_cmpstr(verdict->redirect, ==,
				wanted->action == ACTION_REDIRECT ? "moderator@example.org" : NULL);
		g_assert_cmpint(verdict->exempt, ==, wanted->exempt);
	}
	g_assert_null(c->wanted[judgement->verdicts->len].recipient);
}

static void
check_broken_book(void)
{
	static const JudgeCase broken = { JANE_INVITES, .results = DKIM,
					  .recipients = { BOB, "broken@example.org" } };
	g_autoptr(Ruleset) rules = load_rules();
	g_autoptr(Policy) policy = load_policy();
	g_autoptr(Message) message = message_of(&broken);
	g_autoptr(GError) error = NULL;

	g_assert_null(judge(&broken, rules, policy, message, &error));
	g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_IO);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	GIVEN_ROWS("judge", cases, check_case);
	g_test_add_func("/judge/a book that cannot be read is an error", check_broken_book);
	return g_test_run();
}
