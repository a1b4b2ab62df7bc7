#include "reply.h"

#include <string.h>

/* What mail programs put before the subject of answers and forwards. */
static const char *const prefixes[] = {
	"re",   "aw",   "sv",     "antw", "tr",     "rv",   "fwd",  "fw",   "wg",   "vs",
	"odp",  "ynt",  "res",    "enc",  "rif",    "r",    "i",    "ref",  "rép",  "réf",
	"bls",  "vb",   "doorst", "vl",   "pd",     "ilt",  "i̇lt",  "atb",  "abs",  "továbbítás",
	"απ",   "σχετ", "πρθ",    "отв",  "пересл", "回复", "回覆", "答复", "转发", "轉寄",
	"轉發", "답장", "전달",   "返信", "転送",   NULL,
};

/* Verbs of a line that ends in a colon and introduces a quote: "Jane Doe wrote:". */
static const char *const verbs[] = {
	"wrote",   "writes",  "schrieb", "écrit",   "escribió", "escribio",  "escreveu", "scritto",
	"scrisse", "schreef", "skrev",   "napisał", "napsal",   "kirjoitti", "yazdı",    "писал",
	"написал", "пишет",   "写道",    "寫道",    "さんは",   "작성",      NULL,
};

/* Lines that begin a whole mail in a mail. */
static const char *const marks[] = {
	"original message",
	"forwarded message",
	"begin forwarded",
	"ursprüngliche nachricht",
	"weitergeleitete nachricht",
	"originalnachricht",
	"message d'origine",
	"message d’origine",
	"message original",
	"message transféré",
	"mensaje original",
	"mensaje reenviado",
	"mensagem original",
	"mensagem encaminhada",
	"messaggio originale",
	"messaggio inoltrato",
	"oorspronkelijk bericht",
	"doorgestuurd bericht",
	"original besked",
	"ursprungligt meddelande",
	"opprinnelig melding",
	"wiadomość oryginalna",
	"исходное сообщение",
	"原始邮件",
	"轉寄的郵件",
	NULL,
};

/* What may stand between a prefix and its colon: "Re[2]:", "Re (3):", "Re^2:". */
static const char *
skip_count(const char *p)
{
	while (*p == ' ')
		p++;
	if (*p == '[' || *p == '(') {
		const char *digits = p + 1;
		gsize length = strspn(digits, "0123456789");

		if (length > 0 && strchr("])", digits[length]) != NULL && digits[length] != '\0')
			p = digits + length + 1;
	} else if (*p == '^') {
		p += 1 + strspn(p + 1, "0123456789");
	}
	while (*p == ' ')
		p++;
	return p;
}

/*
 * Only a short word before a colon can be a prefix, so nearly all subjects are
 * done after a glance.
 */
static gboolean
begins_as_reply(const char *subject)
{
	gsize length = strcspn(subject, " :[(^");
	g_autofree char *word = NULL;
	const char *after, *wide;

	wide = g_strstr_len(subject, 24, "：");
	if (wide != NULL && (gsize)(wide - subject) < length)
		length = (gsize)(wide - subject);
	if (length == 0 || length > 24)
		return FALSE;
	after = skip_count(subject + length);
	if (*after != ':' && !g_str_has_prefix(after, "："))
		return FALSE;

	word = g_utf8_strdown(subject, (gssize)length);
	return g_strv_contains(prefixes, word);
}

/*
 * Whether the RAW subject, plain and without a colon, can have no prefix: then it need not be
 * decoded.
 */
static gboolean
has_no_prefix(const char *raw)
{
	for (; *raw != '\0'; raw++)
		if (*raw == ':' || (*raw & 0x80) != 0 || (raw[0] == '=' && raw[1] == '?'))
			return FALSE;
	return TRUE;
}

gboolean
reply_names_parent(Message *message)
{
	return message_raw(message, "In-Reply-To", 0) != NULL ||
	       message_raw(message, "References", 0) != NULL;
}

gboolean
reply_in_header(Message *message)
{
	const char *raw;

	if (reply_names_parent(message))
		return TRUE;

	raw = message_raw(message, "Subject", 0);
	return raw != NULL && !has_no_prefix(raw) && begins_as_reply(message_subject(message));
}

