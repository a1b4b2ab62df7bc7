/* The life of the daemon: its socket, its start, its end. */

#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "instance.h"
#include "mails.h"
#include "mta.h"

#define TAG "insert 0 X-Invitation:"

static void
check_serves(const Instance *instance)
{
	Mta *mta = mta_open(instance->socket, &mta_postfix);
	g_autoptr(Letter) letter = mails_letter(mail_invitation);
	g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func(g_free);

	g_assert_cmpint(mta_client(mta, "mail.example.com", "192.0.2.7"), ==, MTA_CONTINUE);
	g_assert_cmpint(mta_send(mta, letter, "4XL1", 65535, changes), ==, MTA_ACCEPT);
	g_assert_nonnull(mails_change(changes, TAG));
	mta_close(mta);
}

static void
test_second_instance(void)
{
	g_autoptr(Instance) first = instance_new("");
	g_autoptr(Instance) second = instance_new("");

	instance_start(first);
	g_free(second->socket);
	second->socket = g_strdup(first->socket);
	instance_configure(second, "");
	g_assert_cmpint(instance_run_to_end(second), ==, EX_UNAVAILABLE);
	g_assert_true(instance_says(second, "another instance runs on this socket"));
	check_serves(first);
	g_assert_cmpint(instance_stop(first), ==, 0);
}

static void
test_foreign_listener(void)
{
	g_autoptr(Instance) instance = instance_new("");
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	g_strlcpy(address.sun_path, instance->socket, sizeof address.sun_path);
	g_assert_cmpint(bind(fd, (struct sockaddr *)&address, sizeof address), ==, 0);
	g_assert_cmpint(listen(fd, 5), ==, 0);
	g_assert_cmpint(instance_run_to_end(instance), ==, EX_UNAVAILABLE);
	g_assert_true(instance_says(instance, "another program answers there"));
	g_assert_true(g_file_test(instance->socket, G_FILE_TEST_EXISTS));
	close(fd);
}

/* Its queue is full: nobody can call, but somebody is there. */
static void
test_busy_listener(void)
{
	g_autoptr(Instance) instance = instance_new("");
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0), callers[2];

	g_strlcpy(address.sun_path, instance->socket, sizeof address.sun_path);
	g_assert_cmpint(bind(fd, (struct sockaddr *)&address, sizeof address), ==, 0);
	g_assert_cmpint(listen(fd, 0), ==, 0);
	for (gsize i = 0; i < G_N_ELEMENTS(callers); i++) {
		callers[i] = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
		(void)!connect(callers[i], (struct sockaddr *)&address, sizeof address);
	}
	g_assert_cmpint(instance_run_to_end(instance), ==, EX_UNAVAILABLE);
	g_assert_true(instance_says(instance, "another program answers there"));
	for (gsize i = 0; i < G_N_ELEMENTS(callers); i++)
		close(callers[i]);
	close(fd);
}

static void
test_stale_socket(void)
{
	g_autoptr(Instance) instance = instance_new("");

	instance_start(instance);
	instance_signal(instance, SIGKILL);
	instance_wait(instance);
	g_assert_true(g_file_test(instance->socket, G_FILE_TEST_EXISTS));
	instance_start(instance);
	check_serves(instance);
	g_assert_cmpint(instance_stop(instance), ==, 0);
}

static void
test_no_socket_there(void)
{
	g_autoptr(Instance) instance = instance_new("");
	g_autofree char *text = NULL;

	instance_write(instance, "milter.sock", "a letter");
	g_assert_cmpint(instance_run_to_end(instance), ==, EX_UNAVAILABLE);
	text = instance_read(instance, "milter.sock");
	g_assert_cmpstr(text, ==, "a letter");
}

static void
test_rights(void)
{
	g_autoptr(Instance) instance = instance_new("");
	struct stat status;

	instance_start(instance);
	g_assert_cmpint(stat(instance->socket, &status), ==, 0);
	g_assert_cmpint(status.st_mode & 0777, ==, 0660);
	g_assert_cmpint(instance_stop(instance), ==, 0);
	g_assert_false(g_file_test(instance->socket, G_FILE_TEST_EXISTS));
}

