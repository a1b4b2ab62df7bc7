#include "age.h"

#include "language/date-group.h"

/* All times here are milliseconds since 1970. */
#define DAY (G_TIME_SPAN_DAY / 1000)

/* Before 2013 numbers were counted up and say nothing. */
#define FIRST_TIME (G_GINT64_CONSTANT(1356998400) * 1000)

/* Reminders follow within weeks; what is older is a first mail that came late, or chance. */
#define OLDEST (60 * DAY)

/* The time that VALUE is in FORM, or 0 where it is none. */
static gint64
read_time(DateForm form, const char *value, gint64 latest)
{
	guint64 number = 0;
	gint64 time;

	if (!g_ascii_string_to_unsigned(value, form == DATE_BASE36 ? 36 : 10, 0, G_MAXUINT64,
					&number, NULL))
		return 0;

	time = (gint64)(form == DATE_SHIFT22 ? number >> 22 : number & G_MAXINT64);
	return time >= FIRST_TIME && (latest == 0 || time <= latest) ? time : 0;
}

Age
age_of(gint64 date)
{
	return (Age){ .date = MAX(date, 0), .latest = date > 0 ? date + DAY : 0 };
}

void
age_take_group(const char *name, const char *value, gsize length, gpointer user_data)
{
	Age *age = user_data;
	g_autofree char *text = g_strndup(value, length);
	int form = date_group_made(name);

	if (form >= 0)
		age->made = MAX(age->made, read_time((DateForm)form, text, age->latest));
	form = date_group_sent(name);
	if (form >= 0 && age->sent == 0)
		age->sent = read_time((DateForm)form, text, age->latest);
}

int
age_days(const Age *age)
{
	gint64 sent = age->sent > 0 ? age->sent : age->date;
	gint64 passed = sent - age->made;

	if (age->made == 0 || sent == 0 || passed <= DAY || passed > OLDEST)
		return 0;
	return (int)(passed / DAY);
}
