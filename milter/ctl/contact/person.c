#include "person.h"

#include "book.h"
#include "print.h"
#include "ctl/held/print.h"
#include "ctl/held/run.h"
#include "ctl/json-member.h"
#include "ctl/shown.h"
#include "store/traces.h"

static void
print_invitation_json(const HistoryRow *invitation)
{
	g_autoptr(JsonBuilder) builder = json_member_begin();

	json_member_string(builder, "record", "history");
	json_member_string(builder, "owner", invitation->owner);
	json_member_string(builder, "network", invitation->network);
	json_member_array(builder, "known_by", invitation->forms);
	json_member_number(builder, "count", invitation->count);
	json_member_time(builder, "first", invitation->first);
	json_member_time(builder, "last", invitation->last);
	json_member_boolean(builder, "proven", invitation->proven);
	json_member_print(builder);
}

static void
print_invitation(const HistoryRow *invitation)
{
	g_autofree char *first = shown_time(invitation->first);
	g_autofree char *last = shown_time(invitation->last);

	printf("history of %s\n  network  %s\n", invitation->owner, invitation->network);
	for (guint i = 0; i < invitation->forms->len; i++) {
		g_autofree char *form = shown_line(invitation->forms->pdata[i]);

		printf("  known by %s\n", form);
	}
	printf("  messages %u, from %s to %s%s\n", invitation->count, first, last,
	       invitation->proven ? "" : "; nothing proves that they are of this person");
}

static void
print_copy_json(const TracesCopy *copy, const HeldRow *row)
{
	g_autoptr(JsonBuilder) builder = json_member_begin();

	json_member_string(builder, "record", "held");
	held_json_members(builder, row, copy->place);
	json_member_print(builder);
}

static void
print_copy(const TracesCopy *copy, const HeldRow *row)
{
	g_autofree char *line = held_line(row, copy->place);

	printf("held message\n  %s\n", line);
}

static void
print_traces(const Traces *traces, gboolean json)
{
	for (guint i = 0; i < traces->contacts->len; i++) {
		const Contact *contact = traces->contacts->pdata[i];
		g_autofree char *text = json ? contact_json(contact) : contact_text(contact);

		command_print_line(text);
	}
	for (guint i = 0; i < traces->invitations->len; i++)
		(json ? print_invitation_json : print_invitation)(traces->invitations->pdata[i]);
	for (guint i = 0; i < traces->copies->len; i++) {
		const TracesCopy *copy = traces->copies->pdata[i];
		g_autoptr(HeldRow) row = held_row_new(copy->entry);

		(json ? print_copy_json : print_copy)(copy, row);
	}
}

int
contact_person_print(CommandContext *context, char **words, gboolean json)
{
	g_auto(HeldRun) run = { 0 };
	g_autoptr(Traces) traces = NULL;
	g_autoptr(GError) error = NULL;
	int status;

	if (!contact_read_pages(context, words))
		return EX_USAGE;
	status = held_run_open(&run, context, STORE_READ);
	if (status != EX_OK)
		return status;
	traces = traces_find(run.decider.store, run.decider.spool, (const char *const *)words,
			     &error);
	if (traces == NULL)
		return command_fail_with(context, error);
	if (traces->unreadable > 0)
		command_say(context, "%u held messages cannot be read: \"held check\" names them",
			    traces->unreadable);
	if (traces_is_empty(traces))
		return command_fail(context, EX_DATAERR, "nothing is stored of \"%s\"", words[0]);
	print_traces(traces, json);
	return EX_OK;
}
