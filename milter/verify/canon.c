#include "canon.h"

#include <string.h>

enum { BUFFER = 4096 };

struct BodyCanon {
	Canon canon;
	CanonSink sink;
	gpointer data;
	gboolean has_cr;    /* the last byte was CR: the end of a line, or not */
	gboolean has_space; /* relaxed: white space that counts only if something follows in its
			       line */
	gboolean has_text;  /* of any line */
	guint64 ends;       /* line ends that count only if something follows */
	gsize used;
	char buffer[BUFFER];
};

static void
relaxed_value(const char *value, GString *out)
{
	gboolean space = FALSE, begun = FALSE;

	for (const char *p = value; *p != '\0'; p++) {
		if (*p == '\n')
			continue;
		if (*p == ' ' || *p == '\t') {
			space = TRUE;
			continue;
		}
		if (space && begun)
			g_string_append_c(out, ' ');
		g_string_append_c(out, *p);
		space = FALSE;
		begun = TRUE;
	}
}

void
canon_field(Canon canon, const char *name, const char *value, GString *out)
{
	if (canon == CANON_RELAXED) {
		for (const char *p = name; *p != '\0'; p++)
			if (*p != ' ' && *p != '\t')
				g_string_append_c(out, g_ascii_tolower(*p));
		g_string_append_c(out, ':');
		relaxed_value(value, out);
		return;
	}
	g_string_append(out, name);
	g_string_append_c(out, ':');
	for (const char *p = value; *p != '\0'; p++) {
		if (*p == '\n')
			g_string_append_c(out, '\r');
		g_string_append_c(out, *p);
	}
}

BodyCanon *
body_canon_new(Canon canon, CanonSink sink, gpointer data)
{
	BodyCanon *body = g_new(BodyCanon, 1);

	body->canon = canon;
	body->sink = sink;
	body->data = data;
	body->has_cr = body->has_space = body->has_text = FALSE;
	body->ends = 0;
	body->used = 0;
	return body;
}

void
body_canon_free(BodyCanon *body)
{
	g_free(body);
}

static void
flush(BodyCanon *body)
{
	if (body->used > 0)
		body->sink(body->data, body->buffer, body->used);
	body->used = 0;
}

static void
put_much(BodyCanon *body, const char *data, gsize size)
{
	flush(body);
	if (size > BUFFER) {
		body->sink(body->data, data, size);
		return;
	}
	memcpy(body->buffer, data, size);
	body->used = size;
}

/* Most runs are words: no call for these. */
static inline void
put(BodyCanon *body, const char *data, gsize size)
{
	enum { WORD = 16 };

	if (size > BUFFER - body->used) {
		put_much(body, data, size);
		return;
	}
	if (size > WORD)
		memcpy(body->buffer + body->used, data, size);
	else
		for (gsize i = 0; i < size; i++)
			body->buffer[body->used + i] = data[i];
	body->used += size;
}

/* SIZE bytes within a line, and what was held back before them. */
static inline void
put_text(BodyCanon *body, const char *data, gsize size)
{
	for (; body->ends > 0; body->ends--)
		put(body, "\r\n", 2);
	if (body->has_space)
		put(body, " ", 1);
	body->has_space = FALSE;
	body->has_text = TRUE;
	put(body, data, size);
}

/* Bytes at which a run of text ends; white space does so in relaxed bodies. */
static const guint8 stops[256] = { ['\r'] = 2, ['\n'] = 2, [' '] = 1, ['\t'] = 1 };

void
body_canon_add(BodyCanon *body, const void *data, gsize size)
{
	const char *p = data, *end = p + size;
	guint8 least = body->canon == CANON_RELAXED ? 1 : 2;

	while (p < end) {
		const char *run = p;

		if (body->has_cr && *p != '\n')
			put_text(body, "\r", 1);
		body->has_cr = FALSE;
		while (p < end &&
		       (stops[(guchar)*p] < least || (*p == '\r' && p + 1 < end && p[1] != '\n')))
			p++;
		if (p > run) {
			put_text(body, run, (gsize)(p - run));
			continue;
		}
		if (*p == '\r') {
			body->has_cr = TRUE;
		} else if (*p == '\n') {
			body->has_space = FALSE;
			body->ends++;
		} else {
			body->has_space = TRUE;
		}
		p++;
	}
}

void
body_canon_end(BodyCanon *body)
{
	if (body->has_cr)
		put_text(body, "\r", 1);
	/*
	 * The empty body is CRLF in one form and nothing in the other; any other one ends in CRLF
	 * once.
	 */
	if (body->has_text || body->canon == CANON_SIMPLE)
		put(body, "\r\n", 2);
	flush(body);
}
