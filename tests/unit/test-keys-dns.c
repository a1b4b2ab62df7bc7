/* Keys from the DNS: a server that answers, lies, is slow, is silent, or is not there. */
#include "dns-server.h"
#include "given.h"
#include "patience.h"
#include "verify/dns-answer.h"
#include "verify/keys-dns.h"
#include "verify/places.h"

#define NAME "._domainkey.example.org"
#define KEY "v=DKIM1; k=rsa; p=MIGf"

/* What the server says, by the first label of the question. */
static void
reply(DnsServer *server, DnsTalk *talk)
{
	g_autofree char *label = g_strndup(talk->name, strcspn(talk->name, "."));
	static const char big[60000] = "v=DKIM1; p=";

	if (strcmp(label, "silent") == 0)
		return;
	if (strcmp(label, "slow") == 0)
		g_usleep(150 * 1000);
	dns_begin(talk, 0);
	if (strcmp(label, "refused") == 0) {
		dns_begin(talk, RCODE_REFUSED);
	} else if (strcmp(label, "servfail") == 0) {
		dns_begin(talk, RCODE_SERVFAIL);
	} else if (strcmp(label, "notimp") == 0) {
		dns_begin(talk, RCODE_NOTIMP);
	} else if (strcmp(label, "formerr") == 0) {
		dns_begin(talk, RCODE_FORMERR);
	} else if (strcmp(label, "nxdomain") == 0) {
		dns_begin(talk, RCODE_NXDOMAIN);
	} else if (strcmp(label, "nodata") == 0) {
	} else if (strcmp(label, "wrong-id") == 0) {
		dns_put_text(talk, NULL, "v=DKIM1; p=lie", 14);
		talk->answer[0] ^= 0x55;
	} else if (strcmp(label, "wrong-question") == 0) {
		dns_put_text(talk, NULL, "v=DKIM1; p=lie", 14);
		talk->answer[13] ^= 1;
	} else if (strcmp(label, "wrong-owner") == 0) {
		dns_put_text(talk, "other" NAME, "v=DKIM1; p=lie", 14);
	} else if (strcmp(label, "wrong-type") == 0) {
		dns_put_record(talk, NULL, 1, 4);
		dns_put(talk, "\x7f\0\0\1", 4);
	} else if (strcmp(label, "alias") == 0) {
		dns_put_cname(talk, NULL, "keys.example.com");
		dns_put_text(talk, "keys.example.com", KEY, strlen(KEY));
	} else if (strcmp(label, "alias-behind") == 0) {
		dns_put_text(talk, "keys.example.com", KEY, strlen(KEY));
		dns_put_cname(talk, NULL, "keys.example.com");
	} else if (strcmp(label, "alias-loop") == 0) {
		dns_put_cname(talk, NULL, "a.example.com");
		dns_put_cname(talk, "a.example.com", "b.example.com");
		dns_put_cname(talk, "b.example.com", "a.example.com");
		dns_put_text(talk, "c.example.com", KEY, strlen(KEY));
	} else if (strcmp(label, "alias-self") == 0) {
		dns_put_cname(talk, NULL, talk->name);
	} else if (strcmp(label, "cut") == 0) {
		dns_put_text(talk, NULL, KEY, strlen(KEY));
		talk->size -= 5;
	} else if (strcmp(label, "cut-string") == 0) {
		dns_put_record(talk, NULL, 16, 3);
		dns_put(talk,
			"\x09"
			"ab",
			3);
	} else if (strcmp(label, "header-only") == 0) {
		talk->size = 12;
	} else if (strcmp(label, "nonsense") == 0) {
		memset(talk->answer + 12, 0xc0, 100);
		talk->size = 112;
	} else if (strcmp(label, "not-utf8") == 0) {
		dns_put_text(talk, NULL, "v=DKIM1; n=\xff\xfe\x80; p=MIGf", 21);
	} else if (strcmp(label, "nul") == 0) {
		dns_put_text(talk, NULL, "v=DKIM1;\0p=MIGf", 15);
	} else if (strcmp(label, "many") == 0 || strcmp(label, "eight") == 0) {
		for (int i = 0; i < (*label == 'm' ? 200 : 8); i++)
			dns_put_text(talk, NULL, KEY, strlen(KEY));
	} else if (strcmp(label, "huge") == 0 && !talk->by_tcp) {
		talk->answer[2] |= 2; /* truncated: ask by TCP */
	} else if (strcmp(label, "huge") == 0) {
		dns_put_text(talk, NULL, big, sizeof big);
	} else if (strcmp(label, "tcp") == 0 && !talk->by_tcp) {
		talk->answer[2] |= 2;
	} else if (strcmp(label, "tcp-hangs") == 0) {
		if (talk->by_tcp)
			talk->size = 0;
		else
			talk->answer[2] |= 2;
	} else if (strcmp(label, "split") == 0) {
		dns_put_record(talk, NULL, 16, (guint)strlen(KEY) + 2);
		dns_put(talk, "\x05", 1);
		dns_put(talk, KEY, 5);
		dns_put(talk, "\x11", 1);
		dns_put(talk, &KEY[5], strlen(KEY) - 5);
	} else if (strcmp(label, "empty") == 0) {
		dns_put_record(talk, NULL, 16, 1);
		dns_put(talk, "", 1);
	} else {
		dns_put_text(talk, NULL, KEY, strlen(KEY));
	}
	(void)server;
}

