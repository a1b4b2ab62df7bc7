#include "plan-check.h"

/* Lines of 998 bytes at most (RFC 5322), no line end but folds, nothing but printable ASCII. */
static void
check_value(const char *value)
{
	gsize line = 0;

	for (const char *p = value; *p != '\0'; p++) {
		if (*p == '\n') {
			g_assert_true(p[1] == '\t' || p[1] == ' ');
			line = 0;
			continue;
		}
		g_assert_true(g_ascii_isprint(*p) || *p == '\t');
		g_assert_cmpuint(++line, <=, 998);
	}
}

static void
check_fields(const GPtrArray *fields)
{
	for (guint i = 0; i < fields->len; i++) {
		const PlanField *field = fields->pdata[i];

		g_assert_true(g_str_has_prefix(field->name, "X-Invitation"));
		check_value(field->value);
	}
}

/* A subject keeps what the sender wrote; but it stays one field. */
static void
check_subject(const char *subject)
{
	for (const char *p = subject; p != NULL && *p != '\0'; p++) {
		g_assert_true(*p != '\r');
		g_assert_true(*p != '\n' || p[1] == ' ' || p[1] == '\t');
	}
}

static void
check_removed(const GPtrArray *fields)
{
	for (guint i = 0; i < fields->len; i++) {
		const PlanField *field = fields->pdata[i];

		g_assert_cmpuint(field->nth, >, 0);
		g_assert_true(g_ascii_strncasecmp(field->name, "X-Invitation", 12) == 0);
	}
}

static const PlanCopy *
copy_of(const Plan *plan, const Verdict *verdict)
{
	for (guint i = 0; i < plan->copies->len; i++) {
		const PlanCopy *copy = plan->copies->pdata[i];

		if (copy->outcome->verdict == verdict)
			return copy;
	}
	return NULL;
}

static gboolean
is_deleted(const Plan *plan, const char *recipient)
{
	for (guint i = 0; i < plan->delete_recipients->len; i++)
		if (strcmp(plan->delete_recipients->pdata[i], recipient) == 0)
			return TRUE;
	return FALSE;
}

/* Who no longer gets the message has a copy, or was to have none. */
static void
check_nobody_is_lost(const Plan *plan)
{
	for (guint i = 0; i < plan->outcomes->len; i++) {
		const Outcome *outcome = plan->outcomes->pdata[i];
		const Verdict *verdict = outcome->verdict;
		const PlanCopy *copy = copy_of(plan, verdict);

		if (plan->answer != ANSWER_DISCARD && !is_deleted(plan, verdict->recipient))
			continue;
		g_assert_true(copy != NULL || outcome->kept || outcome->action == ACTION_DISCARD ||
			      outcome->action == ACTION_REDIRECT);
	}
	if (plan->answer == ANSWER_REJECT)
		g_assert_cmpuint(plan->copies->len, ==, 0);
}

/* What happens to a recipient is what their mode allows. */
static void
check_modes(const Plan *plan, const World *world)
{
	for (guint i = 0; i < plan->outcomes->len; i++) {
		const Outcome *outcome = plan->outcomes->pdata[i];
		const Verdict *verdict = outcome->verdict;

		g_assert_cmpint(verdict->wanted, <=, ACTION_DISCARD);
		if (verdict->mode != MODE_ENFORCE || verdict->exempt)
			g_assert_cmpint(outcome->action, <=, ACTION_TAG);
		if (verdict->exempt)
			g_assert_cmpint(verdict->wanted, ==, ACTION_PASS);
		if (verdict->listed || verdict->shared)
			g_assert_cmpint(verdict->wanted, <=, ACTION_TAG);
	}
	if (!world->copies)
		g_assert_cmpuint(plan->copies->len, ==, 0);
}

void
plan_check(const Plan *plan, const Judgement *judgement, const World *world)
{
	g_autoptr(GPtrArray) why = judgement_why(judgement, NULL);

	check_fields(plan->insert);
	check_removed(plan->remove);
	check_subject(plan->subject);
	fuzz_assert_printable(plan->reply, "");
	fuzz_assert_printable(plan->hold_reason, "");
	for (guint i = 0; i < plan->copies->len; i++) {
		const PlanCopy *copy = plan->copies->pdata[i];

		check_fields(copy->insert);
		check_subject(copy->subject);
		g_assert_nonnull(copy->to);
	}
	for (guint i = 0; i < why->len; i++)
		fuzz_assert_utf8(why->pdata[i]);
	check_nobody_is_lost(plan);
	check_modes(plan, world);
}
