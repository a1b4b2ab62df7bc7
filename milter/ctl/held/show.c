/* invitectl held show: one message, as its owner may want to see it before it is released */
#include <unistd.h>

#include "message.h"
#include "print.h"
#include "run.h"
#include "ctl/json-member.h"
#include "ctl/shown.h"
#include "store/store.h"

enum { TEXT_LINES = 40, TEXT_BYTES = 4000 };

typedef enum { SHOW_TEXT, SHOW_JSON, SHOW_RAW } ShowForm;

typedef struct Show {
	ShowForm form;
	const char *owner; /* (nullable) as given */
} Show;

/* What a reader sees of a header. */
static const char *const fields[] = {
	"From", "Sender", "Reply-To", "To", "Cc", "Date", "Subject", "Message-ID",
};

static void
print_value(const char *what, const char *value)
{
	g_autofree char *line = shown_line(value);

	if (value != NULL)
		printf("  %-12s%s\n", what, line);
}

static void
print_list(const char *what, char **values)
{
	for (; values != NULL && *values != NULL; values++)
		print_value(what, *values);
}

static void
print_identity(const char *what, const Identity *identity)
{
	g_autofree char *said =
		g_strdup_printf("%s%s", identity->value,
				identity->strong ? "" : " (weak: anybody could have typed it)");

	print_value(what, identity->value != NULL ? said : NULL);
}

static void
print_inviters(const SpoolEntry *entry)
{
	g_autoptr(GPtrArray) inviters = spool_entry_inviters(entry);

	for (guint i = 0; i < inviters->len; i++) {
		const Inviter *inviter = inviters->pdata[i];

		print_identity(i == 0 ? "inviter" : "and", &inviter->name);
		print_identity(i == 0 || inviter->name.value != NULL ? "email" : "and email",
			       &inviter->email);
		print_identity(i == 0 || inviter->name.value != NULL ? "profile" : "and profile",
			       &inviter->profile);
	}
}

static void
print_entry(const HeldCopy *copy)
{
	const SpoolEntry *entry = copy->entry;
	g_autofree char *since = shown_time(entry->since);

	printf("%s\n", copy->id);
	if (copy->place == SPOOL_OUTBOX)
		puts("  it was released and waits in the outbox");
	print_value("since", since);
	print_value("queue id", entry->queue_id);
	print_value("client", entry->client_name);
	print_value("address", entry->client_address);
	print_value("MAIL", entry->sender);
	print_list("", entry->sender_parameters);
	print_value("RCPT", entry->recipient);
	print_list("", entry->recipient_parameters);
	print_value("owner", entry->owner);
	print_value("network", entry->network);
	print_value("kind", entry->kind);
	print_inviters(entry);
	print_value("standing", entry->standing);
	print_value("proof", entry->proof);
	print_value("rule", entry->rule);
	printf("  %-12s%u before\n", "count", entry->count);
	printf("  %-12s%" G_GUINT64_FORMAT " bytes\n", "size", entry->size);
	print_value("refused", entry->refused);
	print_list("why", entry->why);
}

static void
print_message(Message *message)
{
	gboolean cut;
	g_autofree char *text =
		shown_lines(message_text(message)->text, TEXT_LINES, TEXT_BYTES, &cut);

	putchar('\n');
	for (gsize i = 0; i < G_N_ELEMENTS(fields); i++) {
		const char *value = message_header(message, fields[i], 0);
		g_autofree char *line = shown_line(value);

		if (value != NULL)
			printf("%s: %s\n", fields[i], line);
	}
	printf("\n%s\n", text);
	if (cut)
		puts("[there is more: --raw has all of it]");
}

static void
add_header(JsonBuilder *builder, Message *message)
{
	json_builder_set_member_name(builder, "header");
	json_builder_begin_object(builder);
	for (gsize i = 0; i < G_N_ELEMENTS(fields); i++)
		json_member_string(builder, fields[i], message_header(message, fields[i], 0));
	json_builder_end_object(builder);
}

/* As "check" has them: where there are several. */
static void
add_inviters(JsonBuilder *builder, const SpoolEntry *entry)
{
	g_autoptr(GPtrArray) inviters = spool_entry_inviters(entry);

	if (inviters->len < 2)
		return;
	json_member_begin_array(builder, "inviters");
	for (guint i = 0; i < inviters->len; i++) {
		const Inviter *inviter = inviters->pdata[i];

		json_builder_begin_object(builder);
		json_member_string(builder, "name", inviter->name.value);
		json_member_string(builder, "email", inviter->email.value);
		json_member_string(builder, "profile", inviter->profile.value);
		json_builder_end_object(builder);
	}
	json_builder_end_array(builder);
}

