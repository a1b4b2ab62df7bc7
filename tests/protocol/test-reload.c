/* What a reload changes, and what not. */

#include <signal.h>

#include "instance.h"
#include "mails.h"
#include "mta.h"

#define TAG "insert 0 X-Invitation:"

static const char other_rules[] = "network pals \"Pals\"\n"
				  "    category   social\n"
				  "    from       pals.example.net\n"
				  "    member-links pals.example.net/join/\n"
				  "    invitation subject /^News of March$/\n";

static Mta *
connect_stranger(const Instance *instance)
{
	Mta *mta = mta_open(instance->socket, &mta_postfix);

	g_assert_cmpint(mta_client(mta, "mail.example.com", "192.0.2.7"), ==, MTA_CONTINUE);
	return mta;
}

static gboolean
is_tagged(Mta *mta, const char *mail)
{
	g_autoptr(Letter) letter = mails_letter(mail);
	g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func(g_free);

	g_assert_cmpint(mta_send(mta, letter, "4XR1", 65535, changes), ==, MTA_ACCEPT);
	return mails_change(changes, TAG) != NULL;
}

static void
check_old_rules(Mta *mta)
{
	g_assert_true(is_tagged(mta, mail_invitation));
	g_assert_false(is_tagged(mta, mail_of_network));
}

static void
check_new_rules(Mta *mta)
{
	g_assert_false(is_tagged(mta, mail_invitation));
	g_assert_true(is_tagged(mta, mail_of_network));
}

static void
test_new_rules(void)
{
	g_autoptr(Instance) instance = instance_new("");
	Mta *mta;

	instance_start(instance);
	mta = connect_stranger(instance);
	check_old_rules(mta);
	instance_write(instance, "rules/pals.rules", other_rules);
	check_old_rules(mta);
	instance_reload(instance);
	check_new_rules(mta);
	mta_close(mta);
	g_assert_cmpint(instance_stop(instance), ==, 0);
}

static void
test_usr1(void)
{
	g_autoptr(Instance) instance = instance_new("");
	Mta *mta;

	instance_start(instance);
	instance_write(instance, "rules/pals.rules", other_rules);
	instance_signal(instance, SIGUSR1);
	g_assert_true(instance_says(instance, "reloaded"));
	mta = connect_stranger(instance);
	check_new_rules(mta);
	mta_close(mta);
	g_assert_cmpint(instance_stop(instance), ==, 0);
}

static void
test_message_keeps_its_rules(void)
{
	g_autoptr(Instance) instance = instance_new("");
	g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func(g_free);
	Mta *mta;

	instance_start(instance);
	mta = connect_stranger(instance);
	mta_mail(mta, "bounce@pals.example.net", NULL);
	mta_recipient(mta, "bob@example.org");
	mta_field(mta, "From", " Jane Doe via Pals <invitations@pals.example.net>");
	mta_field(mta, "Subject", " Something for you");
	g_assert_cmpint(mta_end_of_header(mta, "4XR2"), ==, MTA_CONTINUE);

	instance_write(instance, "rules/pals.rules", other_rules);
	instance_reload(instance);

	mta_body(mta, "Jane would like to add you as a pal.\r\n", 38);
	g_assert_cmpint(mta_end(mta, changes), ==, MTA_ACCEPT);
	g_assert_nonnull(mails_change(changes, TAG));
	check_new_rules(mta);
	mta_close(mta);
	g_assert_cmpint(instance_stop(instance), ==, 0);
}

static void
test_bad_rules(void)
{
	g_autoptr(Instance) instance = instance_new("");
	Mta *mta;

	instance_start(instance);
	mta = connect_stranger(instance);
	instance_write(instance, "rules/pals.rules", "network pals \"Pals\"\n    colour red\n");
	instance_reload(instance);
	check_old_rules(mta);
	g_assert_true(instance_says(instance, "pals.rules:2:5"));
	g_assert_true(instance_says(instance, "what was read before stays"));
	instance_write(instance, "rules/pals.rules", other_rules);
	instance_reload(instance);
	check_new_rules(mta);
	mta_close(mta);
	g_assert_cmpint(instance_stop(instance), ==, 0);
}

static void
test_bad_configuration(void)
{
	g_autoptr(Instance) instance = instance_new("");
	Mta *mta;

	instance_start(instance);
	mta = connect_stranger(instance);
	instance_configure(instance, "mode whatever\n");
	instance_reload(instance);
	check_old_rules(mta);
	g_assert_true(instance_says(instance, "invite-milter.conf:7:6"));
	mta_close(mta);
	g_assert_cmpint(instance_stop(instance), ==, 0);
}

/* Each of these was once the end of a filter whose library takes HUP for "stop". */
static void
test_many(void)
{
	g_autoptr(Instance) instance = instance_new("");
	Mta *mta;

	instance_start(instance);
	mta = connect_stranger(instance);
	for (int i = 0; i < 100; i++) {
		instance_signal(instance, SIGHUP);
		check_old_rules(mta);
	}
	mta_close(mta);
	g_assert_cmpint(instance_stop(instance), ==, 0);
}

/*
 * Two at once: the kernel hands the second to any thread that waits for it.  libmilter's would
 * take HUP for "stop", and look up when the next connection comes.
 */
static void
test_bursts(void)
{
	g_autoptr(Instance) instance = instance_new("");

	instance_start(instance);
	for (int i = 0; i < 300; i++) {
		instance_signal(instance, SIGUSR2);
		instance_signal(instance, SIGHUP);
		g_usleep(3000);
	}
	for (int i = 0; i < 3; i++) {
		Mta *mta = connect_stranger(instance);

		check_old_rules(mta);
		mta_close(mta);
	}
	g_assert_cmpint(instance_stop(instance), ==, 0);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/reload/HUP reads the rules anew", test_new_rules);
	g_test_add_func("/reload/so does USR1", test_usr1);
	g_test_add_func("/reload/a message is judged by the rules it began with",
			test_message_keeps_its_rules);
	g_test_add_func("/reload/a mistake in the rules is said, and the old ones stay",
			test_bad_rules);
	g_test_add_func("/reload/a mistake in the configuration is said, and the old one stays",
			test_bad_configuration);
	g_test_add_func("/reload/a hundred of them do no harm", test_many);
	g_test_add_func("/reload/nor do three hundred, each with another signal", test_bursts);
	return g_test_run();
}
