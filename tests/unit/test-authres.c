#include "mail/authres.h"

#include "rows.h"

/* A field and what it says: "id: method=result domain property, ..."; NULL: not believed. */
typedef struct ParseCase {
	const char *title, *value, *wanted;
} ParseCase;

/* clang-format off */
static const ParseCase parse_cases[] = {
	{ "a signature that passes", " mx.example.org; dkim=pass header.d=example.net",
	  "mx.example.org: dkim=pass example.net header.d" },
	{ "none", "mx.example.org; none", "mx.example.org:" },
	{ "none is a word of any case", "mx.example.org 1; NONE", "mx.example.org:" },
	{ "a version", "mx.example.org 1; dkim=pass header.d=example.net",
	  "mx.example.org: dkim=pass example.net header.d" },
	{ "another version is not understood", "mx.example.org 2; dkim=pass header.d=example.net",
	  NULL },
	{ "several results",
	  "mx.example.org;\n\tdkim=pass header.d=example.net;\n\tspf=fail "
	  "smtp.mailfrom=jane@example.com;\n"
	  "\tdmarc=pass header.from=example.net",
	  "mx.example.org: dkim=pass example.net header.d, spf=fail example.com smtp.mailfrom, "
	  "dmarc=pass example.net header.from" },
	{ "several signatures",
	  "mx.example.org; dkim=fail header.d=example.com; dkim=pass header.d=example.net",
	  "mx.example.org: dkim=fail example.com header.d, dkim=pass example.net header.d" },
	{ "nested comments anywhere",
	  "(a (b) \\) c) mx.example.org (d) 1 (e) ; (f) dkim (g) / (h) 1 (i) = (j) pass (k; "
	  "spf=pass) "
	  "header (l) . (m) d = (n) example.net (o)",
	  "mx.example.org: dkim=pass example.net header.d" },
	{ "a result in a comment is none",
	  "mx.example.org; dkim=fail (dkim=pass header.d=example.net)",
	  "mx.example.org: dkim=fail - -" },
	{ "a reason", "mx.example.org; dkim=fail reason=\"bad; dkim=pass\" header.d=example.net",
	  "mx.example.org: dkim=fail example.net header.d" },
	{ "an identity where there is no domain",
	  "mx.example.org; dkim=pass header.i=@mail.example.net",
	  "mx.example.org: dkim=pass mail.example.net header.i" },
	{ "the domain beats the identity",
	  "mx.example.org; dkim=pass header.i=jane@mail.example.net header.d=example.net",
	  "mx.example.org: dkim=pass example.net header.d" },
	{ "a signature's bytes",
	  "mx.example.org; dkim=pass header.d=example.net header.b=\"aB/=+\" header.s=s1",
	  "mx.example.org: dkim=pass example.net header.d" },
	{ "a signature's bytes unquoted",
	  "mx.example.org; dkim=pass header.b=aB/c=+ header.d=example.net",
	  "mx.example.org: dkim=pass example.net header.d" },
	{ "the greeting where there is no sender",
	  "mx.example.org; spf=pass smtp.helo=mail.example.net",
	  "mx.example.org: spf=pass mail.example.net smtp.helo" },
	{ "a greeting without a name", "mx.example.org; spf=none smtp.helo=[192.0.2.1]",
	  "mx.example.org: spf=none - -" },
	{ "an empty sender names no domain", "mx.example.org; spf=none smtp.mailfrom=<>",
	  "mx.example.org: spf=none - -" },
	{ "a sender in angle brackets", "mx.example.org; spf=pass smtp.mailfrom=<a@example.net>",
	  "mx.example.org: spf=pass example.net smtp.mailfrom" },
	{ "a sender with signs of its own",
	  "mx.example.org; spf=pass smtp.mailfrom=b+bob=example.org@m.example.net",
	  "mx.example.org: spf=pass m.example.net smtp.mailfrom" },
	{ "a quoted local-part of the sender",
	  "mx.example.org; spf=fail smtp.mailfrom=\"x@example.net; y\"@example.com; dkim=none",
	  "mx.example.org: spf=fail example.com smtp.mailfrom, dkim=none - -" },
	{ "a quoted local-part of the identity",
	  "mx.example.org; dkim=pass header.i=\"x@example.net\"@example.com header.s=s1",
	  "mx.example.org: dkim=pass example.com header.i" },
	{ "upper case", "MX.Example.ORG; DKIM=Pass Header.D=Example.NET",
	  "MX.Example.ORG: dkim=pass example.net header.d" },
	{ "an international domain", "mx.example.org; dkim=pass header.d=exämple.net",
	  "mx.example.org: dkim=pass xn--exmple-cua.net header.d" },
	{ "a quoted authserv-id", "\"mx.example.org\"; none", "mx.example.org:" },
	{ "a property without type",
	  "mx.example.org; dmarc=pass action=none header.from=example.net",
	  "mx.example.org: dmarc=pass example.net header.from" },
	{ "a comment behind the result",
	  "mx.example.org; dmarc=pass (p=none dis=none) header.from=example.net",
	  "mx.example.org: dmarc=pass example.net header.from" },
	{ "a comment with quotes that pair",
	  "mx.example.org; dkim=fail (\"body hash did not verify\") header.d=example.net",
	  "mx.example.org: dkim=fail example.net header.d" },
	{ "a final semicolon", "mx.example.org; dkim=pass header.d=example.net;",
	  "mx.example.org: dkim=pass example.net header.d" },
	{ "a method nobody knows", "mx.example.org; x-colors=red policy.shade=dark",
	  "mx.example.org: x-colors=red - -" },
	{ "no authserv-id", "dkim=pass header.d=example.net", NULL },
	{ "nothing", "", NULL },
	{ "an authserv-id alone", "mx.example.org", NULL },
	{ "an authserv-id and a semicolon", "mx.example.org;", NULL },
	{ "a backslash at the end of a comment without end", "mx.example.org; dkim=pass (\\",
	  NULL },
	{ "a comment that never ends", "mx.example.org; dkim=pass header.d=example.net (", NULL },
	{ "a string that never ends", "mx.example.org; dkim=pass header.d=\"example.net", NULL },
	{ "a method without result", "mx.example.org; dkim", NULL },
	{ "a result without method", "mx.example.org; =pass", NULL },
	{ "words that are no properties", "mx.example.org; dkim=pass and so on", NULL },
	{ "none among results", "mx.example.org; dkim=pass header.d=example.net; none", NULL },
	{ "two authserv-ids", "mx.example.org mx.example.net; none", NULL },
};
/* clang-format on */