static void
print_json(const HeldCopy *copy, Message *message)
{
	const SpoolEntry *entry = copy->entry;
	g_autoptr(JsonBuilder) builder = json_builder_new();
	g_autoptr(HeldRow) row = held_row_new(entry);
	gboolean cut;
	g_autofree char *beginning =
		shown_lines(message_text(message)->text, TEXT_LINES, TEXT_BYTES, &cut);
	g_autofree char *text = NULL;

	json_builder_begin_object(builder);
	held_json_members(builder, row, copy->place);
	json_member_string(builder, "queue_id", entry->queue_id);
	json_member_string(builder, "client_name", entry->client_name);
	json_member_string(builder, "client_address", entry->client_address);
	json_member_string(builder, "sender", entry->sender);
	json_member_list(builder, "sender_parameters",
			 (const char *const *)entry->sender_parameters);
	json_member_string(builder, "recipient", entry->recipient);
	json_member_list(builder, "recipient_parameters",
			 (const char *const *)entry->recipient_parameters);
	add_inviters(builder, entry);
	json_member_string(builder, "proof", entry->proof);
	json_member_string(builder, "rule", entry->rule);
	json_member_list(builder, "why", (const char *const *)entry->why);
	add_header(builder, message);
	json_member_string(builder, "text", beginning);
	text = json_member_finish(builder);
	command_print_line(text);
}

static int
print_copy(const HeldRun *run, const HeldCopy *copy, ShowForm form)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Message) message = NULL;

	if (form == SHOW_RAW)
		return held_message_write(run, copy, &error)
			       ? EX_OK
			       : command_fail_with(run->context, error);
	message = held_message_read(run, copy, &error);
	if (message == NULL)
		return command_fail_with(run->context, error);
	if (form == SHOW_JSON) {
		print_json(copy, message);
	} else {
		print_entry(copy);
		print_message(message);
	}
	return EX_OK;
}

static int
check_owner(const HeldRun *run, const HeldCopy *copy, const char *owner)
{
	g_autofree char *form =
		owner != NULL ? contacts_owner(owner, run->decider.config->recipient_delimiter)
			      : NULL;
	g_autoptr(GError) error = NULL;

	if (form != NULL && !owners_person(run->decider.store->owners, &form, NULL, &error))
		return command_fail_with(run->context, error);
	if (owner != NULL && g_strcmp0(form, copy->entry->owner) != 0)
		return command_fail(run->context, EX_DATAERR, "%.*s is not held for %s",
				    COPY_SHOWN_DIGITS, copy->id, owner);
	return EX_OK;
}

/* Nobody reads another's mail without a trace: what cannot be written down is not shown. */
static int
show_one(HeldRun *run, HeldCopy *copy, gpointer data)
{
	static const char *const none[] = { NULL };
	const Show *show = data;
	g_autoptr(GError) error = NULL;
	int status;

	if (copy->place >= SPOOL_DONE)
		return held_run_say_over(run, copy, none);
	if (copy->entry == NULL)
		return command_fail_with(run->context, copy->failure);
	status = check_owner(run, copy, show->owner);
	if (status != EX_OK)
		return status;
	if (!decider_note(&run->decider, "shown", copy->id, copy->entry->owner,
			  show->owner != NULL ? "asked for by owner" : NULL, &error))
		return command_fail_with(run->context, error);
	return print_copy(run, copy, show->form);
}

static int
run_show(CommandContext *context, int argc, char **argv)
{
	gboolean json = FALSE, raw = FALSE;
	g_autofree char *owner = NULL;
	g_auto(GStrv) words = NULL;
	const GOptionEntry entries[] = {
		{ "json", 0, 0, G_OPTION_ARG_NONE, &json, "Print one JSON object", NULL },
		{ "owner", 0, 0, G_OPTION_ARG_FILENAME, &owner, "Only if it is held for this owner",
		  "OWNER" },
		{ "raw", 0, 0, G_OPTION_ARG_NONE, &raw, "Write the message as it came", NULL },
		{ G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &words, NULL, NULL },
		{ 0 },
	};
	g_auto(HeldRun) run = { 0 };
	Show show = { SHOW_TEXT, NULL };
	int status;

	if (!command_parse(context, "ID",
			   "Show one held message and why it is held.  The journal takes down who"
			   " looked.",
			   entries, argc, argv))
		return EX_USAGE;
	if (words == NULL || words[1] != NULL || (json && raw))
		return command_fail(context, EX_USAGE,
				    "expected one ID, and one of --json and --raw"
				    " at most");
	if (raw && isatty(STDOUT_FILENO))
		return command_fail(
			context, EX_USAGE,
			"--raw is for a file or another program: a mail may command a terminal");
	show.owner = owner;
	if (json || raw)
		show.form = json ? SHOW_JSON : SHOW_RAW;
	status = held_run_open(&run, context, STORE_WRITE);
	return status == EX_OK ? held_run_each(&run, words, show_one, &show) : status;
}

const Command held_show_command = { "show", run_show,
				    "show one message: what it is, and why it is held" };
