#include "import-report.h"

#include <json-glib/json-glib.h>
#include <stdio.h>
#include <unistd.h>

#include "base/visible.h"
#include "ctl/command.h"

void
import_report_begin(ImportReport *report, guint64 total)
{
	progress_free(report->progress);
	report->progress = progress_new(STDERR_FILENO, total);
	report->done = 0;
}

/* Messages and the bar share the terminal: the bar is drawn anew after them. */
void
import_report_progress(guint64 done, gpointer user_data)
{
	ImportReport *report = user_data;

	progress_step(report->progress, done - report->done);
	report->done = done;
}

void
import_report_hide(ImportReport *report)
{
	if (report->progress != NULL)
		progress_hide(report->progress);
}

void
import_report_clear(ImportReport *report)
{
	g_clear_pointer(&report->progress, progress_free);
}

static void
add_number(JsonBuilder *builder, const char *member, guint64 number)
{
	json_builder_set_member_name(builder, member);
	json_builder_add_int_value(builder, (gint64)number);
}

static void
add_word(JsonBuilder *builder, const char *member, const char *word)
{
	g_autofree char *text = g_utf8_make_valid(word, -1);

	json_builder_set_member_name(builder, member);
	json_builder_add_string_value(builder, text);
}

static void
print_object(JsonBuilder *builder)
{
	g_autoptr(JsonNode) root = NULL;
	g_autofree char *json = NULL, *text = NULL;

	json_builder_end_object(builder);
	root = json_builder_get_root(builder);
	json = json_to_string(root, FALSE);
	text = visible_json(json);
	command_print_line(text);
}

static void
print_left_out_json(const ImportReport *report, guint line, const char *reason)
{
	g_autoptr(JsonBuilder) builder = json_builder_new();

	json_builder_begin_object(builder);
	add_word(builder, "file", report->file);
	add_number(builder, "line", line);
	add_word(builder, "reason", reason);
	print_object(builder);
}

void
import_report_left_out(ImportReport *report, guint line, const char *reason)
{
	g_autofree char *file = NULL, *shown = NULL;

	report->left_out++;
	if (report->json) {
		print_left_out_json(report, line, reason);
		return;
	}
	import_report_hide(report);
	file = visible_line(report->file);
	shown = visible_line(reason);
	if (line > 0)
		fprintf(stderr, "%s:%u: %s\n", file, line, shown);
	else
		fprintf(stderr, "%s\n", shown);
}

static void
print_counts_json(const ImportReport *report, const char *owner)
{
	g_autoptr(JsonBuilder) builder = json_builder_new();

	json_builder_begin_object(builder);
	add_word(builder, "owner", owner);
	add_number(builder, "read", report->read);
	add_number(builder, "added", report->counts.added);
	add_number(builder, "merged", report->counts.merged);
	add_number(builder, "unchanged", report->counts.unchanged);
	add_number(builder, "left_out", report->left_out);
	json_builder_set_member_name(builder, "dry_run");
	json_builder_add_boolean_value(builder, report->dry);
	print_object(builder);
}

static void
print_counts(const ImportReport *report, const char *owner)
{
	printf("%s%s: %" G_GUINT64_FORMAT " read, %" G_GUINT64_FORMAT " added, %" G_GUINT64_FORMAT
	       " merged, %" G_GUINT64_FORMAT " unchanged, %" G_GUINT64_FORMAT " left out\n",
	       report->dry ? "dry run: " : "", owner, report->read, report->counts.added,
	       report->counts.merged, report->counts.unchanged, report->left_out);
}

void
import_report_print(const ImportReport *report, const char *owner)
{
	if (report->json)
		print_counts_json(report, owner);
	else
		print_counts(report, owner);
}
