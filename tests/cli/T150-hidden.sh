#!/bin/bash
# A forged invitation that somebody wants to get past the judgement: each trick is seen through, or it is said
# what was not read.
. "$(dirname "$0")/../lib.sh"
work_folder

rules=$work/rules
conf=$work/invite-milter.conf
mkdir -p "$rules" "$work/mail"
cat >"$rules/club.rules" <<'END'
network club "The Club"
    category     social
    from         club.example
    signs        yes
    member-links club.example/join
    brand        /\bThe Club\b/i

    ignore       subject /newsletter/i
    invitation   header X-Club-Template /^invite/
    invitation   text /would like you to join The Club/
    invitation   link /^https:\/\/club\.example\/join\/\d+\?t=invite/
    inviter      header X-Member /^(?<profile_id>\d+)$/
END
cat >"$conf" <<END
database    $work/invite.db
rules       $rules
authserv-id mx.example.org
own-hosts   mx.example.org
END

# forge NAME PERL: a forged mail in which PERL may change $head, $from, $body, $type and $more
forge()
{
	perl -e '
		my $head = "Authentication-Results: mx.example.org; dkim=fail header.d=club.example\n";
		my $from = "Jane Doe via The Club <no-reply\@club.example>";
		my $subject = "Hello Bob";
		my $type = "text/plain; charset=utf-8";
		my ($more, $body) = ("", "Jane Doe would like you to join The Club.\n");
		eval $ARGV[0]; die $@ if $@;
		print $head, $from =~ /^NONE/ ? "" : "From: $from\n", "To: bob\@example.org\n",
			"Subject: $subject\nContent-Type: $type\n$more\n$body"' "$2" >"$work/mail/$1"
}

# judged NAME: what check says of it, in one line
judged()
{
	"$INVITECTL" -c "$conf" check --json --to bob@example.org "$work/mail/$1" 2>/dev/null
}

while IFS='|' read -r name change; do
	[ -n "$name" ] || continue
	forge mail "$change"
	like "$(judged mail)" '"kind":"invitation".*"network":"club","forged":true' "forged: $name"
