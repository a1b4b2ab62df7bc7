/* One message to thousands: what it costs grows with their number, and no faster. */

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "instance.h"
#include "mails.h"
#include "mta.h"
#include "sink.h"

#define FEW 1000
#define MANY 10000

/* For each thousand of recipients; a sanitizer or valgrind has no budget. */
#define MILLISECONDS 250
#define KIBIBYTES (64 * 1024)

typedef struct Cost {
	double milliseconds;
	long kibibytes; /* the most that it held so far */
} Cost;

static double
processor_time(const Instance *instance)
{
	g_autofree char *path = g_strdup_printf("/proc/%d/stat", (int)instance->pid);
	g_autofree char *stat = NULL;
	unsigned long user = 0, system = 0;

	g_assert_true(g_file_get_contents(path, &stat, NULL, NULL));
	g_assert_cmpint(sscanf(strrchr(stat, ')'), ") %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu",
			       &user, &system), ==, 2);
	return (double)(user + system) * 1000 / (double)sysconf(_SC_CLK_TCK);
}

static long
peak(const Instance *instance)
{
	g_autofree char *path = g_strdup_printf("/proc/%d/status", (int)instance->pid);
	g_autofree char *status = NULL;
	const char *line;

	g_assert_true(g_file_get_contents(path, &status, NULL, NULL));
	line = strstr(status, "VmHWM:");
	g_assert_nonnull(line);
	return strtol(line + strlen("VmHWM:"), NULL, 10);
}

/* Send MAIL to COUNT recipients; what that cost. */
static Cost
send_to(const Instance *instance, const char *mail, guint count, guint *deleted)
{
	g_autoptr(Letter) letter = mails_letter(mail);
	g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func(g_free);
	double before = processor_time(instance);
	Mta *mta = mta_open(instance->socket, &mta_postfix);
	Cost cost;

	for (guint i = 1; i < count; i++) {
		g_autofree char *recipient = g_strdup_printf("user%u@example.org", i);

		letter_add_recipient(letter, recipient);
	}
	mta_client(mta, "mail.example.com", "192.0.2.7");
	g_assert_cmpint(mta_send(mta, letter, "4XC1", 65535, changes), ==, MTA_ACCEPT);
	mta_close(mta);
	*deleted = 0;
	for (guint i = 0; i < changes->len; i++)
		*deleted += g_str_has_prefix(changes->pdata[i], "delete ");
	cost.milliseconds = processor_time(instance) - before;
	cost.kibibytes = peak(instance);
	g_test_message("%u recipients: %.0f ms, %ld KiB at most, %u leave", count, cost.milliseconds,
		       cost.kibibytes, *deleted);
	return cost;
}

static gboolean
has_budget(void)
{
	return g_getenv("WRAP") == NULL && strstr(g_getenv("BUILD") != NULL ? g_getenv("BUILD") : "", "build-") == NULL;
}

static void
costs_grow_with_recipients(const char *lines)
{
	g_autoptr(Instance) instance = instance_new(lines);
	guint deleted;
	Cost idle, few, many;

	instance_start(instance);
	idle = send_to(instance, mail_invitation, 1, &deleted);
	few = send_to(instance, mail_invitation, FEW, &deleted);
	many = send_to(instance, mail_invitation, MANY, &deleted);
	if (has_budget()) {
		g_assert_cmpfloat(few.milliseconds, <, MILLISECONDS);
		g_assert_cmpfloat(many.milliseconds, <, MILLISECONDS * MANY / FEW);
		g_assert_cmpint(many.kibibytes - idle.kibibytes, <, KIBIBYTES);
	}
	g_assert_cmpint(instance_stop(instance), ==, 0);
}

static void
test_tagged(void)
{
	costs_grow_with_recipients("");
}

static void
test_enforced(void)
{
	Sink *sink = sink_new();
	g_autofree char *lines = g_strdup_printf("mode enforce\nreinject smtp:127.0.0.1:%u\n", sink_port(sink));

	costs_grow_with_recipients(lines);
	sink_free(sink);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/recipients/thousands are tagged", test_tagged);
	g_test_add_func("/recipients/thousands where each may have a copy", test_enforced);
	return g_test_run();
}
