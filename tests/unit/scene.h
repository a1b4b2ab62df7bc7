/*
 * scene - one message to several, its judgement and its plan, and a spool for its copies
 */
#ifndef TESTS_SCENE_H
#define TESTS_SCENE_H

#include "filter/copies.h"
#include "judge/origin.h"

#include "club.h"
#include "room.h"

#define REMINDER BY_CLUB "Subject: Reminder: Jane Doe invited you\nMessage-ID: <1@example.com>\n"
#define FOREIGN "Received: from example.com by mail.example.net; Tue, 14 Nov 2023 22:13:20 +0000\n"
#define BODY "Hi\r\nhttps://www.example.com/in/jane-doe-42?hero=1\r\n"
#define OWN_HOST "mx.example.org"

typedef struct Scene {
	Room room;
	Message *message;
	Judgement *judgement;
	Plan *plan;
	Path *sender;
	GPtrArray *paths;
	GPtrArray *ids;   /* of the copies that are kept */
	GHashTable *kept; /* whose they are */
	CopySource source;
	gboolean returns;
} Scene;

static const char *const own_hosts[] = { OWN_HOST, NULL };

/* "bob@example.org NOTIFY=NEVER" as RCPT has it. */
static inline Path *
path_from(const char *text)
{
	g_auto(GStrv) words = g_strsplit(text, " ", -1);

	return path_new(words, words[0]);
}

/* The PEOPLE's addresses; each may have parameters behind it. */
static inline char **
bare_addresses(const char *const *people)
{
	g_autoptr(GStrvBuilder) builder = g_strv_builder_new();

	for (; *people != NULL; people++) {
		g_autofree char *bare = g_strndup(*people, strcspn(*people, " "));

		g_strv_builder_add(builder, bare);
	}
	return g_strv_builder_end(builder);
}

static inline Judgement *
judge(Message *message, char **people)
{
	static const char *const exempt[] = { "@apart.example.org", NULL };
	g_autoptr(GError) error = NULL;
	g_autoptr(Ruleset) rules = given_rules(CLUB_RULES);
	g_autoptr(Policy) policy = policy_new_default();
	const JudgeSettings settings = { .policy = policy,
					 .mode = MODE_ENFORCE,
					 .exempt_recipients = exempt };
	const Envelope envelope = { 0 };
	g_autoptr(Evidence) evidence = evidence_new(rules, message, (const char *const *)people);
	Judgement *judgement = judge_message(&settings, book_empty(), evidence, &envelope, &error);

	g_assert_no_error(error);
	return judgement;
}

/* HEADER from SENDER to PEOPLE ("address parameter..."), nothing found or kept yet. */
static inline void
scene_begin(Scene *scene, const char *header, const char *sender, const char *const *people)
{
	g_auto(GStrv) addresses = bare_addresses(people);

	room_init(&scene->room);
	scene->sender = path_from(sender);
	scene->message = given_mail(header, NULL);
	message_set_sender(scene->message, scene->sender->address);
	message_keep_whole(scene->message, scene->room.folder, 10000);
	message_add_body(scene->message, BODY, strlen(BODY));
	scene->judgement = judge(scene->message, addresses);
	scene->ids = g_ptr_array_new_with_free_func(g_free);
	scene->kept = g_hash_table_new(g_str_hash, g_str_equal);
	scene->paths = g_ptr_array_new_with_free_func((GDestroyNotify)path_free);
	for (; *people != NULL; people++)
		g_ptr_array_add(scene->paths, path_from(*people));
	scene->source = (CopySource){
		.spool = scene->room.spool,
		.message = scene->message,
		.sender = scene->sender,
		.recipients = scene->paths,
		.client_name = "mail.example.com",
		.client_address = "192.0.2.7",
		.queue_id = "4XQ1",
		.host = OWN_HOST,
		.own_hosts = own_hosts,
		.time = 1700000000,
		.most = G_MAXUINT64,
		.kept = scene->kept,
	};
}

static inline void
scene_clear(Scene *scene)
{
	plan_free(scene->plan);
	judgement_free(scene->judgement);
	message_free(scene->message);
	path_free(scene->sender);
	g_clear_pointer(&scene->paths, g_ptr_array_unref);
	g_clear_pointer(&scene->ids, g_ptr_array_unref);
	g_clear_pointer(&scene->kept, g_hash_table_unref);
	g_free(scene->source.fingerprint);
	room_clear(&scene->room);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Scene, scene_clear)

static inline void
scene_find(Scene *scene)
{
	g_autoptr(GError) error = NULL;

	g_assert_true(copies_find(&scene->source, scene->judgement, &scene->returns, &error));
	g_assert_no_error(error);
}

static inline void
scene_plan(Scene *scene)
{
	const PlanSettings settings = { .mode = MODE_ENFORCE,
					.authserv_id = OWN_HOST,
					.own_hosts = own_hosts,
					.subject_tag = TRUE,
					.copies = TRUE,
					.kept = scene->kept };

	scene->plan = plan_make(scene->judgement, scene->message, &settings);
}

static inline Verdict *
verdict_of(const Scene *scene, const char *recipient)
{
	for (guint i = 0; i < scene->judgement->verdicts->len; i++) {
		Verdict *verdict = scene->judgement->verdicts->pdata[i];

		if (g_str_equal(verdict->recipient, recipient))
			return verdict;
	}
	g_error("nobody is %s", recipient);
}

static inline void
want(const Scene *scene, const char *recipient, Action action, const char *redirect)
{
	Verdict *verdict = verdict_of(scene, recipient);

	verdict->wanted = action;
	g_free(verdict->redirect);
	verdict->redirect = g_strdup(redirect);
}

/* The id of RECIPIENT's copy of the message with HEADER from SENDER. */
static inline char *
copy_id(const char *header, const char *sender, const char *recipient)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Message) message = given_mail(header, NULL);
	g_autofree char *fingerprint = NULL;

	message_keep_whole(message, NULL, 10000);
	message_add_body(message, BODY, strlen(BODY));
	fingerprint = origin_fingerprint(message, own_hosts, &error);
	g_assert_no_error(error);
	return origin_copy_id(fingerprint, sender, recipient);
}

#endif
