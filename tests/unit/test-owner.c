#include <string.h>

#include "base/names.h"
#include "judge/owner.h"

#include "rows.h"

/* What bob has set; lists are words, lines are parted by "/". */
typedef struct Settings {
	const char *never, *always, *lines;
} Settings;

static void
add_parts(GPtrArray *array, const char *text, const char *delimiter)
{
	g_auto(GStrv) parts = g_strsplit(text != NULL ? text : "", delimiter, -1);

	for (char **part = parts; *part != NULL; part++)
		g_ptr_array_add(array, g_strdup(*part));
}

static OwnerSettings *
settings_of(const Settings *given)
{
	OwnerSettings *settings = owner_settings_new("bob@example.org");

	add_parts(settings->never, given->never, " ");
	add_parts(settings->always, given->always, " ");
	add_parts(settings->policy, given->lines, "/");
	return settings;
}

/* ---- what is decided ---- */

typedef struct WishCase {
	const char *name;
	Settings settings;
	const char *network;
	Standing standing;
	Action action;
	const char *where; /* NULL: nothing of it holds */
	gboolean declines;
	Proof proof;        /* PROOF_DKIM alone is proof here */
	gboolean by_member; /* in the own name of a member, whose domain is what is proven */
} WishCase;

#define NEVER "linkedin never wanted by bob@example.org"
#define ALWAYS "linkedin always wanted by bob@example.org"

/* clang-format off */
static const WishCase wish_cases[] = {
	{ "a network that is never wanted is quarantined and declined", { .never = "linkedin" },
	  "linkedin",
	  STANDING_UNKNOWN, ACTION_QUARANTINE, NEVER, TRUE, PROOF_DKIM, FALSE },
	{ "whoever invites there", { .never = "linkedin" }, "linkedin", STANDING_TRUSTED,
	  ACTION_QUARANTINE,
	  NEVER, TRUE, PROOF_DKIM, FALSE },
	{ "other networks are not meant", { .never = "linkedin" }, "plaxo", STANDING_UNKNOWN,
	  ACTION_PASS,
	  NULL, FALSE, PROOF_DKIM, FALSE },
	{ "what others forged in its name is not its mail", { .never = "linkedin" }, "linkedin",
	  STANDING_FORGED, ACTION_PASS, NULL, FALSE, PROOF_DKIM, FALSE },
	{ "a network that is always wanted passes", { .always = "linkedin" }, "linkedin",
	  STANDING_UNKNOWN,
	  ACTION_PASS, ALWAYS, FALSE, PROOF_DKIM, FALSE },
	{ "but never what others forged", { .always = "linkedin" }, "linkedin", STANDING_FORGED,
	  ACTION_PASS,
	  NULL, FALSE, PROOF_DKIM, FALSE },
	{ "nor those who are declined", { .always = "linkedin" }, "linkedin", STANDING_DECLINED,
	  ACTION_PASS,
	  NULL, FALSE, PROOF_DKIM, FALSE },
	{ "nor what only claims to be of it", { .always = "linkedin" }, "linkedin",
	  STANDING_UNKNOWN,
	  ACTION_PASS, NULL, FALSE, PROOF_UNPROVEN, FALSE },
	{ "nor what a member's own domain says of it", { .always = "linkedin" }, "linkedin",
	  STANDING_UNKNOWN, ACTION_PASS, NULL, FALSE, PROOF_DKIM, TRUE },
	{ "but a claim is enough to be never wanted", { .never = "linkedin" }, "linkedin",
	  STANDING_UNKNOWN,
	  ACTION_QUARANTINE, NEVER, TRUE, PROOF_UNPROVEN, FALSE },
	{ "of several each is meant", { .never = "plaxo linkedin" }, "linkedin", STANDING_UNKNOWN,
	  ACTION_QUARANTINE, NEVER, TRUE, PROOF_DKIM, FALSE },
	{ "an unlisted network by its domain", { .never = "meet.example" }, "meet.example",
	  STANDING_UNKNOWN,
	  ACTION_QUARANTINE, "meet.example never wanted by bob@example.org", TRUE, PROOF_DKIM,
	  FALSE },
	{ "networks come before lines", { .always = "linkedin", .lines = "unknown reject" },
	  "linkedin",
	  STANDING_UNKNOWN, ACTION_PASS, ALWAYS, FALSE, PROOF_DKIM, FALSE },
	{ "lines are numbered", { .lines = "trusted pass/unknown reject" }, "linkedin",
	  STANDING_UNKNOWN,
	  ACTION_REJECT, "policy of bob@example.org:2", FALSE, PROOF_DKIM, FALSE },
	{ "a remark is no line's business", { .lines = "unknown reject # really" }, "linkedin",
	  STANDING_UNKNOWN, ACTION_REJECT, "policy of bob@example.org:1", FALSE, PROOF_DKIM,
	  FALSE },
	{ "a line does not reach into the next", { .lines = "trusted pass \\/unknown reject" },
	  "linkedin",
	  STANDING_UNKNOWN, ACTION_REJECT, "policy of bob@example.org:2", FALSE, PROOF_DKIM,
	  FALSE },
	{ "what no line is about is left to others", { .lines = "trusted pass" }, "linkedin",
	  STANDING_UNKNOWN, ACTION_PASS, NULL, FALSE, PROOF_DKIM, FALSE },
};
/* clang-format on */

