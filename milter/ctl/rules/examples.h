/*
 * examples - the mails that lie beside the rules: DIR/examples/NETWORK/NAME.eml
 */
#ifndef CTL_RULES_EXAMPLES_H
#define CTL_RULES_EXAMPLES_H

#include <glib.h>

typedef void (*ExampleFunc)(const char *network, const char *path, gpointer user_data);

/*
 * Call FUNC for each example of NETWORK (nullable: of all) in DIRECTORIES, NULL-terminated, in
 * order of their names.
 */
void examples_visit(const char *const *directories, const char *network, ExampleFunc func,
		    gpointer user_data);

/* How many there are. */
guint examples_count(const char *const *directories, const char *network);

#endif
