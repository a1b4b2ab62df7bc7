/* invitectl held release: a held message goes to its recipient, once */
#include <string.h>

#include "filter/outbox.h"
#include "held-command.h"
#include "held-inviter.h"
#include "held-store.h"
#include "shown.h"
#include "store/held-check.h"

/* What became of the copy that is being sent. */
typedef struct Release {
	CommandContext *context;
	gboolean trust;
	int inviter;  /* whom, where a message names several; 0: not said */
	Outbox *outbox;
	char *detail; /* what the listener said, or why it has to wait (nullable) */
} Release;

static void
note_event(OutboxEvent event, const char *id, const SpoolEntry *entry, const char *detail,
	   gpointer data)
{
	Release *release = data;

	(void)entry;
	if (event == OUTBOX_INTERRUPTED)
		command_say(release->context, "%.*s may come twice: another try ended while the listener"
					      " was taking it", HELD_SHOWN_DIGITS, id);
	g_free(release->detail);
	release->detail = detail != NULL ? shown_line(detail) : NULL;
}

static void
say(const HeldCopy *copy, const char *sentence, const char *detail)
{
	g_autofree char *recipient = shown_line(copy->entry->recipient);

	printf("%.*s %s %s%s%s\n", HELD_SHOWN_DIGITS, copy->id, sentence, recipient,
	       detail != NULL ? ": " : "", detail != NULL ? detail : "");
}

/* Nobody may wait for the filter where another program had it in hand. */
static int
say_delayed(const HeldStore *store, const HeldCopy *copy, const char *detail)
{
	if (spool_find(store->spool, copy->id, NULL) == SPOOL_DONE)
		say(copy, "was delivered meanwhile to", NULL);
	else
		say(copy, "is delivered as soon as it can be, by the filter, to",
		    detail != NULL ? detail : "it has it in hand");
	return EX_OK;
}

static int
say_refused(HeldStore *store, const HeldCopy *copy, const char *detail)
{
	g_autoptr(GError) error = NULL;

	if (!held_index(store->database, store->spool, copy->id, &error))
		command_say(store->context, "%s", error->message);
	return command_fail(store->context, EX_UNAVAILABLE, "%.*s is refused, and held as before: %s",
			    HELD_SHOWN_DIGITS, copy->id, detail);
}

static int
deliver(HeldStore *store, const HeldCopy *copy, Release *release)
{
	OutboxEvent event = outbox_send(release->outbox, copy->id);

	switch (event) {
	case OUTBOX_DELIVERED:
		say(copy, "delivered to", release->detail);
		return EX_OK;
	case OUTBOX_REFUSED:
		return say_refused(store, copy, release->detail);
	case OUTBOX_DOUBTFUL:
		command_say(store->context, "%.*s may come twice: the listener's answer was lost",
			    HELD_SHOWN_DIGITS, copy->id);
		return say_delayed(store, copy, release->detail);
	case OUTBOX_UNRECORDED:
		say(copy, "delivered to", NULL);
		return command_fail(store->context, EX_UNAVAILABLE,
				    "%.*s may come twice, for it cannot be written down that it was"
				    " delivered: %s", HELD_SHOWN_DIGITS, copy->id, release->detail);
	case OUTBOX_BROKEN:
		return command_fail(store->context, EX_DATAERR, "%.*s cannot be read: %s",
				    HELD_SHOWN_DIGITS, copy->id, release->detail);
	default:
		return say_delayed(store, copy, release->detail);
	}
}

/* Each step may be the last one of this program: what is done twice does no harm. */
static gboolean
move_to_outbox(HeldStore *store, const HeldCopy *copy, GError **error)
{
	return held_store_note(store, "released", copy->id, copy->entry->owner, NULL, error) &&
	       spool_mark(store->spool, SPOOL_HELD, copy->id, SPOOL_ANSWERED, FALSE, error) &&
	       spool_move(store->spool, copy->id, SPOOL_HELD, SPOOL_OUTBOX, error);
}

/* Nobody will say so once it is delivered: the filter ended before its answer, or has not given it yet. */
static void
say_if_unanswered(const HeldStore *store, const HeldCopy *copy)
{
	SpoolMark mark = SPOOL_ANSWERED;
	g_autofree char *recipient = shown_line(copy->entry->recipient);

	if (spool_find(store->spool, copy->id, &mark) == SPOOL_HELD && mark == SPOOL_PREPARED)
		command_say(store->context, "%.*s to %s may come twice: the mail server may not have had"
					    " the filter's answer, and have delivered it by itself",
			    HELD_SHOWN_DIGITS, copy->id, recipient);
}