static void
check_wish(gconstpointer data)
{
	const WishCase *c = data;
	g_autofree char *network = g_strdup(c->network);
	const Judgement mail = { .kind = KIND_INVITATION,
				 .proof = c->proof,
				 .proven = c->proof == PROOF_DKIM,
				 .by_network = !c->by_member,
				 .network = network,
				 .network_key = network };
	const Verdict verdict = { .standing = c->standing };
	g_autoptr(OwnerSettings) settings = settings_of(&c->settings);
	g_autoptr(GError) error = NULL;
	g_autoptr(Policy) policy = owner_settings_policy(settings, &error);
	PolicyDecision decision;

	g_assert_no_error(error);
	decision = policy_decide(policy, &mail, &verdict);
	g_assert_cmpstr(decision.where, ==, c->where);
	g_assert_cmpstr(names_word(action_words, decision.action), ==,
			names_word(action_words, c->action));
	g_assert_cmpint(decision.declines, ==, c->declines);
}

/* ---- mistakes ---- */

typedef struct MistakeCase {
	const char *name, *lines;
	const char *message; /* how it begins */
} MistakeCase;

/* clang-format off */
static const MistakeCase mistake_cases[] = {
	{ "a mistake has its place", "unknown tag/unknown reminder",
	  "policy of bob@example.org:2:17: expected a condition or an action" },
	{ "an empty line is none", "", "policy of bob@example.org:1:1: expected one line" },
	{ "a remark alone is none", "# nothing",
	  "policy of bob@example.org:1:1: expected one line" },
	{ "two lines are not one", "unknown tag\ntrusted pass",
	  "policy of bob@example.org:1:1: expected one line" },
};
/* clang-format on */

static void
check_mistake(gconstpointer data)
{
	const MistakeCase *c = data;
	const Settings given = { .lines = c->lines };
	g_autoptr(OwnerSettings) settings = settings_of(&given);
	g_autoptr(GError) error = NULL;

	if (settings->policy->len == 0)
		g_ptr_array_add(settings->policy, g_strdup(""));
	g_assert_null(owner_settings_policy(settings, &error));
	g_assert_error(error, STATEMENT_ERROR, STATEMENT_ERROR_SYNTAX);
	if (!g_str_has_prefix(error->message, c->message))
		g_test_message("%s", error->message);
	g_assert_true(g_str_has_prefix(error->message, c->message));
}

static void
check_places(void)
{
	static const struct {
		const char *owner, *places;
	} cases[] = {
		{ "bob@example.org", "bob@example.org @example.org *" },
		{ "@example.org", "@example.org *" },
		{ "*", "*" },
		{ "root", "root *" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_auto(GStrv) places = owner_places(cases[i].owner);
		g_autofree char *joined = g_strjoinv(" ", places);

		g_assert_cmpstr(joined, ==, cases[i].places);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	GIVEN_ROWS("owner", wish_cases, check_wish);
	GIVEN_ROWS("owner/mistakes", mistake_cases, check_mistake);
	g_test_add_func("/owner/places from the nearest to the site", check_places);
	return g_test_run();
}
