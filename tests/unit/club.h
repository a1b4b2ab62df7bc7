/*
 * club - an invented network at example.com, for tests of the recognition
 */
#ifndef TESTS_CLUB_H
#define TESTS_CLUB_H

#define CLUB_RULES                                                                                 \
	"words accept\n"                                                                           \
	"    /\\baccept\\b|\\bjoin\\b/i\n"                                                         \
	"words opt-out\n"                                                                          \
	"    /\\bunsubscribe\\b|\\bdecline\\b/i\n"                                                 \
	"words providers\n"                                                                        \
	"    /^provider\\.org$/\n"                                                                 \
	"words asking\n"                                                                           \
	"    /^(?<name>.+?) invites you to join/\n"                                                \
	"network club \"Example Club\"\n"                                                          \
	"    category     social\n"                                                                \
	"    from         example.com\n"                                                           \
	"    member-links example.com/e/\n"                                                        \
	"    brand        /\\bexample\\s?club\\b/i\n"                                              \
	"    ignore       header X-Club-Kind /^accepted/\n"                                        \
	"    ignore       text /accepted your invitation/\n"                                       \
	"    ignore       by member subject /^Quoting the club/\n"                                 \
	"    reminder     link /[?&]kind=reminder/\n"                                              \
	"    reminder     subject /^Reminder: (?<name>.+?) invited you/\n"                         \
	"    update       subject /^(?<name>.+?) asks for your card/\n"                            \
	"    invitation   header X-Club-Kind /^invite/ not header X-Club-Test /./\n"               \
	"    invitation   subject /^(?<name>.+?) wants to connect/\n"                              \
	"    invitation   subject|text /\\bsecret handshake\\b/\n"                                 \
	"    invitation   subject /^A mail about mails$/ is reply\n"                               \
	"    invitation   by member subject /^Join me at the club$/\n"                             \
	"    invitation   by member subject /^Hello$/ text /I have joined Example Club/\n"         \
	"    invitation   by member subject /^Hello$/ text /Be my guest there/\n"                  \
	"    inviter      link "                                                                   \
	"/^https:\\/\\/www\\.example\\.com\\/in\\/(?<profile_slug>[^\\/?]+)\\?hero/\n"             \
	"    inviter      link "                                                                   \
	"/^https:\\/\\/www\\.example\\.com\\/n\\/(?<name>[^\\/?]+)\\/(?<profile_id>[^\\/"          \
	"?]+)\\?hero/\n"                                                                           \
	"    inviter      link "                                                                   \
	"/^https:\\/\\/www\\.example\\.com\\/in\\/(?<profile_slug>[^\\/?]+)\\?accept/\n"           \
	"    inviter      from-name /^(?<name>.+?)(?: via Example Club)?$/\n"                      \
	"    inviter      reply-to /^(?<email>.+)$/\n"                                             \
	"    inviter weak text /^Written by (?<name>.+?)( <(?<email>[^>]+)>)?$/m\n"                \
	"    inviter weak quoted /^From: (?<name>.+?) \\[(?<email>[^\\]]+)\\]/m\n"                 \
	"    inviter weak link /\\/card\\/(?<profile_card>[^\\/?]+)/\n"                            \
	"network other \"an unlisted network\"\n"                                                  \
	"    from         *\n"                                                                     \
	"    invitation   subject @asking at-least 3 (person-name machine-made accept-link "       \
	"recipient-in-link)\n"                                                                     \
	"    inviter      from-name /^(?<name>.+)$/ is person-name\n"                              \
	"    inviter      from|reply-to /^(?<email>.+)$/\n"

#define TO_BOB "To: Bob Roe <bob@example.org>\n"
#define BY_CLUB "From: Example Club <invite@example.com>\n" TO_BOB
#define BY_JANE "From: Jane Doe <jane@example.net>\n" TO_BOB
#define CLUB_LINK "https://www.example.com/e/accept/42\n"
#define OTHER_LINK "https://trap.example.org/accept/42\n"
#define HTML "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n"

#endif
