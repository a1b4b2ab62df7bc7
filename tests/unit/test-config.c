#include <glib/gstdio.h>
#include <string.h>

#include "base/statement.h"
#include "filter/config.h"

#include "rows.h"

/* Load TEXT from a file, called "test.conf" in messages. */
static Config *
load(const char *text, GError **error)
{
	g_autofree char *folder = g_dir_make_tmp("test-config-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(folder, "test.conf", NULL);
	Config *config;

	g_assert_true(g_file_set_contents(path, text, -1, NULL));
	config = config_load(path, error);
	g_unlink(path);
	g_rmdir(folder);
	return config;
}

/* ---- values ---- */

typedef struct ValueCase {
	const char *name;
	const char *text;
	gsize offset;
	enum { STRING, LIST, WHOLE, SIZE, BYTE } type;
	const char *string; /* or a list's words with a space between them; NULL: absent */
	guint64 number;
} ValueCase;

#define AT(member) G_STRUCT_OFFSET(Config, member)

/* clang-format off */
static const ValueCase value_cases[] = {
	{ "the socket by default", "", AT(socket), STRING, "unix:/run/invite-milter/milter.sock",
	  0 },
	{ "a socket of inet", "socket inet:8891@127.0.0.1\n", AT(socket), STRING,
	  "inet:8891@127.0.0.1", 0 },
	{ "a socket of inet6", "socket inet6:8891@[::1]\n", AT(socket), STRING,
	  "inet6:8891@[::1]", 0 },
	{ "a socket that is passed", "socket fd:3\n", AT(socket), STRING, "fd:3", 0 },
	{ "a socket in other words", "socket local:/tmp/s\n", AT(socket), STRING, "local:/tmp/s",
	  0 },
	{ "the mode by default", "# empty\n", AT(mode), WHOLE, NULL, MODE_TAG },
	{ "mode enforce", "mode enforce\n", AT(mode), WHOLE, NULL, MODE_ENFORCE },
	{ "the last of two counts", "mode enforce\nmode monitor\n", AT(mode), WHOLE, NULL,
	  MODE_MONITOR },
	{ "rules by default", "", AT(rules), LIST,
	  "/etc/invite-milter/rules.d " RULES_DIRECTORY, 0 },
	{ "rules from elsewhere", "rules /a \"/b\"\n", AT(rules), LIST, "/a /b", 0 },
	{ "the database by default", "", AT(database), STRING,
	  "/var/lib/invite-milter/invite.db", 0 },
	{ "a database", "database /tmp/i.db\n", AT(database), STRING, "/tmp/i.db", 0 },
	{ "signatures are verified by default", "", AT(verify), WHOLE, NULL, TRUE },
	{ "signatures are verified", "verify no\nverify dkim\n", AT(verify), WHOLE, NULL, TRUE },
	{ "others verify them", "verify no\n", AT(verify), WHOLE, NULL, FALSE },
	{ "keys are waited for five seconds by default", "", AT(verify_timeout), SIZE, NULL, 5 },
	{ "keys are waited for a minute", "verify-timeout 1m\n", AT(verify_timeout), SIZE, NULL,
	  60 },
	{ "nobody is believed by default", "", AT(authserv_ids), LIST, NULL, 0 },
	{ "two verifiers", "authserv-id mx1.example.org mx2.example.org\n", AT(authserv_ids), LIST,
	  "mx1.example.org mx2.example.org", 0 },
	{ "own hosts as A-labels", "own-hosts MX.Bücher.example.\n", AT(own_hosts), LIST,
	  "mx.xn--bcher-kva.example", 0 },
	{ "no own hosts by default", "", AT(own_hosts), LIST, NULL, 0 },
	{ "proof by default", "", AT(require_proof), WHOLE, NULL, TRUE },
	{ "no proof", "require-proof no\n", AT(require_proof), WHOLE, NULL, FALSE },
	{ "all domains by default", "", AT(local_domains), LIST, NULL, 0 },
	{ "local domains", "local-domains example.org example.net\n", AT(local_domains), LIST,
	  "example.org example.net", 0 },
	{ "who is exempt by default", "", AT(exempt_recipients), LIST, "postmaster@ abuse@", 0 },
	{ "who is exempt", "exempt-recipients @lab.example.org bob@example.org root@\n",
	  AT(exempt_recipients), LIST, "@lab.example.org bob@example.org root@", 0 },
	{ "clients that are exempt", "exempt-clients 192.0.2.0/24 2001:db8::/32 mx.example.net\n",
	  AT(exempt_clients), LIST, "192.0.2.0/24 2001:db8::/32 mx.example.net", 0 },
	{ "forwarders", "forwarders 192.0.2.7\n", AT(forwarders), LIST, "192.0.2.7", 0 },
	{ "sealers", "arc-sealers example.net\n", AT(arc_sealers), LIST, "example.net", 0 },
	{ "lists", "list-address talk@example.org\n", AT(list_addresses), LIST,
	  "talk@example.org", 0 },
	{ "the delimiter by default", "", AT(recipient_delimiter), BYTE, NULL, '+' },
	{ "another delimiter", "recipient-delimiter -\n", AT(recipient_delimiter), BYTE, NULL,
	  '-' },
	{ "no delimiter", "recipient-delimiter none\n", AT(recipient_delimiter), BYTE, NULL, 0 },
	{ "a hash sign is a delimiter in quotes", "recipient-delimiter \"#\"\n",
	  AT(recipient_delimiter),
	  BYTE, NULL, '#' },
	{ "a listener", "reinject smtp:127.0.0.1:10025\n", AT(reinject), STRING,
	  "smtp:127.0.0.1:10025", 0 },
	{ "a listener of IPv6", "reinject smtp:[::1]:10025\n", AT(reinject), STRING,
	  "smtp:[::1]:10025", 0 },
	{ "subjects are left alone by default", "", AT(subject_tag), WHOLE, NULL, FALSE },
	{ "subjects are tagged", "subject-tag on\n", AT(subject_tag), WHOLE, NULL, TRUE },
	{ "what is read by default", "", AT(read_limit), SIZE, NULL, 1 << 20 },
	{ "what is read", "read-limit 64K\n", AT(read_limit), SIZE, NULL, 64 << 10 },
	{ "the largest by default", "", AT(max_size), SIZE, NULL, 25 << 20 },
	{ "the largest", "max-size 1G\n", AT(max_size), SIZE, NULL, 1 << 30 },
	{ "a fault accepts by default", "", AT(on_error), WHOLE, NULL, ON_ERROR_ACCEPT },
	{ "a fault is temporary", "on-error tempfail\n", AT(on_error), WHOLE, NULL,
	  ON_ERROR_TEMPFAIL },
	{ "a fault rejects", "on-error reject\n", AT(on_error), WHOLE, NULL, ON_ERROR_REJECT },
	{ "the log names the inviter by default", "", AT(log_inviter), WHOLE, NULL,
	  LOG_INVITER_FULL },
	{ "the log hides the inviter", "log-inviter hash\n", AT(log_inviter), WHOLE, NULL,
	  LOG_INVITER_HASH },
	{ "a map of logins", "login-map /etc/logins\n", AT(login_map), STRING, "/etc/logins", 0 },
	{ "authenticated clients teach by default", "", AT(learn), WHOLE, NULL, TRUE },
	{ "authenticated clients teach", "learn authenticated\n", AT(learn), WHOLE, NULL, TRUE },
	{ "yes means them", "learn no\nlearn yes\n", AT(learn), WHOLE, NULL, TRUE },
	{ "nothing is learned", "learn no\n", AT(learn), WHOLE, NULL, FALSE },
	{ "what is learned stays two years by default", "", AT(learn_expire), SIZE, NULL,
	  730 * 86400 },
	{ "what is learned stays a year", "learn-expire 1y\n", AT(learn_expire), SIZE, NULL,
	  365 * 86400 },
	{ "what is learned stays", "learn-expire never\n", AT(learn_expire), SIZE, NULL,
	  CONFIG_NEVER },
	{ "the journal stays 90 days by default", "", AT(journal_retention), SIZE, NULL,
	  90 * 86400 },
	{ "the journal stays a week", "journal-retention 1w\n", AT(journal_retention), SIZE, NULL,
	  7 * 86400 },
	{ "retention in days", "retention 14d\n", AT(retention), SIZE, NULL, 14 * 86400 },
};
/* clang-format on */

static void
check_value(gconstpointer data)
{
	const ValueCase *c = data;
	g_autoptr(GError) error = NULL;
	g_autoptr(Config) config = load(c->text, &error);
	g_autofree char *list = NULL;
	gpointer member;

	g_assert_no_error(error);
	member = G_STRUCT_MEMBER_P(config, c->offset);
	switch (c->type) {
	case STRING:
		g_assert_cmpstr(*(char **)member, ==, c->string);
		break;
	case LIST:
		list = *(char ***)member != NULL ? g_strjoinv(" ", *(char ***)member) : NULL;
		g_assert_cmpstr(list, ==, c->string);
		break;
	case WHOLE:
		g_assert_cmpint(*(int *)member, ==, (int)c->number);
		break;
	case SIZE:
		g_assert_cmpuint(*(guint64 *)member, ==, c->number);
		break;
	case BYTE:
		g_assert_cmpint(*(char *)member, ==, (char)c->number);
		break;
	}
}

/* ---- mistakes ---- */

typedef struct MistakeCase {
	const char *name;
	const char *text;
	const char *message; /* of it, after the folder */
} MistakeCase;

/* clang-format off */
static const MistakeCase mistake_cases[] = {
	{ "an unknown keyword", "mode tag\ncolour red\n", "test.conf:2:1: " },
	{ "an unknown mode", "mode loud\n", "test.conf:1:6: expected monitor, tag or enforce" },
	{ "a value too many", "mode tag tag\n", "test.conf:1:10: expected the end of the line" },
	{ "a value too few", "mode\n", "test.conf:1:5: expected monitor, tag or enforce" },
	{ "a socket without a scheme", "socket /run/milter.sock\n",
	  "test.conf:1:8: expected unix:/path, local:/path, inet:port@host" },
	{ "a socket in a relative folder", "socket unix:milter.sock\n",
	  "test.conf:1:8: expected unix:/path" },
	{ "a socket open to everybody", "socket inet:8891\n",
	  "test.conf:1:8: expected unix:/path" },
	{ "a port out of range", "socket inet:88910@localhost\n",
	  "test.conf:1:8: expected unix:/path" },
	{ "a descriptor that is no number", "socket fd:three\n",
	  "test.conf:1:8: expected unix:/path" },
	{ "a domain with an address in it", "local-domains bob@example.org\n",
	  "test.conf:1:15: expected a domain or host name" },
	{ "the second of two domains", "own-hosts mx.example.org mx..example.org\n",
	  "test.conf:1:26: expected a domain or host name" },
	{ "a verifier with a semicolon", "authserv-id mx;example\n",
	  "test.conf:1:13: expected an authserv-id" },
	{ "a recipient without an at", "exempt-recipients postmaster\n",
	  "test.conf:1:19: expected user@, user@domain or @domain" },
	{ "an at alone", "list-address @\n",
	  "test.conf:1:14: expected user@, user@domain or @domain" },
	{ "an address gone wrong", "forwarders 192.0.2\n",
	  "test.conf:1:12: expected a host name, an address" },
	{ "a network gone wrong", "exempt-clients 192.0.2.0/64\n",
	  "test.conf:1:16: expected a host name, an address" },
	{ "a delimiter of two characters", "recipient-delimiter +-\n",
	  "test.conf:1:21: expected one character" },
	{ "a delimiter that is a letter", "recipient-delimiter x\n",
	  "test.conf:1:21: expected one character" },
	{ "a listener without a port", "reinject smtp:127.0.0.1\n",
	  "test.conf:1:10: expected smtp:host:port" },
	{ "a listener without its protocol", "reinject 127.0.0.1:10025\n",
	  "test.conf:1:10: expected smtp:host:port" },
	{ "a size that is too small to judge", "read-limit 10\n",
	  "test.conf:1:12: expected a size from 1K to 1G" },
	{ "a size that is none", "max-size big\n", "test.conf:1:10: expected" },
	{ "whom to learn from", "learn everybody\n",
	  "test.conf:1:7: expected no, authenticated or yes" },
	{ "a time to forget that is none", "learn-expire nevermore\n", "test.conf:1:14: expected" },
	{ "a duration that is none", "retention soon\n", "test.conf:1:11: expected" },
	{ "a way to verify that is none", "verify spf\n", "test.conf:1:8: expected no or dkim" },
	{ "a patience that no mail server has", "verify-timeout 1h\n",
	  "test.conf:1:16: expected a duration from 1s to 60s" },
	{ "no patience at all", "verify-timeout 0\n",
	  "test.conf:1:16: expected a duration from 1s to 60s" },
	{ "yes or no", "require-proof maybe\n", "test.conf:1:15: expected" },
	{ "a policy without an action", "policy unknown\n",
	  "test.conf:1:15: expected a condition or an action" },
	{ "a policy that can never hold", "policy unknown trusted tag\n",
	  "test.conf:1:16: expected at most one standing" },
	{ "a file to include that is not there", "include nowhere.conf\n", "test.conf:1:9: " },
};
/* clang-format on */

static void
check_mistake(gconstpointer data)
{
	const MistakeCase *c = data;
	g_autoptr(GError) error = NULL;
	g_autoptr(Config) config = load(c->text, &error);

	g_assert_null(config);
	g_assert_error(error, STATEMENT_ERROR, STATEMENT_ERROR_SYNTAX);
	if (strstr(error->message, c->message) == NULL)
		g_test_message("%s", error->message);
	g_assert_nonnull(strstr(error->message, c->message));
}

static void
check_policy_replaces(void)
{
	const Judgement mail = { .kind = KIND_INVITATION };
	const Verdict forged = { .standing = STANDING_FORGED };
	const Verdict unknown = { .standing = STANDING_UNKNOWN };
	g_autoptr(Config) own = load("policy unknown reject\nmode tag\npolicy update pass\n", NULL);
	g_autoptr(Config) built_in = load("mode tag\n", NULL);

	g_assert_cmpint(policy_decide(own->policy, &mail, &forged).action, ==, ACTION_PASS);
	g_assert_cmpint(policy_decide(own->policy, &mail, &unknown).action, ==, ACTION_REJECT);
	g_assert_true(
		g_str_has_suffix(policy_decide(own->policy, &mail, &unknown).where, "test.conf:1"));
	g_assert_cmpint(policy_decide(built_in->policy, &mail, &forged).action, ==,
			ACTION_QUARANTINE);
}

static void
check_missing(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Config) config = config_load("/nonexistent/test.conf", &error);

	g_assert_null(config);
	g_assert_error(error, STATEMENT_ERROR, STATEMENT_ERROR_OPEN);
}

/* Who writes so means for ever; what is held must not go at once. */
static void
check_time_before(void)
{
	const gint64 now = 1795806000;

	g_assert_cmpint(config_time_before(now, 0), ==, now);
	g_assert_cmpint(config_time_before(now, 86400), ==, now - 86400);
	g_assert_cmpint(config_time_before(now, (guint64)now), ==, 0);
	g_assert_cmpint(config_time_before(now, (guint64)G_MAXINT64 + 1), ==, 0);
	g_assert_cmpint(config_time_before(now, CONFIG_NEVER), ==, 0);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	GIVEN_ROWS("config", value_cases, check_value);
	GIVEN_ROWS("config/mistakes", mistake_cases, check_mistake);
	g_test_add_func("/config/own policy lines replace the built-in ones",
			check_policy_replaces);
	g_test_add_func("/config/a file that is not there is an error", check_missing);
	g_test_add_func("/config/a duration longer than time itself ends in 1970",
			check_time_before);
	return g_test_run();
}
