/* The outbox: what becomes of a copy on its way. */
#include <unistd.h>

#include "filter/outbox.h"
#include "room.h"

/* What was told, a word each. */
static void
note(OutboxEvent event, const char *id, const SpoolEntry *entry, const char *detail,
     gpointer events)
{
	static const char *const words[] = {
		[OUTBOX_DELIVERED] = "delivered", [OUTBOX_REFUSED] = "refused",
		[OUTBOX_DELAYED] = "delayed", [OUTBOX_DOUBTFUL] = "doubtful",
		[OUTBOX_UNRECORDED] = "unrecorded", [OUTBOX_UNANSWERED] = "unanswered",
		[OUTBOX_INTERRUPTED] = "interrupted", [OUTBOX_BROKEN] = "broken",
	};

	(void)id, (void)entry, (void)detail;
	g_string_append_printf(events, "%s ", words[event]);
}

static void
keep_answered(Room *room)
{
	g_autoptr(GError) error = NULL;

	room_init(room);
	keep(room, SPOOL_OUTBOX, "Hi\r\n");
	spool_mark(room->spool, SPOOL_OUTBOX, ID, SPOOL_ANSWERED, TRUE, &error);
	g_assert_no_error(error);
}

static void
test_few_descriptors(void)
{
	g_auto(Room) room = { 0 };
	g_autoptr(GString) told = g_string_new(NULL);
	g_autoptr(Outbox) outbox = NULL;
	struct rlimit before;
	OutboxEvent event;

	keep_answered(&room);
	outbox = outbox_new(room.spool, "smtp:127.0.0.1:1", "mx.example.org", note, told);
	before = leave_descriptors(1);
	event = outbox_send(outbox, ID);
	setrlimit(RLIMIT_NOFILE, &before);
	g_assert_cmpint(event, ==, OUTBOX_DELAYED);
	g_assert_cmpstr(told->str, ==, "delayed ");
	g_assert_cmpint(spool_find(room.spool, ID, NULL), ==, SPOOL_OUTBOX);
}

static void
test_broken(void)
{
	g_auto(Room) room = { 0 };
	g_autoptr(GString) told = g_string_new(NULL);
	g_autoptr(Outbox) outbox = NULL;
	g_autofree char *path = NULL;

	keep_answered(&room);
	path = spool_path(room.spool, SPOOL_OUTBOX, ID);
	g_assert_cmpint(truncate(path, 20), ==, 0);
	outbox = outbox_new(room.spool, "smtp:127.0.0.1:1", "mx.example.org", note, told);
	g_assert_cmpint(outbox_send(outbox, ID), ==, OUTBOX_BROKEN);
	g_assert_cmpstr(told->str, ==, "broken ");
	g_assert_cmpint(spool_find(room.spool, ID, NULL), ==, SPOOL_HELD);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	message_library_init();
	g_test_add_func("/outbox/a copy that cannot be opened now stays on its way",
			test_few_descriptors);
	g_test_add_func("/outbox/one that is broken is held as it is", test_broken);
	return g_test_run();
}
