#include "rule-template.h"

#include <string.h>

#include "rule-line.h"
#include "ruleset-private.h"

/*
 * Whether FIELD says who somebody is; the envelope sender often has the recipient's address in it.
 */
static gboolean
is_personal(const RuleField *field)
{
	static const Place machine[] = {
		PLACE_FROM, PLACE_SENDER, PLACE_HEADER, PLACE_LIST_ID, PLACE_LINK,
	};
	static const char *const personal[] = {
		"Bcc",    "Cc",      "Comments",    "Delivered-To", "From",          "Reply-To",
		"Sender", "Subject", "Return-Path", "To",           "X-Original-To",
	};

	for (gsize i = 0; i < G_N_ELEMENTS(personal); i++)
		if (field->header != NULL && g_ascii_strcasecmp(field->header, personal[i]) == 0)
			return TRUE;
	for (gsize i = 0; i < G_N_ELEMENTS(machine); i++)
		if (field->place == machine[i])
			return FALSE;
	return TRUE;
}

static gboolean
read_pattern(TemplateSource *source, Statement *statement, GError **error)
{
	const char *const *groups;

	source->pattern = statement_pattern(statement, "/an expression/", error);
	if (source->pattern == NULL)
		return FALSE;
	groups = pattern_groups(source->pattern);
	if (groups[0] == NULL || strcmp(groups[0], "template") != 0 || groups[1] != NULL)
		return statement_fail(statement, error,
				      "expected one group, (?<template>...), that is the name");
	return TRUE;
}

gboolean
rule_template_read(Network *network, Statement *statement, GError **error)
{
	TemplateSource *source = network_add_template(network);

	if (!rule_field_read(&source->field, statement, error))
		return FALSE;
	if (is_personal(&source->field))
		return statement_fail(
			statement, error,
			"expected a field that names no person: header NAME, link, from, "
			"sender or list-id");
	if (!statement_at_end(statement))
		return read_pattern(source, statement, error);
	return source->field.place == PLACE_HEADER ||
	       statement_fail(statement, error, "expected /an expression/ with (?<template>...)");
}