/* How known verifiers write, as doc/authentication-results.md has it. */
/* clang-format off */
static const ParseCase verifier_cases[] = {
	{ "OpenDKIM, a signature that passes",
	  " mx.example.org;\n\tdkim=pass (2048-bit key; unprotected) header.d=example.net "
	  "header.i=@mail.example.net header.a=rsa-sha256 header.s=s1 header.b=aBcDeFgH;\n"
	  "\tdkim-atps=neutral",
	  "mx.example.org: dkim=pass example.net header.d, dkim-atps=neutral - -" },
	{ "OpenDKIM, a signature that fails",
	  "mx.example.org;\n\tdkim=fail reason=\"signature verification failed\" (1024-bit key; "
	  "unprotected) header.d=example.net header.i=@example.net header.b=\"aB/DeFg+\"",
	  "mx.example.org: dkim=fail example.net header.d" },
	{ "OpenDKIM, with the job behind its name",
	  "mx.example.org/4XyZab0cD1z1; dkim=pass header.d=example.net",
	  "mx.example.org: dkim=pass example.net header.d" },
	{ "the same quoted", "\"mx.example.org/0C5B13F980\"; dkim=pass header.d=example.net",
	  "mx.example.org: dkim=pass example.net header.d" },
	{ "OpenDMARC", "mx.example.org; dmarc=pass (p=reject dis=none) header.from=example.net",
	  "mx.example.org: dmarc=pass example.net header.from" },
	{ "OpenDMARC that looks at SPF itself",
	  "mx.example.org/4XyZ; spf=pass smtp.mailfrom=example.net",
	  "mx.example.org: spf=pass example.net smtp.mailfrom" },
	{ "Rspamd",
	  "mx.example.org;\n\tdkim=pass header.d=example.net header.s=s1 header.b=aBcDeFgH;\n"
	  "\tarc=none;\n\tspf=pass (mx.example.org: domain of b@example.net designates "
	  "192.0.2.25 as permitted sender) smtp.mailfrom=b@example.net;\n"
	  "\tdmarc=pass (policy=reject) header.from=example.net",
	  "mx.example.org: dkim=pass example.net header.d, arc=none - -, "
	  "spf=pass example.net smtp.mailfrom, dmarc=pass example.net header.from" },
	{ "Rspamd, when DNS does not answer",
	  "mx.example.org; dkim=temperror (\"DNS error when getting key\") header.d=example.net "
	  "header.s=s1 header.b=aBcDeFgH; dmarc=temperror reason=\"SPF/DKIM temp error\" "
	  "header.from=example.net (policy=temperror)",
	  "mx.example.org: dkim=temperror example.net header.d, "
	  "dmarc=temperror example.net header.from" },
	{ "Exim",
	  "mx.example.org;\n\tiprev=pass (out.example.net) smtp.remote-ip=192.0.2.25;\n"
	  "\tspf=pass smtp.mailfrom=example.net;\n\tdkim=pass header.d=example.net header.s=s1 "
	  "header.a=rsa-sha256;\n\tdmarc=pass header.from=example.net;\n\tarc=none",
	  "mx.example.org: iprev=pass - -, spf=pass example.net smtp.mailfrom, "
	  "dkim=pass example.net header.d, dmarc=pass example.net header.from, arc=none - -" },
	{ "Exim, when DNS does not answer",
	  "mx.example.org;\n\tdkim=tmperror (pubkey unavailable)\n\t\theader.d=example.net "
	  "header.s=s1 header.a=rsa-sha256",
	  "mx.example.org: dkim=tmperror example.net header.d" },
	{ "amavis names itself in a comment",
	  "mx.example.org (amavisd-new); dkim=pass (2048-bit key) header.d=example.net",
	  "mx.example.org: dkim=pass example.net header.d" },
	{ "amavis, a signature that fails",
	  "mx.example.org (amavisd-new);\n\tdkim=fail (2048-bit key)\n\treason=\"fail (message has "
	  "been altered)\" header.d=example.net",
	  "mx.example.org: dkim=fail example.net header.d" },
	{ "authentication_milter comments properties, too",
	  "mx.example.org;\n    arc=none (no signatures found);\n    dkim=pass (2048-bit rsa key "
	  "sha256) header.d=example.net header.i=@example.net header.b=aBcDeFgH "
	  "header.a=rsa-sha256 header.s=s1 x-bits=2048;\n    dmarc=pass "
	  "policy.published-domain-policy=reject policy.applied-disposition=none "
	  "(p=reject,d=none) policy.policy-from=p header.from=example.net;\n    iprev=pass "
	  "smtp.remote-ip=192.0.2.25 (out.example.net);\n    spf=pass "
	  "smtp.mailfrom=b@example.net smtp.helo=out.example.net;\n    x-tls=pass "
	  "smtp.version=TLSv1.3 smtp.cipher=TLS_AES_256_GCM_SHA384 smtp.bits=256/256",
	  "mx.example.org: arc=none - -, dkim=pass example.net header.d, "
	  "dmarc=pass example.net header.from, iprev=pass - -, "
	  "spf=pass example.net smtp.mailfrom, x-tls=pass - -" },
	{ "dkimpy-milter",
	  "mx.example.org; dkim=pass (2048-bit rsa key; secure) header.d=example.net "
	  "header.i=@example.net header.a=rsa-sha256",
	  "mx.example.org: dkim=pass example.net header.d" },
	{ "the policy server of SPF for Postfix comments the last property",
	  "mx.example.org; spf=pass (mailfrom) smtp.mailfrom=example.net (client-ip=192.0.2.25; "
	  "helo=out.example.net; envelope-from=b@example.net; receiver=<UNKNOWN>)",
	  "mx.example.org: spf=pass example.net smtp.mailfrom" },
	{ "Google names a signature by its identity alone",
	  "mx.example.com; dkim=pass header.i=@example.net header.s=s1 header.b=aBcDeFgH; "
	  "dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=example.net",
	  "mx.example.com: dkim=pass example.net header.i, dmarc=pass example.net header.from" },
	{ "Microsoft writes no name at all",
	  "spf=pass (sender IP is 192.0.2.25) smtp.mailfrom=example.net; dkim=pass (signature was "
	  "verified) header.d=example.net;dmarc=pass action=none header.from=example.net;"
	  "compauth=pass reason=100",
	  NULL },
	{ "and where it does, properties without type and empty ones",
	  "mx.example.com 1; spf=none smtp.mailfrom=; dkim=none (message not signed) header.d=none; "
	  "dmarc=none action=none header.from=;",
	  "mx.example.com: spf=none - -, dkim=none none header.d, dmarc=none - -" },
};
/* clang-format on */

