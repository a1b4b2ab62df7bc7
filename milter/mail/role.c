/*
 * Which local-parts are nobody's own.  Sorted by how sure a word is: some tell
 * wherever they stand, some only as a word of their own, and common words such
 * as "news" only if nothing else stands beside them.
 */
#include "mailbox.h"

#include <string.h>

/* Anywhere, separators taken out: no_reply, do-not-reply, messages-noreply ... */
static const char *const telling_parts[] = {
	"noreply",     "donotreply",	   "dontreply",	   "nereply",	 "mailerdaemon",
	"postmaster",  "mailrobot",	   "notification", "invitation", "newsletter",
	"unsubscribe", "autoresponder",	   "autoreply",	   "listserv",	 "majordomo",
	"einladung",   "benachrichtigung", NULL,
};

/* As a word between separators: first_reminder, invite+token, twitter-invite-x ... */
static const char *const telling_words[] = {
	"addrupdate", "alerts",	 "bounce",   "bounces",	    "connections", "daemon",
	"invite",     "invites", "invitee",  "interaction", "mailer",	   "mailman",
	"member",     "members", "msgalert", "notify",	    "notifier",	   "reminder",
	"reminders",  "request", "requests", "robot",	    "updates",	   NULL,
};

/* Only if all words of the local-part are such, or numbers. */
static const char *const common_words[] = {
	"abuse",      "account",      "accounts",     "admin",	   "administrator", "alert",
	"automated",  "billing",      "bot",	      "care",	   "center",	    "community",
	"confirm",    "confirmation", "connect",      "contact",   "contacts",	    "customer",
	"digest",     "do",	      "email",	      "feedback",  "first",	    "friend",
	"friends",    "groups",	      "hello",	      "help",	   "helpdesk",	    "hi",
	"hostmaster", "info",	      "jobs",	      "kontakt",   "list",	    "mail",
	"marketing",  "message",      "messages",     "messaging", "network",	    "news",
	"no",	      "nobody",	      "not",	      "office",	   "password",	    "press",
	"privacy",    "register",     "registration", "reply",	   "root",	    "sales",
	"second",     "security",     "service",      "services",  "share",	    "signup",
	"social",     "staff",	      "support",      "system",	   "team",	    "third",
	"update",     "verify",	      "via",	      "web",	   "webmaster",	    "welcome",
	"www",	      NULL,
};

/* Longer local-parts are cut (RFC 5321 section 4.5.3.1 allows 64 bytes). */
#define LONGEST 256

/* Whether one of WORDS is TEXT, or begins it; only those of its first letter are compared. */
static gboolean
any_is(const char *const *words, const char *text)
{
	for (; *words != NULL; words++)
		if (**words == *text && strcmp(*words, text) == 0)
			return TRUE;
	return FALSE;
}

static gboolean
any_begins(const char *const *words, const char *text)
{
	for (; *words != NULL; words++)
		if (**words == *text && strncmp(*words, text, strlen(*words)) == 0)
			return TRUE;
	return FALSE;
}

static gboolean
is_separator(char c)
{
	return c == '.' || c == '_' || c == '-';
}

static gboolean
has_part(const char *local, const char *const *parts)
{
	char joined[LONGEST];
	gsize length = 0;

	for (const char *p = local; *p != '\0'; p++)
		if (!is_separator(*p))
			joined[length++] = *p;
	joined[length] = '\0';
	for (const char *p = joined; *p != '\0'; p++)
		if (any_begins(parts, p))
			return TRUE;
	return FALSE;
}

/* The local-part of ADDRESS in lower case, up to a "+": what follows is a token of the network's. */
static void
read_local(const char *address, char local[LONGEST])
{
	const char *at = strrchr(address, '@');
	gsize length = 0;

	for (const char *p = address; *p != '\0' && p != at && *p != '+'; p++)
		if (length < LONGEST - 1)
			local[length++] = g_ascii_tolower(*p);
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
	if (has_part(local, telling_parts))
		return TRUE;

	for (char *word = local, *next; word != NULL; word = next) {
		next = cut_word(word);
		cut_digits(word);
		if (*word == '\0')
			continue;
		if (any_is(telling_words, word))
			return TRUE;
		if (any_is(common_words, word))
			common++;
		else
			all_common = FALSE;
	}
	return all_common && common > 0;
}
