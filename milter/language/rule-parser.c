#include "rule-parser.h"

#include <string.h>

#include "base/names.h"
#include "mail/domain.h"
#include "link-anchor.h"
#include "rule-line.h"
#include "rule-lint.h"
#include "rule-template.h"
#include "ruleset-private.h"

/* Where we are in a file: below which network or words. */
typedef struct Parser {
	Ruleset *rules;
	const char *basename;
	Network *network; /* (nullable) */
	WordList *words;  /* (nullable) */
	guint seen;       /* bits of network_keywords that may stand only once */
} Parser;

static char *
where(const Parser *parser, const Statement *statement)
{
	return g_strdup_printf("%s:%u", parser->basename, statement_line(statement));
}

/* ---- what stands below network ---- */

static gboolean
read_category(Parser *parser, Statement *statement, GError **error)
{
	int category;

	if (!statement_choice(statement, category_words, &category, error))
		return FALSE;
	parser->network->category = (Category)category;
	return TRUE;
}

/* At least two labels of letters, digits and hyphens: "com" is nobody's. */
static gboolean
is_domain(const char *domain)
{
	gboolean dotted = FALSE;

	for (const char *p = domain; *p != '\0'; p++) {
		if (*p == '.' && (p == domain || p[1] == '.' || p[1] == '\0'))
			return FALSE;
		if (!g_ascii_isalnum(*p) && strchr(".-_", *p) == NULL)
			return FALSE;
		dotted = dotted || *p == '.';
	}
	return dotted;
}

static gboolean
read_domain(Parser *parser, Statement *statement, GError **error)
{
	g_autofree char *word = statement_word(statement, "a domain", error);
	g_autofree char *domain = word != NULL ? domain_to_ascii(word) : NULL;
	const Network *owner;

	if (word == NULL)
		return FALSE;
	if (!is_domain(domain))
		return statement_fail(statement, error, "expected a domain, found \"%s\"", word);
	owner = g_hash_table_lookup(parser->rules->by_domain, domain);
	if (owner != NULL)
		return statement_fail(statement, error, "%s is of network %s already (%s)", domain,
				      owner->name, ruleset_place(parser->rules, owner));
	ruleset_add_domain(parser->rules, parser->network, domain);
	return TRUE;
}

static gboolean
read_from(Parser *parser, Statement *statement, GError **error)
{
	Network *network = parser->network;

	if (statement_take(statement, "*"))
		network->from_any = TRUE;
	else
		do {
			if (!read_domain(parser, statement, error))
				return FALSE;
		} while (!statement_at_end(statement));
	if (network->from_any && network->from->len > 0)
		return statement_fail(statement, error, "expected either domains or *, not both");
	return TRUE;
}

static gboolean
read_signs(Parser *parser, Statement *statement, GError **error)
{
	return statement_yes_no(statement, &parser->network->signs, error);
}

static gboolean
read_member_links(Parser *parser, Statement *statement, GError **error)
{
	do {
		g_autofree char *word = statement_word(statement, "a host and a path", error);
		g_autofree char *host = NULL, *ascii = NULL;
		gsize length;
		LinkPrefix *prefix;

		if (word == NULL)
			return FALSE;
		length = strcspn(word, "/");
		host = g_strndup(word, length);
		ascii = domain_to_ascii(host);
		if (!is_domain(ascii))
			return statement_fail(statement, error,
					      "expected a host and a path such as example.com/e/, "
					      "found \"%s\"",
					      word);
		prefix = g_new0(LinkPrefix, 1);
		prefix->host = g_steal_pointer(&ascii);
		prefix->path = g_strdup(word + length);
		g_ptr_array_add(parser->network->member_links, prefix);
	} while (!statement_at_end(statement));
	return TRUE;
}

static gboolean
read_brand(Parser *parser, Statement *statement, GError **error)
{
	parser->network->brand = statement_pattern(statement, "/an expression/", error);
	return parser->network->brand != NULL;
}

static gboolean
read_template(Parser *parser, Statement *statement, GError **error)
{
	return rule_template_read(parser->network, statement, error);
}

