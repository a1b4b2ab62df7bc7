#include "instance.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib/gstdio.h>

/* Generous: the filter may run under valgrind on a busy machine. */
#define PATIENCE_MILLISECONDS 60000

static const char rules[] =
	"network pals \"Pals\"\n"
	"    category     social\n"
	"    from         pals.example.net\n"
	"    member-links pals.example.net/join/\n"
	"    reminder     subject /^Reminder: (?<name>.+?) waits for you on Pals$/\n"
	"    invitation   subject /^(?<name>.+?) waits for you on Pals$/\n"
	"    invitation   text /would like to add you as a pal/\n"
	"    inviter      from-name /^(?<name>.+?) via Pals$/\n";

void
instance_write(Instance *instance, const char *name, const char *text)
{
	g_autofree char *path = g_build_filename(instance->folder, name, NULL);
	g_autoptr(GError) error = NULL;

	if (!g_file_set_contents(path, text, -1, &error))
		g_error("%s", error->message);
}

char *
instance_read(Instance *instance, const char *name)
{
	g_autofree char *path = g_build_filename(instance->folder, name, NULL);
	char *text = NULL;

	if (!g_file_get_contents(path, &text, NULL, NULL))
		return g_strdup("");
	return text;
}

void
instance_configure(Instance *instance, const char *extra)
{
	g_autofree char *text =
		g_strdup_printf("socket unix:%s\n"
				"rules %s/rules\n"
				"database %s/invite.db\n"
				"verify no\n"
				"authserv-id mx.example.org\n"
				"own-hosts mx.example.org\n"
				"%s",
				instance->socket, instance->folder, instance->folder, extra);

	instance_write(instance, "invite-milter.conf", text);
}

static void
open_notify(Instance *instance)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };

	instance->notify_path = g_build_filename(instance->folder, "notify", NULL);
	g_strlcpy(address.sun_path, instance->notify_path, sizeof address.sun_path);
	instance->notify = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (bind(instance->notify, (const struct sockaddr *)&address, sizeof address) != 0)
		g_error("%s: %s", address.sun_path, g_strerror(errno));
}

Instance *
instance_new(const char *extra)
{
	Instance *instance = g_new0(Instance, 1);
	g_autoptr(GError) error = NULL;
	g_autofree char *folder = NULL;

	instance->handed_over = -1;
	instance->environment = g_get_environ();
	instance->folder = g_dir_make_tmp("invite-XXXXXX", &error);
	if (instance->folder == NULL)
		g_error("%s", error->message);
	folder = g_build_filename(instance->folder, "rules", NULL);
	g_mkdir(folder, 0755);
	instance->socket = g_build_filename(instance->folder, "milter.sock", NULL);
	instance_write(instance, "rules/pals.rules", rules);
	instance_configure(instance, extra);
	open_notify(instance);
	return instance;
}

static void
remove_tree(const char *path)
{
	g_autoptr(GDir) folder = g_dir_open(path, 0, NULL);
	const char *name;

	while (folder != NULL && (name = g_dir_read_name(folder)) != NULL) {
		g_autofree char *child = g_build_filename(path, name, NULL);

		if (g_file_test(child, G_FILE_TEST_IS_DIR) &&
		    !g_file_test(child, G_FILE_TEST_IS_SYMLINK))
			remove_tree(child);
		else
			g_remove(child);
	}
	g_rmdir(path);
}

void
instance_free(Instance *instance)
{
	if (instance == NULL)
		return;
	if (instance->pid != 0)
		instance_stop(instance);
	close(instance->notify);
	remove_tree(instance->folder);
	g_free(instance->folder);
	g_free(instance->socket);
	g_free(instance->notify_path);
	g_strfreev(instance->environment);
	g_free(instance);
}

/* What to run: the wrapper's words, the program, its arguments.  (transfer full) */
static char **
command_line(const Instance *instance)
{
	const char *program = g_getenv("INVITE_MILTER");
	const char *wrap = g_getenv("WRAP");
	g_autoptr(GStrvBuilder) words = g_strv_builder_new();
	g_auto(GStrv) wrapper = NULL;
	g_autofree char *config = g_build_filename(instance->folder, "invite-milter.conf", NULL);

	if (wrap != NULL && g_shell_parse_argv(wrap, NULL, &wrapper, NULL))
		g_strv_builder_addv(words, (const char **)wrapper);
	g_strv_builder_add(words, program != NULL ? program : "./invite-milter");
	g_strv_builder_add_many(words, "-f", "-c", config, NULL);
	return g_strv_builder_end(words);
}

void
instance_setenv(Instance *instance, const char *name, const char *value)
{
	instance->environment = value != NULL
					? g_environ_setenv(instance->environment, name, value, TRUE)
					: g_environ_unsetenv(instance->environment, name);
}

