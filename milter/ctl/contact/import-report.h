/*
 * import-report - how far an import has come, what it left out, what became of the rest
 */
#ifndef CTL_CONTACT_IMPORT_REPORT_H
#define CTL_CONTACT_IMPORT_REPORT_H

#include "base/progress.h"
#include "store/store.h"

typedef struct ImportReport {
	gboolean json, dry;
	const char *file;       /* being read, lent */
	guint64 read, left_out; /* contacts, and things */
	StagingCounts counts;
	/* The bar: */
	Progress *progress; /* (nullable) */
	guint64 done;       /* as far as it shows */
} ImportReport;

void import_report_clear(ImportReport *report);

/*
 * Begin a bar for something that ends with TOTAL, 0: not known; show DONE (USER_DATA: the report);
 * take it off.
 */
void import_report_begin(ImportReport *report, guint64 total);
void import_report_progress(guint64 done, gpointer user_data);
void import_report_hide(ImportReport *report);

/*
 * Say and count that what stands at LINE of the file (0: all of it) was left out because of REASON.
 */
void import_report_left_out(ImportReport *report, guint line, const char *reason);

/* Print what became of all for the book of OWNER. */
void import_report_print(const ImportReport *report, const char *owner);

#endif
