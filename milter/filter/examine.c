#include "examine.h"

#include <string.h>

#include "mail/mailstore.h"

typedef struct Examination {
	const Filter *filter;
	Book *book;
	const ExamineOptions *options;
	ExamineFunc func;
	gpointer user_data;
	gboolean failed;
} Examination;

/* The address in the field NAME that the delivering server wrote (transfer full, nullable). */
static char *
delivered_to(Message *message, const char *name)
{
	const char *value = message_header(message, name, 0);
	g_autofree char *address = value != NULL ? mailbox_bare(value) : NULL;

	if (address == NULL || mailbox_domain(address) == NULL || address[0] == '@')
		return NULL;
	return g_steal_pointer(&address);
}

static char *
recipient_of(Message *message)
{
	char *address = delivered_to(message, "X-Original-To");
	const GPtrArray *to;

	if (address == NULL)
		address = delivered_to(message, "Delivered-To");
	if (address != NULL)
		return address;
	to = message_to(message);
	if (to->len == 1)
		return g_strdup(((const Mailbox *)to->pdata[0])->address);
	return g_strdup("*");
}

char **
examine_recipients(Message *message)
{
	char **recipients = g_new0(char *, 2);

	recipients[0] = recipient_of(message);
	return recipients;
}

static Judgement *
judge(const Filter *filter, Book *book, const Examined *examined, Evidence *evidence, Plan **plan,
      GError **error)
{
	/* The mail server would call itself by the name of this machine. */
	const char *host = g_get_host_name();
	const PlanOccasion occasion = { .host = host, .copies = TRUE };
	Envelope envelope = { .verifier = examined->verifier };
	Judgement *judgement = filter_judge(filter, book, evidence, &envelope, host, error);

	if (judgement != NULL)
		*plan = filter_plan(filter, judgement, examined->message, &occasion);
	return judgement;
}

Judgement *
examine_again(const Filter *filter, Book *book, const Examined *examined, GError **error)
{
	g_autoptr(Evidence) evidence =
		filter_evidence(filter, examined->message, evidence_recipients(examined->evidence));
	g_autoptr(Plan) plan = NULL;

	return judge(filter, book, examined, evidence, &plan, error);
}

/*
 * A look at the signatures of MESSAGE, which is complete (transfer full; nullable: none may
 * matter).
 */
static Verification *
verify(const Filter *filter, Message *message)
{
	Verification *verification = filter_verification(filter, message);

	if (verification != NULL)
		verification_read_body(verification, message);
	return verification;
}

/* A server that delivers may write whom RCPT had. */
static void
understand(const Filter *filter, char **found)
{
	char *address;

	if (strcmp(*found, "*") == 0)
		return;
	address = filter_understand(filter, *found, NULL, NULL);
	g_free(*found);
	*found = address;
}

/*
 * Mail that leaves at the end of its headers is judged all the same: the judgement says that
 * it is nothing, and that the header was enough.
 */
static gboolean
examine_message(Examination *examination, Message *message, Examined *examined)
{
	const ExamineOptions *options = examination->options;
	g_autoptr(Verification) verification = NULL;
	VerificationAnswer answer;
	const char *const *recipients = options->to;
	g_auto(GStrv) found = NULL;
	g_autoptr(Evidence) evidence = NULL;
	g_autoptr(GError) error = NULL;
	gboolean goes_on;

	if (recipients == NULL || recipients[0] == NULL) {
		found = examine_recipients(message);
		understand(examination->filter, found);
		recipients = (const char *const *)found;
	}
	evidence = filter_evidence(examination->filter, message, recipients);
	examined->message = message;
	examined->evidence = evidence;
	if (options->verify) {
		verification = verify(examination->filter, message);
		examined->verifier = filter_verifier(examination->filter, &answer, verification);
	}
	examined->subject.message_id = message_id(message);
	examined->judgement = judge(examination->filter, examination->book, examined, evidence,
				    &examined->plan, &error);
	examined->error = error;
	examination->failed |= error != NULL;
	goes_on = examination->func(examined, examination->user_data);
	judgement_free(examined->judgement);
	plan_free(examined->plan);
	return goes_on;
}

static gboolean
examine_item(MailstoreItem *item, gpointer user_data)
{
	Examination *examination = user_data;
	Examined examined = {
		.subject = { .file = item->path, .index = item->index },
		.size = item->size,
	};

	if (item->message != NULL)
		return examine_message(examination, item->message, &examined);
	examined.error = item->error;
	examination->failed = TRUE;
	return examination->func(&examined, examination->user_data);
}

gboolean
examine_path(const Filter *filter, Book *book, const char *path, const ExamineOptions *options,
	     ExamineFunc func, gpointer user_data)
{
	Examination examination = {
		.filter = filter,
		.book = book,
		.options = options,
		.func = func,
		.user_data = user_data,
	};
	MessageLimits limits = filter_limits(filter);

	if (options->verify)
		limits.whole = filter_config(filter)->max_size;
	mailstore_walk(path, &limits, examine_item, &examination);
	return !examination.failed;
}
