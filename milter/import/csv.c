#include "csv.h"

#include <string.h>

#include "csv-formula.h"
#include "csv-layout.h"
#include "csv-rows.h"
#include "draft.h"

/* How far a header row is looked for: LinkedIn puts notes in front. */
#define PREAMBLE_LIMIT 20

/* A table whose header row was found. */
typedef struct Table {
	const CsvLayout *layout; /* NULL: not found */
	char delimiter;
	GArray *meanings; /* CellMeaning, one a column */
} Table;

static void
table_clear(Table *table)
{
	g_clear_pointer(&table->meanings, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Table, table_clear)

/* ---- the header row ---- */

static gboolean
try_header(Table *table, const InputLine *line, char delimiter, const ImportFormat *format)
{
	g_autoptr(GPtrArray) cells = csv_split(line->data, line->length, delimiter);

	table->layout = csv_layout_find(cells, format);
	if (table->layout == NULL)
		return FALSE;
	table->delimiter = delimiter;
	table->meanings = g_array_new(FALSE, FALSE, sizeof(CellMeaning));
	for (guint i = 0; i < cells->len; i++) {
		CellMeaning meaning = csv_layout_meaning(table->layout, cells->pdata[i]);

		g_array_append_val(table->meanings, meaning);
	}
	return TRUE;
}

static gboolean
fail_header(const ImportFormat *format, GError **error)
{
	g_set_error(error, IMPORT_ERROR, IMPORT_ERROR_FORMAT,
		    "expected a vCard, or the header row of %s",
		    format == NULL ? "Google, LinkedIn, Outlook, Thunderbird or our own CSV"
				   : format->word);
	return FALSE;
}

static gboolean
is_text(const InputLine *line)
{
	return memchr(line->data, '\0', line->length) == NULL &&
	       g_utf8_validate(line->data, (gssize)line->length, NULL);
}

/* Whether LINE is the header row, however its cells are parted. */
static gboolean
is_header(Table *table, const InputLine *line, const ImportFormat *format)
{
	/*
	 * The longest header row that a program writes has 4 kB; each cell is compared with all
	 * headings.
	 */
	enum { LONGEST = 64 * 1024 };
	static const char delimiters[] = ",;\t";

	if (line->length > LONGEST)
		return FALSE;
	for (const char *delimiter = delimiters; *delimiter != '\0'; delimiter++)
		if (try_header(table, line, *delimiter, format))
			return TRUE;
	return FALSE;
}

static gboolean
find_header(Input *input, const ImportFormat *format, const ImportHandler *handler, Table *table,
	    GError **error)
{
	g_autoptr(GError) failed = NULL;
	InputLine line;

	for (int i = 0; i < PREAMBLE_LIMIT && input_next(input, &line, &failed); i++) {
		if (!is_text(&line))
			handler->skip(line.number, "not UTF-8: --charset tells what the file is in",
				      handler->user_data);
		else if (is_header(table, &line, format))
			return TRUE;
	}
	if (failed != NULL) {
		g_propagate_error(error, g_steal_pointer(&failed));
		return FALSE;
	}
	return fail_header(format, error);
}

/* ---- rows ---- */

/* The parts of a name, which stand in cells of their own. */
typedef struct NameParts {
	const char *given, *middle, *family;
} NameParts;

static void
add_values(Draft *draft, const Table *table, CellMeaning meaning, const char *cell, guint line)
{
	static const IdentityType types[] = {
		[CELL_NAME] = IDENTITY_NAME,
		[CELL_NICKNAME] = IDENTITY_NAME,
		[CELL_EMAIL] = IDENTITY_EMAIL,
		[CELL_PROFILE] = IDENTITY_PROFILE,
	};
	g_auto(GStrv) values = g_strsplit(cell, csv_layout_separator(table->layout), -1);

	for (char **value = values; *value != NULL; value++) {
		g_strstrip(*value);
		if (meaning == CELL_PAGE)
			draft_add_page(draft, *value);
		else if (meaning == CELL_LEARNED)
			draft_set_learned(draft, *value, line);
		else
			draft_add(draft, types[meaning], *value, line);
	}
}

static void
add_cell(Draft *draft, const Table *table, CellMeaning meaning, const char *cell, guint line,
	 NameParts *parts)
{
	static const char *const members[] = {
		[CELL_STATE] = "state",
		[CELL_NETWORK] = "network",
		[CELL_SOURCE] = "source",
		[CELL_SINCE] = "since",
	};

	switch (meaning) {
	case CELL_NOTHING:
		break;
	case CELL_GIVEN:
		parts->given = cell;
		break;
	case CELL_MIDDLE:
		parts->middle = cell;
		break;
	case CELL_FAMILY:
		parts->family = cell;
		break;
	case CELL_NAME:
	case CELL_NICKNAME:
	case CELL_EMAIL:
	case CELL_PAGE:
	case CELL_PROFILE:
	case CELL_LEARNED:
		add_values(draft, table, meaning, cell, line);
		break;
	case CELL_NOTE:
		draft_set_note(draft, cell);
		break;
	default:
		draft_set(draft, members[meaning], cell, line);
	}
}

static void
add_parts(Draft *draft, const NameParts *parts, guint line)
{
	g_autofree char *name = g_strjoin(" ", parts->given, parts->middle, parts->family, NULL);
	g_auto(GStrv) words = g_strsplit_set(name, " \t\r\n", -1);
	g_autoptr(GString) joined = g_string_new(NULL);

	for (char **word = words; *word != NULL; word++)
		if (**word != '\0')
			g_string_append_printf(joined, "%s%s", joined->len > 0 ? " " : "", *word);
	draft_add_parts(draft, joined->str, line);
}

/* Nicknames come behind the name that is put together. */
static void
add_cells(Draft *draft, const Table *table, const CsvRow *row, gboolean nicknames, NameParts *parts)
{
	guint count = MIN(row->cells->len, table->meanings->len);

	for (guint i = 0; i < count; i++) {
		CellMeaning meaning = g_array_index(table->meanings, CellMeaning, i);

		const char *cell = row->cells->pdata[i];
		g_autofree char *plain =
			csv_layout_is_own(table->layout) ? csv_formula_unquote(cell) : NULL;

		if ((meaning == CELL_NICKNAME) == nicknames)
			add_cell(draft, table, meaning, plain != NULL ? plain : cell, row->line,
				 parts);
	}
}

static gboolean
take_row(Draft *draft, const Table *table, const CsvRow *row, GError **error)
{
	NameParts parts = { "", "", "" };

	draft_begin(draft, row->line);
	if (row->broken != NULL) {
		draft_break(draft, row->line, row->broken);
		return draft_end(draft, error);
	}
	add_cells(draft, table, row, FALSE, &parts);
	add_parts(draft, &parts, row->line);
	add_cells(draft, table, row, TRUE, &parts);
	return draft_end(draft, error);
}

gboolean
import_csv(Input *input, const ImportFormat *format, const ImportHandler *handler, GError **error)
{
	g_auto(Table) table = { 0 };
	g_autoptr(Draft) draft = draft_new(handler);
	g_autoptr(CsvRows) rows = NULL;
	g_autoptr(GError) failed = NULL;
	CsvRow row;

	if (!find_header(input, format, handler, &table, error))
		return FALSE;
	rows = csv_rows_new(input, table.delimiter);
	csv_rows_expect(rows, table.meanings->len);
	while (csv_rows_next(rows, &row, &failed))
		if (!take_row(draft, &table, &row, error))
			return FALSE;
	if (failed != NULL)
		g_propagate_error(error, g_steal_pointer(&failed));
	return failed == NULL;
}

/* ---- writing ---- */

static void
append_cell(GString *row, const char *text)
{
	g_autofree char *quoted = csv_formula_quote(text);

	csv_append(row, quoted);
}

static void
append_list(GString *row, const GPtrArray *values)
{
	g_autoptr(GString) cell = g_string_new(NULL);

	for (guint i = 0; i < values->len; i++)
		g_string_append_printf(cell, "%s%s", i > 0 ? "\n" : "",
				       (const char *)values->pdata[i]);
	append_cell(row, cell->str);
	g_string_append_c(row, ',');
}

char *
export_csv_header(void)
{
	return g_strconcat(csv_own_header, "\r\n", NULL);
}

char *
export_csv(const Contact *contact)
{
	GString *row = g_string_new(NULL);
	g_autoptr(GDateTime) since = g_date_time_new_from_unix_utc(contact->since);
	g_autofree char *time = since != NULL ? g_date_time_format_iso8601(since) : NULL;
	const char *rest[] = { contact_state_words[contact->state], contact->network,
			       contact->source, time, contact->note };

	append_list(row, contact->names);
	append_list(row, contact->emails);
	append_list(row, contact->profiles);
	append_list(row, contact->learned);
	for (gsize i = 0; i < G_N_ELEMENTS(rest); i++) {
		append_cell(row, rest[i] != NULL ? rest[i] : "");
		g_string_append(row, i + 1 < G_N_ELEMENTS(rest) ? "," : "\r\n");
	}
	return g_string_free(row, FALSE);
}
