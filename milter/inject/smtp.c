#include "smtp.h"

#include <string.h>

#include "envelope.h"
#include "wire.h"
#include "xforward.h"

enum {
	ANSWER_SECONDS = 60,
	/* It writes the mail to disk first; who hangs up here may have it delivered twice. */
	END_SECONDS = 5 * 60,
	QUIT_SECONDS = 2,
};

/* The first digit of the answer that says: go on. */
typedef enum { DONE = 2, GIVE_MORE = 3 } Reply;

struct Smtp {
	char *listener;
	Wire *wire;
	char **extensions; /* lines of the answer to EHLO, without the first */
	gboolean is_usable;
};

/* TEXT becomes one line. */
static gboolean
fail_by_answer(const Smtp *smtp, const char *step, guint code, char *text, GError **error)
{
	SmtpErrorCode kind = SMTP_ERROR_UNREACHABLE;

	if (code / 100 == 4)
		kind = SMTP_ERROR_TEMPORARY;
	if (code / 100 == 5)
		kind = SMTP_ERROR_REFUSED;
	g_set_error(error, SMTP_ERROR, kind, "%s: answered %s with %u %s", smtp->listener, step,
		    code, g_strdelimit(text, "\n", ' '));
	return FALSE;
}

/* The answer to STEP, which must be REPLY, in *TEXT (transfer full, nullable). */
static gboolean
hear(Smtp *smtp, const char *step, Reply reply, guint seconds, char **text, GError **error)
{
	g_autofree char *said = NULL;
	guint code = wire_answer(smtp->wire, seconds, &said, error);

	/* After 421 it hangs up; after what does not fit nobody knows what it waits for. */
	smtp->is_usable =
		code / 100 == reply || ((code / 100 == 4 || code / 100 == 5) && code != 421);
	if (code == 0)
		return FALSE;
	if (code / 100 != reply)
		return fail_by_answer(smtp, step, code, said, error);
	if (text != NULL)
		*text = g_steal_pointer(&said);
	return TRUE;
}

/* COMMAND, its first word the step, and the answer. */
static gboolean
ask(Smtp *smtp, const char *command, Reply reply, guint seconds, char **text, GError **error)
{
	g_autofree char *step = g_strndup(command, strcspn(command, " "));

	smtp->is_usable = wire_put(smtp->wire, command, strlen(command), error) &&
			  wire_put(smtp->wire, "\r\n", 2, error) && wire_flush(smtp->wire, error);
	return smtp->is_usable && hear(smtp, step, reply, seconds, text, error);
}

/* The greeting, and what the listener offers. */
static gboolean
greet(Smtp *smtp, const char *helo, GError **error)
{
	g_autofree char *command = g_strconcat("EHLO ", helo, NULL);
	g_autofree char *said = NULL;
	const char *extensions;

	if (!hear(smtp, "our call", DONE, ANSWER_SECONDS, NULL, error) ||
	    !ask(smtp, command, DONE, ANSWER_SECONDS, &said, error))
		return FALSE;
	/* Its first line is the listener's name. */
	extensions = strchr(said, '\n');
	smtp->extensions = g_strsplit(extensions != NULL ? extensions + 1 : "", "\n", -1);
	return TRUE;
}

Smtp *
smtp_open(const char *listener, const char *helo, GError **error)
{
	g_autoptr(Smtp) smtp = g_new0(Smtp, 1);
	g_autoptr(GError) failed = NULL;

	if (*helo == '\0' || strpbrk(helo, " \t\r\n") != NULL) {
		g_set_error(error, SMTP_ERROR, SMTP_ERROR_UNREACHABLE,
			    "%s: expected our host name for EHLO", listener);
		return NULL;
	}
	smtp->listener = g_strdup(listener);
	smtp->wire = wire_open(listener, error);
	if (smtp->wire == NULL)
		return NULL;
	if (!greet(smtp, helo, &failed)) {
		/* Whatever it said, it was not about a mail. */
		failed->code = SMTP_ERROR_UNREACHABLE;
		g_propagate_error(error, g_steal_pointer(&failed));
		return NULL;
	}
	return g_steal_pointer(&smtp);
}

/*
 * Who brought the mail.  A listener that dislikes it gets the mail all the same, as from Postfix.
 */
static gboolean
forward_client(Smtp *smtp, const SmtpMail *mail, GError **error)
{
	const char *offered = envelope_extension((const char *const *)smtp->extensions, "XFORWARD");
	g_auto(GStrv) commands = xforward_commands(mail, offered);

	for (guint i = 0; commands[i] != NULL; i++) {
		g_autoptr(GError) failed = NULL;

		if (!ask(smtp, commands[i], DONE, ANSWER_SECONDS, NULL, &failed) &&
		    !smtp->is_usable) {
			g_propagate_error(error, g_steal_pointer(&failed));
			return FALSE;
		}
	}
	return TRUE;
}

