#include "vcard.h"

#include <string.h>

#include "charset.h"
#include "decode.h"
#include "vcard-property.h"

enum { MOST_CARDS = 100 };

/* A part of a mail being read. */
typedef struct Reading {
	GPtrArray *cards;
	VCard *card;      /* the one begun, in CARDS already (nullable) */
	char *structured; /* its N (nullable) */
} Reading;

static void
set_once(char **member, char *value)
{
	if (*member == NULL && *value != '\0')
		*member = value;
	else
		g_free(value);
}

static void
end_card(Reading *reading)
{
	if (reading->card != NULL && reading->card->name == NULL)
		reading->card->name = g_steal_pointer(&reading->structured);
	g_clear_pointer(&reading->structured, g_free);
	reading->card = NULL;
}

static void
begin_card(Reading *reading)
{
	if (reading->cards->len >= MOST_CARDS)
		return;
	reading->card = g_new0(VCard, 1);
	g_ptr_array_add(reading->cards, reading->card);
}

/* The text of the part is UTF-8 by now, but for what was hidden in quoted-printable. */
static char *
value_text(const VCardProperty *property)
{
	return charset_to_utf8(property->value, (gssize)property->length,
			       property->quoted_printable ? property->charset : "utf-8");
}

static void
take_value(Reading *reading, const VCardProperty *property)
{
	g_autofree char *value = value_text(property);

	if (strcmp(property->name, "FN") == 0)
		set_once(&reading->card->name, vcard_text(value));
	else if (strcmp(property->name, "N") == 0)
		set_once(&reading->structured, vcard_name(value));
	else if (strcmp(property->name, "EMAIL") == 0)
		set_once(&reading->card->email,
			 vcard_text(g_ascii_strncasecmp(value, "mailto:", 7) == 0 ? value + 7
										  : value));
}

static void
take_property(const VCardProperty *property, gpointer user_data)
{
	Reading *reading = user_data;

	if (property->name == NULL)
		return;
	if (reading->card == NULL && vcard_property_is(property, "BEGIN"))
		begin_card(reading);
	else if (reading->card != NULL && strcmp(property->name, "END") == 0)
		end_card(reading);
	else if (reading->card != NULL)
		take_value(reading, property);
}

void
vcard_read(const char *text, GPtrArray *cards)
{
	Reading reading = { .cards = cards };
	g_autoptr(VCardReader) reader = vcard_reader_new(take_property, &reading);

	while (*text != '\0') {
		gsize length = strcspn(text, "\r\n");

		vcard_reader_add(reader, text, length);
		text += length;
		if (*text == '\r')
			text++;
		if (*text == '\n')
			text++;
	}
	vcard_reader_end(reader);
	end_card(&reading);
}

void
vcard_free(VCard *card)
{
	g_free(card->name);
	g_free(card->email);
	g_free(card);
}
