/*
 * footer SOCKET - a filter as companies have: it puts a line under each message
 */

#include <libmilter/mfapi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

static const char footer[] = "\r\nThis message came from outside of the company.\r\n";

/* The body so far. */
typedef struct Body {
	unsigned char *data;
	size_t size;
} Body;

static void
forget(SMFICTX *ctx)
{
	Body *body = smfi_getpriv(ctx);

	if (body != NULL)
		free(body->data);
	free(body);
	smfi_setpriv(ctx, NULL);
}

static sfsistat
mlfi_body(SMFICTX *ctx, unsigned char *data, size_t size)
{
	Body *body = smfi_getpriv(ctx);

	if (body == NULL) {
		body = calloc(1, sizeof *body);
		smfi_setpriv(ctx, body);
	}
	body->data = realloc(body->data, body->size + size);
	memcpy(body->data + body->size, data, size);
	body->size += size;
	return SMFIS_CONTINUE;
}

static sfsistat
mlfi_eom(SMFICTX *ctx)
{
	mlfi_body(ctx, (unsigned char *)footer, strlen(footer));
	smfi_replacebody(ctx, ((Body *)smfi_getpriv(ctx))->data,
			 (int)((Body *)smfi_getpriv(ctx))->size);
	forget(ctx);
	return SMFIS_ACCEPT;
}

static sfsistat
mlfi_end(SMFICTX *ctx)
{
	forget(ctx);
	return SMFIS_CONTINUE;
}

int
main(int argc, char **argv)
{
	static char name[] = "footer";
	const struct smfiDesc doors = {
		.xxfi_name = name,
		.xxfi_version = SMFI_VERSION,
		.xxfi_flags = SMFIF_CHGBODY,
		.xxfi_body = mlfi_body,
		.xxfi_eom = mlfi_eom,
		.xxfi_abort = mlfi_end,
		.xxfi_close = mlfi_end,
	};

	if (argc != 2) {
		fprintf(stderr, "usage: footer SOCKET\n");
		return EX_USAGE;
	}
	if (smfi_register(doors) != MI_SUCCESS || smfi_setconn(argv[1]) != MI_SUCCESS ||
	    smfi_opensocket(1) != MI_SUCCESS)
		return EX_UNAVAILABLE;
	return smfi_main() == MI_SUCCESS ? EX_OK : EX_SOFTWARE;
}
