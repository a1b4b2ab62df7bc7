#include "spool-entry.h"

#include <string.h>

#include "mail/mailstore.h"
#include "mail/message.h"

#define FORMAT_FIELD "Invite-Milter-Copy"
#define FORMAT_VERSION "1"
#define ID_LENGTH 64
#define MOST_INVITERS 50 /* more than a judgement names */

SpoolEntry *
spool_entry_new(void)
{
	return g_new0(SpoolEntry, 1);
}

static void
edit_free(SpoolEdit *edit)
{
	g_free(edit->field);
	g_free(edit);
}

/* Those fields of the file that stand once: a name, and where their text goes. */
/* clang-format off */
static const struct {
	const char *name;
	gsize offset;
} texts[] = {
	{ "Id", G_STRUCT_OFFSET(SpoolEntry, id) },
	{ "Queue-Id", G_STRUCT_OFFSET(SpoolEntry, queue_id) },
	{ "Sender", G_STRUCT_OFFSET(SpoolEntry, sender) },
	{ "Recipient", G_STRUCT_OFFSET(SpoolEntry, recipient) },
	{ "Client-Name", G_STRUCT_OFFSET(SpoolEntry, client_name) },
	{ "Client-Address", G_STRUCT_OFFSET(SpoolEntry, client_address) },
	{ "Owner", G_STRUCT_OFFSET(SpoolEntry, owner) },
	{ "Network", G_STRUCT_OFFSET(SpoolEntry, network) },
	{ "Kind", G_STRUCT_OFFSET(SpoolEntry, kind) },
	{ "Standing", G_STRUCT_OFFSET(SpoolEntry, standing) },
	{ "Proof", G_STRUCT_OFFSET(SpoolEntry, proof) },
	{ "Rule", G_STRUCT_OFFSET(SpoolEntry, rule) },
	{ "Message-Id", G_STRUCT_OFFSET(SpoolEntry, message_id) },
	{ "Inviter-Name", G_STRUCT_OFFSET(SpoolEntry, first.name.value) },
	{ "Subject", G_STRUCT_OFFSET(SpoolEntry, subject) },
	{ "Refused", G_STRUCT_OFFSET(SpoolEntry, refused) },
};
/* clang-format on */

/* And those that may stand more than once. */
/* clang-format off */
static const struct {
	const char *name;
	gsize offset;
} lists[] = {
	{ "Sender-Parameter", G_STRUCT_OFFSET(SpoolEntry, sender_parameters) },
	{ "Recipient-Parameter", G_STRUCT_OFFSET(SpoolEntry, recipient_parameters) },
	{ "Why", G_STRUCT_OFFSET(SpoolEntry, why) },
};
/* clang-format on */

void
spool_entry_free(SpoolEntry *entry)
{
	if (entry == NULL)
		return;
	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
		g_clear_pointer(&G_STRUCT_MEMBER(char *, entry, texts[i].offset), g_free);
	for (gsize i = 0; i < G_N_ELEMENTS(lists); i++)
		g_strfreev(G_STRUCT_MEMBER(char **, entry, lists[i].offset));
	inviter_clear(&entry->first);
	g_clear_pointer(&entry->more, g_ptr_array_unref);
	g_clear_pointer(&entry->edits, g_ptr_array_unref);
	g_free(entry);
}

void
spool_entry_edit(SpoolEntry *entry, guint64 offset, guint64 length, char *field)
{
	SpoolEdit *edit = g_new0(SpoolEdit, 1);
	guint at;

	if (entry->edits == NULL)
		entry->edits = g_ptr_array_new_with_free_func((GDestroyNotify)edit_free);
	*edit = (SpoolEdit){ offset, length, field };
	for (at = entry->edits->len; at > 0; at--) {
		const SpoolEdit *other = entry->edits->pdata[at - 1];

		if (other->offset < offset ||
		    (other->offset == offset && (length > 0 || other->length == 0)))
			break;
	}
	g_ptr_array_insert(entry->edits, (gint)at, edit);
}

/* INVITER: transfer full. */
static void
add_more(SpoolEntry *entry, Inviter *inviter)
{
	if (entry->more == NULL)
		entry->more = inviters_new();
	g_ptr_array_add(entry->more, inviter);
}

static gboolean
has_inviter(const SpoolEntry *entry)
{
	return inviter_called(&entry->first) != NULL;
}

void
spool_entry_add_inviter(SpoolEntry *entry, const Inviter *inviter)
{
	Inviter *copy = inviter_copy(inviter);

	if (has_inviter(entry)) {
		add_more(entry, copy);
		return;
	}
	entry->first = *copy;
	g_free(copy);
}

GPtrArray *
spool_entry_inviters(const SpoolEntry *entry)
{
	GPtrArray *inviters = inviters_new();

	if (has_inviter(entry))
		g_ptr_array_add(inviters, inviter_copy(&entry->first));
	for (guint i = 0; entry->more != NULL && i < entry->more->len; i++)
		g_ptr_array_add(inviters, inviter_copy(entry->more->pdata[i]));
	return inviters;
}

