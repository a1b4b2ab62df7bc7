#include "mail-grammar.h"

#include "letter.h"

/* ---- what is put in ---- */

/* The rules' examples, read when the first mail is changed: Letter *. */
static GPtrArray *
bank(void)
{
	static GPtrArray *letters;
	g_autofree char *examples = fuzz_root("rules/examples");
	g_autoptr(GDir) networks = NULL;
	const char *network, *name;

	if (letters != NULL)
		return letters;
	letters = g_ptr_array_new();
	networks = g_dir_open(examples, 0, NULL);
	while (networks != NULL && (network = g_dir_read_name(networks)) != NULL) {
		g_autofree char *folder = g_build_filename(examples, network, NULL);
		g_autoptr(GDir) mails = g_dir_open(folder, 0, NULL);

		while (mails != NULL && (name = g_dir_read_name(mails)) != NULL) {
			g_autofree char *path = g_build_filename(folder, name, NULL), *text = NULL;
			gsize size;

			if (g_file_get_contents(path, &text, &size, NULL))
				g_ptr_array_add(letters, letter_parse((uint8_t *)text, size));
		}
	}
	if (letters->len == 0)
		g_ptr_array_add(letters, letter_parse((const uint8_t *)"From: a@b\n\n", 11));
	return letters;
}

static const Letter *
any_letter(FuzzDice *dice)
{
	const GPtrArray *letters = bank();

	return letters->pdata[fuzz_throw(dice, letters->len)];
}

/* Fields that decide much: a name and a value. */
/* clang-format off */
static const char *const telling[][2] = {
	{ "Authentication-Results", " mx.example.org;\n\tdkim=pass header.d=linkedin.com" },
	{ "Authentication-Results",
	  " mx.example.org; dkim=pass (dkim=pass header.d=facebookmail.com)" },
	{ "Authentication-Results", " mx.example.org/4X1; dmarc=fail header.from=linkedin.com; spf=pass smtp.mailfrom=\"a;b\"@linkedin.com" },
	{ "Authentication-Results", " mx.example.org; arc=pass header.d=lists.example.net; dkim=temperror header.d=xing.com" },
	{ "Authentication-Results", " mx.example.com; dkim=pass header.d=linkedin.com" },
	{ "Received", " from a.example.net (a [192.0.2.1]) by mx.example.org; Tue, 14 Nov 2023 15:56:59 +0000" },
	{ "Received", " from x by mx.example.org by b.example.net (c by d) with ESMTP; now" },
	{ "DKIM-Signature",
	  " v=1; a=rsa-sha256; d=linkedin.com; s=good; h=From:Subject:To; bh=x; b=y" },
	{ "DKIM-Signature",
	  " v=1; d=linkedin.com; s=good; l=0; h=from:from:subject:content-type; b=" },
	{ "X-Invitation", " mx.example.org; action=pass; standing=trusted" },
	{ "X-Invitation-From", " Jane Doe <jane@example.net>" },
	{ "From", " Jane Doe via LinkedIn <invitations@linkedin.com>" },
	{ "From", " \"Jane Doe (via LinkedIn)\" <jane@example.net>, x@example.com" },
	{ "From", " friends:=?utf-8?Q?J=C3=A4ne?= <jane@example.net>;" },
	{ "From", " \"LinkedIn\" <invitations@l\xc4\xb1nkedin.com>" },
	{ "Sender", " invitations@linkedin.com" },
	{ "Reply-To", " Jane Doe <jane@example.net>" },
	{ "To", " Bob Roe <bob@example.org>, undisclosed-recipients:;" },
	{ "Subject", " Jane Doe wants to connect" },
	{ "Subject", " [list] Re: Reminder: =?iso-8859-1?B?Suruh?= =?utf-8?Q?_invited_you?=" },
	{ "List-Id", " <team.example.net>" },
	{ "Content-Type", " multipart/mixed; boundary=\"b\"" },
	{ "Content-Type", " multipart/alternative; boundary=b" },
	{ "Content-Type", " text/html; charset=utf-8" },
	{ "Content-Type", " text/plain; charset=\"utf-7\"; format=flowed; delsp=yes" },
	{ "Content-Type", " text/x-vcard; charset=shift_jis; name*=utf-8''a%20b" },
	{ "Content-Type", " message/rfc822" },
	{ "Content-Type", " multipart/report; report-type=delivery-status; boundary=b" },
	{ "Content-Transfer-Encoding", " base64" },
	{ "Content-Transfer-Encoding", " quoted-printable" },
	{ "X-Original-To", " bob+detail@example.org" },
	{ "Return-Path", " <bounce@linkedin.com>" },
	{ "In-Reply-To", " <1@example.org>" },
	{ "Precedence", " bulk" },
	{ "Auto-Submitted", " auto-generated" },
};
/* clang-format on */