/* Says SERVFAIL, REFUSED to everything. */
static void
reply_servfail(DnsServer *server, DnsTalk *talk)
{
	(void)server;
	dns_begin(talk, RCODE_SERVFAIL);
}

static void
reply_refused(DnsServer *server, DnsTalk *talk)
{
	(void)server;
	dns_begin(talk, RCODE_REFUSED);
}

static DnsServer good, servfail, refused;
static guint16 closed_port;

/* The servers that a letter stands for: Good, Servfail, Refused, Closed. */
static char *
addresses(const char *letters)
{
	GString *list = g_string_new(NULL);

	for (const char *p = letters; *p != '\0'; p++)
		g_string_append_printf(list, "%s127.0.0.1:%u", list->len > 0 ? "," : "",
				       *p == 'G'   ? good.port
				       : *p == 'S' ? servfail.port
				       : *p == 'R' ? refused.port
						   : closed_port);
	return g_string_free(list, FALSE);
}

typedef struct Row {
	const char *name, *label;
	const char *servers; /* NULL: the good one */
	KeyAnswer answer;
	guint texts;
	guint most; /* milliseconds it may take; 0: half of the deadline */
} Row;

enum { DEADLINE = 800 };

static const Row rows[] = {
	{ "a key is found", "test", NULL, KEY_FOUND, 1, 0 },
	{ "its strings are joined", "split", NULL, KEY_FOUND, 1, 0 },
	{ "an empty text is one", "empty", NULL, KEY_FOUND, 1, 0 },
	{ "a name that is not there is none", "nxdomain", NULL, KEY_NONE, 0, 0 },
	{ "a name without a text is none", "nodata", NULL, KEY_NONE, 0, 0 },
	{ "REFUSED is none", "refused", NULL, KEY_NONE, 0, 0 },
	{ "NOTIMP is none", "notimp", NULL, KEY_NONE, 0, 0 },
	{ "FORMERR is none", "formerr", NULL, KEY_NONE, 0, 0 },
	{ "SERVFAIL is unreached", "servfail", NULL, KEY_UNREACHED, 0, 0 },
	{ "silence is unreached", "silent", NULL, KEY_UNREACHED, 0, DEADLINE + 300 },
	{ "a slow server has its time", "slow", NULL, KEY_FOUND, 1, DEADLINE },
	{ "a closed port is unreached", "test", "C", KEY_UNREACHED, 0, DEADLINE + 300 },
	{ "another server is asked where one is closed", "test", "CG", KEY_FOUND, 1, 0 },
	{ "another server is asked where one fails", "test", "SG", KEY_FOUND, 1, 0 },
	{ "another server is asked where one refuses", "test", "RG", KEY_FOUND, 1, 0 },
	{ "two servers that fail are unreached", "test", "SS", KEY_UNREACHED, 0, 0 },
	{ "of a server that fails and one that refuses the first excuses", "test", "SR",
	  KEY_UNREACHED, 0, 0 },
	{ "in any order", "test", "RS", KEY_UNREACHED, 0, 0 },
	{ "all that refuse are none", "test", "RRR", KEY_NONE, 0, 0 },
	{ "a fourth server is not asked", "test", "RRRG", KEY_NONE, 0, 0 },
	{ "one that fails, and one that knows of no such name", "nxdomain", "SG", KEY_NONE, 0, 0 },
	{ "an answer to another question is no answer", "wrong-question", NULL, KEY_UNREACHED, 0,
	  DEADLINE + 300 },
	{ "an answer with another id is no answer", "wrong-id", NULL, KEY_UNREACHED, 0,
	  DEADLINE + 300 },
	{ "the text of another name is none", "wrong-owner", NULL, KEY_NONE, 0, 0 },
	{ "a record of another type is none", "wrong-type", NULL, KEY_NONE, 0, 0 },
	{ "a CNAME is followed", "alias", NULL, KEY_FOUND, 1, 0 },
	{ "a CNAME behind its target is followed", "alias-behind", NULL, KEY_FOUND, 1, 0 },
	{ "CNAMEs in a circle are none", "alias-loop", NULL, KEY_NONE, 0, 0 },
	{ "a CNAME to itself is none", "alias-self", NULL, KEY_NONE, 0, 0 },
	{ "an answer that is cut is none", "cut", NULL, KEY_NONE, 0, 0 },
	{ "a string that is cut is none", "cut-string", NULL, KEY_NONE, 0, 0 },
	{ "an answer without its question is no answer", "header-only", NULL, KEY_UNREACHED, 0,
	  DEADLINE + 300 },
	{ "nonsense is no answer", "nonsense", NULL, KEY_UNREACHED, 0, DEADLINE + 300 },
	{ "a text may hold any octets", "not-utf8", NULL, KEY_FOUND, 1, 0 },
	{ "NUL, too", "nul", NULL, KEY_FOUND, 1, 0 },
	{ "eight texts are taken", "eight", NULL, KEY_FOUND, 8, 0 },
	{ "two hundred are none", "many", NULL, KEY_NONE, 0, 0 },
	{ "a truncated answer comes by TCP", "tcp", NULL, KEY_FOUND, 1, 0 },
	{ "a huge one, too", "huge", NULL, KEY_FOUND, 1, 0 },
	{ "TCP that does not answer is unreached", "tcp-hangs", NULL, KEY_UNREACHED, 0,
	  DEADLINE + 300 },
};

