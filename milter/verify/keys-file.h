/*
 * keys-file - keys from a file, for tests and demonstrations
 *
 * One key a line, a name and what its TXT record holds, as in the TestPublicKeys of OpenDKIM:
 *
 *	test._domainkey.example.org v=DKIM1; k=rsa; p=MIIBIjANBgkq...
 *
 * Comments and continued lines are those of every file here (base/statement.h).  A name that
 * stands twice has two records.
 */
#ifndef VERIFY_KEYS_FILE_H
#define VERIFY_KEYS_FILE_H

#include "keys.h"

/*
 * The keys of the file PATH, read once.  Returns (transfer full) a source, or NULL with
 * STATEMENT_ERROR: the file cannot be read, or "file:line:column: expected ...".
 */
KeySource *keys_file_load(const char *path, GError **error);

#endif
