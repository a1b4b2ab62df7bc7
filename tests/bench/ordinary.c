#include "ordinary.h"

#define N(table) G_N_ELEMENTS(table)

static const char *const first_names[] = {
	"Jane", "Pierre", "Anna", "Kofi", "Maria", "John", "Yuki", "Lena", "Omar", "Ines",
	"Carl", "Sofia", "Piotr", "Ruth", "Tom", "Aiko", "Nora", "Hugo", "Elif", "Mark",
};
static const char *const last_names[] = {
	"Doe", "Martin", "Schmidt", "Mensah", "Rossi", "Smith", "Tanaka", "Berg", "Haddad", "Silva",
	"Olsen", "Garcia", "Nowak", "Cohen", "Brown", "Sato", "Lind", "Dubois", "Kaya", "Weber",
};
static const char *const domains[] = {
	"example.com", "example.net", "mail.example.com", "post.example.net", "shop.example.com",
	"uni.example.edu", "lists.example.org", "office.example.net",
};
static const char *const subjects[] = {
	"Minutes of Monday", "Re: Budget for the second quarter", "Your order has been sent",
	"Re: [devel] patch for the parser", "Lunch on Thursday?", "Invoice 2026-03-117",
	"Fwd: Photos of the summer party", "Weekly report", "AW: Termin am Freitag",
	"=?UTF-8?Q?R=C3=A9union_de_lundi?=", "=?utf-8?B?w4RuZGVydW5nIGRlciBBZHJlc3Nl?=",
	"Password changed", "[announce] release 4.2", "Question about your offer",
	"Re: Re: travel to Lisbon", "The new price list", "Server maintenance tonight",
	"Can you have a look at this?", "Your ticket #48213", "Newsletter March",
};
static const char *const mailers[] = {
	"Mozilla Thunderbird", "Apple Mail (2.3774)", "Microsoft Outlook 16.0", "mutt/2.2.9",
	"K-9 Mail for Android", "Evolution 3.46",
};
static const char *const words[] = {
	"the", "report", "we", "meeting", "you", "for", "price", "of", "and", "table", "today",
	"please", "send", "house", "numbers", "to", "find", "attached", "next", "week", "in",
	"with", "a", "plan", "call", "me", "order", "is", "ready", "thank",
};

static const char *
pick(GRand *rand, const char *const *table, gsize size)
{
	return table[g_rand_int_range(rand, 0, (gint32)size)];
}

static void
add(GString *text, GRand *rand, int percent, const char *line)
{
	if (g_rand_int_range(rand, 0, 100) < percent)
		g_string_append(text, line);
}

