/*
 * empty-filter SOCKET [body] - the least a filter can cost
 *
 * Agrees on the same steps, rights and macros as invite-milter, looks at nothing and accepts at the
 * end of headers, or with "body" takes all of the body and accepts at its end.  What invite-milter
 * costs is measured against it.
 */

#include <libmilter/mfapi.h>
#include <stdio.h>
#include <sysexits.h>

static sfsistat
mlfi_negotiate(SMFICTX *ctx, unsigned long actions, unsigned long steps, unsigned long unused2,
	       unsigned long unused3, unsigned long *our_actions, unsigned long *our_steps,
	       unsigned long *our2, unsigned long *our3)
{
	char host[] = "j", login[] = "{auth_authen}", queue_id[] = "i", nothing[] = "";

	(void)unused2;
	(void)unused3;
	*our_actions = actions & (SMFIF_ADDHDRS | SMFIF_CHGHDRS | SMFIF_SETSYMLIST);
	*our_steps = steps & (SMFIP_NOHELO | SMFIP_NOUNKNOWN | SMFIP_NODATA | SMFIP_NR_CONN |
			      SMFIP_NR_MAIL | SMFIP_NR_RCPT | SMFIP_NR_HDR | SMFIP_SKIP |
			      SMFIP_HDR_LEADSPC);
	*our2 = *our3 = 0;
	smfi_setsymlist(ctx, SMFIM_CONNECT, host);
	smfi_setsymlist(ctx, SMFIM_ENVFROM, login);
	smfi_setsymlist(ctx, SMFIM_ENVRCPT, nothing);
	smfi_setsymlist(ctx, SMFIM_EOH, queue_id);
	smfi_setsymlist(ctx, SMFIM_EOM, queue_id);
	return SMFIS_CONTINUE;
}

static sfsistat
mlfi_connect(SMFICTX *ctx, char *name, _SOCK_ADDR *address)
{
	(void)ctx;
	(void)name;
	(void)address;
	return SMFIS_NOREPLY;
}

static sfsistat
mlfi_path(SMFICTX *ctx, char **argv)
{
	(void)ctx;
	(void)argv;
	return SMFIS_NOREPLY;
}

static sfsistat
mlfi_header(SMFICTX *ctx, char *name, char *value)
{
	(void)ctx;
	(void)name;
	(void)value;
	return SMFIS_NOREPLY;
}

static sfsistat
mlfi_accept(SMFICTX *ctx)
{
	(void)ctx;
	return SMFIS_ACCEPT;
}

static sfsistat
mlfi_body(SMFICTX *ctx, unsigned char *data, size_t size)
{
	(void)ctx;
	(void)data;
	(void)size;
	return SMFIS_CONTINUE;
}

static sfsistat
mlfi_go_on(SMFICTX *ctx)
{
	(void)ctx;
	return SMFIS_CONTINUE;
}

int
main(int argc, char **argv)
{
	static char name[] = "empty-filter";
	const struct smfiDesc doors = {
		.xxfi_name = name,
		.xxfi_version = SMFI_VERSION,
		.xxfi_flags = SMFIF_ADDHDRS | SMFIF_CHGHDRS | SMFIF_SETSYMLIST,
		.xxfi_negotiate = mlfi_negotiate,
		.xxfi_connect = mlfi_connect,
		.xxfi_envfrom = mlfi_path,
		.xxfi_envrcpt = mlfi_path,
		.xxfi_header = mlfi_header,
		.xxfi_eoh = argc > 2 ? mlfi_go_on : mlfi_accept,
		.xxfi_body = mlfi_body,
		.xxfi_eom = mlfi_accept,
		.xxfi_abort = mlfi_go_on,
		.xxfi_close = mlfi_go_on,
	};

	if (argc < 2 || argc > 3) {
		fprintf(stderr, "usage: empty-filter SOCKET [body]\n");
		return EX_USAGE;
	}
	if (smfi_register(doors) != MI_SUCCESS || smfi_setconn(argv[1]) != MI_SUCCESS ||
	    smfi_opensocket(1) != MI_SUCCESS)
		return EX_UNAVAILABLE;
	return smfi_main() == MI_SUCCESS ? EX_OK : EX_SOFTWARE;
}
