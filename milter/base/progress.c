#include "progress.h"

#include <unistd.h>

#define WIDTH 40
#define INTERVAL (G_USEC_PER_SEC / 10)

struct Progress {
	FILE *stream; /* NULL: nobody looks */
	char *label;
	guint64 total;
	gint64 drawn; /* when */
};

Progress *
progress_new(FILE *stream, const char *label, guint64 total)
{
	Progress *progress = g_new0(Progress, 1);

	progress->stream = isatty(fileno(stream)) ? stream : NULL;
	progress->label = g_strdup(label);
	progress->total = total;
	return progress;
}

static void
draw(const Progress *progress, guint64 done)
{
	static const char bar[] = "########################################";
	guint64 part = progress->total > 0 ? MIN(done, progress->total) : 0;
	double share = progress->total > 0 ? (double)part / (double)progress->total : 0;

	if (progress->total > 0)
		fprintf(progress->stream, "\r%s [%-*.*s] %3d%%", progress->label, WIDTH,
			(int)(share * WIDTH), bar, (int)(share * 100));
	else
		fprintf(progress->stream, "\r%s %" G_GUINT64_FORMAT, progress->label, done);
	fflush(progress->stream);
}

void
progress_update(Progress *progress, guint64 done)
{
	gint64 now;

	if (progress->stream == NULL)
		return;
	now = g_get_monotonic_time();
	if (now - progress->drawn < INTERVAL)
		return;
	progress->drawn = now;
	draw(progress, done);
}

void
progress_end(Progress *progress)
{
	if (progress == NULL)
		return;
	if (progress->stream != NULL && progress->drawn != 0) {
		fputs("\r\033[K", progress->stream);
		fflush(progress->stream);
	}
	g_free(progress->label);
	g_free(progress);
}
