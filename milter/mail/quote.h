/*
 * quote - where somebody else's words begin
 */
#ifndef MAIL_QUOTE_H
#define MAIL_QUOTE_H

#include <glib.h>

typedef enum {
	QUOTE_PLAIN, /* ">" in front of a line quotes it */
	QUOTE_HTML,  /* ">" is an ornament: there is blockquote */
} QuoteForm;

/*
 * The length of what stands in TEXT before the first quote, line of attribution
 * ("On Monday, Jane wrote:") or mark of a forwarded message.
 */
gsize quote_find(const char *text, QuoteForm form);

/* TEXT without quote marks in front of its lines.  Works in place, returns TEXT. */
char *quote_unmark(char *text);

#endif
