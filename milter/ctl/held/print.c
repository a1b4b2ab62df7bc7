#include "print.h"

#include "run.h"
#include "ctl/json-member.h"
#include "ctl/shown.h"

static const char *
place_word(SpoolPlace place)
{
	return place == SPOOL_OUTBOX ? "outbox" : "held";
}

void
held_json_members(JsonBuilder *builder, const HeldRow *row, SpoolPlace place)
{
	json_member_string(builder, "id", row->id);
	json_member_string(builder, "owner", row->owner);
	json_member_string(builder, "network", row->network);
	json_member_string(builder, "kind", row->kind);
	json_builder_set_member_name(builder, "inviter");
	json_builder_begin_object(builder);
	json_member_string(builder, "name", row->name);
	json_member_string(builder, "email", row->email);
	json_member_string(builder, "profile", row->profile);
	json_builder_end_object(builder);
	json_member_time(builder, "since", row->since);
	json_member_number(builder, "count", row->count);
	json_member_number(builder, "size", (gint64)row->size);
	json_member_string(builder, "standing", row->standing);
	json_member_string(builder, "refused", row->refused);
	json_member_string(builder, "place", place_word(place));
}

char *
held_json(const HeldRow *row, SpoolPlace place)
{
	g_autoptr(JsonBuilder) builder = json_builder_new();

	json_builder_begin_object(builder);
	held_json_members(builder, row, place);
	return json_member_finish(builder);
}

/* What the inviter is best known by. */
static const char *
called(const HeldRow *row)
{
	if (row->name != NULL)
		return row->name;
	return row->email != NULL ? row->email : row->profile;
}

char *
held_line(const HeldRow *row, SpoolPlace place)
{
	g_autofree char *since = shown_time(row->since);
	g_autofree char *inviter = shown_line(called(row));
	g_autofree char *network = shown_line(row->network);
	g_autofree char *kind = shown_line(row->kind);
	g_autofree char *standing = shown_line(row->standing);
	g_autofree char *refused = row->refused != NULL ? shown_line(row->refused) : NULL;

	return g_strdup_printf(
		"%.*s  %s  %-28s  %-10s  %-12s  %-9s  %3u  %s%s%s%s", COPY_SHOWN_DIGITS, row->id,
		since != NULL ? since : "-", row->owner, kind, network, standing, row->count,
		inviter, place == SPOOL_OUTBOX ? "  [in the outbox, to be delivered]" : "",
		refused != NULL ? "  refused: " : "", refused != NULL ? refused : "");
}
