/*
 * room - a folder of its own for a test, with a spool in it, and a copy to keep there
 */
#ifndef TESTS_ROOM_H
#define TESTS_ROOM_H

#include <sys/resource.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "given.h"
#include "store/spool.h"

#define ID "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define MAIL "From: Jane Doe <jane@example.net>\nSubject: Hello\n  Bob\n"
#define WIRE "From: Jane Doe <jane@example.net>\r\nSubject: Hello\r\n  Bob\r\n\r\n"

typedef struct Room {
	char *folder, *database;
	Spool *spool;
} Room;

static inline void
room_init(Room *room)
{
	room->folder = g_dir_make_tmp("test-spool-XXXXXX", NULL);
	room->database = g_build_filename(room->folder, "invite.db", NULL);
	room->spool = spool_new(room->database);
}

static inline void
remove_all(const char *path)
{
	g_autoptr(GDir) folder = g_dir_open(path, 0, NULL);
	const char *name;

	while (folder != NULL && (name = g_dir_read_name(folder)) != NULL) {
		g_autofree char *below = g_build_filename(path, name, NULL);

		remove_all(below);
	}
	g_remove(path);
}

static inline void
room_clear(Room *room)
{
	spool_free(room->spool);
	remove_all(room->folder);
	g_free(room->folder);
	g_free(room->database);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Room, room_clear)

/* A mail of which all is kept. */
static inline Message *
whole_mail(const char *body, gsize size, const char *folder)
{
	Message *message = given_mail(MAIL, NULL);

	message_keep_whole(message, folder, 1 << 24);
	message_add_body(message, body, size);
	return message;
}

static inline SpoolEntry *
given_entry(void)
{
	SpoolEntry *entry = spool_entry_new();

	entry->id = g_strdup(ID);
	entry->since = 1700000000;
	entry->sender = g_strdup("<>");
	entry->recipient = g_strdup("<bob@example.org>");
	entry->owner = g_strdup("bob@example.org");
	return entry;
}

static inline void
keep(Room *room, SpoolPlace where, const char *body)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Message) message = whole_mail(body, strlen(body), room->folder);
	g_autoptr(SpoolEntry) entry = given_entry();

	spool_keep(room->spool, where, entry, message, &error);
	g_assert_no_error(error);
}

/* Room for so many more descriptors; returns how it was. */
static inline struct rlimit
leave_descriptors(rlim_t count)
{
	const int next = dup(STDIN_FILENO);
	struct rlimit before, now;

	close(next);
	getrlimit(RLIMIT_NOFILE, &before);
	now = before;
	now.rlim_cur = (rlim_t)next + count;
	g_assert_cmpint(setrlimit(RLIMIT_NOFILE, &now), ==, 0);
	return before;
}

#endif
