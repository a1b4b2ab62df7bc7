#include <glib/gstdio.h>
#include <string.h>

#include "filter/filter.h"

#include "rows.h"

static const char rules_text[] = "network linkedin \"LinkedIn\"\n"
				 "    category     professional\n"
				 "    from         linkedin.com\n"
				 "    signs        yes\n"
				 "    member-links linkedin.com/e/\n"
				 "    brand        /\\blinked\\s?in\\b/i\n"
				 "    invitation   subject /^(?<name>.+?) wants to connect/\n";

/* A folder with test.conf and rules/linkedin.rules. */
typedef struct Folder {
	char *path, *config, *rules, *file;
} Folder;

static void
folder_set_up(Folder *folder, const char *config)
{
	g_autofree char *text = NULL;

	folder->path = g_dir_make_tmp("test-filter-XXXXXX", NULL);
	folder->config = g_build_filename(folder->path, "test.conf", NULL);
	folder->rules = g_build_filename(folder->path, "rules", NULL);
	folder->file = g_build_filename(folder->rules, "linkedin.rules", NULL);
	g_assert_cmpint(g_mkdir(folder->rules, 0700), ==, 0);
	/* A file that is there: how it is read is nothing to this test. */
	if (strstr(config, "database") == NULL)
		text = g_strdup_printf("%sdatabase %s\n", config, folder->config);
	g_assert_true(g_file_set_contents(folder->config, text != NULL ? text : config, -1, NULL));
	g_assert_true(g_file_set_contents(folder->file, rules_text, -1, NULL));
}

static void
folder_tear_down(Folder *folder)
{
	g_unlink(folder->file);
	g_unlink(folder->config);
	g_rmdir(folder->rules);
	g_rmdir(folder->path);
	g_free(folder->path);
	g_free(folder->config);
	g_free(folder->rules);
	g_free(folder->file);
}

static Filter *
load(const char *config, const char *const *own_hosts, GError **error)
{
	Folder folder;
	Filter *filter;
	const char *directories[2] = { NULL };

	folder_set_up(&folder, config);
	directories[0] = folder.rules;
	filter = filter_load(folder.config,
			     &(FilterOverrides){ .rules = directories, .own_hosts = own_hosts },
			     error);
	folder_tear_down(&folder);
	return filter;
}

/* ---- what can be promised ---- */

typedef struct LoadCase {
	const char *name;
	const char *config;
	const char *message; /* of the error; NULL: it loads */
	const char *warning; /* a part of one; NULL: there is none */
} LoadCase;

#define ID "authserv-id mx.example.org\n"
#define NOBODY "verify no\n"

/* clang-format off */
static const LoadCase load_cases[] = {
	{ "an empty file works", "", NULL, NULL },
	{ "where nobody verifies it warns", NOBODY, NULL, "nobody can be trusted" },
	{ "a verifier silences the warning", NOBODY ID, NULL, NULL },
	{ "no need of proof silences the warning", NOBODY "require-proof no\n", NULL, NULL },
	{ "a database that is not there is said", ID "database /nonexistent/invite.db\n", NULL,
	  "no database /nonexistent/invite.db: every book is empty" },
	{ "the built-in policy quarantines", ID "mode enforce\n",
	  "the built-in policy says quarantine, which mode enforce can do only where reinject",
	  NULL },
	{ "an own policy line quarantines",
	  ID "mode enforce\npolicy unknown tag\npolicy forged quarantine\n",
	  "test.conf:4: policy says quarantine, which mode enforce can do only where reinject",
	  NULL },
	{ "with a listener the policy may quarantine",
	  ID "mode enforce\nreinject smtp:127.0.0.1:10025\n",
	  NULL, NULL },
	{ "an own policy without quarantine is enforced",
	  ID "mode enforce\npolicy forged reject\n", NULL,
	  NULL },
	{ "mode monitor may speak of quarantine", ID "mode monitor\n", NULL, NULL },
	{ "a network of the rules", ID "policy linkedin tag\n", NULL, NULL },
	{ "a network that no rules know", ID "mode tag\npolicy linkedout tag\n",
	  "test.conf:3: \"linkedout\" is neither", NULL },
};
/* clang-format on */

static void
check_load(gconstpointer data)
{
	const LoadCase *c = data;
	g_autoptr(GError) error = NULL;
	g_autoptr(Filter) filter = load(c->config, NULL, &error);
	const GPtrArray *warnings;

	if (c->message != NULL) {
		g_assert_null(filter);
		g_assert_error(error, FILTER_ERROR, FILTER_ERROR_IMPOSSIBLE);
		g_assert_nonnull(strstr(error->message, c->message));
		return;
	}
	g_assert_no_error(error);
	warnings = filter_warnings(filter);
	g_assert_cmpuint(warnings->len, ==, c->warning != NULL ? 1 : 0);
	if (c->warning != NULL)
		g_assert_nonnull(strstr(warnings->pdata[0], c->warning));
}

/* ---- whose hosts are ours ---- */

typedef struct HostCase {
	const char *name;
	const char *config;
	const char *override; /* by the command line */
	const char *host;     /* the mail server's own name */
	Proof proof;
	const char *id; /* first word of the field */
} HostCase;

