#include "world.h"

#include "mail/domain.h"
#include "mail/mailbox.h"
#include "mail/tag-list.h"
#include "sqlite/engine.h"

#define COMMON                                                                                     \
	"own-hosts mx.example.org\nlocal-domains example.org example.net\n"                        \
	"forwarders lists.example.net 192.0.2.0/28\narc-sealers lists.example.net\n"               \
	"list-address team@\nlearn yes\ndatabase /nonexistent/invite.db\n"

/* clang-format off */
static const struct {
	const char *settings;
	gboolean needs_proof;
} settings[] = {
	{ COMMON "authserv-id mx.example.org\nmode enforce\nreinject smtp:127.0.0.1:10025\nsubject-tag on\n",
	  TRUE },
	{ COMMON "authserv-id mx.example.org\nmode tag\nrequire-proof no\nread-limit 4K\n", FALSE },
	{ COMMON "authserv-id mx.example.org\nmode enforce\nreinject smtp:127.0.0.1:10025\n"
	  "policy forged reject\npolicy declined discard\npolicy lookalike redirect moderator@example.org\n"
	  "policy trusted pass\npolicy count>=2 mta-hold\npolicy list redirect list@example.net\n"
	  "policy name-only tag\npolicy unknown quarantine\n",
	  TRUE },
	{ COMMON "mode enforce\nreinject smtp:127.0.0.1:10025\n", TRUE },
};
/* clang-format on */

static Filter *filters[G_N_ELEMENTS(settings)];
static Store *database;

/* ---- the books ---- */

static void
add(const char *owner, const char *name, const char *email, const char *profile, ContactState state)
{
	g_autoptr(Contact) contact = contact_new(owner);

	g_ptr_array_add(contact->names, g_strdup(name));
	if (email != NULL)
		g_ptr_array_add(contact->emails, g_strdup(email));
	if (profile != NULL)
		g_ptr_array_add(contact->profiles, g_strdup(profile));
	contact->state = state;
	contact->source = g_strdup("manual");
	contact->network = state == CONTACT_DECLINED ? g_strdup("linkedin") : NULL;
	g_assert_true(database->contacts->add(database->contacts, contact, NULL));
}

/* Sales are two persons, Bobby is Bob, and Carol and Dave have settings of their own. */
static void
add_owners(void)
{
	static const char *const bob[] = { "bob@example.org", NULL };
	static const char *const sales[] = { "bob@example.org", "carol@example.org", NULL };
	g_autoptr(OwnerSettings) dave = owner_settings_new("dave@example.org");
	g_autoptr(OwnerSettings) carol = owner_settings_new("carol@example.org");

	g_assert_true(
		database->owners->alias(database->owners, "bobby@example.org", bob, NULL, NULL));
	g_assert_true(
		database->owners->alias(database->owners, "sales@example.org", sales, NULL, NULL));
	dave->mode = MODE_TAG;
	g_ptr_array_add(dave->policy, g_strdup("unknown quarantine"));
	g_ptr_array_add(dave->never, g_strdup("facebook"));
	g_ptr_array_add(dave->always, g_strdup("github"));
	g_assert_true(database->owners->set(database->owners, dave, NULL));
	carol->mode = MODE_ENFORCE;
	g_ptr_array_add(carol->policy, g_strdup("declined redirect moderator@example.org"));
	g_ptr_array_add(carol->policy, g_strdup("unknown dkim discard"));
	g_assert_true(database->owners->set(database->owners, carol, NULL));
}

static void
fill_books(void)
{
	add("bob@example.org", "Jane Doe", "jane@example.net", "linkedin:slug:jane-doe-42",
	    CONTACT_TRUSTED);
	add("bob@example.org", "Ann Poe", "ann@example.com", NULL, CONTACT_TRUSTED);
	add("bob@example.org", "John Roe", NULL, "facebook:id:1001", CONTACT_DECLINED);
	add("carol@example.org", "Jane Doe", NULL, "linkedin:slug:jane-doe-7", CONTACT_DECLINED);
	add("carol@example.org", "Mia Moe", "mia@example.net", NULL, CONTACT_TRUSTED);
	add("@example.org", "Max Poe", "max@example.net", "xing:slug:Max_Poe", CONTACT_TRUSTED);
	add("*", "Jim Low", "jim@example.net", NULL, CONTACT_TRUSTED);
	add_owners();
}

/*
 * How often somebody wrote follows from the name of the mail, so that a second look sees the same.
 */
static gboolean
look_up(Book *book, const Meeting *meeting, Acquaintance *acquaintance, GError **error)
{
	(void)book;
	if (!database->contacts->look_up(database->contacts, meeting, acquaintance, error))
		return FALSE;
	acquaintance->count = meeting->message_id != NULL ? strlen(meeting->message_id) % 5 : 0;
	return TRUE;
}