static void
test_drain(void)
{
	g_autoptr(Instance) instance = instance_new("");
	g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func(g_free);
	Mta *mta;

	instance_start(instance);
	mta = mta_open(instance->socket, &mta_postfix);
	mta_client(mta, "mail.example.com", "192.0.2.7");
	mta_mail(mta, "bounce@pals.example.net", NULL);
	mta_recipient(mta, "bob@example.org");
	mta_field(mta, "From", " Jane Doe via Pals <invitations@pals.example.net>");
	mta_field(mta, "Subject", " Jane Doe waits for you on Pals");
	g_assert_cmpint(mta_end_of_header(mta, "4XL2"), ==, MTA_CONTINUE);
	instance_signal(instance, SIGTERM);
	while (g_file_test(instance->socket, G_FILE_TEST_EXISTS))
		g_usleep(10000);
	g_usleep(300000);
	mta_body(mta, "Hello\r\n", 7);
	g_assert_cmpint(mta_end(mta, changes), ==, MTA_ACCEPT);
	g_assert_nonnull(mails_change(changes, TAG));
	g_assert_cmpint(instance_wait(instance), ==, 0);
	mta_close(mta);
}

/* Under valgrind and ThreadSanitizer nothing is soon. */
static gboolean
is_timed(void)
{
#ifdef __SANITIZE_THREAD__
	return FALSE;
#endif
	return g_getenv("WRAP") == NULL;
}

/* libmilter alone looks up only every 5 s. */
static void
check_ends_soon(Instance *instance)
{
	const gint64 begin = g_get_monotonic_time();

	g_assert_cmpint(instance_stop(instance), ==, 0);
	if (is_timed())
		g_assert_cmpint(g_get_monotonic_time() - begin, <, 2 * G_USEC_PER_SEC);
}

static void
test_ends_soon(void)
{
	g_autoptr(Instance) instance = instance_new("");
	Mta *mta;

	instance_start(instance);
	check_serves(instance);
	mta = mta_open(instance->socket, &mta_postfix);
	mta_client(mta, "mail.example.com", "192.0.2.7");
	check_ends_soon(instance);
	mta_close(mta);
}

/*
 * A port of the loopback address that nobody uses, and nobody who runs these tests takes until
 * *TAKEN (transfer full) is removed: tests/mta/common.sh does likewise.  The kernel gives none
 * below 32768 to a client.
 */
static int
free_port(char **taken)
{
	for (;;) {
		struct sockaddr_in address = { .sin_family = AF_INET };
		int port = g_random_int_range(12000, 32768), fd, bound;
		g_autofree char *name = g_strdup_printf("/tmp/im-port.%d", port);
		int file = g_open(name, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0644);

		if (file < 0)
			continue;
		close(file);
		address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
		address.sin_port = htons((guint16)port);
		fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
		bound = bind(fd, (struct sockaddr *)&address, sizeof address);
		close(fd);
		if (bound == 0) {
			*taken = g_steal_pointer(&name);
			return port;
		}
		g_unlink(name);
	}
}

static void
test_port_ends_soon(void)
{
	g_autofree char *taken = NULL;
	g_autofree char *line = g_strdup_printf("socket inet:%d@127.0.0.1\n", free_port(&taken));
	g_autoptr(Instance) instance = instance_new(line);

	instance_start(instance);
	check_ends_soon(instance);
	g_unlink(taken);
}

/* A start that must fail, and why. */
typedef struct Refusal {
	const char *name;
	const char *configuration;
	int status;
	const char *message;
} Refusal;

