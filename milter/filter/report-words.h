/*
 * report-words - what all reports say of a recipient
 */
#ifndef FILTER_REPORT_WORDS_H
#define FILTER_REPORT_WORDS_H

#include "judge/plan.h"

/* What the message is to all its recipients: by their history a reminder, else by itself. */
Kind report_kind(const Judgement *judgement);

/* The word for the standing (transfer none, nullable: nobody was looked up). */
const char *report_standing(const Judgement *judgement, const Verdict *verdict);

/* The word for what mode enforce would do (transfer none, nullable: the same as is done). */
const char *report_would(const Outcome *outcome);

#endif
