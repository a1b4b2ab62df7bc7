/* One signature: what its tags, its key and the message must be.  The wire is in other tests. */
#include "given.h"
#include "mail/domain.h"
#include "signer.h"
#include "verify/verification.h"

#define HEADER                                                                                     \
	"From: Jane Doe <jane@example.org>\n"                                                      \
	"Subject: A  letter\tto\n\tBob  \n"                                                        \
	"To: bob@example.net\n"
#define BODY "Dear Bob, \r\n\r\nhow  are you?\t\r\n\r\n\r\n"

/* The usual tags: {bh} is the hash of the body. */
#define RELAXED "v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.org; s=test; "
#define TAGS RELAXED "h=from:subject; "
#define SIMPLE_TAGS "v=1; a=rsa-sha256; d=example.org; s=test; h=from:subject; "
#define ED_TAGS "v=1; a=ed25519-sha256; c=relaxed/relaxed; d=example.org; s=test; h=from:subject; "
#define SELECTOR(selector)                                                                         \
	"v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.org; s=" selector "; h=from:subject; "
#define END "bh={bh}; b="
/* The usual key: {p} is what p= holds. */
#define RECORD "v=DKIM1; k=rsa; p={p}"

typedef struct Row {
	const char *name;
	const char *tags;   /* NULL: the usual */
	const char *record; /* NULL: the usual; "": there is none */
	SignatureState state;
	const char *reason;       /* a part of it */
	const char *key;          /* NULL: rsa-2048 */
	const char *names;        /* NULL: from:subject */
	const char *other_header; /* what arrives, if it is not HEADER */
	const char *other_body;
	gssize length;                           /* l= of {bh}; 0: all; -1: none of it */
	const char *signed_header, *signed_body; /* where the usual ones do not do */
	gboolean is_sha1;
	KeyAnswer answer; /* where RECORD is "" */
	gboolean asks;    /* although it does not pass */
} Row;

#define LONG_LABEL "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggg"
#define TEN "aaaaaaaaa."
#define SIXTY TEN TEN TEN TEN TEN TEN