done <<'END'
nothing hidden|
a thousand fields before From|$head .= "X-A: b\n" x 1500
a megabyte of fields before From|$head .= ("X-A: " . "b" x 50_000 . "\n") x 30
a thousand fields before the one that the rules ask for|$body = "hi\n"; $more = "X-A: b\n" x 1500 . "X-Club-Template: invite_1\n"
300 colons in a comment of From|$from .= " (" . ":" x 300 . ")"
300 colons in the name|$from = "\"" . ":" x 300 . "\" <no-reply\@club.example>"
groups in From|$from = "a:" x 300 . "no-reply\@club.example;"
a comment of sixty thousand bytes before the address|$from = "The Club (" . "x" x 61_000 . ") <no-reply\@club.example>"
a From of somebody else before|$head .= "From: mary\@example.net\n"
a From of somebody else behind|$more = "From: mary\@example.net\n"
a hundred From fields before|$head .= "From: mary\@example.net\n" x 100
two mailboxes in From|$from = "mary\@example.net, $from"
a group in From|$from = "us: no-reply\@club.example;"
the domain in quotes|$from = "The Club <no-reply\@\"club.example\">"
the domain in brackets|$from = "The Club <no-reply\@[club.example]>"
the domain in two pieces|$from = "The Club <no-reply\@club(x).example>"
an encoded address|$from = "=?utf-8?q?no-reply=40club=2Eexample?="
an encoded address in brackets|$from = "The Club <=?utf-8?q?no-reply=40club=2Eexample?=>"
a NUL before the address|$from = "The Club \0<no-reply\@club.example>"
no address at all|$from = "The Club"
no From at all|$from = "NONE"
an answer by its fields, and no address|$from = "The Club"; $more = "In-Reply-To: <a\@b>\n"
HTML behind a plain text of twenty words|$type = "multipart/alternative; boundary=b"; $body = "--b\n\n" . "we shall meet there tomorrow " x 5 . "\n--b\nContent-Type: text/html\n\n<p>Jane Doe would like you to join The Club, where everybody else whom you know already waits for somebody</p>\n--b--\n"
a second alternative|$type = "multipart/alternative; boundary=b"; $body = "--b\nContent-Type: text/html\n\nhi\n--b\nContent-Type: text/html\n\n$body--b--\n"
another boundary than the declared one|$type = "multipart/mixed; boundary=none"; $body = "--b\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\nSmFuZSBEb2Ugd291bGQgbGlrZSB5b3UgdG8gam9pbiBUaGUgQ2x1Yi4K\n--b--\n"
two Content-Type fields|$more = "Content-Type: multipart/mixed; boundary=b\n"; $type = "multipart/mixed; boundary=none"; $body = "--b\n\n$body--b--\n"
two Content-Transfer-Encoding fields|$more = "Content-Transfer-Encoding: 8bit\nContent-Transfer-Encoding: base64\n"; $body = "SmFuZSBEb2Ugd291bGQgbGlrZSB5b3UgdG8gam9pbiBUaGUgQ2x1Yi4K\n"
a transfer encoding with a comment|$more = "Content-Transfer-Encoding: base64 (x)\n"; $body = "SmFuZSBEb2Ugd291bGQgbGlrZSB5b3UgdG8gam9pbiBUaGUgQ2x1Yi4K\n"
base64 with white space and without padding|$more = "Content-Transfer-Encoding: base64\n"; $body = "SmFuZSBEb2Ugd291bGQg\n bGlrZSB5b3UgdG8gam9pbiBU\t\n\naGUgQ2x1YiAg\nIA\n"
base64 in pieces with padding|$more = "Content-Transfer-Encoding: base64\n"; $body = "SmFuZSBEb2Ugd291bGQ=\nIGxpa2UgeW91IHRvIGpvaW4gVGhlIENsdWIu\n"
a type in two pieces|$type = "text / html"; $body = "Jane Doe would like you to <b></b>join The Club"
an encoded charset|$type = "text/plain; charset=utf-7"; $body = "Jane Doe would like you to +AGo-oin The Club"
a charset of mainframes|$more = "Content-Transfer-Encoding: base64\n"; $type = "text/plain; charset=ibm037"; $body = "0YGVhUDEloVAppakk4RAk4mShUColqRAo5ZAkZaJlUDjiIVAw5Okgks=\n"
a comment in a word of HTML|$type = "text/html"; $body = "Jane Doe would like you to jo<!-- x -->in The Club"
text of a kind nobody knows|$type = "text/enriched"
HTML for the disk alone|$type = "text/html; name=x.html"; $more = "Content-Disposition: attachment\n"
a forward mark over all of it|$body = "-----Original Message-----\n$body"
quote marks before all of it|$body = "> $body"
a deep nest|$type = "multipart/mixed; boundary=b0"; $body = join("", map { "--b$_\nContent-Type: multipart/mixed; boundary=b" . ($_ + 1) . "\n\n" } 0 .. 15) . "--b16\n\n$body"
END

# what cannot be judged is told

while IFS='|' read -r name word sentence change; do
	[ -n "$name" ] || continue
	forge mail "$change"
	like "$(judged mail)" "\"why\":\\[.*\"[^\"]*$sentence" "in why: $name"
	forge mail "$change; \$more .= \"X-Club-Template: invite\\n\""
	run "$INVITECTL" -c "$conf" check --to bob@example.org "$work/mail/mail"
	like "$out" "add +X-Invitation: .*; unread=\"?([a-z]+\\+)*$word" "in the field: $name"
done <<'END'
a megabyte before the text|body|of the body the first|$body = "x" x 70 . "\n"; $body = $body x 20_000
five hundred parts before the text|parts|more MIME parts|$type = "multipart/mixed; boundary=b"; $body = "--b\n\n\n" x 600 . "--b\n\n$body"
parts nested too deep|depth|nested deeper|$type = "multipart/mixed; boundary=b0"; $body = join("", map { "--b$_\nContent-Type: multipart/mixed; boundary=b" . ($_ + 1) . "\n\n" } 0 .. 40) . "--b41\n\n$body"
too many fields|fields|header fields beyond|$head .= "X-A: b\n" x 1500; $body = "hi\n"
a field without end|fields|of the field X-A only the first|$head .= "X-A: " . "b" x 70_000 . "\n"; $body = "hi\n"
a message in the message|parts|an attached message|$type = "message/rfc822"; $body = "Subject: x\n\n$body"
too many links|links|links beyond the first|$body = join "", map { "https://a.example/$_\n" } 1 .. 3000
HTML too deep|text|not read to its end|$type = "text/html"; $body = "<div>" x 3000 . $body
too many addresses|addresses|read for its addresses alone|$from = "g:" x 300 . "a\@club.example"; $body = "hi\n"
END

done_testing