/* No value may end its line: what could is shown as "?". */
static void
put(GString *text, const char *name, const char *value)
{
	if (value == NULL)
		return;
	g_string_append_printf(text, "%s: ", name);
	for (const char *p = value; *p != '\0'; p++)
		g_string_append_c(text, (guchar)*p < ' ' || *p == 0x7f ? '?' : *p);
	g_string_append_c(text, '\n');
}

static void
put_identity(GString *text, const char *name, const Identity *identity)
{
	g_autofree char *said =
		g_strconcat(identity->strong ? "strong " : "weak ", identity->value, NULL);

	if (identity->value != NULL)
		put(text, name, said);
}

static void
put_more(GString *text, const SpoolEntry *entry)
{
	for (guint i = 0; entry->more != NULL && i < entry->more->len; i++) {
		const Inviter *inviter = entry->more->pdata[i];

		for (IdentityType type = IDENTITY_NAME; type <= IDENTITY_PROFILE; type++) {
			const Identity *identity = &inviter->known[type];
			g_autofree char *line = g_strdup_printf(
				"%u %s %s %s", i + 1, identity->strong ? "strong" : "weak",
				identity_words[type], identity->value);

			if (identity->value != NULL)
				put(text, "Inviter-More", line);
		}
	}
}

static void
put_edits(GString *text, const SpoolEntry *entry)
{
	for (guint i = 0; entry->edits != NULL && i < entry->edits->len; i++) {
		const SpoolEdit *edit = entry->edits->pdata[i];

		g_string_append_printf(text,
				       "Edit: %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT "%s%s\n",
				       edit->offset, edit->length, edit->field != NULL ? " " : "",
				       edit->field != NULL ? edit->field : "");
	}
}

char *
spool_entry_format(const SpoolEntry *entry)
{
	GString *text = g_string_new(FORMAT_FIELD ": " FORMAT_VERSION "\n");

	g_string_append_printf(text, "Since: %" G_GINT64_FORMAT "\n", entry->since);
	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
		put(text, texts[i].name, G_STRUCT_MEMBER(char *, entry, texts[i].offset));
	put(text, "Inviter-Name-Strong", entry->first.name.strong ? "yes" : NULL);
	put_identity(text, "Inviter-Email", &entry->first.email);
	put_identity(text, "Inviter-Profile", &entry->first.profile);
	put_more(text, entry);
	g_string_append_printf(text, "Count: %u\n", entry->count);
	for (gsize i = 0; i < G_N_ELEMENTS(lists); i++) {
		char **list = G_STRUCT_MEMBER(char **, entry, lists[i].offset);

		for (; list != NULL && *list != NULL; list++)
			put(text, lists[i].name, *list);
	}
	put_edits(text, entry);
	g_string_append_printf(text, "Message-Size: %" G_GUINT64_FORMAT "\n", entry->size);
	g_string_append(text, "MIME-Version: 1.0\nContent-Type: message/rfc822\n\n");
	return g_string_free(text, FALSE);
}

static const char *
without_space(const char *raw)
{
	return raw != NULL && *raw == ' ' ? raw + 1 : raw;
}

/*
 * The value of the first field called NAME without the space before it (transfer none, nullable).
 */
static const char *
value_of(const Message *header, const char *name)
{
	return without_space(message_raw(header, name, 0));
}

/* The same of the field at INDEX if that is called NAME (transfer none, nullable). */
static const char *
value_at(const Message *header, guint index, const char *name)
{
	const Field *field = message_field(header, index);

	return g_ascii_strcasecmp(field->name, name) == 0 ? without_space(field->value) : NULL;
}

static guint64
number_of(const Message *header, const char *name)
{
	const char *value = value_of(header, name);

	return value != NULL ? g_ascii_strtoull(value, NULL, 10) : 0;
}

static char **
list_of(const Message *header, const char *name)
{
	g_autoptr(GStrvBuilder) values = g_strv_builder_new();
	const char *value;

	if (value_of(header, name) == NULL)
		return NULL;
	for (guint i = 0; i < message_field_count(header); i++)
		if ((value = value_at(header, i, name)) != NULL)
			g_strv_builder_add(values, value);
	return g_strv_builder_end(values);
}

static void
read_identity(const Message *header, const char *name, Identity *identity)
{
	const char *value = value_of(header, name);
	const char *space = value != NULL ? strchr(value, ' ') : NULL;

	identity->strong = value != NULL && g_str_has_prefix(value, "strong ");
	identity->value = space != NULL ? g_strdup(space + 1) : NULL;
}

/* A number of digits alone at *CURSOR, which moves behind it. */
static gboolean
take_number(const char **cursor, guint64 *number)
{
	gboolean is_number = g_ascii_isdigit(**cursor);

	*number = g_ascii_strtoull(*cursor, (char **)cursor, 10);
	return is_number;
}