/* What a stranger's text can have shaped; of such a field nothing counts. */
/* clang-format off */
static const ParseCase shaped_cases[] = {
	{ "a comment that never ends", "mx.example.org; dkim=pass header.d=example.net (", NULL },
	{ "a comment that ends twice", "mx.example.org; dkim=pass header.d=example.net (a))",
	  NULL },
	{ "a string that never ends", "mx.example.org; dkim=pass header.d=\"example.net", NULL },
	{ "a quote in a comment that does not pair",
	  "mx.example.org; spf=none (of \"a);dkim=pass (x) header.d=example.net (b@example.com\" is)",
	  NULL },
	{ "a parenthesis between quotes in a comment",
	  "mx.example.org; spf=none (of \"a)\" b) smtp.mailfrom=example.com", NULL },
	{ "an escaped quote does not pair", "mx.example.org; dkim=none (of \"a\\\" b)", NULL },
	{ "a sender in one quoted string",
	  "mx.example.org; spf=none smtp.mailfrom=\"a); dkim=pass (x) header.d=example.net "
	  "(b@example.com\"",
	  NULL },
	{ "a sender with a name", "mx.example.org; spf=pass smtp.mailfrom=\"jane doe@example.net\"",
	  NULL },
	{ "a quote in the middle of a sender",
	  "mx.example.org; spf=none smtp.mailfrom=a\"b\"@example.com", NULL },
	{ "something behind a quoted string",
	  "mx.example.org; spf=none smtp.mailfrom=\"a\"b header.d=example.net", NULL },
	{ "a sender with two signs of at",
	  "mx.example.org; spf=pass smtp.mailfrom=a@example.net@example.com", NULL },
	{ "a sender with a route",
	  "mx.example.org; spf=pass smtp.mailfrom=@example.net:a@example.com", NULL },
	{ "words behind a sender",
	  "mx.example.org; spf=pass smtp.mailfrom=<a@example.com> example.net",
	  NULL },
	{ "an identity without an at",
	  "mx.example.org; dkim=pass header.d=example.com header.i=x;dkim=pass header.d=example.net "
	  "(@example.com",
	  NULL },
	{ "an identity that goes on with a result",
	  "mx.example.org; dkim=pass header.d=example.com header.i=x;dkim=pass "
	  "header.d=example.net;none=none a.b=x@example.com header.b=aBcDeFgH",
	  NULL },
	{ "an identity of another domain",
	  "mx.example.org; dkim=pass header.d=example.com header.i=@example.net", NULL },
	{ "the same told the other way round",
	  "mx.example.org; dkim=pass header.i=@example.net header.d=example.com", NULL },
	{ "an identity whose beginning is of another domain",
	  "mx.example.org; dkim=pass header.d=example.com header.i=@example.net@example.com",
	  NULL },
	{ "an identity that tells the domain anew",
	  "mx.example.org; dkim=pass header.d=example.com header.i=a header.d=example.net@example.com",
	  NULL },
	{ "a property twice",
	  "mx.example.org; dkim=pass header.d=example.com header.s=x header.d=example.net", NULL },
	{ "a domain that is none", "mx.example.org; dkim=pass header.d=\"exa mple.net\"", NULL },
	{ "a domain with two dots in a row", "mx.example.org; dkim=pass header.d=example..net",
	  NULL },
	{ "a domain with a dot in front", "mx.example.org; dkim=pass header.d=.example.net", NULL },
	{ "a selector that is none", "mx.example.org; dkim=pass header.d=example.net header.s=a,b",
	  NULL },
	{ "an algorithm that is none",
	  "mx.example.org; dkim=pass header.d=example.net header.a=rsa,sha256", NULL },
	{ "bytes of a signature that are none",
	  "mx.example.org; dkim=pass header.d=example.net header.b=a,b", NULL },
	{ "an address of a host that is none",
	  "mx.example.org; iprev=pass smtp.remote-ip=unknown@example.net", NULL },
	{ "a greeting that ends a comment and goes on without white space",
	  "mx.example.org; spf=none (client-ip=192.0.2.66; helo=a);dmarc=pass(x)header.from="
	  "example.net;x=y(b; envelope-from=a@example.com)",
	  NULL },
	{ "a control character", "mx.example.org; dkim=pass header.d=example.net (\x01)", NULL },
	{ "an escape", "mx.example.org; dkim=pass (\x1b[2J) header.d=example.net", NULL },
	{ "a control character of eight bits", "mx.example.org; dkim=pass (\xc2\x85) header.d=a.b",
	  NULL },
	{ "a line end that folds nothing", "mx.example.org; dkim=pass\nheader.d=example.net",
	  NULL },
	{ "bytes that are no UTF-8", "mx.example.org; dkim=pass (\xff) header.d=example.net",
	  NULL },
};
/* clang-format on */