static gint64
now(void)
{
	return g_get_monotonic_time();
}

static GPtrArray *
queries_for(const char *first, ...)
{
	GPtrArray *queries = g_ptr_array_new_with_free_func((GDestroyNotify)key_query_free);
	va_list labels;

	va_start(labels, first);
	for (const char *label = first; label != NULL; label = va_arg(labels, const char *)) {
		g_autofree char *name = g_strconcat(label, NAME, NULL);

		g_ptr_array_add(queries, key_query_new(name));
	}
	va_end(labels);
	return queries;
}

static void
test_row(gconstpointer data)
{
	const Row *row = data;
	g_autoptr(GError) error = NULL;
	g_autofree char *servers = addresses(row->servers != NULL ? row->servers : "G");
	g_autoptr(KeySource) keys = keys_dns_new(servers, &error);
	g_autoptr(GPtrArray) queries = queries_for(row->label, NULL);
	const KeyQuery *query = g_ptr_array_index(queries, 0);
	gint64 begin = now(), took;

	g_assert_no_error(error);
	keys->look_up(keys, queries, begin + DEADLINE * 1000 * patience_factor());
	took = (now() - begin) / 1000;
	g_test_message("%" G_GINT64_FORMAT " ms", took);
	g_assert_cmpint(query->answer, ==, row->answer);
	g_assert_cmpuint(query->texts != NULL ? query->texts->len : 0, ==, row->texts);
	g_assert_cmpint(took, <,
			(row->most != 0 ? row->most : DEADLINE * 3 / 4) * patience_factor());
}

static void
test_text(void)
{
	static const struct {
		const char *label, *text;
		gsize size;
	} texts[] = { { "test", KEY, 22 },
		      { "split", KEY, 22 },
		      { "not-utf8", "v=DKIM1; n=\xff\xfe\x80; p=MIGf", 21 },
		      { "nul", "v=DKIM1;\0p=MIGf", 15 } };
	g_autofree char *servers = addresses("G");
	g_autoptr(KeySource) keys = keys_dns_new(servers, NULL);

	for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autoptr(GPtrArray) queries = queries_for(texts[i].label, NULL);
		const KeyQuery *query = g_ptr_array_index(queries, 0);
		const char *got;
		gsize size;

		keys->look_up(keys, queries, now() + 5 * G_USEC_PER_SEC);
		got = g_bytes_get_data(g_ptr_array_index(query->texts, 0), &size);
		g_assert_cmpmem(got, size, texts[i].text, texts[i].size);
	}
}

/* What is silent does not keep others from their answer. */
static void
test_together(void)
{
	g_autofree char *servers = addresses("G");
	g_autoptr(KeySource) keys = keys_dns_new(servers, NULL);
	g_autoptr(GPtrArray) queries = queries_for("silent", "test", "nxdomain", "servfail", NULL);
	static const KeyAnswer wanted[] = { KEY_UNREACHED, KEY_FOUND, KEY_NONE, KEY_UNREACHED };

	keys->look_up(keys, queries, now() + G_USEC_PER_SEC / 2);
	for (guint i = 0; i < queries->len; i++)
		g_assert_cmpint(((KeyQuery *)g_ptr_array_index(queries, i))->answer, ==, wanted[i]);
}

