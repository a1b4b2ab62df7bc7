#include "lines.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

struct Lines {
	int fd;
	gsize begin, end; /* what is not yet handed out */
	gboolean at_end;
	gboolean in_line; /* a piece without line end was handed out last */
	char buffer[64 * 1024];
};

Lines *
lines_new(int fd)
{
	Lines *lines = g_new(Lines, 1);

	lines->fd = fd;
	lines->begin = lines->end = 0;
	lines->at_end = lines->in_line = FALSE;
	return lines;
}

void
lines_free(Lines *lines)
{
	g_free(lines);
}

/* Make room and read more.  Returns an errno, or 0. */
static int
fill(Lines *lines)
{
	ssize_t got;

	memmove(lines->buffer, lines->buffer + lines->begin, lines->end - lines->begin);
	lines->end -= lines->begin;
	lines->begin = 0;
	do
		got = read(lines->fd, lines->buffer + lines->end,
			   sizeof lines->buffer - lines->end);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		return errno;

	lines->end += (gsize)got;
	lines->at_end = got == 0;
	return 0;
}

/* The bytes up to the next line end; 0: more must be read first. */
static gsize
whole_line(const Lines *lines)
{
	const char *begin = lines->buffer + lines->begin;
	gsize left = lines->end - lines->begin;
	const char *newline = memchr(begin, '\n', left);

	if (newline != NULL)
		return (gsize)(newline - begin) + 1;

	return lines->at_end || left == sizeof lines->buffer ? left : 0;
}

gboolean
lines_next(Lines *lines, Piece *piece, int *failed)
{
	gsize size;

	*failed = 0;
	while ((size = whole_line(lines)) == 0) {
		if (lines->at_end)
			return FALSE;
		*failed = fill(lines);
		if (*failed != 0)
			return FALSE;
	}
	*piece = (Piece){ lines->buffer + lines->begin, size, !lines->in_line };
	lines->begin += size;
	lines->in_line = piece->data[size - 1] != '\n';
	return TRUE;
}