/* "1 weak name John Roe": the inviters come in their order. */
static gboolean
read_more(SpoolEntry *entry, const char *value)
{
	guint64 number;
	g_auto(GStrv) parts = NULL;
	Inviter *inviter;

	if (!take_number(&value, &number) || *value++ != ' ' || number == 0 ||
	    number > MOST_INVITERS)
		return FALSE;
	parts = g_strsplit(value, " ", 3);
	if (g_strv_length(parts) < 3 || number > (entry->more != NULL ? entry->more->len : 0) + 1)
		return FALSE;
	if (entry->more == NULL || number > entry->more->len)
		add_more(entry, inviter_new());
	inviter = entry->more->pdata[number - 1];
	for (IdentityType type = IDENTITY_NAME; type <= IDENTITY_PROFILE; type++) {
		Identity *identity = &inviter->known[type];

		if (strcmp(parts[1], identity_words[type]) != 0 || identity->value != NULL)
			continue;
		identity->value = g_strdup(parts[2]);
		identity->strong = strcmp(parts[0], "strong") == 0;
	}
	return TRUE;
}

static gboolean
read_inviters(SpoolEntry *entry, const Message *header)
{
	const char *value;

	entry->first.name.strong = g_strcmp0(value_of(header, "Inviter-Name-Strong"), "yes") == 0;
	read_identity(header, "Inviter-Email", &entry->first.email);
	read_identity(header, "Inviter-Profile", &entry->first.profile);
	for (guint i = 0; i < message_field_count(header); i++) {
		value = value_at(header, i, "Inviter-More");
		if (value != NULL && !read_more(entry, value))
			return FALSE;
	}
	return TRUE;
}

/* The edits come in their order, and each begins where the one before ends, or later. */
static gboolean
read_edit(SpoolEntry *entry, const char *value, guint64 *at)
{
	guint64 offset, length;

	if (!take_number(&value, &offset) || *value++ != ' ' || !take_number(&value, &length))
		return FALSE;
	if (offset < *at || offset > entry->size || length > entry->size - offset)
		return FALSE;
	*at = offset + length;
	if (*value != '\0' && (*value != ' ' || strchr(value, ':') == NULL))
		return FALSE;
	spool_entry_edit(entry, offset, length, *value == ' ' ? g_strdup(value + 1) : NULL);
	return TRUE;
}

static gboolean
read_edits(SpoolEntry *entry, const Message *header)
{
	const char *value;
	guint64 at = 0;

	for (guint i = 0; i < message_field_count(header); i++)
		if ((value = value_at(header, i, "Edit")) != NULL && !read_edit(entry, value, &at))
			return FALSE;
	return TRUE;
}

/* What nothing can be done without. */
static gboolean
is_complete(const SpoolEntry *entry)
{
	return entry->id != NULL && strlen(entry->id) == ID_LENGTH && entry->sender != NULL &&
	       entry->recipient != NULL && entry->owner != NULL && entry->size > 0;
}

static SpoolEntry *
read_header(const Message *header)
{
	g_autoptr(SpoolEntry) entry = spool_entry_new();

	if (g_strcmp0(value_of(header, FORMAT_FIELD), FORMAT_VERSION) != 0)
		return NULL;
	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
		G_STRUCT_MEMBER(char *, entry, texts[i].offset) =
			g_strdup(value_of(header, texts[i].name));
	for (gsize i = 0; i < G_N_ELEMENTS(lists); i++)
		G_STRUCT_MEMBER(char **, entry, lists[i].offset) = list_of(header, lists[i].name);
	entry->since = (gint64)number_of(header, "Since");
	entry->count = (guint)number_of(header, "Count");
	entry->size = number_of(header, "Message-Size");
	if (!is_complete(entry) || !read_inviters(entry, header) || !read_edits(entry, header))
		return NULL;
	return g_steal_pointer(&entry);
}

SpoolEntry *
spool_entry_parse(const char *text, gsize size, GError **error)
{
	/* What was judged may be limited; what we wrote is read whole. */
	const MessageLimits limits = {
		.body = 1,
		.fields = G_MAXUINT,
		.field_length = G_MAXINT,
		.parts = 1,
		.depth = 1,
	};
	const char *end = g_strstr_len(text, (gssize)size, "\n\n");
	g_autoptr(Message) header = NULL;
	SpoolEntry *entry = NULL;

	if (end != NULL) {
		size = (gsize)(end - text) + 2;
		header = message_new(&limits);
		mailstore_feed(header, text, size);
		entry = read_header(header);
	}
	if (entry != NULL)
		entry->header_size = size;
	else
		g_set_error(error, SPOOL_ERROR, SPOOL_ERROR_BROKEN,
			    "the header of the copy is not whole, or not of this version");
	return entry;
}
