/*
 * Mails of invented people, signed by dkimpy, Mail::DKIM, OpenDKIM and Rspamd
 * (tests/verify/make-signed.py): each verifies, and none does when an octet that it signs changes.
 */
#include "given.h"
#include "mail/dkim-signature.h"
#include "mail/tag-list.h"
#include "signer.h"
#include "verify/verification.h"

/* One mail of a file: "SIZE TITLE\n", SIZE octets, "\n\n". */
typedef struct Mail {
	char *title, *data;
	gsize size;
} Mail;

static void
mail_free(gpointer data)
{
	Mail *mail = data;

	g_free(mail->title);
	g_free(mail->data);
	g_free(mail);
}

static GPtrArray *
read_mails(const char *signer)
{
	const char *root = g_getenv("ROOT");
	g_autofree char *path = g_strdup_printf("%s/tests/verify/signed/%s.mails",
						root != NULL ? root : ".", signer);
	GPtrArray *mails = g_ptr_array_new_with_free_func(mail_free);
	g_autofree char *text = NULL;
	gsize size;

	g_assert_true(g_file_get_contents(path, &text, &size, NULL));
	for (char *p = text; p < text + size;) {
		Mail *mail = g_new0(Mail, 1);
		char *title, *end = memchr(p, '\n', (gsize)(text + size - p));

		mail->size = (gsize)strtoul(p, &title, 10);
		mail->title = g_strndup(title + 1, (gsize)(end - title - 1));
		mail->data = g_memdup2(end + 1, mail->size + 1);
		mail->data[mail->size] = '\0';
		g_ptr_array_add(mails, mail);
		p = end + 1 + mail->size + 2;
	}
	return mails;
}

/* The keys of tests/verify/keys, each under its own name. */
static const char *const key_names[] = { "rsa-1024", "rsa-2048", "rsa-4096", "ed25519" };
static char *records[G_N_ELEMENTS(key_names)];

static void
look_up(KeySource *source, GPtrArray *queries, gint64 deadline)
{
	(void)source;
	(void)deadline;
	for (guint i = 0; i < queries->len; i++) {
		KeyQuery *query = g_ptr_array_index(queries, i);

		for (guint k = 0; k < G_N_ELEMENTS(key_names); k++) {
			g_autofree char *name =
				g_strconcat(key_names[k], "._domainkey.example.org", NULL);

			if (strcmp(name, query->name) != 0)
				continue;
			query->answer = KEY_FOUND;
			query->texts =
				g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
			g_ptr_array_add(query->texts, g_bytes_new(records[k], strlen(records[k])));
		}
	}
}

static gboolean
want_all(const char *domain, gconstpointer data)
{
	(void)domain;
	(void)data;
	return TRUE;
}

/* Why the signature of the SIZE octets at DATA does not pass; "" if it does (transfer full). */
static char *
fault(const char *data, gsize size, gsize piece)
{
	KeySource keys = { .look_up = look_up };
	g_autoptr(Message) message = message_new(NULL);
	g_autoptr(Verification) verification = NULL;
	g_autoptr(GPtrArray) found = NULL;
	g_autofree char *unable = NULL;
	const char *body = g_strstr_len(data, (gssize)size, "\r\n\r\n");
	VerificationAnswer answer;
	Verifier *verifier;
	const Signature *signature;

	body = body != NULL ? body + 4 : data + size;
	mailstore_feed(message, data, (gsize)(body - data));
	verification = verification_new(message, want_all, NULL, G_MAXUINT64);
	if (verification == NULL)
		return g_strdup("none");
	for (gsize at = 0; at < size - (gsize)(body - data); at += piece)
		verification_add_body(verification, body + at,
				      MIN(piece, size - (gsize)(body - data) - at));
	verifier = verification_answer(&answer, verification, &keys, G_USEC_PER_SEC);
	found = verifier->verify(verifier, message, want_all, NULL, &unable);
	g_assert_cmpuint(found->len, ==, 1);
	signature = g_ptr_array_index(found, 0);
	return g_strdup(signature->reason != NULL ? signature->reason : "");
}

static void
test_verifies(gconstpointer data)
{
	g_autoptr(GPtrArray) mails = read_mails(data);

	for (guint i = 0; i < mails->len; i++) {
		const Mail *mail = g_ptr_array_index(mails, i);
		const gsize pieces[] = { G_MAXSIZE / 2, 1, 2, 7, 4096 };

		for (guint p = 0; p < G_N_ELEMENTS(pieces); p++) {
			g_autofree char *why = fault(mail->data, mail->size, pieces[p]);

			if (*why != '\0')
				g_test_message("mail %u (%s), pieces of %" G_GSIZE_FORMAT ": %s", i,
					       mail->title, pieces[p], why);
			g_assert_cmpstr(why, ==, "");
		}
	}
	g_test_message("%u mails", mails->len);
	g_assert_cmpuint(mails->len, >=, 36);
}

