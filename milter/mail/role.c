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

static gboolean
has_part(const char *local, const char *const *parts)
{
	g_autoptr(GString) joined = g_string_new(NULL);

	for (const char *p = local; *p != '\0'; p++) {
		if (strchr("._-", *p) == NULL)
			g_string_append_c(joined, *p);
	}
	for (; *parts != NULL; parts++) {
		if (strstr(joined->str, *parts) != NULL)
			return TRUE;
	}
	return FALSE;
}

static gboolean
is_number(const char *word)
{
	return strspn(word, "0123456789") == strlen(word);
}

/* "info2" is "info". */
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
	const char *at = strrchr(address, '@');
	g_autofree char *local = g_ascii_strdown(address, at != NULL ? at - address : -1);
	g_auto(GStrv) words = NULL;
	guint common = 0;
	gboolean all_common = TRUE;

	/* What follows a "+" is a token of the network's: only the words before it tell. */
	local[strcspn(local, "+")] = '\0';
	if (has_part(local, telling_parts))
		return TRUE;

	words = g_strsplit_set(local, "._-", 32);
	for (char **word = words; *word != NULL; word++) {
		if (is_number(*word))
			continue;
		cut_digits(*word);
		if (g_strv_contains(telling_words, *word))
			return TRUE;
		if (g_strv_contains(common_words, *word))
			common++;
		else
			all_common = FALSE;
	}
	return all_common && common > 0;
}