/* Pieces of bodies. */
static const char *const pieces[] = {
	"\n--b\n",
	"\n--b--\n",
	"\n--b\nContent-Type: text/plain; charset=utf-8\n\n",
	"\n--b\nContent-Type: text/html; charset=windows-1252\nContent-Transfer-Encoding: "
	"quoted-printable\n\n",
	"\n--b\nContent-Type: multipart/mixed; boundary=b\n\n",
	"\n--b\nContent-Type: message/rfc822\n\nFrom: a@example.net\nSubject: x\n\n",
	"\n--b\nContent-Type: text/vcard\n\nBEGIN:VCARD\nFN:Jane "
	"Doe\nEMAIL:jane@example.net\nEND:VCARD\n",
	"\n--b\nContent-Disposition: attachment; "
	"filename=\"=?utf-8?Q?a?=\"\nContent-Transfer-Encoding: base64\n\nQUJD\n",
	"https://www.linkedin.com/comm/in/"
	"jane-doe-42?midToken=AQE&trk=eml-email_m2m_invite_single_01-hero-4-prof",
	"https://www.linkedin.com/comm/mynetwork/invite-accept/"
	"?trk=eml-email_m2m_invite_single_01-hero-5-accept",
	"https://eur01.safelinks.protection.outlook.com/"
	"?url=https%3A%2F%2Fwww.linkedin.com%2Fe%2Fa&data=1",
	"<a href=\"https://www.linkedin.com/e/v2?accept\">Accept</a>",
	"<a href=https://trap.example/accept>",
	"<blockquote>",
	"</blockquote>",
	"<div style=\"display:none\">",
	"</div>",
	"<!--",
	"-->",
	"\n> quoted\n",
	"\nOn Mon, Jane Doe wrote:\n",
	"\n-----Original Message-----\nFrom: Jane Doe [jane@example.net]\n",
	"=3D",
	"=\n",
	"&amp;",
	"&#x200b;",
	"\xe2\x80\x8b",
	"\xc3\xa4",
	"\xe4",
	"+AGI-",
	"\x1b$B",
	"\r\n",
	"\r",
};

/* ---- fields ---- */

static LetterField *
any_field(const Letter *letter, FuzzDice *dice)
{
	return letter->fields->len > 0
		       ? letter->fields->pdata[fuzz_throw(dice, letter->fields->len)]
		       : NULL;
}

static void
put_field(Letter *letter, FuzzDice *dice, const char *name, const char *value)
{
	g_ptr_array_insert(letter->fields, (gint)fuzz_throw(dice, letter->fields->len + 1),
			   letter_field(g_strdup(name), g_strdup(value)));
}

static void
insert_telling_field(Letter *letter, FuzzDice *dice)
{
	guint which = fuzz_throw(dice, G_N_ELEMENTS(telling));

	put_field(letter, dice, telling[which][0], telling[which][1]);
}

static void
insert_field_of_another(Letter *letter, FuzzDice *dice)
{
	const LetterField *field = any_field(any_letter(dice), dice);

	if (field != NULL)
		put_field(letter, dice, field->name, field->value);
}

static void
set_value(LetterField *field, char *value)
{
	g_free(field->value);
	field->value = value;
}

/* The value that another mail has in a field of this name. */
static void
exchange_value(Letter *letter, FuzzDice *dice)
{
	LetterField *field = any_field(letter, dice);
	const char *value = NULL;

	for (int i = 0; field != NULL && value == NULL && i < 8; i++)
		value = letter_value(any_letter(dice), field->name);
	if (value != NULL)
		set_value(field, g_strdup(value));
}

static void
remove_field(Letter *letter, FuzzDice *dice)
{
	if (letter->fields->len > 0)
		g_ptr_array_remove_index(letter->fields, fuzz_throw(dice, letter->fields->len));
}

static void
move_field(Letter *letter, FuzzDice *dice)
{
	LetterField *field;

	if (letter->fields->len == 0)
		return;
	field = g_ptr_array_steal_index(letter->fields, fuzz_throw(dice, letter->fields->len));
	g_ptr_array_insert(letter->fields, (gint)fuzz_throw(dice, letter->fields->len + 1), field);
}

static void
repeat_field(Letter *letter, FuzzDice *dice)
{
	const LetterField *field = any_field(letter, dice);

	if (field != NULL)
		put_field(letter, dice, field->name, field->value);
}

/* A part of a value as an encoded word. */
static void
encode_words(Letter *letter, FuzzDice *dice)
{
	static const char *const charsets[] = { "utf-8",        "iso-8859-1",  "UTF-8*en",
						"windows-1252", "iso-2022-jp", "gb18030",
						"utf-7",        "x-unknown" };
	LetterField *field = any_field(letter, dice);
	gsize length = field != NULL ? strlen(field->value) : 0, from, count;
	g_autofree char *text = NULL;

	if (length == 0)
		return;
	from = fuzz_throw(dice, (guint)length);
	count = 1 + fuzz_throw(dice, (guint)(length - from));
	text = g_base64_encode((guchar *)field->value + from, count);
	set_value(field, g_strdup_printf("%.*s =?%s?B?%s?= %s", (int)from, field->value,
					 charsets[fuzz_throw(dice, G_N_ELEMENTS(charsets))], text,
					 field->value + from + count));
}

