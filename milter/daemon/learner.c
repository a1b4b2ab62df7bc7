#include "learner.h"

#include "base/log.h"
#include "filter/lesson.h"
#include "store/store.h"

enum {
	NEW_A_DAY =
		100, /* contacts of one owner: who writes to more strangers is not who they say */
	SEEN_WITHOUT = 1000, /* messages without any login, until that is said */
};

#define DAY 86400

struct Learner {
	atomic_bool cannot_ask; /* some mail server is not asked for macros */
	atomic_bool logged_in;  /* somebody did */
	atomic_bool homeless;   /* it was said that a login has no address */
	/* Of the writer's thread alone: */
	gint64 day;            /* since 1970 */
	GHashTable *new_today; /* owner -> GUINT: contacts */
};

Learner *
learner_new(void)
{
	Learner *learner = g_new0(Learner, 1);

	learner->new_today = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	return learner;
}

void
learner_free(Learner *learner)
{
	if (learner == NULL)
		return;
	g_hash_table_unref(learner->new_today);
	g_free(learner);
}

/* ---- on the writer's thread ---- */

/* A lesson on its way. */
typedef struct Post {
	Service *service;
	Lesson *lesson;
} Post;

static void
post_free(gpointer data)
{
	Post *post = data;

	lesson_free(post->lesson);
	g_free(post);
}

static void
begin_day(Learner *learner, gint64 time)
{
	if (learner->day == time / DAY)
		return;
	learner->day = time / DAY;
	g_hash_table_remove_all(learner->new_today);
}

/* One more new contact of OWNER; the last of the day is said. */
static void
count_new(Learner *learner, const char *owner)
{
	guint count = GPOINTER_TO_UINT(g_hash_table_lookup(learner->new_today, owner)) + 1;

	g_hash_table_insert(learner->new_today, g_strdup(owner), GUINT_TO_POINTER(count));
	if (count == NEW_A_DAY)
		log_warning(
			NULL,
			"learn owner=%s: %u new contacts today; of the rest of the day nobody new "
			"is learned",
			owner, count);
}

static gboolean
write_lesson(Store *store, gpointer data, GError **error)
{
	const Post *post = data;
	const Lesson *lesson = post->lesson;
	Learner *learner = post->service->learner;

	for (guint i = 0; i < lesson->contacts->len; i++) {
		Contact *contact = lesson->contacts->pdata[i];
		Learned learned;
		guint count;

		begin_day(learner, contact->since);
		count = GPOINTER_TO_UINT(g_hash_table_lookup(learner->new_today, lesson->owner));
		if (!store->contacts->learn(store->contacts, contact, count < NEW_A_DAY, &learned,
					    error))
			return FALSE;
		if (learned == LEARNED_NOTHING)
			continue;
		counters_add(&post->service->counters.learned);
		if (learned == LEARNED_NEW)
			count_new(learner, lesson->owner);
	}
	return TRUE;
}

/* ---- on the sessions' ---- */

void
learner_cannot_ask(Learner *learner)
{
	atomic_store_explicit(&learner->cannot_ask, TRUE, memory_order_relaxed);
}

static void
say_homeless(Learner *learner, const char *login)
{
	g_autofree char *shown = g_utf8_make_valid(login, -1);

	if (!atomic_exchange(&learner->homeless, TRUE))
		log_warning(NULL,
			    "learn: whose address the login \"%s\" is, nobody knows, so its mail "
			    "teaches "
			    "nothing; login-map says whose logins are.  Of other logins this is "
			    "not said "
			    "again",
			    shown);
}

void
learner_note(Service *service, const Filter *filter, Message *message, const char *login,
	     const char *const *recipients)
{
	const gint64 now = g_get_real_time() / G_USEC_PER_SEC;
	gboolean homeless;
	Lesson *lesson;
	Post *post;

	atomic_store_explicit(&service->learner->logged_in, TRUE, memory_order_relaxed);
	if (!filter_config(filter)->learn)
		return;
	lesson = lesson_read(filter, message, login, recipients, now, &homeless);
	if (homeless)
		say_homeless(service->learner, login);
	if (lesson == NULL)
		return;
	post = g_new(Post, 1);
	*post = (Post){ service, lesson };
	writer_post_making(service->writer, write_lesson, post, post_free);
}

void
learner_count(Service *service, const Filter *filter, unsigned long long count)
{
	const Learner *learner = service->learner;

	if (count == SEEN_WITHOUT && filter_config(filter)->learn &&
	    atomic_load(&learner->cannot_ask) && !atomic_load(&learner->logged_in))
		log_warning(
			NULL,
			"learn: of %d messages none came with the macro {auth_authen}, which says "
			"who logged in, and this mail server cannot be asked for it.  Postfix: "
			"postconf -e "
			"'milter_mail_macros = i {auth_type} {auth_authen} {auth_author} "
			"{mail_addr} "
			"{mail_host} {mail_mailer}'.  Sendmail: have {auth_authen} in "
			"confMILTER_MACROS_ENVFROM.  If no user sends mail here, \"learn no\" ends "
			"this",
			SEEN_WITHOUT);
}
