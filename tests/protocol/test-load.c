/* Two hundred sessions at once, twenty of them speaking at any time. */

#include <pthread.h>

#include "instance.h"
#include "mails.h"
#include "mta.h"

#define TAG "insert 0 X-Invitation:"
#define THREADS 20
#define SESSIONS 10 /* of each thread */
#define ROUNDS 12

typedef struct Worker {
	pthread_t thread;
	const Instance *instance;
	guint mistakes;
} Worker;

typedef struct Wanted {
	const char *mail;
	gboolean tagged;
} Wanted;

/* clang-format off */
static const Wanted mails[] = {
	{ mail_ordinary, FALSE },  { mail_invitation, TRUE },         { mail_of_network, FALSE },
	{ mail_with_our_field, FALSE }, { mail_invitation_by_text, TRUE },
};
/* clang-format on */

static gboolean
is_right(Mta *mta, const Wanted *wanted, gsize chunk)
{
	g_autoptr(Letter) letter = mails_letter(wanted->mail);
	g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func(g_free);

	return mta_send(mta, letter, "4XC1", chunk, changes) == MTA_ACCEPT &&
	       (mails_change(changes, TAG) != NULL) == wanted->tagged;
}

/* All sessions stay open from the beginning to the end. */
static void *
play(void *data)
{
	Worker *worker = data;
	Mta *sessions[SESSIONS];

	for (guint i = 0; i < SESSIONS; i++) {
		sessions[i] = mta_open(worker->instance->socket, &mta_postfix);
		mta_client(sessions[i], "mail.example.com", "192.0.2.7");
	}
	for (guint i = 0; i < ROUNDS * SESSIONS; i++)
		if (!is_right(sessions[i % SESSIONS], &mails[i * 7 % G_N_ELEMENTS(mails)],
			      i % 3 == 0 ? 16 : 65535))
			worker->mistakes++;
	for (guint i = 0; i < SESSIONS; i++)
		mta_close(sessions[i]);
	return NULL;
}

static void
test_sessions(void)
{
	g_autoptr(Instance) instance = instance_new("");
	Worker workers[THREADS] = { 0 };
	guint mistakes = 0;

	instance_start(instance);
	for (guint i = 0; i < THREADS; i++) {
		workers[i].instance = instance;
		g_assert_cmpint(pthread_create(&workers[i].thread, NULL, play, &workers[i]), ==, 0);
	}
	/* Reloads in between: nobody may notice. */
	for (guint i = 0; i < 10; i++)
		instance_reload(instance);
	for (guint i = 0; i < THREADS; i++) {
		pthread_join(workers[i].thread, NULL);
		mistakes += workers[i].mistakes;
	}
	g_assert_cmpuint(mistakes, ==, 0);
	g_assert_cmpint(instance_stop(instance), ==, 0);
	g_assert_true(instance_says(instance, "messages=2400 "));
	g_assert_cmpuint(instance_count(instance, "WARNING: ThreadSanitizer"), ==, 0);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/load/two hundred sessions at once get the right answers", test_sessions);
	return g_test_run();
}
