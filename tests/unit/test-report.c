#include <string.h>

#include "filter/report.h"

#include "rows.h"

static void
add_verdict(Judgement *judgement, const char *recipient, Standing standing, guint count,
	    Action wanted)
{
	Verdict *verdict = verdict_new(recipient);

	verdict->mode = MODE_TAG;
	verdict->standing = standing;
	verdict->count = count;
	verdict->wanted = wanted;
	g_ptr_array_add(judgement->verdicts, verdict);
}

static void
add_inviter(Judgement *judgement, const char *name, const char *email, const char *profile)
{
	Inviter *inviter = inviter_new();

	inviter->name = (Identity){ g_strdup(name), "from-name", TRUE, NULL };
	inviter->email = (Identity){ g_strdup(email), "reply-to", TRUE, NULL };
	inviter->profile = (Identity){ g_strdup(profile), "link", TRUE, NULL };
	g_ptr_array_add(judgement->inviters, inviter);
}

static Judgement *
judgement_by(Kind kind, const char *network, const char *rule)
{
	Judgement *judgement = judgement_new(inviters_new(), why_new());

	judgement->kind = kind;
	judgement->network = g_strdup(network);
	judgement->network_key = g_strdup(network);
	judgement->rule = g_strdup(rule);
	judgement->proof = network != NULL ? PROOF_DKIM : PROOF_NONE;
	return judgement;
}

/* A reminder by Jane, whom Bob does not know. */
static Judgement *
reminder(void)
{
	Judgement *judgement = judgement_by(KIND_REMINDER, "linkedin", "linkedin.rules:17");

	add_inviter(judgement, "Jane Doe", NULL, "linkedin:slug:jane-doe-42");
	add_verdict(judgement, "bob@example.org", STANDING_UNKNOWN, 0, ACTION_QUARANTINE);
	why_say(judgement->why, "because");
	return judgement;
}

static Judgement *
reminder_to_three(void)
{
	Judgement *judgement = reminder();
	Verdict *exempt;

	add_verdict(judgement, "carol@example.org", STANDING_TRUSTED, 2, ACTION_PASS);
	add_verdict(judgement, "postmaster@example.org", STANDING_UNKNOWN, 0, ACTION_PASS);
	exempt = judgement->verdicts->pdata[2];
	exempt->exempt = TRUE;
	return judgement;
}

static Judgement *
forged_digest(void)
{
	Judgement *judgement = judgement_by(KIND_INVITATION, "linkedin", "linkedin.rules:20");

	judgement->forged = TRUE;
	judgement->proof = PROOF_FAILED;
	judgement->header_alone = TRUE;
	add_inviter(judgement, "Jane \"JD\" Doe", "jane@example.net", NULL);
	add_inviter(judgement, "Jäne, B.", NULL, NULL);
	add_verdict(judgement, "bob@example.org", STANDING_FORGED, 4, ACTION_TAG);
	return judgement;
}

static Judgement *
ordinary(void)
{
	Judgement *judgement = judgement_by(KIND_NONE, NULL, NULL);

	judgement->header_alone = TRUE;
	add_verdict(judgement, "*", STANDING_UNKNOWN, 0, ACTION_PASS);
	return judgement;
}

static Judgement *
unlisted(void)
{
	Judgement *judgement = judgement_by(KIND_INVITATION, "other", "other.rules:9");

	g_free(judgement->network_key);
	judgement->network_key = g_strdup("meet.example");
	judgement->proof = PROOF_NONE;
	add_verdict(judgement, "bob@example.org", STANDING_UNKNOWN, 0, ACTION_TAG);
	return judgement;
}

/* A name that would like to write a line of its own. */
static Judgement *
hostile(void)
{
	Judgement *judgement = judgement_by(KIND_INVITATION, "linkedin", "linkedin.rules:20");

	add_inviter(judgement, "Jane\n2020 fake: \033[31mline", NULL, NULL);
	add_verdict(judgement, "\"a,b:c d\"@example.org", STANDING_UNKNOWN, 0, ACTION_TAG);
	add_verdict(judgement, "bob@example.org", STANDING_UNKNOWN, 0, ACTION_TAG);
	return judgement;
}

