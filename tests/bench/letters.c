#include "letters.h"

#include <string.h>

#define N(table) G_N_ELEMENTS(table)
#define SEED 20260302
#define SMALLEST 3000
#define LARGEST 100000
#define BOUNDARY "=_b0undary_7c1f"

const char *const letters_words[] = { "ordinary", "read", "invitations", NULL };

/* A letter on its way: what is decided before its first line. */
typedef struct Draft {
	GRand *rand;
	GString *text;
	LettersKind kind;
	const char *domain;
	const char *first, *last; /* name of the author, or of the member who invites */
	gsize end;                /* bytes of all of it */
} Draft;

static const char *const first_names[] = {
	"Jane", "Pierre", "Anna",  "Kofi", "Maria", "John", "Yuki", "Lena", "Omar", "Ines",
	"Carl", "Sofia",  "Piotr", "Ruth", "Tom",   "Aiko", "Nora", "Hugo", "Elif", "Mark",
};
static const char *const last_names[] = {
	"Doe",   "Martin", "Schmidt", "Mensah", "Rossi",  "Smith", "Tanaka",
	"Berg",  "Haddad", "Silva",   "Olsen",  "Garcia", "Nowak", "Cohen",
	"Brown", "Sato",   "Lind",    "Dubois", "Kaya",   "Weber",
};
static const char *const domains[] = {
	"example.com",      "example.net",     "mail.example.com",  "post.example.net",
	"shop.example.com", "uni.example.edu", "lists.example.org", "office.example.net",
};
static const char *const subjects[] = {
	"Minutes of Monday",
	"Re: Budget for the second quarter",
	"Your order has been sent",
	"Re: [devel] patch for the parser",
	"Lunch on Thursday?",
	"Invoice 2026-03-117",
	"Fwd: Photos of the summer party",
	"Weekly report",
	"AW: Termin am Freitag",
	"=?UTF-8?Q?R=C3=A9union_de_lundi?=",
	"=?utf-8?B?w4RuZGVydW5nIGRlciBBZHJlc3Nl?=",
	"Password changed",
	"[announce] release 4.2",
	"Question about your offer",
	"Re: Re: travel to Lisbon",
	"The new price list",
	"Server maintenance tonight",
	"Can you have a look at this?",
	"Your ticket #48213",
	"Newsletter March",
};
static const char *const mailers[] = {
	"Mozilla Thunderbird", "Apple Mail (2.3774)",  "Microsoft Outlook 16.0",
	"mutt/2.2.9",          "K-9 Mail for Android", "Evolution 3.46",
};
static const char *const words[] = {
	"the",  "report",   "we",    "meeting", "you",   "for",   "price",   "of",
	"and",  "table",    "today", "please",  "send",  "house", "numbers", "to",
	"find", "attached", "next",  "week",    "in",    "with",  "a",       "plan",
	"call", "me",       "order", "is",      "ready", "thank",
};

static const char *
pick(const Draft *draft, const char *const *table, gsize size)
{
	return table[g_rand_int_range(draft->rand, 0, (gint32)size)];
}

static gboolean
in_percent(const Draft *draft, int percent)
{
	return g_rand_int_range(draft->rand, 0, 100) < percent;
}

static void
add(const Draft *draft, const char *line)
{
	g_string_append(draft->text, line);
}

static void
maybe(const Draft *draft, int percent, const char *line)
{
	if (in_percent(draft, percent))
		add(draft, line);
}

G_GNUC_PRINTF(2, 3)
static void
print(const Draft *draft, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_string_append_vprintf(draft->text, format, arguments);
	va_end(arguments);
}