static void
test_wrong_servers(void)
{
	static const char *const wrong[] = { "", "mail", "127.0.0.1:x,", "300.1.1.1" };

	for (guint i = 0; i < G_N_ELEMENTS(wrong); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(KeySource) keys = keys_dns_new(wrong[i], &error);

		g_assert_null(keys);
		g_assert_nonnull(error);
		g_assert_nonnull(strstr(error->message, "names no servers"));
	}
}

/* Fifty threads with a dead resolver. */
enum { THREADS = 50 };

typedef struct Asker {
	KeySource *keys;
	gint64 deadline, came_back;
	KeyAnswer answer;
	guint number;
} Asker;

static void *
ask(void *data)
{
	Asker *asker = data;
	g_autofree char *name = g_strdup_printf("s._domainkey.d%u.example.%s", asker->number,
						asker->number % 2 == 0 ? "org" : "net");
	g_autoptr(GPtrArray) queries =
		g_ptr_array_new_with_free_func((GDestroyNotify)key_query_free);

	g_ptr_array_add(queries, key_query_new(name));
	asker->keys->look_up(asker->keys, queries, asker->deadline);
	asker->came_back = now();
	asker->answer = ((KeyQuery *)g_ptr_array_index(queries, 0))->answer;
	return NULL;
}

static void
reply_never(DnsServer *server, DnsTalk *talk)
{
	(void)server;
	talk->size = 0;
}

static void
test_dead(void)
{
	DnsServer dead;
	pthread_t threads[THREADS];
	Asker askers[THREADS];
	g_autoptr(KeySource) keys = NULL;
	g_autofree char *servers = NULL;

	dns_server_start(&dead, reply_never);
	servers = g_strdup_printf("127.0.0.1:%u", dead.port);
	keys = keys_dns_new(servers, NULL);
	for (guint i = 0; i < THREADS; i++) {
		askers[i] = (Asker){ keys, now() + G_USEC_PER_SEC, 0, KEY_FOUND, i };
		g_assert_cmpint(pthread_create(&threads[i], NULL, ask, &askers[i]), ==, 0);
	}
	for (guint i = 0; i < THREADS; i++) {
		pthread_join(threads[i], NULL);
		g_assert_cmpint(askers[i].answer, ==, KEY_UNREACHED);
		g_assert_cmpint(askers[i].came_back - askers[i].deadline, <,
				G_USEC_PER_SEC / 2 * patience_factor());
	}
	/* Two organizations, so nearly half of the places stay free: not each was asked for. */
	g_test_message("%u questions", atomic_load(&dead.questions));
	dns_server_stop(&dead);
}

/* Of the places. */
static void
test_places(void)
{
	Places *places = places_new(128);
	guint one = 0, another = 0, strangers = 0;

	while (places_take(places, "slow.example", now()))
		one++;
	while (places_take(places, "also-slow.example", now()))
		another++;
	for (guint i = 0; i < 10; i++) {
		g_autofree char *owner = g_strdup_printf("stranger-%u.example", i);

		while (places_take(places, owner, now()))
			strangers++;
	}
	g_test_message("%u, %u, %u", one, another, strangers);
	g_assert_cmpuint(one, ==, 15);
	g_assert_cmpuint(another, ==, 13);
	g_assert_cmpuint(strangers, >=, 50);
	/* Somebody new is still let in. */
	g_assert_true(places_take(places, "example.org", now()));
	g_assert_true(one + another + strangers + 1 <= 128);
	/* A place is waited for until the deadline. */
	{
		gint64 begin = now();

		g_assert_false(places_take(places, "slow.example", begin + 100 * 1000));
		g_assert_cmpint(now() - begin, >=, 100 * 1000);
	}
	for (; one > 0; one--)
		places_give_back(places, "slow.example");
	g_assert_true(places_take(places, "slow.example", now()));
	places_free(places);
}

int
main(int argc, char **argv)
{
	int status;

	g_test_init(&argc, &argv, NULL);
	close(dns_socket(SOCK_DGRAM, &closed_port));
	dns_server_start(&good, reply);
	dns_server_start(&servfail, reply_servfail);
	dns_server_start(&refused, reply_refused);
	GIVEN_ROWS("keys-dns", rows, test_row)
	g_test_add_func("/keys-dns/texts come as they are", test_text);
	g_test_add_func("/keys-dns/questions of a message are asked together", test_together);
	g_test_add_func("/keys-dns/servers that are none are told", test_wrong_servers);
	g_test_add_func("/keys-dns/fifty threads come back from a dead server", test_dead);
	g_test_add_func("/keys-dns/nobody takes all places", test_places);
	status = g_test_run();
	dns_server_stop(&good);
	dns_server_stop(&servfail);
	dns_server_stop(&refused);
	return status;
}