/* What mode tag makes of JUDGEMENT and MESSAGE (nullable: it has no fields). */
static Plan *
plan_of(const Judgement *judgement, Message *message)
{
	static const char *const no_hosts[] = { NULL };
	const PlanSettings settings = { .mode = MODE_TAG,
					.authserv_id = "mx.example.org",
					.own_hosts = no_hosts,
					.subject_tag = TRUE };
	g_autoptr(Message) empty = message_new(&message_default_limits);

	return plan_make(judgement, message != NULL ? message : empty, &settings);
}

/* ---- the log ---- */

typedef struct LineCase {
	const char *name;
	Judgement *(*make)(void);
	LogInviter log_inviter;
	const char *wanted;
} LineCase;

/* clang-format off */
static const LineCase line_cases[] = {
	{ "a reminder", reminder, LOG_INVITER_FULL,
	  "kind=reminder network=linkedin inviter=\"Jane Doe\" profile=linkedin:slug:jane-doe-42 "
	  "standing=unknown count=0 proof=dkim rule=linkedin.rules:17 rcpt=bob@example.org action=tag "
	  "would=quarantine" },
	{ "a reminder by nobody one may name", reminder, LOG_INVITER_NONE,
	  "kind=reminder network=linkedin standing=unknown count=0 proof=dkim rule=linkedin.rules:17 "
	  "rcpt=bob@example.org action=tag would=quarantine" },
	{ "several recipients each with their own", reminder_to_three, LOG_INVITER_NONE,
	  "kind=reminder network=linkedin proof=dkim rule=linkedin.rules:17 to=3 "
	  "rcpt=\"bob@example.org:unknown:tag:quarantine,carol@example.org:trusted:pass,"
	  "postmaster@example.org:-:pass\"" },
	{ "forgery is said", forged_digest, LOG_INVITER_FULL,
	  "kind=invitation network=linkedin forged=yes inviter=\"Jane \\\"JD\\\" Doe\" "
	  "email=jane@example.net standing=forged count=4 proof=failed rule=linkedin.rules:20 "
	  "rcpt=bob@example.org action=tag" },
	{ "an unlisted network with its domain", unlisted, LOG_INVITER_FULL,
	  "kind=invitation network=other identity=meet.example standing=unknown count=0 proof=none "
	  "rule=other.rules:9 rcpt=bob@example.org action=tag" },
	{ "ordinary mail", ordinary, LOG_INVITER_FULL, "kind=none rcpt=* action=pass" },
	{ "recipients with odd characters stay apart", hostile, LOG_INVITER_NONE,
	  "kind=invitation network=linkedin proof=dkim rule=linkedin.rules:20 to=2 "
	  "rcpt=\"?a?b?c?d?@example.org:unknown:tag,bob@example.org:unknown:tag\"" },
};
/* clang-format on */

static void
check_line(gconstpointer data)
{
	const LineCase *c = data;
	g_autoptr(Judgement) judgement = c->make();
	g_autoptr(Plan) plan = plan_of(judgement, NULL);
	g_autofree char *line = report_log_line(judgement, plan, c->log_inviter);

	g_assert_cmpstr(line, ==, c->wanted);
}

static char *
hash_of(const char *name, const char *email, const char *profile)
{
	g_autoptr(Judgement) judgement = judgement_by(KIND_INVITATION, "linkedin", NULL);
	g_autoptr(Plan) plan = NULL;
	g_autofree char *line = NULL;
	const char *hash;

	add_inviter(judgement, name, email, profile);
	plan = plan_of(judgement, NULL);
	line = report_log_line(judgement, plan, LOG_INVITER_HASH);
	g_assert_null(strstr(line, "Jane"));
	g_assert_null(strstr(line, "jane"));
	hash = strstr(line, "inviter=") + strlen("inviter=");
	g_assert_cmpuint(strspn(hash, "0123456789abcdef"), ==, 12);
	g_assert_cmpint(hash[12], ==, ' ');
	return g_strndup(hash, 12);
}

static void
check_hash(void)
{
	g_autofree char *one = hash_of("Jane Doe", NULL, "linkedin:slug:jane");
	g_autofree char *same = hash_of("J. Doe", "jane@example.net", "linkedin:slug:jane");
	g_autofree char *other = hash_of("Jane Doe", NULL, "linkedin:slug:jane-2");
	g_autofree char *name = hash_of("Jane Doe", NULL, NULL);
	g_autofree char *turned = hash_of("Doe, Jane", NULL, NULL);

	g_assert_cmpstr(one, ==, same);
	g_assert_cmpstr(one, !=, other);
	g_assert_cmpstr(one, !=, name);
	g_assert_cmpstr(name, ==, turned);
}