static const Row rows[] = {
	{ "a signature passes", .state = SIGNATURE_PASS },
	{ "a final semicolon is none too many", .tags = TAGS "bh={bh}; b=;",
	  .state = SIGNATURE_PASS },
	{ "white space around tags does not count",
	  .tags = "v = 1 ;\n\ta= rsa-sha256;c=relaxed/relaxed ; d\t=example.org; s=test\n ;"
		  "h= from :\n subject ; bh={bh} ; b =",
	  .state = SIGNATURE_PASS },
	{ "unknown tags do not count", .tags = TAGS "zz=top; r=y; z=From:a|Subject:b; " END,
	  .state = SIGNATURE_PASS },
	{ "names of tags are told by case", .tags = TAGS "D=example.com; X=1; " END,
	  .state = SIGNATURE_PASS },
	{ "c= left out is simple", .tags = SIMPLE_TAGS END, .state = SIGNATURE_PASS },
	{ "c=relaxed alone is a simple body",
	  .tags = "v=1; a=rsa-sha256; c=relaxed; d=example.org; s=test; h=from:subject; " END,
	  .state = SIGNATURE_PASS },
	{ "the domain counts without its case",
	  .tags = "v=1; a=rsa-sha256; c=relaxed/relaxed; d=Example.ORG; s=TEST; "
		  "h=From:SUBJECT; " END,
	  .state = SIGNATURE_PASS },

	/* Ed25519, RFC 8463. */
	{ "ed25519 passes", .tags = ED_TAGS END, .record = "v=DKIM1; k=ed25519; p={p}",
	  .state = SIGNATURE_PASS, .key = "ed25519" },
	{ "ed25519 needs a key of its own type", .tags = ED_TAGS END,
	  .record = "v=DKIM1; k=rsa; p={p}", .state = SIGNATURE_FAIL, .reason = "another algorithm",
	  .key = "ed25519" },
	{ "a key without a type is RSA", .tags = ED_TAGS END, .record = "v=DKIM1; p={p}",
	  .state = SIGNATURE_FAIL, .reason = "another algorithm", .key = "ed25519" },
	{ "an RSA key under the name of ed25519 is none", .tags = ED_TAGS END,
	  .record = "v=DKIM1; k=ed25519; p={p}", .state = SIGNATURE_FAIL,
	  .reason = "no Ed25519 key" },
	{ "rsa needs a key of its own type", .record = "v=DKIM1; k=ed25519; p={p}",
	  .state = SIGNATURE_FAIL, .reason = "another algorithm" },

	/* The sizes of keys, RFC 8301. */
	{ "512 bits are too few", .state = SIGNATURE_FAIL, .reason = "fewer than 1024",
	  .key = "rsa-512" },
	{ "1024 bits suffice", .state = SIGNATURE_PASS, .key = "rsa-1024" },
	{ "4096 bits are no problem", .state = SIGNATURE_PASS, .key = "rsa-4096" },
	{ "rsa-sha1 must not be believed",
	  .tags = "v=1; a=rsa-sha1; c=relaxed/relaxed; d=example.org; s=test; h=from:subject; " END,
	  .state = SIGNATURE_FAIL, .reason = "SHA-1", .is_sha1 = TRUE },
	{ "sha1 under the name of sha256 fails", .state = SIGNATURE_FAIL,
	  .reason = "header was changed", .is_sha1 = TRUE },
	{ "an unknown algorithm fails",
	  .tags = "v=1; a=rsa-sha512; c=relaxed/relaxed; d=example.org; s=test; "
		  "h=from:subject; " END,
	  .state = SIGNATURE_FAIL, .reason = "unknown algorithm" },
	{ "an RSAPublicKey is a key, too", .record = "v=DKIM1; k=rsa; p={pkcs1}",
	  .state = SIGNATURE_PASS },
	{ "a key of another kind is none", .record = "v=DKIM1; k=rsa; p={ec}",
	  .state = SIGNATURE_FAIL, .reason = "no RSA key" },
	{ "octets behind a key make it none", .record = "v=DKIM1; k=rsa; p={junk}",
	  .state = SIGNATURE_FAIL, .reason = "no RSA key" },
	{ "octets behind an RSAPublicKey do, too", .record = "v=DKIM1; k=rsa; p={junk1}",
	  .state = SIGNATURE_FAIL, .reason = "no RSA key" },

	/* The key record, RFC 6376 section 3.6.1. */
	{ "a key record needs no version", .record = "p={p}", .state = SIGNATURE_PASS },
	{ "its version comes first", .record = "k=rsa; v=DKIM1; p={p}", .state = SIGNATURE_FAIL,
	  .reason = "is no key" },
	{ "another version is no key", .record = "v=DKIM2; k=rsa; p={p}", .state = SIGNATURE_FAIL,
	  .reason = "is no key" },
	{ "a text of another kind is no key", .record = "v=spf1 -all", .state = SIGNATURE_FAIL,
	  .reason = "is no key" },
	{ "a tag that stands twice makes no key", .record = "v=DKIM1; k=rsa; p={p}; p={p}",
	  .state = SIGNATURE_FAIL, .reason = "is no key" },
	{ "a key without p= is malformed", .record = "v=DKIM1; k=rsa", .state = SIGNATURE_FAIL,
	  .reason = "malformed" },
	{ "a key that is no base64 is malformed", .record = "v=DKIM1; k=rsa; p=*{p}",
	  .state = SIGNATURE_FAIL, .reason = "malformed" },
	{ "an empty key was revoked", .record = "v=DKIM1; k=rsa; p=", .state = SIGNATURE_FAIL,
	  .reason = "revoked" },
	{ "white space in a key does not count", .record = "v=DKIM1 ; k = rsa ; p= {p} ;",
	  .state = SIGNATURE_PASS },
	{ "notes do not count", .record = "v=DKIM1; n=for=20Bob; k=rsa; p={p}",
	  .state = SIGNATURE_PASS },
	{ "a key for SHA-1 alone is for another hash", .record = "v=DKIM1; h=sha1; k=rsa; p={p}",
	  .state = SIGNATURE_FAIL, .reason = "another hash" },
	{ "a key for both hashes will do", .record = "v=DKIM1; h=sha1 : sha256; k=rsa; p={p}",
	  .state = SIGNATURE_PASS },
	{ "a key for another service is not for mail", .record = "v=DKIM1; s=chat; k=rsa; p={p}",
	  .state = SIGNATURE_FAIL, .reason = "not for mail" },
	{ "a key for mail among others will do", .record = "v=DKIM1; s=chat:email; k=rsa; p={p}",
	  .state = SIGNATURE_PASS },
	{ "a key for all will do", .record = "v=DKIM1; s=*; k=rsa; p={p}",
	  .state = SIGNATURE_PASS },
	{ "a domain that tests is as if it did not sign", .record = "v=DKIM1; t=y; k=rsa; p={p}",
	  .state = SIGNATURE_FAIL, .reason = "only tests" },
	{ "so is one that tests among other flags", .record = "v=DKIM1; t=s : y; k=rsa; p={p}",
	  .state = SIGNATURE_FAIL, .reason = "only tests" },
	{ "unknown flags do not count", .record = "v=DKIM1; t=yy:z; k=rsa; p={p}",
	  .state = SIGNATURE_PASS },
	{ "a key that nobody has fails", .record = "", .state = SIGNATURE_FAIL,
	  .reason = "not there", .asks = TRUE },
	{ "a key that nobody could reach excuses", .record = "", .state = SIGNATURE_UNREACHED,
	  .reason = "not be reached", .answer = KEY_UNREACHED, .asks = TRUE },
	{ "another key fails", .record = "v=DKIM1; k=rsa; p={other}", .state = SIGNATURE_FAIL,
	  .reason = "another key" },

	/* i= and t=s */
	{ "i= may lie below d=", .tags = TAGS "i=jane@mail.example.org; " END,
	  .state = SIGNATURE_PASS },
	{ "i= may be d= alone", .tags = TAGS "i=@example.org; " END, .state = SIGNATURE_PASS },
	{ "i= may be quoted", .tags = TAGS "i=\"a@example.com\"@Example.org; " END,
	  .state = SIGNATURE_PASS },
	{ "i= must not lie elsewhere", .tags = TAGS "i=jane@example.com; " END,
	  .state = SIGNATURE_FAIL, .reason = "another domain" },
	{ "i= must not end like d=", .tags = TAGS "i=jane@badexample.org; " END,
	  .state = SIGNATURE_FAIL, .reason = "another domain" },
	{ "i= must not lie above d=", .tags = TAGS "i=jane@org; " END, .state = SIGNATURE_FAIL,
	  .reason = "another domain" },
	{ "i= needs an @", .tags = TAGS "i=example.org; " END, .state = SIGNATURE_FAIL,
	  .reason = "malformed" },
	{ "an encoded @ is no @", .tags = TAGS "i=a=40example.org; " END, .state = SIGNATURE_FAIL,
	  .reason = "malformed" },
	{ "with t=s i= must not lie below d=", .tags = TAGS "i=jane@mail.example.org; " END,
	  .record = "v=DKIM1; t=s; k=rsa; p={p}", .state = SIGNATURE_FAIL,
	  .reason = "not for subdomains" },
	{ "with t=s i= may lie in d=", .tags = TAGS "i=jane@example.org; " END,
	  .record = "v=DKIM1; t=s; k=rsa; p={p}", .state = SIGNATURE_PASS },

	/* t= and x= */
	{ "a time long ago is no fault", .tags = TAGS "t=1000000000; " END,
	  .state = SIGNATURE_PASS },
	{ "a time in the future is one", .tags = TAGS "t=99999999999; " END,
	  .state = SIGNATURE_FAIL, .reason = "in the future" },
	{ "what expires later has not expired", .tags = TAGS "x=99999999999; " END,
	  .state = SIGNATURE_PASS },
	{ "what expired fails", .tags = TAGS "t=1000000000; x=1000000001; " END,
	  .state = SIGNATURE_FAIL, .reason = "expired" },
	{ "what expires before it was made fails", .tags = TAGS "t=1000000000; x=1000000000; " END,
	  .state = SIGNATURE_FAIL, .reason = "before it was made" },
	{ "a time that is no number is malformed", .tags = TAGS "t=1e9; " END,
	  .state = SIGNATURE_FAIL, .reason = "malformed" },
	{ "an empty time is malformed", .tags = TAGS "x=; " END, .state = SIGNATURE_FAIL,
	  .reason = "malformed" },
	{ "a negative time is malformed", .tags = TAGS "x=-1; " END, .state = SIGNATURE_FAIL,
	  .reason = "malformed" },
	{ "a time of twenty digits is malformed", .tags = TAGS "x=18446744073709551617; " END,
	  .state = SIGNATURE_FAIL, .reason = "malformed" },
	/* Nobody may be excused by a dead resolver for what can be known without a key. */
	{ "what expired is not excused", .tags = TAGS "x=1000000001; " END, .record = "",
	  .state = SIGNATURE_FAIL, .reason = "expired", .answer = KEY_UNREACHED },
	{ "a changed body is not excused", .record = "", .state = SIGNATURE_FAIL,
	  .reason = "body was changed", .answer = KEY_UNREACHED, .other_body = "Dear Bob, \r\n" },
	{ "rsa-sha1 is not excused",
	  .tags = "v=1; a=rsa-sha1; c=relaxed/relaxed; d=example.org; s=test; h=from:subject; " END,
	  .record = "", .state = SIGNATURE_FAIL, .reason = "SHA-1", .answer = KEY_UNREACHED },
	{ "a malformed tag is not excused", .tags = TAGS "l=x; " END, .record = "",
	  .state = SIGNATURE_FAIL, .reason = "malformed", .answer = KEY_UNREACHED },

	/* Selectors */
	{ "a selector may have labels", .tags = SELECTOR("a_b.c-1") END, .state = SIGNATURE_PASS },
	{ "a selector of 64 octets cannot be", .tags = SELECTOR(LONG_LABEL) END, .record = "",
	  .state = SIGNATURE_FAIL, .reason = "no such key", .answer = KEY_UNREACHED },
	{ "a selector of 300 octets cannot be",
	  .tags = SELECTOR(SIXTY SIXTY SIXTY SIXTY SIXTY "a") END, .record = "",
	  .state = SIGNATURE_FAIL, .reason = "no such key", .answer = KEY_UNREACHED },
	{ "a selector with an empty label cannot be", .tags = SELECTOR("a..b") END, .record = "",
	  .state = SIGNATURE_FAIL, .reason = "no such key", .answer = KEY_UNREACHED },
	{ "a selector with other characters cannot be", .tags = SELECTOR("a/b") END, .record = "",
	  .state = SIGNATURE_FAIL, .reason = "no such key", .answer = KEY_UNREACHED },
	{ "a selector with a space cannot be", .tags = SELECTOR("a b") END, .record = "",
	  .state = SIGNATURE_FAIL, .reason = "no such key", .answer = KEY_UNREACHED },
	{ "a selector beyond ASCII becomes an A-label", .tags = SELECTOR("m\xc3\xbcller") END,
	  .state = SIGNATURE_PASS },
	{ "a selector that is no UTF-8 cannot be", .tags = SELECTOR("m\xfcller") END, .record = "",
	  .state = SIGNATURE_FAIL, .reason = "no such key", .answer = KEY_UNREACHED },
	{ "an empty selector is malformed", .tags = SELECTOR("") END, .state = SIGNATURE_FAIL,
	  .reason = "malformed" },

	/* Tags that are missing, twice or malformed. */
	{ "no v= is malformed",
	  .tags = "a=rsa-sha256; c=relaxed/relaxed; d=example.org; s=test; h=from:subject; " END,
	  .state = SIGNATURE_FAIL, .reason = "malformed" },
	{ "v=2 is unknown",
	  .tags = "v=2; a=rsa-sha256; c=relaxed/relaxed; d=example.org; s=test; "
		  "h=from:subject; " END,
	  .state = SIGNATURE_FAIL, .reason = "unknown version" },
	{ "v=1.0 is unknown",
	  .tags = "v=1.0; a=rsa-sha256; c=relaxed/relaxed; d=example.org; s=test; "
		  "h=from:subject; " END,
	  .state = SIGNATURE_FAIL, .reason = "unknown version" },
	{ "no a= is malformed",
	  .tags = "v=1; c=relaxed/relaxed; d=example.org; s=test; h=from:subject; " END,
	  .state = SIGNATURE_FAIL, .reason = "malformed" },
	{ "no s= is malformed",
	  .tags = "v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.org; h=from:subject; " END,
	  .state = SIGNATURE_FAIL, .reason = "malformed" },
	{ "no h= is malformed",
	  .tags = "v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.org; s=test; " END,
	  .state = SIGNATURE_FAIL, .reason = "malformed" },
	{ "no bh= is malformed", .tags = TAGS "b=", .state = SIGNATURE_FAIL,
	  .reason = "malformed" },
	{ "an empty bh= is malformed", .tags = TAGS "bh=; b=", .state = SIGNATURE_FAIL,
	  .reason = "malformed" },
	{ "a bh= of another size is malformed", .tags = TAGS "bh=YWJj; b=", .state = SIGNATURE_FAIL,
	  .reason = "malformed" },
	{ "a bh= that is no base64 is malformed",
	  .tags = TAGS "bh=*{bh}; b=", .state = SIGNATURE_FAIL, .reason = "malformed" },
	{ "a tag that stands twice is malformed", .tags = TAGS "s=test; " END,
	  .state = SIGNATURE_FAIL, .reason = "malformed" },
	{ "an unknown tag that stands twice, too", .tags = TAGS "zz=1; zz=1; " END,
	  .state = SIGNATURE_FAIL, .reason = "malformed" },
	{ "an empty tag is malformed", .tags = TAGS "; " END, .state = SIGNATURE_FAIL,
	  .reason = "malformed" },
	{ "a tag without = is malformed", .tags = TAGS "zz; " END, .state = SIGNATURE_FAIL,
	  .reason = "malformed" },
	{ "a tag without a name is malformed", .tags = TAGS "=zz; " END, .state = SIGNATURE_FAIL,
	  .reason = "malformed" },
	{ "a tag with a space in its name is malformed", .tags = TAGS "z z=1; " END,
	  .state = SIGNATURE_FAIL, .reason = "malformed" },
	{ "control characters are malformed", .tags = TAGS "z=\001; " END, .state = SIGNATURE_FAIL,
	  .reason = "malformed" },
	{ "an unknown canonicalization fails",
	  .tags = "v=1; a=rsa-sha256; c=relaxed/nofws; d=example.org; s=test; h=from:subject; " END,
	  .state = SIGNATURE_FAIL, .reason = "canonicalization" },
	{ "so does an empty one",
	  .tags = "v=1; a=rsa-sha256; c=; d=example.org; s=test; h=from:subject; " END,
	  .state = SIGNATURE_FAIL, .reason = "canonicalization" },
	{ "a key is asked for in the DNS", .tags = TAGS "q=dns/txt; " END,
	  .state = SIGNATURE_PASS },
	{ "also among other places", .tags = TAGS "q=http : dns/txt; " END,
	  .state = SIGNATURE_PASS },
	{ "but nowhere else", .tags = TAGS "q=dns/key; " END, .state = SIGNATURE_FAIL,
	  .reason = "nobody looks" },

	/* h= */
	{ "From must be signed", .tags = RELAXED "h=subject:to; " END, .names = "subject:to",
	  .state = SIGNATURE_FAIL, .reason = "does not sign From" },
	{ "an empty name is malformed", .tags = RELAXED "h=from::subject; " END,
	  .state = SIGNATURE_FAIL, .reason = "malformed" },
	{ "what is not there may be signed", .tags = RELAXED "h=from:subject:reply-to:from; " END,
	  .names = "from:subject:reply-to:from", .state = SIGNATURE_PASS },
	{ "then it must not come later", .tags = RELAXED "h=from:subject:from; " END,
	  .names = "from:subject:from", .other_header = "From: Eve <eve@example.org>\n" HEADER,
	  .state = SIGNATURE_FAIL, .reason = "header was changed" },
	{ "of two fields the last is signed first", .state = SIGNATURE_PASS,
	  .other_header = "Subject: another one\n" HEADER },
	{ "of two fields the order counts", .tags = RELAXED "h=from:subject:subject; " END,
	  .names = "from:subject:subject",
	  .signed_header = "Subject: one\nSubject: two\nFrom: a@example.org\n",
	  .other_header = "Subject: two\nSubject: one\nFrom: a@example.org\n",
	  .state = SIGNATURE_FAIL, .reason = "header was changed" },
	{ "fields between others do not count",
	  .other_header = "From: Jane Doe <jane@example.org>\n"
			  "X-Seen: by us\nSubject: A  letter\tto\n\tBob  \n",
	  .state = SIGNATURE_PASS },
	{ "h= that names dkim-signature does not mean this one",
	  .tags = RELAXED "h=from:subject:dkim-signature; " END,
	  .names = "from:subject:dkim-signature", .state = SIGNATURE_PASS },
	{ "every field and one more is signed",
	  .tags = RELAXED "h=from:subject:to:dkim-signature:x; " END,
	  .names = "from:subject:to:dkim-signature:x", .state = SIGNATURE_PASS },

	/* What may change on the way, and what may not. */
	{ "relaxed: white space may change", .state = SIGNATURE_PASS,
	  .other_header = "FROM :  Jane  Doe <jane@example.org>\n"
			  "subject:A letter to\n  Bob\nTo: eve@example.net\n",
	  .other_body = "Dear  Bob,\r\n\r\nhow are \tyou?\r\n" },
	{ "relaxed: white space must not come or go", .state = SIGNATURE_FAIL,
	  .reason = "header was changed",
	  .other_header = "From: Jane Doe <jane@example.org>\nSubject: A letter toBob\n" },
	{ "relaxed: only space and tab are white space", .state = SIGNATURE_FAIL,
	  .reason = "header was changed",
	  .other_header = "From: Jane Doe <jane@example.org>\nSubject: A\vletter to Bob\n" },
	{ "relaxed: a carriage return in a line counts", .state = SIGNATURE_FAIL,
	  .reason = "body was changed", .other_body = "Dear B\rob, \r\n\r\nhow  are you?\t\r\n" },
	{ "relaxed: empty lines within count", .state = SIGNATURE_FAIL,
	  .reason = "body was changed", .other_body = "Dear Bob,\r\n\r\n\r\nhow are you?\r\n" },
	{ "simple: nothing may change in the header", .tags = SIMPLE_TAGS END,
	  .state = SIGNATURE_FAIL, .reason = "header was changed",
	  .other_header = "From:  Jane Doe <jane@example.org>\nSubject: A  letter\tto\n\tBob  \n" },
	{ "simple: nothing may change in the body", .tags = SIMPLE_TAGS END,
	  .state = SIGNATURE_FAIL, .reason = "body was changed",
	  .other_body = "Dear Bob,\r\n\r\nhow  are you?\t\r\n" },
	{ "simple: empty lines at the end do not count", .tags = SIMPLE_TAGS END,
	  .state = SIGNATURE_PASS, .other_body = "Dear Bob, \r\n\r\nhow  are you?\t" },
	{ "a changed From fails", .state = SIGNATURE_FAIL, .reason = "header was changed",
	  .other_header = "From: Jane Doe <jane@example.com>\nSubject: A  letter\tto\n\tBob  \n" },
	{ "a field taken away fails", .state = SIGNATURE_FAIL, .reason = "header was changed",
	  .other_header = "From: Jane Doe <jane@example.org>\n" },
	{ "a footer fails", .state = SIGNATURE_FAIL, .reason = "body was changed",
	  .other_body = BODY "-- \r\nthe list\r\n" },

	/* l= */
	{ "l= signs the first octets", .tags = TAGS "l=10; " END, .length = 10,
	  .state = SIGNATURE_PASS },
	{ "with l= more may follow", .tags = TAGS "l=10; " END, .length = 10,
	  .state = SIGNATURE_PASS, .other_body = "Dear Bob,\r\nclick here\r\n" },
	{ "what l= signs must not change", .tags = TAGS "l=10; " END, .length = 10,
	  .state = SIGNATURE_FAIL, .reason = "body was changed", .other_body = "Dear Eve, \r\n" },
	{ "l=0 signs no body", .tags = TAGS "l=0; " END, .length = -1, .state = SIGNATURE_PASS,
	  .other_body = "click here\r\n" },
	{ "l= that is the whole body", .tags = TAGS "l=27; " END, .length = 27,
	  .state = SIGNATURE_PASS },
	{ "l= larger than the body fails", .tags = TAGS "l=28; " END, .length = 28,
	  .state = SIGNATURE_FAIL, .reason = "shorter than what it signs" },
	{ "an empty l= is malformed", .tags = TAGS "l=; " END, .length = -1,
	  .state = SIGNATURE_FAIL, .reason = "malformed" },
	{ "a negative l= is malformed", .tags = TAGS "l=-1; " END, .state = SIGNATURE_FAIL,
	  .reason = "malformed" },
	{ "a tremendous l= is malformed", .tags = TAGS "l=18446744073709551626; " END, .length = 10,
	  .state = SIGNATURE_FAIL, .reason = "malformed" },
};