/* Whether the field at LINE of HEADER is signed: all that are called so. */
static gboolean
is_signed_field(const char *line, const DkimSignature *signature, const char *header)
{
	g_autofree char *name = g_strndup(line, strcspn(line, ": \t"));
	g_autofree char *start = g_strdup_printf("\r\n%s", name);
	g_autofree char *lower = g_ascii_strdown(header, -1), *wanted = g_ascii_strdown(start, -1);
	guint count = 0;

	for (const char *p = lower; (p = strstr(p, wanted)) != NULL; p++)
		count += p[strlen(wanted)] == ':' || p[strlen(wanted)] == ' ';
	/* A name that stands several times is signed from the last one on. */
	return dkim_signature_signs(signature, name) >= MAX(count, 1) && count > 0;
}

/* The SIZE octets at TEXT but for each CR (transfer full). */
static char *
without_cr(const char *text, gsize size)
{
	GString *rest = g_string_new_len(text, (gssize)size);

	g_string_replace(rest, "\r", "", 0);
	return g_string_free(rest, FALSE);
}

/* Mark in SIGNED the octets of MAIL that its signature signs and that are letters or digits. */
static void
mark_signed(const Mail *mail, gboolean *marked)
{
	const char *body = strstr(mail->data, "\r\n\r\n") + 4;
	g_autofree char *header = g_strndup(mail->data, (gsize)(body - mail->data));
	const char *colon = strchr(header, ':');
	const char *end = colon;
	g_autofree char *value = NULL;
	g_autoptr(DkimSignature) signature = NULL;
	g_autoptr(TagList) tags = NULL;
	const char *length;
	gboolean is_signed = TRUE, in_signature = TRUE;
	gsize limit;

	while ((end = strstr(end, "\r\n")) != NULL && (end[2] == ' ' || end[2] == '\t'))
		end += 2;
	/* A Message has no CR in its values. */
	value = without_cr(colon + 1, (gsize)(end - colon - 1));
	signature = dkim_signature_parse(value);
	tags = tag_list_parse(value, strlen(value));
	g_assert_nonnull(signature);
	length = tag_list_value(tags, "l");
	limit = length != NULL ? (gsize)strtoul(length, NULL, 10) : G_MAXSIZE;
	for (gsize i = 0; i < mail->size; i++) {
		const char *p = mail->data + i;

		if (i > 0 && p < body && p[-1] == '\n' && *p != ' ' && *p != '\t') {
			in_signature = FALSE;
			is_signed = is_signed_field(p, signature, header);
		}
		if (p >= body)
			is_signed = (gsize)(p - body) < limit;
		if (in_signature && i > (gsize)(colon - header) && p[0] == 'b' && p[1] == '=' &&
		    strchr(" \t\n;", p[-1]) != NULL)
			is_signed = FALSE;
		else if (in_signature && *p == ';')
			is_signed = TRUE;
		marked[i] = is_signed && g_ascii_isalnum(*p);
	}
}

/* About twenty octets of each mail, others in each. */
static void
test_changes(gconstpointer data)
{
	g_autoptr(GPtrArray) mails = read_mails(data);
	guint tried = 0;

	for (guint i = 0; i < mails->len; i++) {
		const Mail *mail = g_ptr_array_index(mails, i);
		g_autofree gboolean *marked = g_new0(gboolean, mail->size);
		gsize step = mail->size / 40 + 1;

		mark_signed(mail, marked);
		for (gsize at = i % step; at < mail->size; at += step) {
			g_autofree char *why = NULL;
			char kept = mail->data[at];

			if (!marked[at])
				continue;
			mail->data[at] = strchr("9zZ", kept) != NULL ? kept - 1 : kept + 1;
			why = fault(mail->data, mail->size, 4096);
			if (*why == '\0')
				g_test_message("mail %u (%s), octet %" G_GSIZE_FORMAT
					       " of \"%.40s\"",
					       i, mail->title, at, mail->data + at);
			g_assert_cmpstr(why, !=, "");
			mail->data[at] = kept;
			tried++;
		}
	}
	g_test_message("%u changes", tried);
	g_assert_cmpuint(tried, >, mails->len * 10);
}

int
main(int argc, char **argv)
{
	static const char *const signers[] = { "dkimpy", "mail-dkim", "opendkim", "rspamd" };
	int status;

	g_test_init(&argc, &argv, NULL);
	message_library_init();
	for (guint i = 0; i < G_N_ELEMENTS(key_names); i++) {
		g_autofree char *p = signer_public(key_names[i]);

		records[i] = g_strdup_printf("v=DKIM1; k=%s; p=%s", i == 3 ? "ed25519" : "rsa", p);
	}
	for (guint i = 0; i < G_N_ELEMENTS(signers); i++) {
		g_autofree char *all = g_strdup_printf("/signed/all of %s verify", signers[i]);
		g_autofree char *none =
			g_strdup_printf("/signed/none of %s does when it was changed", signers[i]);

		g_test_add_data_func(all, signers[i], test_verifies);
		g_test_add_data_func(none, signers[i], test_changes);
	}
	status = g_test_run();
	for (guint i = 0; i < G_N_ELEMENTS(key_names); i++)
		g_free(records[i]);
	return status;
}