static void
check_many(void)
{
	g_autoptr(Judgement) judgement = reminder();
	g_autoptr(Plan) plan = NULL;
	g_autofree char *line = NULL;

	for (guint i = 0; i < 500; i++)
		add_verdict(judgement, "carol@example.org", STANDING_UNKNOWN, 0, ACTION_TAG);
	plan = plan_of(judgement, NULL);
	line = report_log_line(judgement, plan, LOG_INVITER_FULL);
	g_assert_nonnull(strstr(line, " to=501 "));
	g_assert_true(g_str_has_suffix(line, ",...\""));
	g_assert_cmpuint(strlen(line), <, 1200);
}

/* ---- JSON ---- */

typedef struct JsonCase {
	const char *name;
	Judgement *(*make)(void);
	int index;
	const char *message_id;
	const char *wanted;
} JsonCase;

/* clang-format off */
static const JsonCase json_cases[] = {
	{ "a reminder", reminder, -1, "1@example.org",
	  "{\"v\":1,\"file\":\"a.eml\",\"message_id\":\"1@example.org\",\"kind\":\"reminder\","
	  "\"kind_by\":\"rule\",\"network\":\"linkedin\",\"forged\":false,"
	  "\"inviter\":{\"name\":\"Jane Doe\",\"email\":null,\"profile\":\"linkedin:slug:jane-doe-42\","
	  "\"from\":{\"name\":\"from-name\",\"profile\":\"link\"}},"
	  "\"proof\":\"dkim\",\"rule\":\"linkedin.rules:17\",\"read\":\"body\",\"why\":[\"because\"],"
	  "\"recipients\":[{\"to\":\"bob@example.org\",\"standing\":\"unknown\",\"count\":0,"
	  "\"action\":\"tag\",\"would\":\"quarantine\"}]}" },
	{ "several recipients", reminder_to_three, -1, "1@example.org",
	  "{\"v\":1,\"file\":\"a.eml\",\"message_id\":\"1@example.org\",\"kind\":\"reminder\","
	  "\"kind_by\":\"rule\",\"network\":\"linkedin\",\"forged\":false,"
	  "\"inviter\":{\"name\":\"Jane Doe\",\"email\":null,\"profile\":\"linkedin:slug:jane-doe-42\","
	  "\"from\":{\"name\":\"from-name\",\"profile\":\"link\"}},"
	  "\"proof\":\"dkim\",\"rule\":\"linkedin.rules:17\",\"read\":\"body\",\"why\":[\"because\"],"
	  "\"recipients\":[{\"to\":\"bob@example.org\",\"standing\":\"unknown\",\"count\":0,"
	  "\"action\":\"tag\",\"would\":\"quarantine\"},"
	  "{\"to\":\"carol@example.org\",\"standing\":\"trusted\",\"count\":2,\"action\":\"pass\",\"would\":null},"
	  "{\"to\":\"postmaster@example.org\",\"standing\":null,\"count\":0,\"action\":\"pass\",\"would\":null}]}" },
	{ "several inviters in an mbox", forged_digest, 7, NULL,
	  "{\"v\":1,\"file\":\"a.eml\",\"index\":7,\"message_id\":null,\"kind\":\"invitation\","
	  "\"kind_by\":\"rule\",\"network\":\"linkedin\",\"forged\":true,"
	  "\"inviter\":{\"name\":\"Jane \\\"JD\\\" Doe\",\"email\":\"jane@example.net\",\"profile\":null,"
	  "\"from\":{\"name\":\"from-name\",\"email\":\"reply-to\"}},"
	  "\"inviters\":[{\"name\":\"Jane \\\"JD\\\" Doe\",\"email\":\"jane@example.net\",\"profile\":null,"
	  "\"from\":{\"name\":\"from-name\",\"email\":\"reply-to\"}},"
	  "{\"name\":\"Jäne, B.\",\"email\":null,\"profile\":null,\"from\":{\"name\":\"from-name\"}}],"
	  "\"proof\":\"failed\",\"rule\":\"linkedin.rules:20\",\"read\":\"header\",\"why\":[],"
	  "\"recipients\":[{\"to\":\"bob@example.org\",\"standing\":\"forged\",\"count\":4,"
	  "\"action\":\"tag\",\"would\":null}]}" },
	{ "ordinary mail", ordinary, -1, NULL,
	  "{\"v\":1,\"file\":\"a.eml\",\"message_id\":null,\"kind\":\"none\",\"kind_by\":null,"
	  "\"network\":null,\"forged\":false,\"inviter\":null,\"proof\":null,\"rule\":null,"
	  "\"read\":\"header\",\"why\":[],\"recipients\":[{\"to\":\"*\",\"standing\":null,\"count\":0,"
	  "\"action\":\"pass\",\"would\":null}]}" },
};
/* clang-format on */