/* clang-format off */
static const Refusal refusals[] = {
	{ "an unknown keyword is not served", "colour red\n", EX_CONFIG,
	  "invite-milter.conf:7:1: " },
	{ "a wrong value is not served", "mode loud\n", EX_CONFIG, "invite-milter.conf:7:6: " },
	{ "a socket that is none is not served", "socket /run/milter.sock\n", EX_CONFIG,
	  "unix:/path" },
	{ "a socket in a missing folder is said", "socket unix:/nonexistent/milter.sock\n",
	  EX_UNAVAILABLE, "/nonexistent/milter.sock" },
	{ "a descriptor that nobody handed over is said", "socket fd:9\n", EX_UNAVAILABLE,
	  "fd:9: no such descriptor" },
};
/* clang-format on */

static void
test_refusal(gconstpointer data)
{
	const Refusal *row = data;
	g_autoptr(Instance) instance = instance_new(row->configuration);

	g_assert_cmpint(instance_run_to_end(instance), ==, row->status);
	g_assert_true(instance_says(instance, row->message));
}

/* The pid of the process that the daemon became: it was handed to us when its parent ended. */
static GPid
adopted_child(void)
{
	g_autofree char *path = g_strdup_printf("/proc/self/task/%d/children", (int)getpid());
	g_autofree char *text = NULL;

	if (!g_file_get_contents(path, &text, NULL, NULL))
		return 0;
	return (GPid)g_ascii_strtoll(text, NULL, 10);
}

static void
test_background(void)
{
	g_autoptr(Instance) instance = instance_new("");
	g_autofree char *config = g_build_filename(instance->folder, "invite-milter.conf", NULL);
	const char *program = g_getenv("INVITE_MILTER");
	const char *argv[] = { program != NULL ? program : "./invite-milter", "-c", config, NULL };
	int status = -1;

	prctl(PR_SET_CHILD_SUBREAPER, 1);
	g_assert_true(g_spawn_sync(NULL, (char **)argv, NULL,
				   G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
				   NULL, NULL, NULL, &status, NULL));
	g_assert_cmpint(status, ==, 0);
	instance->pid = adopted_child();
	g_assert_cmpint(instance->pid, >, 0);
	check_serves(instance);
	g_assert_cmpint(instance_stop(instance), ==, 0);
}

/* As systemd does with a socket unit: the filter gets a descriptor that is listening already. */
static void
test_handed_over(void)
{
	g_autoptr(Instance) instance = instance_new("socket fd:3\n");
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	g_strlcpy(address.sun_path, instance->socket, sizeof address.sun_path);
	g_assert_cmpint(bind(fd, (struct sockaddr *)&address, sizeof address), ==, 0);
	g_assert_cmpint(listen(fd, 5), ==, 0);
	instance_hand_over(instance, fd);
	instance_start(instance);
	close(fd);
	check_serves(instance);
	check_ends_soon(instance);
	g_assert_true(g_file_test(instance->socket, G_FILE_TEST_EXISTS));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/life/a second instance leaves the first one's socket",
			test_second_instance);
	g_test_add_func("/life/another program's socket is left alone", test_foreign_listener);
	g_test_add_func("/life/so is one whose queue is full", test_busy_listener);
	g_test_add_func("/life/a socket left by a crash is taken over", test_stale_socket);
	g_test_add_func("/life/a file in the socket's place is left alone", test_no_socket_there);
	g_test_add_func("/life/the socket is its owner's and group's, and goes away", test_rights);
	g_test_add_func("/life/TERM lets a message end first", test_drain);
	g_test_add_func("/life/TERM with idle connections is quick", test_ends_soon);
	g_test_add_func("/life/TERM on a port is quick, too", test_port_ends_soon);
	g_test_add_func("/life/in the background it is ready when its caller goes on",
			test_background);
	g_test_add_func("/life/a socket handed over is served and left there", test_handed_over);
	for (gsize i = 0; i < G_N_ELEMENTS(refusals); i++) {
		g_autofree char *path = g_strconcat("/life/", refusals[i].name, NULL);

		g_test_add_data_func(path, &refusals[i], test_refusal);
	}
	return g_test_run();
}
