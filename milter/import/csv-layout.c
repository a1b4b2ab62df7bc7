#include "csv-layout.h"

#include <string.h>

const char csv_own_header[] = "Names,Addresses,Profiles,Learned,State,Network,Source,Since,Note";

/* HEADING: "#" stands for a number, and case does not matter. */
typedef struct Column {
	const char *heading;
	CellMeaning meaning;
} Column;

struct CsvLayout {
	const char *format;     /* ImportFormat.word */
	const char *telling[3]; /* headings that all must be there, and tell it from the others */
	const char *separator;
	const Column *columns; /* ended by a NULL heading */
};

static const Column own[] = {
	{ "Names", CELL_NAME },      { "Addresses", CELL_EMAIL }, { "Profiles", CELL_PROFILE },
	{ "Learned", CELL_LEARNED }, { "State", CELL_STATE },     { "Network", CELL_NETWORK },
	{ "Source", CELL_SOURCE },   { "Since", CELL_SINCE },     { "Note", CELL_NOTE },
	{ NULL, CELL_NOTHING },
};

/* Old and new sets of columns. */
static const Column google[] = {
	{ "Name", CELL_NAME },
	{ "Given Name", CELL_GIVEN },
	{ "Additional Name", CELL_MIDDLE },
	{ "Family Name", CELL_FAMILY },
	{ "First Name", CELL_GIVEN },
	{ "Middle Name", CELL_MIDDLE },
	{ "Last Name", CELL_FAMILY },
	{ "Nickname", CELL_NICKNAME },
	{ "E-mail # - Value", CELL_EMAIL },
	{ "Website # - Value", CELL_PAGE },
	{ NULL, CELL_NOTHING },
};

static const Column linkedin[] = {
	{ "First Name", CELL_GIVEN },    { "Last Name", CELL_FAMILY }, { "URL", CELL_PAGE },
	{ "Email Address", CELL_EMAIL }, { NULL, CELL_NOTHING },
};

static const Column outlook[] = {
	{ "First Name", CELL_GIVEN },     { "Middle Name", CELL_MIDDLE },
	{ "Last Name", CELL_FAMILY },     { "Nickname", CELL_NICKNAME },
	{ "E-mail Address", CELL_EMAIL }, { "E-mail # Address", CELL_EMAIL },
	{ "Web Page", CELL_PAGE },        { "Personal Web Page", CELL_PAGE },
	{ NULL, CELL_NOTHING },
};

/* clang-format off */
static const Column outlook_german[] = {
	{ "Vorname", CELL_GIVEN },	      { "Weitere Vornamen", CELL_MIDDLE },
	{ "Nachname", CELL_FAMILY },	      { "E-Mail-Adresse", CELL_EMAIL },
	{ "E-Mail #: Adresse", CELL_EMAIL },  { "Webseite", CELL_PAGE },
	{ NULL, CELL_NOTHING },
};
/* clang-format on */

/* clang-format off */
static const Column outlook_french[] = {
	{ "Prénom", CELL_GIVEN },	      { "Deuxième prénom", CELL_MIDDLE },
	{ "Nom", CELL_FAMILY },		      { "Adresse de messagerie", CELL_EMAIL },
	{ "Adresse de messagerie #", CELL_EMAIL }, { "Page Web", CELL_PAGE },
	{ NULL, CELL_NOTHING },
};
/* clang-format on */

/* clang-format off */
static const Column outlook_spanish[] = {
	{ "Nombre", CELL_GIVEN },	      { "Segundo nombre", CELL_MIDDLE },
	{ "Apellidos", CELL_FAMILY },	      { "Dirección de correo electrónico", CELL_EMAIL },
	{ "Dirección de correo electrónico #", CELL_EMAIL },
	{ "Dirección del correo electrónico #", CELL_EMAIL },
	{ "Página web", CELL_PAGE },	      { NULL, CELL_NOTHING },
};
/* clang-format on */

static const Column thunderbird[] = {
	{ "First Name", CELL_GIVEN },    { "Last Name", CELL_FAMILY },
	{ "Display Name", CELL_NAME },   { "Nickname", CELL_NICKNAME },
	{ "Primary Email", CELL_EMAIL }, { "Secondary Email", CELL_EMAIL },
	{ "Web Page #", CELL_PAGE },     { NULL, CELL_NOTHING },
};

/* clang-format off */
static const Column thunderbird_german[] = {
	{ "Vorname", CELL_GIVEN },	      { "Nachname", CELL_FAMILY },
	{ "Anzeigename", CELL_NAME },	      { "Spitzname", CELL_NICKNAME },
	{ "Primäre E-Mail-Adresse", CELL_EMAIL },
	{ "Sekundäre E-Mail-Adresse", CELL_EMAIL },
	{ "Webseite #", CELL_PAGE },	      { NULL, CELL_NOTHING },
};
/* clang-format on */

/* clang-format off */
static const Column thunderbird_french[] = {
	{ "Prénom", CELL_GIVEN },	      { "Nom de famille", CELL_FAMILY },
	{ "Nom à afficher", CELL_NAME },      { "Surnom", CELL_NICKNAME },
	{ "Première adresse électronique", CELL_EMAIL },
	{ "Deuxième adresse électronique", CELL_EMAIL },
	{ "Site web #", CELL_PAGE },	      { NULL, CELL_NOTHING },
};
/* clang-format on */

