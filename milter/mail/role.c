/*
 * Which local-parts are nobody's own.  Sorted by how sure a word is: some tell
 * wherever they stand, some only as a word of their own, and common words such
 * as "news" only if nothing else stands beside them.
 */
#include "mailbox.h"

#include <string.h>

/* Anywhere, separators taken out: no_reply, do-not-reply, messages-noreply ... */
static const char *const telling_parts[128] = {
	['a'] = "automail autoreply autoresponder",
	['b'] = "benachrichtigung",
	['c'] = "connectionrequest contactrequest convite",
	['d'] = "donotreply donotrespond dontreply",
	['e'] = "einladung",
	['f'] = "friendrequest",
	['i'] = "invitacion invitation",
	['k'] = "keineantwort",
	['l'] = "listserv",
	['m'] = "mailerdaemon mailrobot majordomo memberservice membership",
	['n'] = "naoresponda nepasrepondre nereply newsletter nichtantworten noreply noresponder "
		"notification",
	['p'] = "postmaster",
	['u'] = "uitnodiging unsubscribe userinvite",
	['z'] = "zaproszenie",
};

#define SHORTEST_PART 7

/* As a word between separators: first_reminder, invite+token, twitter-invite-x ... */
static const char *const telling_words[128] = {
	['a'] = "addrupdate alerts",
	['b'] = "bounce bounces",
	['c'] = "connections",
	['d'] = "daemon",
	['i'] = "interaction invite invitee invites",
	['m'] = "mailer mailman member members msgalert",
	['n'] = "notices notif notifier notifs notify",
	['r'] = "reminder reminders replies request requests robot",
	['u'] = "updates",
};

/* Only if all words of the local-part are such, or numbers. */
static const char *const common_words[128] = {
	['a'] = "abuse account accounts activity admin administrator alert app apps auto automated",
	['b'] = "billing bonjour bot",
	['c'] = "care center community confirm confirmation connect contact contacto contacts "
		"contato crew customer",
	['d'] = "digest do",
	['e'] = "email equipe equipo",
	['f'] = "feedback first founders friend friends friendship",
	['g'] = "groups",
	['h'] = "hallo hello help helpdesk hey hi hola hostmaster",
	['i'] = "info",
	['j'] = "jobs",
	['k'] = "kontakt",
	['l'] = "list",
	['m'] = "mail marketing message messages messaging",
	['n'] = "network news no nobody not",
	['o'] = "office",
	['p'] = "password people press privacy",
	['r'] = "register registration reply root",
	['s'] = "sales second security service services sender share signup social soporte staff "
		"suporte support system",
	['t'] = "team third",
	['u'] = "update",
	['v'] = "verify via",
	['w'] = "web webmaster welcome www",
};

/* Longer local-parts are cut (RFC 5321 section 4.5.3.1 allows 64 bytes). */
#define LONGEST 256

/* Whether one of TABLE, words by their first letter, begins TEXT, or is all of it. */
static gboolean
is_one_of(const char *const table[128], const char *text, gboolean all)
{
	const char *word = (*text & 0x80) == 0 ? table[(guchar)*text] : NULL;

	while (word != NULL) {
		const char *rest = text;

		for (; *word != '\0' && *word == *rest; word++)
			rest++;
		if ((*word == '\0' || *word == ' ') && (!all || *rest == '\0'))
			return TRUE;
		word = strchr(word, ' ');
		if (word != NULL)
			word++;
	}
	return FALSE;
}

static gboolean
is_separator(char c)
{
	return c == '.' || c == '_' || c == '-';
}

static gboolean
has_telling_part(const char *local)
{
	char joined[LONGEST];
	gsize length = 0;

	for (const char *p = local; *p != '\0'; p++)
		if (!is_separator(*p))
			joined[length++] = *p;
	joined[length] = '\0';
	for (gsize i = 0; i + SHORTEST_PART <= length; i++)
		if (is_one_of(telling_parts, joined + i, FALSE))
			return TRUE;
	return FALSE;
}

/*
 * The local-part of ADDRESS in lower case, up to a "+": what follows is a token of the network's.
 */
static void
read_local(const char *address, char local[LONGEST])
{
	const char *at = strrchr(address, '@');
	gsize length = 0;

	for (const char *p = address; *p != '\0' && p != at && *p != '+'; p++)
		if (length < LONGEST - 1)
			local[length++] = g_ascii_isupper(*p) ? g_ascii_tolower(*p) : *p;
	local[length] = '\0';
}

/* Cut the word off TEXT; returns what follows it, NULL at the end. */
static char *
cut_word(char *text)
{
	char *end = text;

	while (*end != '\0' && !is_separator(*end))
		end++;
	if (*end == '\0')
		return NULL;
	*end = '\0';
	return end + 1;
}

/* "info2" is "info"; of a number nothing is left. */
static void
cut_digits(char *word)
{
	gsize length = strlen(word);

	while (length > 0 && g_ascii_isdigit(word[length - 1]))
		word[--length] = '\0';
}

gboolean
mailbox_is_role(const char *address)
{
	char local[LONGEST];
	guint common = 0;
	gboolean all_common = TRUE;

	read_local(address, local);
	if (has_telling_part(local))
		return TRUE;

	for (char *word = local, *next; word != NULL; word = next) {
		next = cut_word(word);
		cut_digits(word);
		if (*word == '\0')
			continue;
		if (is_one_of(telling_words, word, TRUE))
			return TRUE;
		if (is_one_of(common_words, word, TRUE))
			common++;
		else
			all_common = FALSE;
	}
	return all_common && common > 0;
}