/* Contact books are filled from such addresses, so they must lead to the network's own host. */
static gboolean
read_profile(Parser *parser, Statement *statement, GError **error)
{
	g_autoptr(Pattern) pattern = rule_pattern_read(statement, LINE_INVITER, error);
	const char *const *groups;

	if (pattern == NULL)
		return FALSE;
	groups = pattern_groups(pattern);
	if (groups[0] == NULL || groups[1] != NULL || !g_str_has_prefix(groups[0], "profile_"))
		return statement_fail(statement, error,
				      "expected one group (?<profile_FORM>...) in the address of a "
				      "member's page");
	if (!link_is_anchored(pattern))
		return statement_fail(
			statement, error,
			"expected scheme and host at the beginning of a profile, as in "
			"/^https?:\\/\\/www\\.example\\.com\\/.../");
	g_ptr_array_add(parser->network->profiles, g_steal_pointer(&pattern));
	return TRUE;
}

static const struct {
	const char *keyword;
	gboolean (*read)(Parser *parser, Statement *statement, GError **error);
	gboolean once;
} network_keywords[] = {
	{ "brand", read_brand, TRUE },        { "category", read_category, TRUE },
	{ "from", read_from, FALSE },         { "member-links", read_member_links, FALSE },
	{ "profile", read_profile, FALSE },   { "signs", read_signs, TRUE },
	{ "template", read_template, FALSE },
};

static gboolean
fail_keyword(Statement *statement, const char *keyword, GError **error)
{
	const char *known[G_N_ELEMENTS(network_keywords) + LINE_KINDS + 1];
	const char *nearest;
	gsize n = 0;

	for (gsize i = 0; i < G_N_ELEMENTS(network_keywords); i++)
		known[n++] = network_keywords[i].keyword;
	for (int kind = 0; kind < LINE_KINDS; kind++)
		known[n++] = line_kind_words[kind];
	known[n] = NULL;
	nearest = names_nearest(known, keyword);
	return statement_fail(statement, error, "unknown keyword \"%s\"%s%s%s", keyword,
			      nearest != NULL ? "; did you mean \"" : "",
			      nearest != NULL ? nearest : "", nearest != NULL ? "\"?" : "");
}

static gboolean
read_line(Parser *parser, Statement *statement, LineKind kind, GError **error)
{
	RuleLine *line = network_add_line(parser->network, kind);

	line->where = where(parser, statement);
	ruleset_set_place(parser->rules, line, statement_place(statement));
	return rule_line_read(parser->rules, line, statement, error);
}

static gboolean
read_in_network(Parser *parser, Statement *statement, GError **error)
{
	g_autofree char *keyword = statement_word(statement, "a keyword", error);
	int kind;

	if (keyword == NULL)
		return FALSE;
	kind = names_value(line_kind_words, keyword, -1);
	if (kind >= 0)
		return read_line(parser, statement, (LineKind)kind, error);
	for (gsize i = 0; i < G_N_ELEMENTS(network_keywords); i++) {
		if (strcmp(network_keywords[i].keyword, keyword) != 0)
			continue;
		if (network_keywords[i].once && (parser->seen & 1u << i) != 0)
			return statement_fail(statement, error,
					      "expected \"%s\" only once in a network", keyword);
		parser->seen |= 1u << i;
		return network_keywords[i].read(parser, statement, error);
	}
	return fail_keyword(statement, keyword, error);
}

/* ---- what stands at the beginning of a line ---- */

/* A name that a policy line could take for a condition is none. */
static gboolean
is_network_name(const char *name)
{
	static const char *const *const tables[] = {
		kind_words, standing_words, proof_words, category_words, action_words,
	};

	if (!g_ascii_islower(*name) && !g_ascii_isdigit(*name))
		return FALSE;
	for (const char *p = name; *p != '\0'; p++)
		if (!g_ascii_islower(*p) && !g_ascii_isdigit(*p) && strchr(".-_", *p) == NULL)
			return FALSE;
	for (gsize i = 0; i < G_N_ELEMENTS(tables); i++)
		if (names_value(tables[i], name, -1) >= 0)
			return FALSE;
	return strcmp(name, "list") != 0;
}

