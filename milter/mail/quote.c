#include "quote.h"

#include <string.h>

/* How a line of attribution begins and what ends it; its first line has a digit, for the date. */
/* clang-format off */
static const struct {
	const char *begin; /* "": anything */
	const char *verb;  /* stands in it */
	const char *end;
} attributions[] = {
	{ "On ", "wrote", ":" },
	{ "Am ", "schrieb", ":" },
	{ "Le ", "a écrit", ":" },
	{ "El ", "escribió", ":" },
	{ "Em ", "escreveu", ":" },
	{ "A ", "escreveu", ":" },
	{ "No dia ", "escreveu", ":" },
	{ "Il ", "ha scritto", ":" },
	{ "Op ", "schreef", ":" },
	{ "W dniu ", "pisze", ":" },
	{ "W dniu ", "napisał", ":" },
	{ "Den ", "skrev", ":" },
	{ "Dne ", "napsal", ":" },
	{ "", "kirjoitti", ":" },
	{ "", "написал", ":" },
	{ "", "şunu yazdı", ":" },
	{ "", "ezt írta", ":" },
	{ "", "写道", "：" },
	{ "", "写道", ":" },
	{ "", "寫道", "：" },
	{ "", "のメール", ":" },
};
/* clang-format on */

/* Between dashes, or on a line of their own, in lower case. */
static const char *const forward_marks[] = {
	"original message",
	"forwarded message",
	"begin forwarded message",
	"ursprüngliche nachricht",
	"originalnachricht",
	"weitergeleitete nachricht",
	"anfang der weitergeleiteten nachricht",
	"message d'origine",
	"message d’origine",
	"message original",
	"message transféré",
	"message initial",
	"début du message transféré",
	"début du message réexpédié",
	"mensaje original",
	"mensaje reenviado",
	"inicio del mensaje reenviado",
	"mensagem original",
	"mensagem encaminhada",
	"forwarded message from",
	"início da mensagem reencaminhada",
	"messaggio originale",
	"messaggio inoltrato",
	"forwarded by",
	"inizio messaggio inoltrato",
	"oorspronkelijk bericht",
	"doorgestuurd bericht",
	"begin doorgestuurd bericht",
	"oprindelig meddelelse",
	"ursprungligt meddelande",
	"opprinnelig melding",
	"wiadomość oryginalna",
	"wiadomość przekazana",
	"исходное сообщение",
	"пересылаемое сообщение",
	"原始邮件",
	"转发邮件信息",
	"元のメッセージ",
};

/* The fields that Outlook puts on top of what it quotes. */
/* clang-format off */
static const struct {
	const char *from, *sent, *to, *subject;
} outlook_fields[] = {
	{ "From:", "Sent:", "To:", "Subject:" },
	{ "From:", "Date:", "To:", "Subject:" },
	{ "Von:", "Gesendet:", "An:", "Betreff:" },
	{ "Von:", "Datum:", "An:", "Betreff:" },
	{ "De :", "Envoyé :", "À :", "Objet :" },
	{ "De:", "Envoyé:", "À:", "Objet:" },
	{ "De:", "Enviado:", "Para:", "Asunto:" },
	{ "De:", "Enviado el:", "Para:", "Asunto:" },
	{ "De:", "Enviado:", "Para:", "Assunto:" },
	{ "De:", "Enviada em:", "Para:", "Assunto:" },
	{ "Da:", "Inviato:", "A:", "Oggetto:" },
	{ "Van:", "Verzonden:", "Aan:", "Onderwerp:" },
	{ "Fra:", "Sendt:", "Til:", "Emne:" },
	{ "Från:", "Skickat:", "Till:", "Ämne:" },
	{ "Od:", "Wysłano:", "Do:", "Temat:" },
	{ "От:", "Отправлено:", "Кому:", "Тема:" },
	{ "发件人:", "发送时间:", "收件人:", "主题:" },
	{ "差出人:", "送信日時:", "宛先:", "件名:" },
};
/* clang-format on */

static const char *
next_line(const char *line)
{
	line += strcspn(line, "\n");
	return *line == '\n' ? line + 1 : line;
}

/* ">From " at the beginning of a line is how an mbox protects itself. */
static gboolean
is_marked(const char *line)
{
	return *line == '>' && !g_str_has_prefix(line, ">From ");
}