/* An empty value says nothing, and takes nothing else with it. */
/* clang-format off */
static const ParseCase empty_cases[] = {
	{ "an empty sender",
	  "mx.example.org; spf=none smtp.mailfrom=; dkim=pass header.d=example.net",
	  "mx.example.org: spf=none - -, dkim=pass example.net header.d" },
	{ "an empty author",
	  "mx.example.org; dkim=pass header.d=example.net; dmarc=none action=none "
	  "header.from=;",
	  "mx.example.org: dkim=pass example.net header.d, dmarc=none - -" },
	{ "an empty value at the end", "mx.example.org; spf=none smtp.mailfrom=",
	  "mx.example.org: spf=none - -" },
	{ "an empty value before another property",
	  "mx.example.org; spf=pass smtp.mailfrom= smtp.helo=out.example.net",
	  "mx.example.org: spf=pass out.example.net smtp.helo" },
	{ "an empty value before a comment",
	  "mx.example.org; spf=none smtp.mailfrom= (nobody); dkim=none",
	  "mx.example.org: spf=none - -, dkim=none - -" },
	{ "an empty quoted value", "mx.example.org; dkim=pass header.b=\"\" header.d=example.net",
	  "mx.example.org: dkim=pass example.net header.d" },
	{ "a value behind white space is not empty",
	  "mx.example.org; spf=pass smtp.mailfrom= a=b@example.net",
	  "mx.example.org: spf=pass example.net smtp.mailfrom" },
	{ "an empty result is none", "mx.example.org; dkim= header.d=example.net", NULL },
};
/* clang-format on */

