#include "age.h"

#include "language/date-group.h"

/* All times here are milliseconds since 1970. */
#define DAY (G_TIME_SPAN_DAY / 1000)

/* Before 2013 numbers were counted up and say nothing. */
#define FIRST_TIME (G_GINT64_CONSTANT(1356998400) * 1000)

/* Reminders follow within weeks; what is older is a first mail that came late, or chance. */
#define OLDEST (60 * DAY)

typedef struct Times {
	gint64 made, sent; /* the latest and the first that were read; 0: none */
	gint64 latest;     /* no time lies behind this; 0: it is not known */
} Times;

/* The time that VALUE is in FORM, or 0 where it is none. */
static gint64
read_time(DateForm form, const char *value, gint64 latest)
{
	guint64 number = 0;
	gint64 time;

	if (!g_ascii_string_to_unsigned(value, form == DATE_BASE36 ? 36 : 10, 0, G_MAXUINT64, &number,
					NULL))
		return 0;

	time = (gint64)(form == DATE_SHIFT22 ? number >> 22 : number & G_MAXINT64);
	return time >= FIRST_TIME && (latest == 0 || time <= latest) ? time : 0;
}

static void
take_group(const char *name, const char *value, gsize length, gpointer user_data)
{
	Times *times = user_data;
	g_autofree char *text = g_strndup(value, length);
	int form = date_group_made(name);

	if (form >= 0)
		times->made = MAX(times->made, read_time((DateForm)form, text, times->latest));
	form = date_group_sent(name);
	if (form >= 0 && times->sent == 0)
		times->sent = read_time((DateForm)form, text, times->latest);
}

static void
read_field(Evidence *evidence, const RuleLine *line, const RulePair *pair, const RuleField *field,
	   Times *times)
{
	const GArray *values = evidence_values(evidence, field);
	gboolean href_only = field->place == PLACE_LINK && evidence_href_only(evidence, line);

	for (guint i = 0; i < values->len; i++) {
		const EvidenceValue *value = &g_array_index(values, EvidenceValue, i);

		if (value->href || !href_only)
			pattern_match_groups(pair->pattern, value->text,
					     (gssize)evidence_afford(evidence, value->text, -1),
					     take_group, times);
	}
}

static void
read_line(Evidence *evidence, const RuleLine *line, Times *times)
{
	for (guint i = 0; i < line->pairs->len; i++) {
		const RulePair *pair = g_ptr_array_index(line->pairs, i);

		for (guint j = 0; pair->pattern != NULL && !pair->negated && j < pair->fields->len; j++)
			read_field(evidence, line, pair, &g_array_index(pair->fields, RuleField, j),
				   times);
	}
}

Truth
age_is_past_a_day(Evidence *evidence, const Network *network)
{
	const GPtrArray *lines = network->lines[LINE_DATE];
	gint64 date = message_date(evidence_message(evidence));
	Times times = { 0, 0, date > 0 ? date + DAY : 0 };
	gint64 age;

	if (lines->len == 0)
		return TRUTH_NO;
	if (!evidence_with_body(evidence))
		return TRUTH_UNKNOWN;

	for (guint i = 0; i < lines->len; i++)
		if (evidence_line(evidence, g_ptr_array_index(lines, i)) == TRUTH_YES)
			read_line(evidence, g_ptr_array_index(lines, i), &times);
	if (times.sent == 0)
		times.sent = MAX(date, 0);
	if (times.made == 0 || times.sent == 0)
		return TRUTH_NO;

	age = times.sent - times.made;
	if (age <= DAY || age > OLDEST)
		return TRUTH_NO;
	evidence_remark(evidence, g_strdup_printf("the invitation was %d days old when the mail "
						  "was sent", (int)(age / DAY)));
	return TRUTH_YES;
}