static char *
random_token(GRand *rand, guint length)
{
	static const char letters[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
	char *token = g_new0(char, length + 1);

	for (guint i = 0; i < length; i++)
		token[i] = letters[g_rand_int_range(rand, 0, N(letters) - 1)];
	return token;
}

static void
add_received(GString *text, GRand *rand, const char *domain)
{
	int hops = g_rand_int_range(rand, 1, 5);

	for (int i = 0; i < hops; i++) {
		g_autofree char *id = random_token(rand, 11);

		g_string_append_printf(text,
				       "Received: from mta%d.%s (mta%d.%s [192.0.2.%d])\n"
				       "\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384)\n"
				       "\tby mx%d.example.org (Postfix) with ESMTPS id %s\n"
				       "\tfor <bob@example.org>; Mon, 2 Mar 2026 10:%02d:07 +0000\n",
				       i, domain, i, domain, g_rand_int_range(rand, 1, 255), i, id,
				       g_rand_int_range(rand, 0, 60));
	}
}

static void
add_signature(GString *text, GRand *rand, const char *domain)
{
	g_autofree char *hash = random_token(rand, 43);
	g_autofree char *part = random_token(rand, 70);
	g_autofree char *rest = random_token(rand, 70);

	g_string_append_printf(text,
			       "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=%s; s=s1;\n"
			       "\th=from:to:subject:date:message-id:mime-version:content-type;\n"
			       "\tbh=%s=;\n\tb=%s\n\t %s==\n",
			       domain, hash, part, rest);
	g_string_append_printf(text,
			       "Authentication-Results: mx.example.org;\n"
			       "\tdkim=pass (2048-bit key) header.d=%s header.i=@%s;\n"
			       "\tspf=pass smtp.mailfrom=%s; dmarc=pass header.from=%s\n",
			       domain, domain, domain, domain);
}

static void
add_author(GString *text, GRand *rand, const char *domain)
{
	const char *first = pick(rand, first_names, N(first_names));
	const char *last = pick(rand, last_names, N(last_names));
	g_autofree char *local = g_ascii_strdown(first, -1);
	g_autofree char *id = random_token(rand, 24);

	g_string_append_printf(text, "From: %s %s <%s.%s@%s>\n", first, last, local, last, domain);
	g_string_append_printf(text, "Message-ID: <%s@%s>\n", id, domain);
}

static void
add_thread(GString *text, GRand *rand)
{
	g_autofree char *id = random_token(rand, 24);

	g_string_append_printf(text, "In-Reply-To: <%s@example.org>\n", id);
	g_string_append_printf(text, "References: <a.%s@example.org>\n <%s@example.org>\n", id, id);
}

static void
add_header(GString *text, GRand *rand)
{
	const char *domain = pick(rand, domains, N(domains));

	add_received(text, rand, domain);
	if (g_rand_int_range(rand, 0, 100) < 70)
		add_signature(text, rand, domain);
	add_author(text, rand, domain);
	g_string_append(text, "To: Bob Example <bob@example.org>\n");
	add(text, rand, 30, "Cc: Carol Example <carol@example.org>, dave@example.org\n");
	g_string_append_printf(text, "Subject: %s\n", pick(rand, subjects, N(subjects)));
	g_string_append(text, "Date: Mon, 2 Mar 2026 10:00:00 +0000\n"
			      "MIME-Version: 1.0\n"
			      "Content-Type: text/plain; charset=utf-8\n"
			      "Content-Transfer-Encoding: 8bit\n"
			      "Content-Language: en-US\n");
	g_string_append_printf(text, "User-Agent: %s\n", pick(rand, mailers, N(mailers)));
	if (g_rand_int_range(rand, 0, 100) < 40)
		add_thread(text, rand);
	add(text, rand, 25, "List-Id: Developers <devel.lists.example.org>\n");
	add(text, rand, 25, "List-Unsubscribe: <mailto:devel-leave@lists.example.org>\n");
	add(text, rand, 25, "Precedence: list\n");
	add(text, rand, 40, "X-Spam-Status: No, score=-1.9 required=5.0 tests=BAYES_00,DKIM_VALID\n");
	add(text, rand, 40, "X-Virus-Scanned: at mx.example.org\n");
	add(text, rand, 30, "X-Originating-IP: [198.51.100.14]\n");
	add(text, rand, 30, "Thread-Index: AdZx2k4mY7s0wRBQTq6g1J2v5nXo9A==\n");
	add(text, rand, 30, "Accept-Language: en-US, de-DE\n");
	add(text, rand, 20, "X-Priority: 3 (Normal)\n");
}

static void
add_body(GString *text, GRand *rand)
{
	/* Most mail is small. */
	gsize size = 3000 + (gsize)(97000 * g_rand_double(rand) * g_rand_double(rand) *
				    g_rand_double(rand));
	gsize end = text->len + size;

	for (guint word = 1; text->len < end; word++) {
		g_string_append(text, pick(rand, words, N(words)));
		g_string_append_c(text, word % 12 == 0 ? '\n' : ' ');
	}
	g_string_append_c(text, '\n');
}

Letter *
ordinary_letter(guint32 seed, guint32 number)
{
	g_autoptr(GString) text = g_string_new(NULL);
	const guint32 seeds[] = { seed, number };
	GRand *rand = g_rand_new_with_seed_array(seeds, N(seeds));
	Letter *letter;

	add_header(text, rand);
	g_string_append_c(text, '\n');
	add_body(text, rand);
	g_rand_free(rand);
	letter = letter_parse(text->str, text->len);
	letter_set_sender(letter, "jane@example.com");
	letter_add_recipient(letter, "bob@example.org");
	return letter;
}
