#include "envelope.h"

#include <string.h>

#include "smtp.h"

typedef struct Parameter {
	const char *name;        /* a keyword, or one with its value */
	const char *extension;   /* that has it (nullable: it never goes along) */
	gboolean is_dispensable; /* the mail is the same without it */
} Parameter;

/* The first that fits counts; those of other extensions are the listener's to judge. */
static const Parameter parameters_known[] = {
	{ "SIZE", NULL, TRUE },             /* RFC 1870; our copy has another */
	{ "AUTH", "AUTH", TRUE },           /* RFC 4954; a claim, for those who believe it */
	{ "BODY=7BIT", "8BITMIME", TRUE },  /* RFC 6152; what it is without BODY */
	{ "BODY=BINARYMIME", NULL, FALSE }, /* RFC 3030; goes by BDAT alone, which is not DATA */
	{ "BODY", "8BITMIME", FALSE },
	{ "SMTPUTF8", "SMTPUTF8", FALSE }, /* RFC 6531 */
	{ "RET", "DSN", FALSE },           /* RFC 3461, this and the following */
	{ "ENVID", "DSN", FALSE },
	{ "NOTIFY", "DSN", FALSE },
	{ "ORCPT", "DSN", FALSE },
};

static gboolean
is_named(const char *parameter, const char *name)
{
	gsize length = strlen(name);

	return g_ascii_strncasecmp(parameter, name, length) == 0 &&
	       (parameter[length] == '\0' || parameter[length] == '=');
}

static const Parameter *
find_known(const char *parameter)
{
	for (guint i = 0; i < G_N_ELEMENTS(parameters_known); i++)
		if (is_named(parameter, parameters_known[i].name))
			return &parameters_known[i];
	return NULL;
}

const char *
envelope_extension(const char *const *extensions, const char *keyword)
{
	gsize length = strlen(keyword);

	for (guint i = 0; extensions[i] != NULL; i++) {
		const char *line = extensions[i];

		if (g_ascii_strncasecmp(line, keyword, length) != 0)
			continue;
		if (line[length] == '\0')
			return line + length;
		if (line[length] == ' ')
			return line + length + 1;
	}
	return NULL;
}

static gboolean
refuse(const char *what, const char *why, GError **error)
{
	g_autofree char *escaped = g_strescape(what, NULL);

	g_set_error(error, SMTP_ERROR, SMTP_ERROR_REFUSED, "%s %s", escaped, why);
	return FALSE;
}

/* Whether TEXT has no byte below LOWEST, and no DEL: nothing that ends a command. */
static gboolean
has_bytes_from(const char *text, guchar lowest)
{
	for (const guchar *byte = (const guchar *)text; *byte != '\0'; byte++)
		if (*byte < lowest || *byte == 0x7f)
			return FALSE;
	return TRUE;
}

static gboolean
add_path(GString *command, const char *path, GError **error)
{
	/* A quoted local-part may have spaces. */
	if (path[0] != '<' || !g_str_has_suffix(path, ">") || !has_bytes_from(path, ' '))
		return refuse(path, "is no path of SMTP", error);
	g_string_append(command, path);
	return TRUE;
}

static gboolean
add_parameter(GString *command, const char *parameter, const char *const *extensions,
	      GError **error)
{
	const Parameter *known = find_known(parameter);
	gboolean is_offered = known == NULL || (known->extension != NULL &&
						envelope_extension(extensions, known->extension));
	g_autofree char *why = NULL;

	if (parameter[0] == '\0' || !has_bytes_from(parameter, ' ' + 1))
		return refuse(parameter, "is no parameter of SMTP", error);
	if (is_offered)
		g_string_append_printf(command, " %s", parameter);
	if (is_offered || known->is_dispensable)
		return TRUE;
	if (known->extension == NULL)
		return refuse(parameter, "cannot be sent by DATA", error);

	why = g_strdup_printf("needs %s, which the listener does not offer", known->extension);
	return refuse(parameter, why, error);
}

char *
envelope_command(const char *verb, const char *path, const char *const *parameters,
		 const char *const *extensions, GError **error)
{
	g_autoptr(GString) command = g_string_new(verb);

	if (!add_path(command, path, error))
		return NULL;
	for (guint i = 0; parameters != NULL && parameters[i] != NULL; i++)
		if (!add_parameter(command, parameters[i], extensions, error))
			return NULL;
	return g_string_free(g_steal_pointer(&command), FALSE);
}