static void
fold(Letter *letter, FuzzDice *dice)
{
	LetterField *field = any_field(letter, dice);
	GString *folded = g_string_new(NULL);

	for (const char *p = field != NULL ? field->value : ""; *p != '\0'; p++)
		if (*p == ' ' && fuzz_throw(dice, 3) == 0)
			g_string_append(folded, "\n\t");
		else
			g_string_append_c(folded, *p);
	if (field != NULL)
		set_value(field, g_strdup(folded->str));
	g_string_free(folded, TRUE);
}

/* A line end in a value must stay a fold. */
static void
mend_folds(char *value)
{
	for (char *p = value; *p != '\0'; p++)
		if (*p == '\n' && p[1] != ' ' && p[1] != '\t')
			*p = ' ';
}

static void
change_value(Letter *letter, FuzzDice *dice)
{
	LetterField *field = any_field(letter, dice);
	gsize length = field != NULL ? strlen(field->value) : 0, most = length + 64;
	g_autofree uint8_t *bytes = g_malloc0(most + 1);

	if (field == NULL)
		return;
	memcpy(bytes, field->value, length);
	set_value(field, fuzz_text(bytes, LLVMFuzzerMutate(bytes, length, most)));
	mend_folds(field->value);
}

/* ---- the body ---- */

static void
set_body(Letter *letter, char *body, gsize size)
{
	g_free(letter->body);
	letter->body = body;
	letter->body_size = size;
}

static void
insert_into_body(Letter *letter, FuzzDice *dice)
{
	const char *piece = pieces[fuzz_throw(dice, G_N_ELEMENTS(pieces))];
	GString *body = g_string_new_len(letter->body != NULL ? letter->body : "",
					 (gssize)letter->body_size);

	g_string_insert(body, (gssize)fuzz_throw(dice, (guint)body->len + 1), piece);
	letter->body_size = body->len;
	g_free(letter->body);
	letter->body = g_string_free(body, FALSE);
}

static void
take_another_body(Letter *letter, FuzzDice *dice)
{
	const Letter *other = any_letter(dice);

	set_body(letter, g_memdup2(other->body, other->body_size), other->body_size);
}

static void
change_body(Letter *letter, FuzzDice *dice)
{
	gsize most = letter->body_size + 256;
	uint8_t *body = g_malloc0(most);

	(void)dice;
	if (letter->body_size > 0)
		memcpy(body, letter->body, letter->body_size);
	set_body(letter, (char *)body, LLVMFuzzerMutate(body, letter->body_size, most));
}

/* In base64, with the field that says so. */
static void
encode_body(Letter *letter, FuzzDice *dice)
{
	char *encoded = g_base64_encode((guchar *)letter->body, letter->body_size);

	put_field(letter, dice, "Content-Transfer-Encoding", " base64");
	set_body(letter, encoded, strlen(encoded));
}

/* As a part of several, maybe of several already. */
static void
wrap_body(Letter *letter, FuzzDice *dice)
{
	const char *type = letter_value(letter, "Content-Type");
	GString *body = g_string_new("--b\n");

	g_string_append_printf(body, "Content-Type:%s\n\n", type != NULL ? type : " text/plain");
	if (letter->body_size > 0)
		g_string_append_len(body, letter->body, (gssize)letter->body_size);
	g_string_append(body, "\n--b--\n");
	for (guint i = 0; i < letter->fields->len; i++) {
		LetterField *field = letter->fields->pdata[i];

		if (g_ascii_strcasecmp(field->name, "Content-Type") == 0)
			set_value(field, g_strdup(" multipart/mixed; boundary=b"));
	}
	if (type == NULL)
		put_field(letter, dice, "Content-Type", " multipart/mixed; boundary=b");
	letter->body_size = body->len;
	g_free(letter->body);
	letter->body = g_string_free(body, FALSE);
}

/* ---- all of it ---- */

static void (*const changes[])(Letter *letter, FuzzDice *dice) = {
	insert_telling_field,
	insert_field_of_another,
	exchange_value,
	exchange_value,
	remove_field,
	move_field,
	repeat_field,
	encode_words,
	fold,
	change_value,
	change_value,
	insert_into_body,
	insert_into_body,
	take_another_body,
	change_body,
	encode_body,
	wrap_body,
};

size_t
mail_grammar_mutate(uint8_t *data, size_t size, size_t most, unsigned int seed)
{
	FuzzDice dice = { seed };
	g_autoptr(Letter) letter = NULL;
	g_autofree char *text = NULL;
	gsize length;

	/* A third is left to libFuzzer, which knows the dictionary. */
	if (fuzz_throw(&dice, 3) == 0)
		return LLVMFuzzerMutate(data, size, most);
	letter = letter_parse(data, size);
	do
		changes[fuzz_throw(&dice, G_N_ELEMENTS(changes))](letter, &dice);
	while (fuzz_throw(&dice, 2) == 0);
	text = letter_format(letter, &length);
	length = MIN(length, most);
	memcpy(data, text, length);
	return length;
}
