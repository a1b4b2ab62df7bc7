/*
 * html - HTML -> what a reader sees
 */
#ifndef MAIL_HTML_H
#define MAIL_HTML_H

#include <glib.h>

/*
 * Append to TEXT what HTML, UTF-8, shows, a line a block, white space collapsed;
 * to QUOTED what its blockquotes show; to LINKS (Link *) its href and src.  FALSE
 * if it was nested too deep or too long to be read whole.
 */
gboolean html_read(const char *html, GString *text, GString *quoted, GPtrArray *links);

#endif
