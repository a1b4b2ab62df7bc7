/*
 * html-style - what a style attribute hides
 */
#ifndef MAIL_HTML_STYLE_H
#define MAIL_HTML_STYLE_H

#include <glib.h>

typedef enum {
	HTML_FONT_INHERITED,
	HTML_FONT_NONE, /* font-size:0 */
	HTML_FONT_SEEN,
} HtmlFont;

/* A style attribute in comparable form. */
typedef struct HtmlStyle HtmlStyle;

HtmlStyle *html_style_read(const char *style); /* (transfer full) */
void html_style_free(HtmlStyle *style);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HtmlStyle, html_style_free)

/*
 * Whether nothing of the element is seen, whatever stands in it.  mso-hide is not
 * asked: it hides from Outlook alone, and buttons that others see carry it.
 */
gboolean html_style_hides(const HtmlStyle *style);

HtmlFont html_style_font(const HtmlStyle *style);

#endif