static char *
random_token(const Draft *draft, guint length)
{
	static const char letters[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
	char *token = g_new0(char, length + 1);

	for (guint i = 0; i < length; i++)
		token[i] = letters[g_rand_int_range(draft->rand, 0, N(letters) - 1)];
	return token;
}

/* ---- header ---- */

static void
add_received(const Draft *draft)
{
	int hops = g_rand_int_range(draft->rand, 1, 5);

	for (int i = 0; i < hops; i++) {
		g_autofree char *id = random_token(draft, 11);

		print(draft,
		      "Received: from mta%d.%s (mta%d.%s [192.0.2.%d])\n"
		      "\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384)\n"
		      "\tby mx%d.example.org (Postfix) with ESMTPS id %s\n"
		      "\tfor <bob@example.org>; Mon, 2 Mar 2026 10:%02d:07 +0000\n",
		      i, draft->domain, i, draft->domain, g_rand_int_range(draft->rand, 1, 255), i,
		      id, g_rand_int_range(draft->rand, 0, 60));
	}
}

static void
add_signature(const Draft *draft)
{
	const char *domain = draft->domain;
	g_autofree char *hash = random_token(draft, 43);
	g_autofree char *part = random_token(draft, 70);
	g_autofree char *rest = random_token(draft, 70);

	print(draft,
	      "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=%s; s=s1;\n"
	      "\th=from:to:subject:date:message-id:mime-version:content-type;\n"
	      "\tbh=%s=;\n\tb=%s\n\t %s==\n",
	      domain, hash, part, rest);
	print(draft,
	      "Authentication-Results: mx.example.org;\n"
	      "\tdkim=pass (2048-bit key) header.d=%s header.i=@%s;\n"
	      "\tspf=pass smtp.mailfrom=%s; dmarc=pass header.from=%s\n",
	      domain, domain, domain, domain);
}

static void
add_author(const Draft *draft)
{
	g_autofree char *local = g_ascii_strdown(draft->first, -1);
	g_autofree char *id = random_token(draft, 24);

	print(draft, "Message-ID: <%s@%s>\n", id, draft->domain);
	if (draft->kind == LETTERS_ORDINARY)
		print(draft, "From: %s %s <%s.%s@%s>\n", draft->first, draft->last, local,
		      draft->last, draft->domain);
	else if (draft->kind == LETTERS_READ)
		print(draft, "From: LinkedIn <messages-noreply@%s>\n", draft->domain);
	else
		print(draft, "From: %s %s via LinkedIn <invitations@%s>\n", draft->first,
		      draft->last, draft->domain);
}

static void
add_subject(const Draft *draft)
{
	if (draft->kind == LETTERS_INVITATIONS)
		print(draft, "Subject: %s %s wants to connect\n", draft->first, draft->last);
	else
		print(draft, "Subject: %s\n", pick(draft, subjects, N(subjects)));
}

static void
add_thread(const Draft *draft)
{
	g_autofree char *id = random_token(draft, 24);

	print(draft, "In-Reply-To: <%s@example.org>\n", id);
	print(draft, "References: <a.%s@example.org>\n <%s@example.org>\n", id, id);
}

static void
add_list(const Draft *draft)
{
	maybe(draft, 25, "List-Id: Developers <devel.lists.example.org>\n");
	maybe(draft, 25, "List-Unsubscribe: <mailto:devel-leave@lists.example.org>\n");
	maybe(draft, 25, "Precedence: list\n");
}

/* What people's programs add, and networks' do not. */
static void
add_program(const Draft *draft)
{
	print(draft, "User-Agent: %s\n", pick(draft, mailers, N(mailers)));
	if (in_percent(draft, 40))
		add_thread(draft);
	add_list(draft);
	maybe(draft, 30, "X-Originating-IP: [198.51.100.14]\n");
	maybe(draft, 30, "Thread-Index: AdZx2k4mY7s0wRBQTq6g1J2v5nXo9A==\n");
	maybe(draft, 30, "Accept-Language: en-US, de-DE\n");
	maybe(draft, 20, "X-Priority: 3 (Normal)\n");
}

static void
add_header(const Draft *draft)
{
	add_received(draft);
	if (draft->kind != LETTERS_ORDINARY || in_percent(draft, 70))
		add_signature(draft);
	add_author(draft);
	add(draft, "To: Bob Example <bob@example.org>\n");
	if (draft->kind == LETTERS_ORDINARY)
		maybe(draft, 30, "Cc: Carol Example <carol@example.org>, dave@example.org\n");
	add_subject(draft);
	add(draft, "Date: Mon, 2 Mar 2026 10:00:00 +0000\n"
		   "MIME-Version: 1.0\n"
		   "Content-Language: en-US\n");
	if (draft->kind == LETTERS_ORDINARY)
		add_program(draft);
	maybe(draft, 40, "X-Spam-Status: No, score=-1.9 required=5.0 tests=BAYES_00,DKIM_VALID\n");
	maybe(draft, 40, "X-Virus-Scanned: at mx.example.org\n");
}

/* ---- body ---- */

static void
add_words(const Draft *draft, gsize end)
{
	for (guint word = 1; draft->text->len < end; word++) {
		add(draft, pick(draft, words, N(words)));
		g_string_append_c(draft->text, word % 12 == 0 ? '\n' : ' ');
	}
	g_string_append_c(draft->text, '\n');
}

static void
add_plain(const Draft *draft, gsize end)
{
	add(draft, "Content-Type: text/plain; charset=utf-8\n"
		   "Content-Transfer-Encoding: 8bit\n\n");
	if (draft->kind == LETTERS_INVITATIONS)
		print(draft, "%s %s would like to connect.\n\n", draft->first, draft->last);
	add_words(draft, end);
}

/* One of the cells of which newsletters are built. */
static void
add_cell(const Draft *draft)
{
	g_autofree char *id = random_token(draft, 12);

	print(draft,
	      "<tr><td style=3D\"padding:8px 24px;font-family:Arial,sans-serif\"><p>Gr=C3=BC=\n"
	      "=C3=9Fe, %s</p>\n",
	      pick(draft, first_names, N(first_names)));
	add_words(draft, draft->text->len + 300);
	print(draft,
	      "<a href=3D\"https://%s/r/%s?utm=3Dmail&amp;n=3D1\" style=3D\"color:#06c\">See "
	      "more</a>=\n"
	      "<img src=3D\"https://%s/i/%s.gif\" width=3D\"1\" height=3D\"1\" "
	      "alt=3D\"\"></td></tr>\n",
	      draft->domain, id, draft->domain, id);
}

static void
add_accept_link(const Draft *draft)
{
	g_autofree char *id = random_token(draft, 16);

	print(draft,
	      "<a "
	      "href=3D\"https://www.linkedin.com/comm/in/"
	      "%s-%s-42?trk=3Deml-email_m2m_invite_single_0=\n"
	      "1-hero-0-prof%%7Ecta\">View profile</a>\n"
	      "<a "
	      "href=3D\"https://www.linkedin.com/comm/mynetwork/invite-accept/?id=3D%s\">Accept</"
	      "a>\n",
	      draft->first, draft->last, id);
}

static void
add_html(const Draft *draft, gsize end)
{
	add(draft, "Content-Type: text/html; charset=utf-8\n"
		   "Content-Transfer-Encoding: quoted-printable\n\n"
		   "<!DOCTYPE html><html><head><meta charset=3D\"utf-8\"><style>td{color:#333}=\n"
		   "</style></head><body><table width=3D\"600\">\n");
	if (draft->kind == LETTERS_INVITATIONS)
		add_accept_link(draft);
	while (draft->text->len < end)
		add_cell(draft);
	add(draft, "</table></body></html>\n");
}

static void
add_attachment(const Draft *draft, gsize end)
{
	add(draft, "Content-Type: application/pdf; name=\"invoice.pdf\"\n"
		   "Content-Disposition: attachment; filename=\"invoice.pdf\"\n"
		   "Content-Transfer-Encoding: base64\n\n");
	while (draft->text->len < end) {
		g_autofree char *line = random_token(draft, 76);

		print(draft, "%s\n", line);
	}
}

typedef void (*AddPart)(const Draft *draft, gsize end);

/* Two parts under a Content-Type of their own; the first ends at FIRST. */
static void
add_multipart(const Draft *draft, const char *subtype, AddPart one, gsize first, AddPart other)
{
	print(draft, "Content-Type: multipart/%s;\n boundary=\"" BOUNDARY "\"\n\n", subtype);
	add(draft, "--" BOUNDARY "\n");
	one(draft, first);
	add(draft, "--" BOUNDARY "\n");
	other(draft, draft->end);
	add(draft, "--" BOUNDARY "--\n");
}

/* People write plain text, shops and networks HTML beside it; some send files along. */
static void
add_body(const Draft *draft)
{
	gsize room = draft->end > draft->text->len ? draft->end - draft->text->len : 0;
	int shape = g_rand_int_range(draft->rand, 0, 100);

	if (draft->kind == LETTERS_INVITATIONS || shape < 50)
		add_multipart(draft, "alternative", add_plain, draft->text->len + room / 4,
			      add_html);
	else if (shape < 80)
		add_plain(draft, draft->end);
	else
		add_multipart(draft, "mixed", add_plain, draft->text->len + room / 8,
			      add_attachment);
}

static Letter *
make_letter(LettersKind kind, guint32 number)
{
	const guint32 seeds[] = { SEED, kind, number };
	Draft draft = { .rand = g_rand_new_with_seed_array(seeds, N(seeds)), .kind = kind };
	g_autoptr(GString) text = g_string_new(NULL);
	double small = g_rand_double(draft.rand) * g_rand_double(draft.rand);
	Letter *letter;

	draft.text = text;
	/* Most mail is small. */
	draft.end = SMALLEST + (gsize)((LARGEST - SMALLEST) * small * g_rand_double(draft.rand));
	draft.domain =
		kind == LETTERS_ORDINARY ? pick(&draft, domains, N(domains)) : "linkedin.com";
	draft.first = pick(&draft, first_names, N(first_names));
	draft.last = pick(&draft, last_names, N(last_names));
	add_header(&draft);
	add_body(&draft);
	g_rand_free(draft.rand);
	letter = letter_parse(text->str, text->len);
	letter_set_sender(letter, "jane@example.com");
	letter_add_recipient(letter, "bob@example.org");
	return letter;
}

GPtrArray *
letters_make(LettersKind kind, guint count)
{
	GPtrArray *letters = g_ptr_array_new_with_free_func((GDestroyNotify)letter_free);

	for (guint32 i = 0; i < count; i++)
		g_ptr_array_add(letters, make_letter(kind, i));
	return letters;
}