/* An attribution is broken over up to three lines; the quote below it has marks. */
static char *
join_lines(const char *line)
{
	enum { MOST_LINES = 3, LONGEST_LINE = 200 };
	GString *joined = g_string_new(NULL);
	guint i;

	for (i = 0; i < MOST_LINES; i++) {
		gsize length = strcspn(line, "\n");

		if (length == 0 || length > LONGEST_LINE || is_marked(line))
			break;
		g_string_append_len(joined, line, (gssize)length);
		g_strchomp(joined->str);
		g_string_truncate(joined, strlen(joined->str));
		if (g_str_has_suffix(joined->str, ":") || g_str_has_suffix(joined->str, "："))
			break;
		g_string_append_c(joined, ' ');
		line = next_line(line);
	}
	return g_string_free(joined, FALSE);
}

static gboolean
has_digit(const char *line, gsize length)
{
	while (length > 0) {
		if (g_ascii_isdigit(line[--length]))
			return TRUE;
	}
	return FALSE;
}

static gboolean
is_attribution(const char *line)
{
	g_autofree char *joined = NULL;
	gsize i;

	if (!has_digit(line, strcspn(line, "\n")))
		return FALSE;
	joined = join_lines(line);
	for (i = 0; i < G_N_ELEMENTS(attributions); i++) {
		if (g_str_has_prefix(joined, attributions[i].begin) &&
		    g_str_has_suffix(joined, attributions[i].end) &&
		    strstr(joined, attributions[i].verb) != NULL)
			return TRUE;
	}
	return FALSE;
}

/* "-----Original Message-----", "Begin forwarded message:". */
static gboolean
is_forward_mark(const char *line)
{
	enum { LONGEST_MARK = 120 };
	gsize dashes = strspn(line, "-_ ");
	gsize length = strcspn(line + dashes, "\n");
	g_autofree char *words = NULL, *folded = NULL;
	gboolean enclosed;
	gsize i;

	if (length == 0 || length > LONGEST_MARK)
		return FALSE;
	words = g_strchomp(g_strndup(line + dashes, length));
	enclosed = dashes > 1 && g_str_has_suffix(words, "--");
	if (!enclosed && !g_str_has_suffix(words, ":"))
		return FALSE;
	for (i = strlen(words); i > 0 && strchr("-_ :", words[i - 1]) != NULL; i--)
		words[i - 1] = '\0';
	folded = g_utf8_strdown(words, -1);
	for (i = 0; i < G_N_ELEMENTS(forward_marks); i++) {
		if (strcmp(folded, forward_marks[i]) == 0 ||
		    (enclosed && dashes > 4 && g_str_has_prefix(folded, forward_marks[i])))
			return TRUE;
	}
	return FALSE;
}

/* Stars and spaces in front come from bold type. */
static gboolean
begins_with(const char *line, const char *word)
{
	line += strspn(line, "* ");
	return g_str_has_prefix(line, word);
}

/* From, sent and to or subject on lines that follow each other. */
static gboolean
is_outlook_header(const char *line)
{
	enum { MOST_LINES = 6 };
	gsize i;

	/* Most lines are no field. */
	if (line[strcspn(line, ":\n")] != ':')
		return FALSE;
	for (i = 0; i < G_N_ELEMENTS(outlook_fields); i++) {
		const char *next = line;
		gboolean sent = FALSE, rest = FALSE;
		guint lines;

		if (!begins_with(line, outlook_fields[i].from))
			continue;
		for (lines = 0; lines < MOST_LINES && *next != '\0'; lines++) {
			next = next_line(next);
			sent |= begins_with(next, outlook_fields[i].sent);
			rest |= begins_with(next, outlook_fields[i].to) ||
				begins_with(next, outlook_fields[i].subject);
		}
		if (sent && rest)
			return TRUE;
	}
	return FALSE;
}

gsize
quote_find(const char *text, QuoteForm form)
{
	enum { LOOKED_AT = 20000 }; /* lines; each may begin what is looked for, and that costs */
	const char *line = text;

	for (guint i = 0; *line != '\0' && i < LOOKED_AT; i++, line = next_line(line)) {
		if ((form == QUOTE_PLAIN && is_marked(line)) || is_forward_mark(line) ||
		    is_outlook_header(line) || is_attribution(line))
			return (gsize)(line - text);
	}
	return strlen(text);
}

char *
quote_unmark(char *text)
{
	char *to = text;
	const char *from = text;

	while (*from != '\0') {
		gsize length;

		while (*from == '>') {
			from++;
			if (*from == ' ')
				from++;
		}
		length = (gsize)(next_line(from) - from);
		memmove(to, from, length);
		to += length;
		from += length;
	}
	*to = '\0';
	return text;
}
