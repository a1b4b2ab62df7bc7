#include "fuzz.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/time.h>
#include <unistd.h>

#include "mail/message.h"
#include "../unit/patience.h"

/* GLib's own way to end the program is a signal that libFuzzer does not know. */
static GLogWriterOutput
end_at_warnings(GLogLevelFlags level, const GLogField *fields, gsize count, gpointer nothing)
{
	g_log_writer_standard_streams(level, fields, count, nothing);
	if ((level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING)) != 0)
		abort();
	return G_LOG_WRITER_HANDLED;
}

/*
 * The C library loads a charset's module when it is opened first, and anew once nobody has it open.
 */
static void
load_charsets(void)
{
	static const char *const charsets[] = { "windows-1252", "iso-8859-1",  "iso-2022-jp",
						"gb18030",      "shift_jis",   "utf-7",
						"utf-16",       "koi8-r",      "big5",
						"euc-kr",       "iso-8859-15", "utf-16le",
						"utf-16be" };

	static GIConv open[G_N_ELEMENTS(charsets)];

	for (gsize i = 0; i < G_N_ELEMENTS(charsets); i++)
		open[i] = g_iconv_open("UTF-8", charsets[i]);
	g_assert_true(open[0] != (GIConv)-1);
}

/*
 * Seconds of the processor for one input.  libFuzzer goes by the clock, by which anything is slow
 * on a busy machine.  Each target begins an input by one of the functions below.
 */
#define SECONDS_MOST 5

static volatile sig_atomic_t seconds_spent, seconds_most;

static void
end_if_late(int signal)
{
	(void)signal;
	if (++seconds_spent < seconds_most)
		return;
	(void)!write(STDERR_FILENO, "one input takes too long\n", 25);
	abort();
}

void
fuzz_begin_input(void)
{
	seconds_spent = 0;
}

static void
watch_time(void)
{
	const struct itimerval second = { { 1, 0 }, { 1, 0 } };

	seconds_most = SECONDS_MOST * (int)patience_factor();
	signal(SIGPROF, end_if_late);
	setitimer(ITIMER_PROF, &second, NULL);
}

void
fuzz_begin(void)
{
	g_log_set_writer_func(end_at_warnings, NULL, NULL);
	message_library_init();
	load_charsets();
	watch_time();
}

char *
fuzz_text(const uint8_t *data, size_t size)
{
	const void *nul = size > 0 ? memchr(data, '\0', size) : NULL;
	size_t length = nul != NULL ? (size_t)((const uint8_t *)nul - data) : size;
	char *text = g_malloc(length + 1);

	fuzz_begin_input();
	if (length > 0)
		memcpy(text, data, length);
	text[length] = '\0';
	return text;
}

char *
fuzz_utf8(const uint8_t *data, size_t size)
{
	g_autofree char *text = fuzz_text(data, size);

	return g_utf8_make_valid(text, -1);
}

FuzzDice
fuzz_dice(const uint8_t *data, size_t size)
{
	FuzzDice dice = { 0xcbf29ce484222325u };

	fuzz_begin_input();
	for (size_t i = 0; i < size; i++)
		dice.state = (dice.state ^ data[i]) * 0x100000001b3u;
	return dice;
}

guint
fuzz_throw(FuzzDice *dice, guint sides)
{
	dice->state = dice->state * 6364136223846793005u + 1442695040888963407u;
	return (guint)(dice->state >> 33) % sides;
}

static char *path;

static void
remove_file(void)
{
	unlink(path);
}

int
fuzz_file(const uint8_t *data, size_t size)
{
	static int fd = -1;

	fuzz_begin_input();
	if (fd < 0) {
		path = g_build_filename(g_get_tmp_dir(), "fuzz-XXXXXX", NULL);
		fd = g_mkstemp(path);
		g_assert_cmpint(fd, >=, 0);
		atexit(remove_file);
	}
	g_assert_cmpint(ftruncate(fd, 0), ==, 0);
	g_assert_cmpint(pwrite(fd, data, size, 0), ==, (gssize)size);
	g_assert_cmpint(lseek(fd, 0, SEEK_SET), ==, 0);
	return fd;
}

const char *
fuzz_file_path(void)
{
	return path;
}

void
fuzz_assert_utf8(const char *text)
{
	if (text != NULL)
		g_assert_true(g_utf8_validate(text, -1, NULL));
}

void
fuzz_assert_printable(const char *text, const char *allowed)
{
	fuzz_assert_utf8(text);
	for (const char *p = text; p != NULL && *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if ((c < 0x20 || (c >= 0x7f && c < 0xa0)) &&
		    (c > 0x7f || strchr(allowed, (int)c) == NULL))
			g_error("control character U+%04X in \"%s\"", c, text);
	}
}

void
fuzz_assert_error(gboolean failed, const GError *error)
{
	g_assert_true(failed == (error != NULL));
	if (error != NULL)
		fuzz_assert_utf8(error->message);
}

/* Past the comment or quoted string that begins at P. */
static const char *
skip_text(const char *p)
{
	const char close = *p == '"' ? '"' : ')';
	guint depth = 1;

	for (p++; *p != '\0' && depth > 0; p++) {
		if (*p == '\\' && p[1] != '\0')
			p++;
		else if (*p == close)
			depth--;
		else if (*p == '(' && close == ')')
			depth++;
	}
	return p;
}

char *
fuzz_bare(const char *value)
{
	GString *bare = g_string_new(NULL);

	while (*value != '\0') {
		if (*value != '(' && *value != '"') {
			g_string_append_c(bare, g_ascii_tolower(*value++));
			continue;
		}
		g_string_append_c(bare, *value == '(' ? ' ' : 'q');
		value = skip_text(value);
	}
	return g_string_free(bare, FALSE);
}

char *
fuzz_root(const char *name)
{
	const char *root = g_getenv("ROOT");

	return g_build_filename(root != NULL ? root : ".", name, NULL);
}
