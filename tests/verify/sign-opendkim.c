/*
 * Sign the mail on stdin (lines end in CRLF) with libopendkim, and print its DKIM-Signature field:
 *
 *	sign-opendkim DOMAIN SELECTOR KEY.pem simple|relaxed simple|relaxed rsa|ed25519 LENGTH
 *
 * LENGTH: octets of the body for l=, -1: all.  make-signed.py compiles it.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <opendkim/dkim.h>

static char *
read_all(FILE *file, size_t *size)
{
	char *data = malloc(1 << 24);

	*size = fread(data, 1, (1 << 24) - 1, file);
	data[*size] = '\0';
	return data;
}

static dkim_canon_t
canon(const char *name)
{
	return strcmp(name, "simple") == 0 ? DKIM_CANON_SIMPLE : DKIM_CANON_RELAXED;
}

static void
check(DKIM_STAT status, const char *what)
{
	if (status != DKIM_STAT_OK) {
		fprintf(stderr, "%s: %s\n", what, dkim_getresultstr(status));
		exit(1);
	}
}

int
main(int argc, char **argv)
{
	DKIM_LIB *library = dkim_init(NULL, NULL);
	unsigned flags = DKIM_LIBFLAGS_FIXCRLF;
	FILE *file = argc == 8 ? fopen(argv[3], "r") : NULL;
	size_t size, field_size;
	char *key, *mail, *body;
	unsigned char *field;
	DKIM_STAT status;
	DKIM *dkim;

	if (file == NULL)
		return 2;
	dkim_options(library, DKIM_OP_SETOPT, DKIM_OPTS_FLAGS, &flags, sizeof flags);
	key = read_all(file, &size);
	mail = read_all(stdin, &size);
	dkim = dkim_sign(
		library, (unsigned char *)"mail", NULL, (unsigned char *)key,
		(unsigned char *)argv[2], (unsigned char *)argv[1], canon(argv[4]), canon(argv[5]),
		strcmp(argv[6], "rsa") == 0 ? DKIM_SIGN_RSASHA256 : DKIM_SIGN_ED25519SHA256,
		atol(argv[7]), &status);
	check(status, "dkim_sign");
	body = strstr(mail, "\r\n\r\n");
	for (char *line = mail; line < body + 2;) {
		char *end = strstr(line, "\r\n");

		while (end[2] == ' ' || end[2] == '\t')
			end = strstr(end + 2, "\r\n");
		check(dkim_header(dkim, (unsigned char *)line, (size_t)(end - line)),
		      "dkim_header");
		line = end + 2;
	}
	check(dkim_eoh(dkim), "dkim_eoh");
	body += 4;
	if (mail + size > body)
		check(dkim_body(dkim, (unsigned char *)body, (size_t)(mail + size - body)),
		      "dkim_body");
	check(dkim_eom(dkim, NULL), "dkim_eom");
	check(dkim_getsighdr_d(dkim, 16, &field, &field_size), "dkim_getsighdr");
	printf("DKIM-Signature: ");
	for (size_t i = 0; i < field_size; i++) {
		if (field[i] == '\n' && (i == 0 || field[i - 1] != '\r'))
			putchar('\r');
		putchar(field[i]);
	}
	printf("\r\n");
	return 0;
}