/* The mail's results by mx.example.org stand beneath a Received by inner.example.org. */
/* clang-format off */
static const HostCase host_cases[] = {
	{ "own-hosts as configured", ID "own-hosts inner.example.org mx.example.org\n", NULL,
	  "other.example.org", PROOF_DKIM, "mx.example.org" },
	{ "the command line's where the file says none", ID, "inner.example.org", NULL, PROOF_DKIM,
	  "mx.example.org" },
	{ "the file beats the command line", ID "own-hosts mx.example.org\n",
	  "inner.example.org", NULL,
	  PROOF_NONE, "mx.example.org" },
	{ "the mail server's own name", ID, NULL, "inner.example.org", PROOF_DKIM,
	  "mx.example.org" },
	{ "the verifier's where there is no other", ID, NULL, NULL, PROOF_NONE, "mx.example.org" },
	{ "without a verifier nothing is proved", "", NULL, "inner.example.org", PROOF_NONE,
	  "inner.example.org" },
	{ "without any name", "", NULL, NULL, PROOF_NONE, "localhost" },
};
/* clang-format on */

static Message *
invitation(const Filter *filter)
{
	Message *message = filter_message(filter);

	message_add_field(message, "Received", " from mx by inner.example.org with ESMTP id 2");
	message_add_field(message, "Authentication-Results",
			  " mx.example.org; dkim=pass header.d=linkedin.com");
	message_add_field(message, "Received", " from a by b.linkedin.com with ESMTP id 1");
	message_add_field(message, "DKIM-Signature",
			  " v=1; a=rsa-sha256; d=linkedin.com; s=s1; h=From; "
			  "bh=YSBib2R5; b=YSBzaWduYXR1cmU=");
	message_add_field(message, "From", " LinkedIn <invitations@linkedin.com>");
	message_add_field(message, "Subject", " Jane Doe wants to connect");
	return message;
}

static void
check_hosts(gconstpointer data)
{
	static const char *const recipients[] = { "bob@example.org", NULL };
	const HostCase *c = data;
	const char *const override[] = { c->override, NULL };
	const Envelope envelope = { 0 };
	g_autoptr(GError) error = NULL;
	g_autoptr(Filter) filter = load(c->config, c->override != NULL ? override : NULL, &error);
	g_autoptr(Message) message = invitation(filter);
	g_autoptr(Evidence) evidence = filter_evidence(filter, message, recipients);
	g_autoptr(Judgement) judgement = NULL;
	g_autoptr(Plan) plan = NULL;
	g_autofree char *start = g_strconcat(c->id, "; action=tag;", NULL);

	g_assert_cmpint(screen_header(evidence), ==, SCREEN_READ_BODY);
	judgement = filter_judge(filter, NULL, evidence, &envelope, c->host, &error);
	g_assert_no_error(error);
	g_assert_cmpint(judgement->kind, ==, KIND_INVITATION);
	g_assert_cmpint(judgement->proof, ==, c->proof);
	plan = filter_plan(filter, judgement, message, &(PlanOccasion){ .host = c->host });
	g_assert_true(g_str_has_prefix(((PlanField *)plan->insert->pdata[0])->value, start));
}

/* A field as another host of ours writes it, above its Received line. */
typedef struct ClientCase {
	const char *name;
	const char *config;
	const char *client; /* as the mail server verified it */
	gboolean stays;
} ClientCase;

#define HOSTS ID "own-hosts mx.example.org mx2.example.org\n"

static const ClientCase client_cases[] = {
	{ "another host of ours", HOSTS, "mx2.example.org", TRUE },
	{ "in another case", HOSTS, "MX2.Example.ORG", TRUE },
	{ "a stranger", HOSTS, "mail.example.net", FALSE },
	{ "a host below ours", HOSTS, "evil.mx2.example.org", FALSE },
	{ "a host that ends like ours", HOSTS, "evilmx2.example.org", FALSE },
	{ "a client without a name", HOSTS, NULL, FALSE },
	{ "a client whose name was not verified", HOSTS, "unknown", FALSE },
	{ "nobody is called unknown", ID "own-hosts mx2.example.org unknown\n", "unknown", FALSE },
	{ "a client that is called by its address", HOSTS, "[192.0.2.7]", FALSE },
	{ "a program on the mail server itself", HOSTS, "mx.example.org", FALSE },
	{ "without own-hosts nobody", ID, "mx2.example.org", FALSE },
	{ "without own-hosts not even the mail server", ID, "mx.example.org", FALSE },
};

static void
check_client(gconstpointer data)
{
	const ClientCase *c = data;
	g_autoptr(GError) error = NULL;
	g_autoptr(Filter) filter = load(c->config, NULL, &error);
	g_autoptr(Message) message = filter_message(filter);
	g_autoptr(Plan) plan = NULL;

	message_add_field(message, "X-Invitation", " mx.example.org; action=pass");
	message_add_field(message, "Received", " from a by mx2.example.org with ESMTP id 1");
	plan = filter_plan(filter, NULL, message,
			   &(PlanOccasion){ .host = "mx.example.org", .client = c->client });
	g_assert_cmpuint(plan->remove->len, ==, c->stays ? 0 : 1);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	GIVEN_ROWS("filter/load", load_cases, check_load);
	GIVEN_ROWS("filter/hosts", host_cases, check_hosts);
	GIVEN_ROWS("filter/whose field", client_cases, check_client);
	return g_test_run();
}