int
instance_invitectl(Instance *instance, const char *const *words, char **output)
{
	const char *program = g_getenv("INVITECTL");
	g_autofree char *config = g_build_filename(instance->folder, "invite-milter.conf", NULL);
	g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
	g_auto(GStrv) argv = NULL;
	g_autofree char *out = NULL, *err = NULL;
	g_autoptr(GError) error = NULL;
	int status = 0;

	g_strv_builder_add_many(builder, program != NULL ? program : "./invitectl", "-c", config,
				NULL);
	g_strv_builder_addv(builder, (const char **)words);
	argv = g_strv_builder_end(builder);
	if (!g_spawn_sync(NULL, argv, instance->environment, G_SPAWN_SEARCH_PATH, NULL, NULL, &out,
			  &err, &status, &error))
		g_error("%s", error->message);
	if (output != NULL)
		*output = g_strconcat(out, err, NULL);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void
instance_hand_over(Instance *instance, int fd)
{
	instance->handed_over = fd;
}

static void
spawn(Instance *instance)
{
	g_autofree char *path = g_build_filename(instance->folder, "log", NULL);
	int log = g_open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
	g_auto(GStrv) argv = command_line(instance);
	g_auto(GStrv) environment = g_environ_setenv(g_strdupv(instance->environment),
						     "NOTIFY_SOCKET", instance->notify_path, TRUE);
	g_autoptr(GError) error = NULL;

	const int given = instance->handed_over, place = 3;

	if (!g_spawn_async_with_pipes_and_fds(
		    NULL, (const char *const *)argv, (const char *const *)environment,
		    G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_SEARCH_PATH, NULL, NULL, -1, log, log,
		    &given, &place, given >= 0 ? 1 : 0, &instance->pid, NULL, NULL, NULL, &error))
		g_error("%s", error->message);
	close(log);
}

/* Whether the process is over; its status stays to be waited for. */
static gboolean
has_ended(const Instance *instance)
{
	siginfo_t info = { 0 };

	return waitid(P_PID, (id_t)instance->pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
	       info.si_pid == instance->pid;
}

gboolean
instance_runs(const Instance *instance)
{
	return instance->pid != 0 && !has_ended(instance);
}

/* Wait for a message of the service protocol that has WORD. */
static gboolean
await_state(Instance *instance, const char *word)
{
	const gint64 end = g_get_monotonic_time() + PATIENCE_MILLISECONDS * 1000LL;
	struct pollfd waited = { .fd = instance->notify, .events = POLLIN };
	char state[256];

	while (g_get_monotonic_time() < end) {
		ssize_t size;

		if (poll(&waited, 1, 100) == 1) {
			size = recv(instance->notify, state, sizeof state - 1, 0);
			state[MAX(size, 0)] = '\0';
			if (strstr(state, word) != NULL)
				return TRUE;
		} else if (has_ended(instance)) {
			return FALSE;
		}
	}
	return FALSE;
}

void
instance_start(Instance *instance)
{
	spawn(instance);
	if (!await_state(instance, "READY=1")) {
		g_autofree char *text = instance_read(instance, "log");

		g_error("the filter does not start: %s", text);
	}
}

int
instance_wait(Instance *instance)
{
	int status = 0;

	for (int waited = 0; waited < PATIENCE_MILLISECONDS; waited += 10) {
		if (waitpid(instance->pid, &status, WNOHANG) == instance->pid) {
			instance->pid = 0;
			return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
		}
		g_usleep(10000);
	}
	kill(instance->pid, SIGKILL);
	waitpid(instance->pid, &status, 0);
	instance->pid = 0;
	return 128 + SIGKILL;
}

int
instance_run_to_end(Instance *instance)
{
	spawn(instance);
	return instance_wait(instance);
}

void
instance_signal(Instance *instance, int number)
{
	char state[256];

	/* What it said before is over, and a full queue would make it wait. */
	while (recv(instance->notify, state, sizeof state, MSG_DONTWAIT) > 0)
		continue;
	kill(instance->pid, number);
}

void
instance_reload(Instance *instance)
{
	instance_signal(instance, SIGHUP);
	if (!await_state(instance, "RELOADING=1") || !await_state(instance, "READY=1"))
		g_error("the filter does not reload");
}

int
instance_stop(Instance *instance)
{
	instance_signal(instance, SIGTERM);
	return instance_wait(instance);
}

guint
instance_count(Instance *instance, const char *text)
{
	g_autofree char *log = instance_read(instance, "log");
	guint count = 0;

	for (const char *at = log; (at = strstr(at, text)) != NULL; at += strlen(text))
		count++;
	return count;
}

gboolean
instance_says(Instance *instance, const char *text)
{
	for (int waited = 0; waited < PATIENCE_MILLISECONDS; waited += 10) {
		if (instance_count(instance, text) > 0)
			return TRUE;
		if (waited > 2000 && instance->pid == 0)
			return FALSE;
		g_usleep(10000);
	}
	return FALSE;
}