static char *
results_text(const GPtrArray *results)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < results->len; i++) {
		const AuthResult *one = g_ptr_array_index(results, i);

		g_string_append_printf(text, "%s %s=%s %s %s", i > 0 ? "," : "", one->method,
				       one->result, one->domain != NULL ? one->domain : "-",
				       one->property != NULL ? one->property : "-");
	}
	return g_string_free(text, FALSE);
}

static void
test_parse(gconstpointer data)
{
	const ParseCase *row = data;
	g_autofree char *id = NULL, *results_line = NULL, *line = NULL;
	g_autoptr(GPtrArray) results = authres_parse(row->value, &id);

	if (results == NULL) {
		g_assert_null(row->wanted);
		return;
	}
	results_line = results_text(results);
	line = g_strconcat(id, ":", results_line, NULL);
	g_assert_cmpstr(line, ==, row->wanted);
}

/* What names the signature is told as it is written. */
static void
test_signature(void)
{
	g_autofree char *id = NULL;
	g_autoptr(GPtrArray) results = authres_parse(
		"mx.example.org; dkim=pass header.d=example.net header.i=a@b.example.net "
		"header.s=S1 header.a=rsa-sha256 header.b=\"aB/\"; dkim=none",
		&id);
	const AuthResult *one = results->pdata[0], *two = results->pdata[1];

	g_assert_cmpstr(one->identity, ==, "a@b.example.net");
	g_assert_cmpstr(one->selector, ==, "S1");
	g_assert_cmpstr(one->algorithm, ==, "rsa-sha256");
	g_assert_cmpstr(one->signature, ==, "aB/");
	g_assert_null(two->identity);
	g_assert_null(two->selector);
}