/* BASE64 with an octet behind what it says (transfer full). */
static char *
with_junk(const char *base64)
{
	gsize size;
	guchar *octets = g_base64_decode(base64, &size);
	char *junk;

	octets = g_realloc(octets, size + 1);
	octets[size] = 0;
	junk = g_base64_encode(octets, size + 1);
	g_free(octets);
	return junk;
}

/* TEXT with each {word} replaced. */
static char *
fill(const Row *row, const char *text, const char *body_hash)
{
	const char *key = row->key != NULL ? row->key : "rsa-2048";
	g_autofree char *p = signer_public(key), *ec = signer_public("ec");
	g_autofree char *pkcs1 = signer_public_pkcs1("rsa-2048"),
			*other = signer_public("rsa-1024");
	g_autofree char *junk = with_junk(p), *junk1 = with_junk(pkcs1);
	const char *const words[] = { "{bh}",   body_hash, "{p}",     p,         "{pkcs1}",
				      pkcs1,    "{ec}",    ec,        "{other}", other,
				      "{junk}", junk,      "{junk1}", junk1 };
	GString *filled = g_string_new(text);

	for (gsize i = 0; i < G_N_ELEMENTS(words); i += 2)
		g_string_replace(filled, words[i], words[i + 1], 0);
	return g_string_free(filled, FALSE);
}