static int release_found(HeldStore *store, HeldCopy *copy, Release *release);

static int
release_held(HeldStore *store, HeldCopy *copy, Release *release)
{
	g_autoptr(GError) error = NULL;

	say_if_unanswered(store, copy);
	if (!move_to_outbox(store, copy, &error)) {
		copy->place = spool_find(store->spool, copy->id, NULL);
		/* Somebody else was quicker. */
		return copy->place != SPOOL_HELD ? release_found(store, copy, release)
						 : command_fail_with(store->context, error);
	}
	/* It is on its way; the index can be mended. */
	if (!held_index(store->database, store->spool, copy->id, &error))
		command_say(store->context, "%s", error->message);
	return deliver(store, copy, release);
}

/* Released before, or a copy that was never held.  While it is prepared, its message is being answered. */
static int
release_again(HeldStore *store, HeldCopy *copy, Release *release)
{
	SpoolMark mark = SPOOL_PREPARED;

	printf("%.*s is on its way already\n", HELD_SHOWN_DIGITS, copy->id);
	if (spool_find(store->spool, copy->id, &mark) != SPOOL_OUTBOX || mark == SPOOL_PREPARED)
		return say_delayed(store, copy, NULL);
	return deliver(store, copy, release);
}

/* Nothing of it is left, its inviter neither. */
static int
release_over(HeldStore *store, const HeldCopy *copy, const Release *release)
{
	static const char *const before[] = { "released", NULL };
	int status = held_store_say_over(store, copy, before);

	if (status == EX_OK && release->trust)
		return command_fail(store->context, EX_DATAERR,
				    "who invited is not known any more: \"invitectl contact add\" puts"
				    " people into a book");
	return status;
}

static int
release_found(HeldStore *store, HeldCopy *copy, Release *release)
{
	switch (copy->place) {
	case SPOOL_HELD:
		return release_held(store, copy, release);
	case SPOOL_OUTBOX:
		return release_again(store, copy, release);
	default:
		return release_over(store, copy, release);
	}
}

static int
release_one(HeldStore *store, HeldCopy *copy, gpointer data)
{
	Release *release = data;
	int status = EX_OK;

	g_clear_pointer(&release->detail, g_free);
	if (copy->entry == NULL && copy->place < SPOOL_DONE)
		return command_fail_with(store->context, copy->failure);
	if (release->trust && copy->entry != NULL)
		status = held_inviter_trust(store, copy, (guint)release->inviter);
	return status == EX_OK ? release_found(store, copy, release) : status;
}

static int
release_all(CommandContext *context, Release *release, char **words)
{
	g_auto(HeldStore) store = { 0 };
	int status = held_store_open(&store, context, DATABASE_WRITE);

	if (status != EX_OK)
		return status;
	if (store.config->reinject == NULL)
		return command_fail(context, EX_CONFIG,
				    "there is no listener to deliver to: set reinject in %s",
				    store.config->path != NULL ? store.config->path : CONFIG_PATH);
	release->outbox = outbox_new(store.spool, store.config->reinject, g_get_host_name(), note_event,
				     release);
	status = held_store_each(&store, words, release_one, release);
	outbox_free(release->outbox);
	g_free(release->detail);
	return status;
}

int
held_release_command(CommandContext *context, int argc, char **argv)
{
	Release release = { .context = context };
	g_auto(GStrv) words = NULL;
	const GOptionEntry entries[] = {
		{ "trust", 0, 0, G_OPTION_ARG_NONE, &release.trust,
		  "Put the inviter into the owner's book first", NULL },
		HELD_INVITER_OPTION(&release.inviter),
		{ G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &words, NULL, NULL },
		{ 0 },
	};
	int status;

	if (!command_parse(context, "ID...",
			   "Deliver held messages to their recipients, as they came but for our own"
			   " fields.", entries, argc, argv))
		return EX_USAGE;
	status = held_inviter_check(context, words, release.inviter);
	if (status != EX_OK)
		return status;
	if (release.inviter > 0 && !release.trust)
		return command_fail(context, EX_USAGE, "--inviter says whom to --trust");
	return release_all(context, &release, words);
}