static Owner *
find_owner(Book *book, const char *address, GError **error)
{
	(void)book;
	return database->owners->find(database->owners, address, error);
}

static Book the_book = { .look_up = look_up, .find_owner = find_owner };

/* ---- the verifier ---- */

gboolean
world_believes(const char *field)
{
	return strstr(field, "s=good") != NULL;
}

static GPtrArray *
verify(Verifier *verifier, Message *message, SignatureFilter wanted, gconstpointer data,
       char **unable)
{
	GPtrArray *signatures = g_ptr_array_new_with_free_func((GDestroyNotify)signature_free);

	(void)verifier;
	(void)unable;
	for (guint i = 0; i < message_field_count(message) && signatures->len < 4; i++) {
		const Field *field = message_field(message, i);
		g_autoptr(TagList) tags =
			g_ascii_strcasecmp(field->name, "DKIM-Signature") == 0
				? tag_list_parse(field->value, strlen(field->value))
				: NULL;
		const char *d = tags != NULL ? tag_list_value(tags, "d") : NULL;
		g_autofree char *domain = d != NULL ? domain_to_ascii(d) : NULL;
		Signature *signature;

		if (domain == NULL || !wanted(domain, data))
			continue;
		signature = g_new0(Signature, 1);
		signature->field = i;
		signature->domain = g_steal_pointer(&domain);
		signature->state = world_believes(field->value)     ? SIGNATURE_PASS
				   : strstr(field->value, "s=slow") ? SIGNATURE_UNREACHED
								    : SIGNATURE_FAIL;
		g_ptr_array_add(signatures, signature);
	}
	return signatures;
}

static Verifier the_verifier = { verify };

/* ---- settings ---- */

static Filter *
load(const char *text)
{
	g_autofree char *rules = fuzz_root("rules");
	const char *const directories[] = { rules, NULL };
	g_autoptr(GError) error = NULL;
	Filter *filter;

	fuzz_file((const uint8_t *)text, strlen(text));
	filter = filter_load(fuzz_file_path(), &(FilterOverrides){ .rules = directories }, &error);
	g_assert_no_error(error);
	return filter;
}

void
world_begin(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(settings); i++)
		filters[i] = load(settings[i].settings);
	database = sqlite_engine.open(STORE_IN_MEMORY, STORE_CREATE, NULL);
	g_assert_nonnull(database);
	fill_books();
}

/* ---- one mail ---- */

static void
add_recipients(GPtrArray *recipients, const Letter *letter, FuzzDice *dice)
{
	static const char *const known[] = {
		"bob@example.org",       "carol@example.org",   "Bob+lists@Example.org",
		"bobby@example.org",     "sales@example.org",   "dave@example.org",
		"team@example.org",      "eve@example.net",     "postmaster@example.org",
		"jim@elsewhere.example", "\"a b\"@example.org", "bob",
	};
	const char *said = letter_value(letter, "X-Original-To");

	/* A command of SMTP is one line. */
	if (said != NULL)
		g_ptr_array_add(recipients,
				g_strdelimit(mailbox_bare(said + strspn(said, " ")), "\r\n", ' '));
	if (said == NULL || fuzz_throw(dice, 2) == 0)
		g_ptr_array_add(recipients, g_strdup(known[0]));
	while (fuzz_throw(dice, 2) == 0)
		g_ptr_array_add(recipients, g_strdup(known[fuzz_throw(dice, G_N_ELEMENTS(known))]));
	g_ptr_array_add(recipients, NULL);
}

World
world_choose(const Letter *letter, FuzzDice *dice)
{
	static const char *const names[] = {
		NULL,      "mail.example.com", "lists.example.net", "mail.linkedin.com",
		"unknown", "[192.0.2.1]"
	};
	static const char *const addresses[] = { NULL,          "198.51.100.7",
						 "192.0.2.9",   "IPv6:2001:db8::1",
						 "2001:db8::1", "none" };
	guint which = fuzz_throw(dice, G_N_ELEMENTS(settings) + 2) % G_N_ELEMENTS(settings);
	World world = { .filter = filters[which],
			.book = &the_book,
			.needs_proof = settings[which].needs_proof,
			.copies = fuzz_throw(dice, 3) > 0 };

	world.recipients = g_ptr_array_new_with_free_func(g_free);
	add_recipients(world.recipients, letter, dice);
	world.envelope = (Envelope){
		.client_name = names[fuzz_throw(dice, G_N_ELEMENTS(names))],
		.client_address = addresses[fuzz_throw(dice, G_N_ELEMENTS(addresses))],
		.verifier = fuzz_throw(dice, 2) == 0 ? &the_verifier : NULL,
	};
	return world;
}

void
world_clear(World *world)
{
	g_ptr_array_unref(world->recipients);
}