static gboolean
read_network(Parser *parser, Statement *statement, GError **error)
{
	g_autofree char *name = statement_word(statement, "a network's name", error);
	const Network *other;

	if (name == NULL)
		return FALSE;
	if (!is_network_name(name))
		return statement_fail(statement, error,
				      "expected a network's name of small letters, digits, \".\", "
				      "\"-\" and \"_\" that is no word of policy, found \"%s\"",
				      name);
	other = ruleset_network(parser->rules, name);
	if (other != NULL)
		return statement_fail(statement, error, "network %s stands already at %s", name,
				      ruleset_place(parser->rules, other));

	parser->network = ruleset_add_network(parser->rules, name);
	parser->network->where = where(parser, statement);
	parser->network->file = g_strdup(statement_file_name(statement));
	ruleset_set_place(parser->rules, parser->network, statement_place(statement));
	parser->network->title = statement_string(statement, "the network's \"title\"", error);
	return parser->network->title != NULL;
}

/* What lies in words/ is called by the language of its phrases. */
static void
add_language(WordList *words, const char *file)
{
	g_autofree char *folder = g_path_get_dirname(file);
	g_autofree char *parent = g_path_get_basename(folder);
	g_autofree char *name = g_path_get_basename(file);

	if (strcmp(parent, "words") == 0)
		g_ptr_array_add(words->languages, g_strndup(name, strcspn(name, ".")));
}

static gboolean
read_words(Parser *parser, Statement *statement, GError **error)
{
	g_autofree char *name = statement_word(statement, "a name for the words", error);

	if (name == NULL)
		return FALSE;
	parser->words = ruleset_add_words(parser->rules, name);
	ruleset_set_place(parser->rules, parser->words, statement_place(statement));
	add_language(parser->words, statement_file_name(statement));
	return TRUE;
}

static gboolean
read_in_words(Parser *parser, Statement *statement, GError **error)
{
	Pattern *pattern = rule_pattern_read(statement, LINE_INVITER, error);

	if (pattern == NULL)
		return FALSE;
	g_ptr_array_add(parser->words->patterns, pattern);
	return TRUE;
}

static gboolean
is_keyword(const char *word)
{
	if (names_value(line_kind_words, word, -1) >= 0)
		return TRUE;
	for (gsize i = 0; i < G_N_ELEMENTS(network_keywords); i++)
		if (strcmp(network_keywords[i].keyword, word) == 0)
			return TRUE;
	return FALSE;
}

/* What belongs below a network and was not indented. */
static gboolean
fail_heading(Statement *statement, GError **error)
{
	g_autofree char *word = statement_word(statement, "a keyword", NULL);

	if (word != NULL && is_keyword(word))
		return statement_fail(
			statement, error,
			"expected white space before \"%s\": the lines of a network are "
			"indented",
			word);
	return statement_fail(statement, error,
			      "expected \"network\" or \"words\" at the beginning of a line");
}

static gboolean
read_heading(Parser *parser, Statement *statement, GError **error)
{
	parser->network = NULL;
	parser->words = NULL;
	parser->seen = 0;
	if (statement_take(statement, "network"))
		return read_network(parser, statement, error);
	if (statement_take(statement, "words"))
		return read_words(parser, statement, error);
	return fail_heading(statement, error);
}

static gboolean
read_statement(Parser *parser, Statement *statement, GError **error)
{
	if (!statement_indented(statement))
		return read_heading(parser, statement, error);
	if (parser->network != NULL)
		return read_in_network(parser, statement, error);
	if (parser->words != NULL)
		return read_in_words(parser, statement, error);
	return statement_fail_here(statement, error,
				   "expected \"network\" or \"words\" before an indented line");
}

gboolean
rule_parser_read(Ruleset *rules, StatementFile *file, GError **error)
{
	Parser parser = { .rules = rules };
	Statement *statement;

	while ((statement = statement_file_next(file)) != NULL) {
		g_autofree char *basename = g_path_get_basename(statement_file_name(statement));

		parser.basename = basename;
		if (!read_statement(&parser, statement, error) || !statement_end(statement, error))
			return FALSE;
	}
	return TRUE;
}

gboolean
rule_parser_finish(Ruleset *rules, GError **error)
{
	if (!rule_lint(rules, error))
		return FALSE;
	ruleset_finish(rules);
	return TRUE;
}