static gboolean
want_org(const char *domain, gconstpointer data)
{
	return domain_is_under(domain, data);
}

/* The canonical forms that the tags of ROW mean. */
static Canon
header_canon(const char *tags)
{
	return strstr(tags, "c=relaxed") != NULL ? CANON_RELAXED : CANON_SIMPLE;
}

static Canon
body_canon(const char *tags)
{
	return strstr(tags, "/relaxed") != NULL ? CANON_RELAXED : CANON_SIMPLE;
}

/* The mail of ROW, signed, changed on its way. */
static char *
make_mail(const Row *row, const char *tags)
{
	const char *header = row->signed_header != NULL ? row->signed_header : HEADER;
	const char *body = row->signed_body != NULL ? row->signed_body : BODY;
	g_autofree char *hash = signer_body_hash(body_canon(tags), body,
						 row->length == 0 ? -1 : MAX(row->length, 0));
	g_autofree char *filled = fill(row, tags, hash);
	g_autofree char *field =
		signer_field(row->key != NULL ? row->key : "rsa-2048",
			     row->is_sha1 ? EVP_sha1() : EVP_sha256(), header_canon(tags), header,
			     row->names != NULL ? row->names : "from:subject", filled);

	return g_strconcat(field, row->other_header != NULL ? row->other_header : header, "\n",
			   row->other_body != NULL ? row->other_body : body, NULL);
}