/* SIZE bytes of the mail behind *LAST, at first a line end: dots doubled, lines ended by CRLF. */
static gboolean
put_lines(Wire *wire, char *last, const char *data, gsize size, GError **error)
{
	const char *end = data + size;

	while (data < end) {
		const char *newline = memchr(data, '\n', (gsize)(end - data));
		const char *stop = newline != NULL ? newline : end;

		if (*last == '\n' && *data == '.' && !wire_put(wire, ".", 1, error))
			return FALSE;
		if (!wire_put(wire, data, (gsize)(stop - data), error))
			return FALSE;
		if (stop > data)
			*last = stop[-1];
		if (newline == NULL)
			break;
		if (!wire_put(wire, *last == '\r' ? "\n" : "\r\n", *last == '\r' ? 1 : 2, error))
			return FALSE;
		*last = '\n';
		data = newline + 1;
	}
	return TRUE;
}

/* All but the final dot. */
static gboolean
put_mail(Wire *wire, const SmtpMail *mail, GError **error)
{
	const char *data = NULL;
	gsize size = 1;
	char last = '\n';

	while (size > 0) {
		g_autoptr(GError) failed = NULL;

		if (!mail->read(mail->source, &data, &size, &failed)) {
			g_set_error_literal(error, SMTP_ERROR, SMTP_ERROR_MAIL, failed->message);
			return FALSE;
		}
		if (!put_lines(wire, &last, data, size, error))
			return FALSE;
	}
	return (last == '\n' || wire_put(wire, "\r\n", 2, error)) && wire_flush(wire, error);
}

/* The mail after 354, and the listener's word that it has it. */
static gboolean
hand_over(Smtp *smtp, const SmtpMail *mail, char **answer, GError **error)
{
	/* Within a mail the only way to take it back is to hang up. */
	smtp->is_usable = FALSE;
	return put_mail(smtp->wire, mail, error) &&
	       (mail->before_end == NULL || mail->before_end(mail->source, error)) &&
	       wire_put(smtp->wire, ".\r\n", 3, error) && wire_flush(smtp->wire, error) &&
	       hear(smtp, "the mail", DONE, END_SECONDS, answer, error);
}

/* MAIL and RCPT for MAIL (transfer full), before anything of it has been said. */
static gboolean
compose(const Smtp *smtp, const SmtpMail *mail, char **from, char **to, GError **error)
{
	const char *const *offered = (const char *const *)smtp->extensions;

	*from = envelope_command("MAIL FROM:", mail->sender, mail->sender_parameters, offered,
				 error);
	if (*from != NULL)
		*to = envelope_command("RCPT TO:", mail->recipient, mail->recipient_parameters,
				       offered, error);
	if (*from == NULL || *to == NULL)
		g_prefix_error(error, "%s: ", smtp->listener);
	return *from != NULL && *to != NULL;
}

gboolean
smtp_send(Smtp *smtp, const SmtpMail *mail, char **answer, GError **error)
{
	g_autofree char *said = NULL;
	g_autofree char *from = NULL;
	g_autofree char *to = NULL;

	if (!smtp->is_usable) {
		g_set_error(error, SMTP_ERROR, SMTP_ERROR_UNREACHABLE,
			    "%s: the connection was given up", smtp->listener);
		return FALSE;
	}
	if (!compose(smtp, mail, &from, &to, error))
		return FALSE;
	if (forward_client(smtp, mail, error) &&
	    ask(smtp, from, DONE, ANSWER_SECONDS, NULL, error) &&
	    ask(smtp, to, DONE, ANSWER_SECONDS, NULL, error) &&
	    ask(smtp, "DATA", GIVE_MORE, ANSWER_SECONDS, NULL, error) &&
	    hand_over(smtp, mail, &said, error)) {
		if (answer != NULL)
			*answer = g_strdelimit(g_steal_pointer(&said), "\n", ' ');
		return TRUE;
	}
	/* Who does not forget the refused mail cannot get another. */
	smtp->is_usable = smtp->is_usable && ask(smtp, "RSET", DONE, ANSWER_SECONDS, NULL, NULL);
	return FALSE;
}

gboolean
smtp_is_usable(const Smtp *smtp)
{
	return smtp->is_usable;
}

void
smtp_close(Smtp *smtp)
{
	if (smtp == NULL)
		return;
	if (smtp->is_usable)
		ask(smtp, "QUIT", DONE, QUIT_SECONDS, NULL, NULL);
	wire_close(smtp->wire);
	g_strfreev(smtp->extensions);
	g_free(smtp->listener);
	g_free(smtp);
}