static gboolean
has_any(const char *line, const char *const *words)
{
	for (; *words != NULL; words++)
		if (strstr(line, *words) != NULL)
			return TRUE;
	return FALSE;
}

/* Whether a line of LENGTH bytes introduces a quote; longer ones are prose. */
static gboolean
introduces(const char *line, gsize length)
{
	g_autofree char *lower = NULL;

	if (length == 0 || length > 400)
		return FALSE;

	lower = g_strchomp(g_utf8_strdown(line, (gssize)length));
	if (g_str_has_suffix(lower, ":") || g_str_has_suffix(lower, "："))
		return has_any(lower, verbs);
	return has_any(lower, marks);
}

/* Whether one of the last few lines of TEXT that are not empty introduces a quote. */
static gboolean
ends_in_attribution(const char *text)
{
	const char *end = text + strlen(text);
	guint lines = 0;

	while (end > text && lines < 3) {
		const char *begin;

		while (end > text && g_ascii_isspace(end[-1]))
			end--;
		begin = end;
		while (begin > text && begin[-1] != '\n')
			begin--;
		if (introduces(begin, (gsize)(end - begin)))
			return TRUE;
		end = begin;
		lines++;
	}
	return FALSE;
}

/* Whether one of the first lines of QUOTED introduces it. */
static gboolean
begins_with_attribution(const char *quoted)
{
	for (guint lines = 0; *quoted != '\0' && lines < 3;) {
		gsize length = strcspn(quoted, "\n");

		if (introduces(quoted, length))
			return TRUE;
		if (length > 0 && !g_ascii_isspace(*quoted))
			lines++;
		quoted += length + (quoted[length] == '\n');
	}
	return FALSE;
}

/*
 * Words without any link over a quote that has them: who invites gives the link
 * in the own words.  HTML keeps its links out of the text, so nothing follows there.
 */
static gboolean
answers_links(const MessageText *text)
{
	return !text->has_html && strstr(text->quoted, "://") != NULL &&
	       strstr(text->text, "://") == NULL &&
	       strspn(text->text, " \t\r\n") < strlen(text->text);
}

gboolean
reply_in_body(const MessageText *text)
{
	if (text->quoted == NULL || *text->quoted == '\0')
		return FALSE;

	return begins_with_attribution(text->quoted) ||
	       (text->text != NULL && (ends_in_attribution(text->text) || answers_links(text)));
}

/* Whether the raw VALUE of Content-Type is TYPE. */
static gboolean
is_type(const char *value, const char *type)
{
	gsize length = strlen(type);

	if (value == NULL)
		return FALSE;
	while (g_ascii_isspace(*value))
		value++;
	return g_ascii_strncasecmp(value, type, length) == 0 &&
	       (value[length] == '\0' || value[length] == ';' || g_ascii_isspace(value[length]));
}

static gboolean
contains_ignoring_case(const char *value, const char *part)
{
	g_autofree char *lower = g_ascii_strdown(value, -1);

	return strstr(lower, part) != NULL;
}

/* A bounce has nobody to bounce to. */
static gboolean
is_from_mailer(Message *message)
{
	const char *sender = message_sender_path(message);
	const Mailbox *from;

	if (sender == NULL || *sender != '\0')
		return FALSE;

	from = message_from(message);
	return from != NULL && (g_ascii_strncasecmp(from->address, "mailer-daemon", 13) == 0 ||
				g_ascii_strncasecmp(from->address, "postmaster@", 11) == 0);
}

gboolean
reply_is_notice(Message *message)
{
	const char *type = message_raw(message, "Content-Type", 0);
	const char *class = message_raw(message, "Content-Class", 0);

	return is_type(type, "multipart/report") || is_type(type, "message/delivery-status") ||
	       is_type(type, "text/calendar") ||
	       (class != NULL && contains_ignoring_case(class, "calendarmessage")) ||
	       is_from_mailer(message);
}

gboolean
reply_is_notice_in_body(const MessageText *text)
{
	return text->has_calendar || text->has_report;
}
