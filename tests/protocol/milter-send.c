/*
 * milter-send SOCKET FILE [--from ADDRESS] [--to ADDRESS]... [--client NAME] [--address IP]
 *     [--greeting NAME]
 *
 * Play one mail through a milter as a mail server would, and print what the filter did with
 * it: its changes, a line each, and its answer.
 */

#include <stdio.h>

#include "letter.h"
#include "mta.h"

typedef struct Arguments {
	char *from;
	char **to;
	char *client;
	char *address;
	char *greeting;
	char *queue_id;
} Arguments;

static void
arguments_clear(Arguments *arguments)
{
	g_free(arguments->from);
	g_strfreev(arguments->to);
	g_free(arguments->client);
	g_free(arguments->greeting);
	g_free(arguments->address);
	g_free(arguments->queue_id);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Arguments, arguments_clear)

static gboolean
read_arguments(int *argc, char ***argv, Arguments *arguments)
{
	const GOptionEntry entries[] = {
		{ "from", 0, 0, G_OPTION_ARG_STRING, &arguments->from,
		  "envelope sender (Return-Path)", "ADDRESS" },
		{ "to", 0, 0, G_OPTION_ARG_STRING_ARRAY, &arguments->to, "envelope recipient",
		  "ADDRESS" },
		{ "client", 0, 0, G_OPTION_ARG_STRING, &arguments->client, "the client's name",
		  "NAME" },
		{ "address", 0, 0, G_OPTION_ARG_STRING, &arguments->address, "and address", "IP" },
		{ "greeting", 0, 0, G_OPTION_ARG_STRING, &arguments->greeting,
		  "what it says in HELO", "NAME" },
		{ "queue-id", 0, 0, G_OPTION_ARG_STRING, &arguments->queue_id, "queue id", "ID" },
		{ 0 },
	};
	g_autoptr(GOptionContext) context = g_option_context_new("SOCKET FILE");
	g_autoptr(GError) error = NULL;

	g_option_context_add_main_entries(context, entries, NULL);
	if (g_option_context_parse(context, argc, argv, &error) && *argc == 3)
		return TRUE;
	fprintf(stderr, "milter-send: %s\n",
		error != NULL ? error->message : "wanted: SOCKET FILE");
	return FALSE;
}

static void
play(const char *socket, Letter *letter, const Arguments *arguments)
{
	g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func(g_free);
	Mta *mta = mta_open(socket, &mta_postfix);
	int answer;

	mta_client(mta, arguments->client != NULL ? arguments->client : "unknown",
		   arguments->address != NULL ? arguments->address : "192.0.2.1");
	if (arguments->greeting != NULL)
		mta_greet(mta, arguments->greeting);
	answer = mta_send(mta, letter, arguments->queue_id != NULL ? arguments->queue_id : "4XS1",
			  65535, changes);
	for (guint i = 0; i < changes->len; i++)
		printf("%s\n", (const char *)changes->pdata[i]);
	printf("answer %s\n", mta_answer_word(answer));
	mta_close(mta);
}

int
main(int argc, char **argv)
{
	g_auto(Arguments) arguments = { 0 };
	g_autoptr(Letter) letter = NULL;
	g_autoptr(GError) error = NULL;
	g_autofree char *text = NULL;
	gsize size;

	if (!read_arguments(&argc, &argv, &arguments))
		return 64;
	if (!g_file_get_contents(argv[2], &text, &size, &error)) {
		fprintf(stderr, "milter-send: %s\n", error->message);
		return 66;
	}
	letter = letter_parse(text, size);
	if (arguments.from != NULL)
		letter_set_sender(letter, arguments.from);
	for (char **to = arguments.to; to != NULL && *to != NULL; to++)
		letter_add_recipient(letter, *to);
	play(argv[1], letter, &arguments);
	return 0;
}
