#include "progress.h"

#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define REDRAW (G_USEC_PER_SEC / 10)
#define WIDTH 80 /* of a terminal that does not tell */
#define NARROWEST_BAR 5
#define ERASE "\r\033[K"

struct Progress {
	int out; /* -1: not a terminal */
	guint64 total, done, count;
	gint64 start, drawn; /* microseconds; drawn 0: nothing is */
};

Progress *
progress_new(int out, guint64 total)
{
	Progress *progress = g_new0(Progress, 1);

	progress->out = isatty(out) ? out : -1;
	progress->total = total;
	progress->start = g_get_monotonic_time();
	return progress;
}

void
progress_free(Progress *progress)
{
	if (progress == NULL)
		return;
	progress_hide(progress);
	g_free(progress);
}

static guint
terminal_width(int out)
{
	struct winsize size;

	return ioctl(out, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : WIDTH;
}

/* The bar that leaves room for TEXT, or none. */
static void
append_bar(GString *line, double share, glong room)
{
	glong filled = (glong)(share * (double)room);

	if (room < NARROWEST_BAR)
		return;
	g_string_append_c(line, '[');
	for (glong i = 0; i < room; i++)
		g_string_append_c(line, i < filled ? '=' : i == filled ? '>' : ' ');
	g_string_append(line, "] ");
}

char *
progress_line(guint64 done, guint64 total, guint64 count, gint64 seconds, guint width)
{
	double share = total > 0 ? MIN((double)done / (double)total, 1) : 0;
	gint64 left = share > 0 ? (gint64)((double)seconds / share) - seconds : 0;
	gint64 shown = total > 0 ? left : seconds;
	g_autoptr(GString) text = g_string_new(NULL);
	GString *line = g_string_new(NULL);

	if (total > 0)
		g_string_append_printf(text, "%3d %%, ", (int)(share * 100));
	g_string_append_printf(text, "%" G_GUINT64_FORMAT " done", count);
	/* The first second tells little of the others. */
	if (seconds > 0)
		g_string_append_printf(text, ", %d:%02d%s", (int)(shown / 60), (int)(shown % 60),
				       total > 0 ? " left" : "");
	if (total > 0)
		append_bar(line, share, (glong)width - (glong)text->len - (glong)sizeof "[] ");
	g_string_append(line, text->str);
	return g_string_free(line, FALSE);
}

static void
draw(Progress *progress, gint64 now)
{
	g_autofree char *line = progress_line(progress->done, progress->total, progress->count,
					      (now - progress->start) / G_USEC_PER_SEC,
					      terminal_width(progress->out));

	dprintf(progress->out, ERASE "%s", line);
	progress->drawn = now;
}

void
progress_step(Progress *progress, guint64 size)
{
	gint64 now;

	progress->done += size;
	progress->count++;
	if (progress->out < 0)
		return;
	now = g_get_monotonic_time();
	if (now - progress->drawn >= REDRAW)
		draw(progress, now);
}

void
progress_hide(Progress *progress)
{
	if (progress->drawn == 0)
		return;
	dprintf(progress->out, ERASE);
	progress->drawn = 0;
}