static void
check_json(gconstpointer data)
{
	const JsonCase *c = data;
	const ReportSubject subject = { "a.eml", c->index, c->message_id };
	g_autoptr(Judgement) judgement = c->make();
	g_autoptr(Plan) plan = plan_of(judgement, NULL);
	g_autofree char *json = report_json(&subject, judgement, plan);

	g_assert_cmpstr(json, ==, c->wanted);
}

static void
check_json_error(void)
{
	const ReportSubject subject = { "b\xff.eml", -1, NULL };
	g_autofree char *json = report_json_error(&subject, "cannot be read");

	g_assert_cmpstr(json, ==,
			"{\"v\":1,\"file\":\"b\uFFFD.eml\",\"error\":\"cannot be read\"}");
}

/* ---- for a person ---- */

typedef struct TextCase {
	const char *name;
	Judgement *(*make)(void);
	const char *lines[4]; /* that must be there */
} TextCase;

/* clang-format off */
static const TextCase text_cases[] = {
	{ "what it is and for whom", reminder,
	  { "a.eml\n", "  kind       reminder\n",
	    "  inviter    Jane Doe (from from-name, strong)\n",
	    "  to         bob@example.org: unknown, tag (would: quarantine)\n" } },
	{ "who is exempt has no standing", reminder_to_three,
	  { "  to         postmaster@example.org: pass\n" } },
	{ "forgery", forged_digest, { "  kind       invitation, forged\n", "Jäne, B." } },
	{ "nobody is named", unlisted, { "  inviter    not named by the mail\n" } },
	{ "nothing steers the terminal", hostile, { "Jane?2020 fake: ?[31mline" } },
};
/* clang-format on */

static void
check_text(gconstpointer data)
{
	const TextCase *c = data;
	const ReportSubject subject = { "a.eml", -1, NULL };
	g_autoptr(Judgement) judgement = c->make();
	g_autoptr(Plan) plan = plan_of(judgement, NULL);
	g_autofree char *text = report_text(&subject, judgement, plan);

	for (gsize i = 0; i < G_N_ELEMENTS(c->lines) && c->lines[i] != NULL; i++) {
		if (strstr(text, c->lines[i]) == NULL)
			g_test_message("%s", text);
		g_assert_nonnull(strstr(text, c->lines[i]));
	}
}

static void
check_text_of_plan(void)
{
	const ReportSubject subject = { "a.eml", -1, "1@example.org" };
	g_autoptr(Message) message = message_new(&message_default_limits);
	g_autoptr(Judgement) judgement = reminder();
	g_autoptr(Plan) plan = NULL;
	g_autofree char *text = NULL;

	message_add_field(message, "Subject", " Join\n me\xff");
	message_add_field(message, "X-Invitation", " forged");
	plan = plan_of(judgement, message);
	text = report_text(&subject, judgement, plan);
	g_assert_nonnull(strstr(
		text, "  add        X-Invitation: mx.example.org; action=tag; would=quarantine; "));
	g_assert_nonnull(strstr(text, "  take off   X-Invitation (number 1)\n"));
	g_assert_nonnull(strstr(text, "  subject    [reminder] Join me\357\277\275\n"));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	GIVEN_ROWS("report/log", line_cases, check_line);
	GIVEN_ROWS("report/json", json_cases, check_json);
	GIVEN_ROWS("report/text", text_cases, check_text);
	g_test_add_func("/report/log/a hash is the person's", check_hash);
	g_test_add_func("/report/log/many recipients make no long line", check_many);
	g_test_add_func("/report/json/a file that cannot be read", check_json_error);
	g_test_add_func("/report/text/what will be done", check_text_of_plan);
	return g_test_run();
}