/* More of anything than verifiers write is not understood, and is not read to its end. */
static void
test_many(void)
{
	static const struct {
		const char *piece, *end;
		guint most; /* that are understood */
	} rows[] = { { "; dkim=none", "", 64 },
		     { " a%u=b", "", 32 },
		     { " header .", " d=a.b", 0 } };

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
		for (guint n = 1; n < 100; n++) {
			g_autoptr(GString) value = g_string_new("mx.example.org");
			g_autofree char *id = NULL;
			g_autoptr(GPtrArray) results = NULL;

			if (i > 0)
				g_string_append(value, "; dkim=none");
			for (guint j = 0; j < n; j++) {
				g_auto(GStrv) parts = g_strsplit(rows[i].piece, "%u", 2);

				g_string_append(value, parts[0]);
				if (parts[1] != NULL)
					g_string_append_printf(value, "%u%s", j, parts[1]);
			}
			g_string_append(value, rows[i].end);
			results = authres_parse(value->str, &id);
			g_assert_cmpint(results != NULL, ==, n <= MAX(rows[i].most, 1));
		}
}

/* Bytes in any order are believed or not, and break nothing. */
static void
test_random_values(void)
{
	static const char *const pieces[] = {
		"mx", ";",        "=", "dkim", "pass", "(",    ")",    "\"", "\\",
		" ",  "header.d", ".", "/",    "1",    "none", "\n\t", "ä",  "@",
	};
	g_autoptr(GRand) rand = g_rand_new_with_seed(8601);

	for (int i = 0; i < 50000; i++) {
		g_autoptr(GString) value = g_string_new("mx; dkim=pass ");
		g_autofree char *id = NULL;
		g_autoptr(GPtrArray) results = NULL;

		for (int n = g_rand_int_range(rand, 0, 12); n > 0; n--)
			g_string_append(value,
					pieces[g_rand_int_range(rand, 0, G_N_ELEMENTS(pieces))]);
		results = authres_parse(value->str, &id);
		g_assert_true(results == NULL || id != NULL);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	GIVEN_ROWS("authres/parse", parse_cases, test_parse);
	GIVEN_ROWS("authres/verifier", verifier_cases, test_parse);
	GIVEN_ROWS("authres/shaped", shaped_cases, test_parse);
	GIVEN_ROWS("authres/empty", empty_cases, test_parse);
	g_test_add_func("/authres/what names the signature", test_signature);
	g_test_add_func("/authres/more than verifiers write", test_many);
	g_test_add_func("/authres/random values break nothing", test_random_values);
	return g_test_run();
}
