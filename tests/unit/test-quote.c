#include <string.h>

#include "mail/quote.h"

#include "rows.h"

/* clang-format off */
static const struct Row {
	const char *name;
	QuoteForm form;
	const char *text; /* "|" stands where the quote begins */
} rows[] = {
	{ "no quote", QUOTE_PLAIN, "Hello\nworld|" },
	{ "nothing", QUOTE_PLAIN, "|" },
	{ "marks", QUOTE_PLAIN, "Hello\n|> you said" },
	{ "a quote from the first line on", QUOTE_PLAIN, "|> you said\nno" },
	{ "an mbox protects a line", QUOTE_PLAIN, "Hello\n>From now on|" },
	{ "an ornament in HTML", QUOTE_HTML, "> Accept\n> View|" },
	{ "English", QUOTE_PLAIN,
	  "Hi\n|On Mon, 3 Mar 2024 at 10:00, Jane <jane@example.org> wrote:\n> x" },
	{ "English over two lines", QUOTE_PLAIN,
	  "Hi\n\n|On Mon, 3 Mar 2024 at 10:00, Jane Doe\n<jane@example.org> wrote:\n> x" },
	{ "German", QUOTE_HTML, "Hi\n|Am 03.03.2024 um 10:00 schrieb Jane Doe:\nx" },
	{ "French", QUOTE_HTML, "Hi\n|Le 3 mars 2024 à 10:00, Jane Doe a écrit :\nx" },
	{ "Spanish", QUOTE_HTML, "Hi\n|El 3 mar 2024, a las 10:00, Jane escribió:\nx" },
	{ "Portuguese", QUOTE_HTML, "Hi\n|Em 3 de março de 2024, Jane escreveu:\nx" },
	{ "Italian", QUOTE_HTML, "Hi\n|Il giorno 3 mar 2024 Jane ha scritto:\nx" },
	{ "Dutch", QUOTE_HTML, "Hi\n|Op 3 mrt. 2024 om 10:00 schreef Jane <jane@example.org>:\nx" },
	{ "Polish", QUOTE_HTML, "Hi\n|W dniu 3.03.2024 Jane pisze:\nx" },
	{ "Chinese", QUOTE_HTML, "Hi\n|Jane <jane@example.org> 于2024年3月3日周日 写道：\nx" },
	{ "a network quotes a message without a date", QUOTE_HTML, "Jane wrote:\nLet us connect|" },
	{ "On is a word like others", QUOTE_PLAIN, "On Facebook you have 3 friends.\nJoin|" },
	{ "Outlook", QUOTE_PLAIN, "Hi\n|-----Original Message-----\nFrom: x" },
	{ "Outlook in German", QUOTE_PLAIN, "Hi\n|-----Ursprüngliche Nachricht-----\nVon: x" },
	{ "Gmail forwards", QUOTE_PLAIN, "|---------- Forwarded message ---------\nFrom: x" },
	{ "Apple Mail forwards", QUOTE_PLAIN, "Hi\n|Begin forwarded message:\n\nFrom: x" },
	{ "mutt forwards", QUOTE_PLAIN,
	  "Hi\n|----- Forwarded message from Jane <jane@example.org> -----\nx" },
	{ "dashes alone are a line", QUOTE_PLAIN, "LinkedIn\n------------\nInvitation|" },
	{ "words about an original message", QUOTE_PLAIN, "Original message follows|" },
	{ "header of Outlook", QUOTE_HTML, "Hi\n|From: Jane\nSent: Monday\nTo: Bob\nSubject: x" },
	{ "header of Outlook in French, bold", QUOTE_PLAIN,
	  "Hi\n|*De :* Jane\n*Envoyé :* lundi\n*Objet :* x" },
	{ "From alone is no header", QUOTE_PLAIN, "From: Jane Doe\nTo: Bob\nAccept|" },
};
/* clang-format on */

static void
test_find(gconstpointer data)
{
	const struct Row *row = data;
	gsize expected = strcspn(row->text, "|");
	g_autoptr(GString) text = g_string_new(row->text);

	g_string_erase(text, (gssize)expected, 1);
	g_assert_cmpuint(quote_find(text->str, row->form), ==, expected);
}

static void
test_unmark(void)
{
	g_autofree char *text =
		g_strdup("On Monday:\n> From: Jane [jane@example.org]\n>> deep\n> > deeper\n>\nx");

	g_assert_cmpstr(quote_unmark(text), ==,
			"On Monday:\nFrom: Jane [jane@example.org]\ndeep\ndeeper\n\nx");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	GIVEN_ROWS("quote", rows, test_find);
	g_test_add_func("/quote/marks of all depths are taken off", test_unmark);
	return g_test_run();
}
