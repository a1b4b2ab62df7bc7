#include "person.h"

#include "book.h"
#include "print.h"
#include "ctl/held/print.h"
#include "ctl/held/store.h"
#include "ctl/json-member.h"
#include "ctl/shown.h"
#include "store/subject.h"

static void
print_invitation_json(const SubjectInvitation *invitation)
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
print_invitation(const SubjectInvitation *invitation)
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
print_copy_json(const SubjectCopy *copy, const HeldRow *row)
{
	g_autoptr(JsonBuilder) builder = json_member_begin();

	json_member_string(builder, "record", "held");
	held_json_members(builder, row, copy->place);
	json_member_print(builder);
}

static void
print_copy(const SubjectCopy *copy, const HeldRow *row)
{
	g_autofree char *line = held_line(row, copy->place);

	printf("held message\n  %s\n", line);
}

static void
print_subject(const Subject *subject, gboolean json)
{
	for (guint i = 0; i < subject->contacts->len; i++) {
		const Contact *contact = subject->contacts->pdata[i];
		g_autofree char *text = json ? contact_json(contact) : contact_text(contact);

		command_print_line(text);
	}
	for (guint i = 0; i < subject->invitations->len; i++)
		(json ? print_invitation_json : print_invitation)(subject->invitations->pdata[i]);
	for (guint i = 0; i < subject->copies->len; i++) {
		const SubjectCopy *copy = subject->copies->pdata[i];
		g_autoptr(HeldRow) row = held_row_new(copy->entry);

		(json ? print_copy_json : print_copy)(copy, row);
	}
}

int
contact_person_print(CommandContext *context, char **words, gboolean json)
{
	g_auto(HeldStore) store = { 0 };
	g_autoptr(Subject) subject = NULL;
	g_autoptr(GError) error = NULL;
	int status;

	if (!contact_read_pages(context, words))
		return EX_USAGE;
	status = held_store_open(&store, context, DATABASE_READ);
	if (status != EX_OK)
		return status;
	subject = subject_find(store.decider.database, store.decider.spool, (const char *const *)words, &error);
	if (subject == NULL)
		return command_fail_with(context, error);
	if (subject->unreadable > 0)
		command_say(context, "%u held messages cannot be read: \"held check\" names them",
			    subject->unreadable);
	if (subject_is_empty(subject))
		return command_fail(context, EX_DATAERR, "nothing is stored of \"%s\"", words[0]);
	print_subject(subject, json);
	return EX_OK;
}