/* A list that somebody made by hand. */
static const Column by_hand[] = {
	{ "Name", CELL_NAME },        { "Full Name", CELL_NAME },      { "First Name", CELL_GIVEN },
	{ "Last Name", CELL_FAMILY }, { "Nickname", CELL_NICKNAME },   { "Email", CELL_EMAIL },
	{ "E-mail", CELL_EMAIL },     { "Email Address", CELL_EMAIL }, { "Address", CELL_EMAIL },
	{ "URL", CELL_PAGE },         { "Profile", CELL_PROFILE },     { "State", CELL_STATE },
	{ "Network", CELL_NETWORK },  { "Note", CELL_NOTE },           { NULL, CELL_NOTHING },
};

/* clang-format off */
static const struct CsvLayout layouts[] = {
	{ "csv", { "Names", "Addresses", "Profiles" }, "\n", own },
	{ "google", { "E-mail # - Value", "Group Membership" }, " ::: ", google },
	{ "google", { "First Name", "Organization Name", "Labels" }, " ::: ", google },
	{ "google", { "Given Name", "Group Membership" }, " ::: ", google },
	{ "linkedin", { "First Name", "Last Name", "Connected On" }, "\n", linkedin },
	{ "outlook", { "First Name", "Last Name", "E-mail Address" }, "\n", outlook },
	{ "outlook", { "Vorname", "Nachname", "E-Mail-Adresse" }, "\n", outlook_german },
	{ "outlook", { "Prénom", "Nom", "Adresse de messagerie" }, "\n", outlook_french },
	{ "outlook", { "Nombre", "Apellidos", "Dirección de correo electrónico" }, "\n",
	  outlook_spanish },
	{ "thunderbird", { "First Name", "Last Name", "Primary Email" }, "\n", thunderbird },
	{ "thunderbird", { "Vorname", "Nachname", "Primäre E-Mail-Adresse" }, "\n",
	  thunderbird_german },
	{ "thunderbird", { "Prénom", "Nom de famille", "Première adresse électronique" }, "\n",
	  thunderbird_french },
	{ "csv", { "Name", "Email" }, "\n", by_hand },
	{ "csv", { "Name", "E-mail" }, "\n", by_hand },
	{ "csv", { "Name", "Address" }, "\n", by_hand },
	{ "csv", { "Full Name", "Email" }, "\n", by_hand },
	{ "csv", { "First Name", "Last Name", "Email" }, "\n", by_hand },
	{ "csv", { "First Name", "Last Name", "Email Address" }, "\n", by_hand },
	{ "csv", { "Name", "Profile" }, "\n", by_hand },
	{ "csv", { "Name", "URL" }, "\n", by_hand },
};
/* clang-format on */

/* Whether TEXT, in lower case, is HEADING, in which "#" is a number. */
static gboolean
is_heading(const char *heading, const char *text)
{
	g_autofree char *lower = g_utf8_strdown(heading, -1);
	const char *wanted = lower;

	while (*wanted != '\0') {
		if (*wanted == '#' && g_ascii_isdigit(*text)) {
			wanted++;
			while (g_ascii_isdigit(*text))
				text++;
		} else if (*wanted++ != *text++) {
			return FALSE;
		}
	}
	return *text == '\0';
}

/* A heading as it compares: composed, in lower case, without white space around. */
static char *
heading_form(const char *text)
{
	g_autofree char *normal = g_utf8_normalize(text, -1, G_NORMALIZE_DEFAULT_COMPOSE);

	return normal != NULL ? g_strstrip(g_utf8_strdown(normal, -1)) : g_strdup("");
}

static gboolean
has_heading(const GPtrArray *cells, const char *heading)
{
	for (guint i = 0; i < cells->len; i++) {
		g_autofree char *form = heading_form(cells->pdata[i]);

		if (is_heading(heading, form))
			return TRUE;
	}
	return FALSE;
}

static gboolean
has_all(const GPtrArray *cells, const CsvLayout *layout)
{
	for (gsize i = 0; i < G_N_ELEMENTS(layout->telling) && layout->telling[i] != NULL; i++)
		if (!has_heading(cells, layout->telling[i]))
			return FALSE;
	return TRUE;
}

const CsvLayout *
csv_layout_find(const GPtrArray *cells, const ImportFormat *format)
{
	for (gsize i = 0; i < G_N_ELEMENTS(layouts); i++)
		if ((format == NULL || strcmp(format->word, layouts[i].format) == 0) &&
		    has_all(cells, &layouts[i]))
			return &layouts[i];
	return NULL;
}

CellMeaning
csv_layout_meaning(const CsvLayout *layout, const char *heading)
{
	g_autofree char *form = heading_form(heading);

	for (const Column *column = layout->columns; column->heading != NULL; column++)
		if (is_heading(column->heading, form))
			return column->meaning;
	return CELL_NOTHING;
}

gboolean
csv_layout_is_own(const CsvLayout *layout)
{
	return layout->columns == own;
}

const char *
csv_layout_separator(const CsvLayout *layout)
{
	return layout->separator;
}