/* What is found in MAIL of the domain example.org; *UNABLE where that is nothing. */
static GPtrArray *
look(const char *mail, gsize size, KeySource *keys, char **unable)
{
	g_autoptr(Message) message = message_new(NULL);
	g_autoptr(Verification) verification = NULL;
	VerificationAnswer answer;
	Verifier *verifier;

	mailstore_feed(message, mail, size);
	verification = verification_new(message, want_org, "example.org", 1 << 20);
	if (verification != NULL)
		verification_read_body(verification, message);
	verifier = verification_answer(&answer, verification, keys, G_USEC_PER_SEC);
	return verifier->verify(verifier, message, want_org, "example.org", unable);
}

static void
test_row(gconstpointer data)
{
	const Row *row = data;
	const char *tags = row->tags != NULL ? row->tags : TAGS END;
	g_autofree char *mail = make_mail(row, tags), *unable = NULL;
	g_autofree char *record = fill(row, row->record != NULL ? row->record : RECORD, "");
	g_autoptr(GPtrArray) found = NULL;
	const Signature *signature;
	SignerKeys keys;

	signer_keys_begin(&keys, *record != '\0' ? KEY_FOUND : row->answer);
	signer_keys_add(&keys, record);
	found = look(mail, strlen(mail), &keys.source, &unable);
	g_assert_cmpstr(unable, ==, NULL);
	g_assert_cmpuint(found->len, ==, 1);
	signature = g_ptr_array_index(found, 0);
	g_test_message("%s", signature->reason != NULL ? signature->reason : "pass");
	g_assert_cmpint(signature->state, ==, row->state);
	g_assert_cmpuint(signature->field, ==, 0);
	g_assert_cmpstr(signature->domain, ==, "example.org");
	g_assert_true((signature->reason == NULL) == (row->state == SIGNATURE_PASS));
	if (row->reason != NULL)
		g_assert_nonnull(strstr(signature->reason, row->reason));
	/* Whom a key is asked for, and whom not. */
	if (row->answer == KEY_UNREACHED || row->asks)
		g_assert_cmpuint(keys.asked, ==, row->asks);
	g_ptr_array_unref(keys.texts);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	message_library_init();
	GIVEN_ROWS("verify", rows, test_row)
	return g_test_run();
}
