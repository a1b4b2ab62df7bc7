#!/usr/bin/perl
# Mail that would cost more than mail may: one row a bomb.
#
#	bomb.pl list		the names, a line each
#	bomb.pl make NAME	that mail, to standard output
#	bomb.pl recipients N	N addresses, a line each
#
# Each is as large as a mail server lets it be, or as is needed to show how its cost grows.
use strict;
use warnings;
use MIME::Base64 ();

my $MB = 1024 * 1024;
my @words = words();

# Mail by a network whose header leaves it open what it is, so that all of it is read.
my $network = "From: Jane Doe <invitations\@linkedin.com>\r\n";
# A service that nobody listed, which may invite.
my $service = "From: Jane Doe <noreply\@service.example>\r\nMessage-ID: <1.JavaMail.app\@host.example>\r\n"
	. "List-Unsubscribe: <https://service.example/u>\r\n";
my $inviting = "Subject: Jane Doe invited you to join\r\n";
my $hello = "Subject: hello\r\nTo: bob\@example.org\r\nMIME-Version: 1.0\r\n";

# The expressions of the rules themselves, as words.
sub words
{
	my $rules = $ENV{RULES} // "$ENV{ROOT}/rules";
	my @found;
	for my $file (sort glob("$rules/words/*.rules"), sort glob("$rules/*.rules")) {
		open(my $in, '<', $file) or next;
		while (<$in>) {
			next unless m{/(.*)/[imsx]*\s*(?:#.*)?$};
			my $text = $1;
			$text =~ s/\\[bsSdwW][*+?]?|\(\?<?[:!=\w]*>?|[()\[\]^\$|?*+\\]|\{\d*,?\d*\}/ /g;
			$text =~ s/\s+/ /g;
			push @found, $text if $text =~ /\w/;
		}
	}
	return @found;
}

# SIZE bytes of TEXT again and again
sub fill { my ($text, $size) = @_; return substr($text x ($size / length($text) + 1), 0, $size); }
sub each_of { my ($count, $make) = @_; return join '', map { $make->($_) } 1 .. $count; }
sub lines { my $text = shift; $text =~ s/(.{1,900})/$1\r\n/g; return $text; }
sub rule_words { my ($size, $between) = @_; return fill(join($between, @words) . $between, $size); }

sub rule_beginnings { my ($size) = @_; return fill(join(' ', map { (/(\w+\W+\w+)/, /(\w{2,})/)[0] // () } @words) . "\r\n", $size); }

sub plain { my ($body, $type) = @_; return $network . $hello . 'Content-Type: ' . ($type // 'text/plain; charset=utf-8') . "\r\n\r\n" . $body; }
sub html { return plain(shift, 'text/html; charset=utf-8'); }
sub header { return $network . shift . $hello . "\r\nhello\r\n"; }
sub parts { my ($body, $type) = @_; return plain($body, ($type // 'multipart/mixed') . '; boundary=b'); }
sub encoded
{
	my ($encoding, $body, $type) = @_;
	return $network . $hello . 'Content-Type: ' . ($type // 'text/plain; charset=utf-8')
		. "\r\nContent-Transfer-Encoding: $encoding\r\n\r\n" . $body;
}

my @charsets = (qw(koi8-r iso-8859-2 iso-8859-5 iso-8859-7 iso-8859-15 windows-1250 windows-1251 windows-1253
	windows-1257 gb18030 big5 euc-jp shift_jis iso-2022-jp iso-2022-kr iso-2022-cn euc-kr utf-7 utf-16
	utf-16le utf-32 cp437 cp850 macintosh tis-620 viscii), map { "ibm0$_" } 37, 38);
sub changing { my ($count) = @_; return each_of($count, sub { "=?$charsets[$_[0] % @charsets]?q?a?=" . ($_[0] % 50 ? ' ' : "\r\n ") }); }
sub invented { my ($count) = @_; return each_of($count, sub { "=?x-$_[0]?q?a?=" . ($_[0] % 50 ? ' ' : "\r\n ") }); }

sub nested_parts
{
	my ($depth) = @_;
	my $text = "Content-Type: multipart/mixed; boundary=b0\r\n\r\n";
	$text .= "--b$_\r\nContent-Type: multipart/mixed; boundary=b" . ($_ + 1) . "\r\n\r\n" for 0 .. $depth - 1;
	return $network . $hello . $text . "--b$depth\r\n\r\nhello\r\n";
}

my %links = (
	service => sub { "https://n$_[0].example/accept?invite=$_[0]" },
	network => sub { "https://www.linkedin.com/comm/in/n$_[0]?trk=eml-email_m2m_invite_single_01-hero-4-prof" },
);
sub hrefs { my ($count, $make) = @_; return each_of($count, sub { '<a href="' . $make->(shift) . "\">Accept</a>\r\n" }); }
sub wrapped
{
	my ($url, $deep) = @_;
	for (1 .. $deep) { $url =~ s/([^A-Za-z0-9])/sprintf '%%%02x', ord $1/ge; $url = "https://www.google.com/url?q=$url"; }
	return $url;
}

my @bombs = (
	# the header
	'a hundred thousand fields' => sub { header("X-A: b\r\n" x 100_000) },
	'a thousand fields of sixty thousand bytes' => sub { header(('X-A: ' . 'b' x 59_000 . "\r\n") x 1000) },
	'ten thousand From fields' => sub { header($network x 10_000) },
	'ten thousand From fields of sixty thousand bytes in all' => sub { header(each_of(10_000, sub { "From: a$_[0]\@b$_[0].example\r\n" })) },
	'ten thousand Subject fields' => sub { $service . $inviting x 10_000 . "\r\nhttps://service.example/accept\r\n" },
	'a subject of sixty thousand bytes' => sub { $service . 'Subject: ' . fill('Jane Doe invited you to join ', 59_000) . "\r\n\r\nhttps://service.example/accept\r\n" },
	'ten thousand Sender and Reply-To fields' => sub { header("Sender: a\@b.example\r\nReply-To: c\@d.example\r\n" x 5_000) },
	'ten thousand To fields' => sub { header("To: a\@b.example, c\@d.example\r\n" x 10_000) },
	'a hundred thousand addresses in To' => sub { header(join('', map { 'To: ' . join(', ', map { "a$_\@b.example" } 1 .. 1000) . "\r\n" } 1 .. 100)) },
	'ten thousand Received fields' => sub { header("Received: from a by b.example; x\r\n" x 10_000) },
	'ten thousand Received fields of ours' => sub { header("Received: from a by mx.example.org; x\r\n" x 10_000) },
	'ten thousand fields of our name' => sub { header("X-Invitation: mx.example.org; action=pass\r\nX-Invitation-From: x\r\n" x 10_000) },
	'ten thousand List fields' => sub { header("List-Id: <a.example>\r\nList-Post: <x>\r\n" x 5_000) },
	'ten thousand ARC fields' => sub { header("ARC-Seal: i=1; cv=none; d=a.example\r\nARC-Authentication-Results: i=1; a; dkim=pass\r\n" x 5_000) },
	'ten thousand fields that rules ask for' => sub { header("X-LinkedIn-Template: x_x_x_x\r\nFeedback-ID: x_x:x\r\nX-Mailer: x\r\n" x 4_000) },
	'ten thousand references' => sub { header('References: ' . each_of(3_000, sub { "<$_[0]\@a.example>\r\n " }) . "\r\n") },
	# what verifiers write
	'ten thousand results fields' => sub { header("Authentication-Results: mx.example.org; dkim=pass header.d=a.example\r\n" x 10_000) },
	'results fields of sixty thousand bytes' => sub { header(('Authentication-Results: mx.example.org' . '; dkim=fail header.d=a.example' x 2_000 . "\r\n") x 50) },
	'results with comments in comments' => sub { header('Authentication-Results: mx.example.org; dkim=pass ' . '(' x 25_000 . ')' x 25_000 . " header.d=a.example\r\n") },
	'results with quotes' => sub { header(('Authentication-Results: mx.example.org; dkim=pass reason="' . '\\"' x 25_000 . "\" header.d=linkedin.com\r\n") x 20) },
	'results with dots' => sub { header('Authentication-Results: mx.example.org; dkim=pass header' . ' .' x 25_000 . " d=a.example\r\n") },
	'ten thousand signatures' => sub { header("Authentication-Results: mx.example.org; dkim=pass header.d=linkedin.com\r\n" . "DKIM-Signature: v=1; d=linkedin.com; h=From:Subject; b=x\r\n" x 10_000) },
	'signatures with thousands of names' => sub { header("Authentication-Results: mx.example.org; dkim=pass header.d=linkedin.com\r\n" . ('DKIM-Signature: v=1; d=linkedin.com; h=' . 'From:' x 10_000 . "; b=x\r\n") x 20) },
	'signatures with thousands of tags' => sub { header("Authentication-Results: mx.example.org; dkim=pass header.d=linkedin.com\r\n" . ('DKIM-Signature: v=1' . '; x=y' x 10_000 . "; d=linkedin.com\r\n") x 20) },
	# encoded words
	'encoded words of changing charsets' => sub { header('Subject: ' . changing(3_000) . "\r\n") },
	'encoded words of changing charsets in a thousand fields' => sub { $service . join('', map { 'X-LinkedIn-Template: ' . changing(1_000) . "\r\n" } 1 .. 1000) . $hello . "\r\nhello\r\n" },
	'encoded words of changing charsets in subjects' => sub { $service . ('Subject: invited ' . changing(2_500) . "\r\n") x 300 . "\r\nhello\r\n" },
	'encoded words of changing charsets in From' => sub { ('From: ' . changing(2_500) . "<noreply\@service.example>\r\n") x 100 . $hello . "\r\nhello\r\n" },
	'encoded words of changing charsets in To' => sub { header(('To: ' . changing(2_500) . "<a\@b.example>\r\n") x 100) },
	'encoded words of invented charsets' => sub { header(('Subject: ' . invented(3_000) . "\r\nTo: " . invented(3_000) . " <a\@b.example>\r\n") x 50) },
	'encoded words that begin and do not end' => sub { header(('Subject: ' . fill('=?utf-8?q?', 59_000) . "\r\n") x 100) },
	'encoded words that end far off' => sub { header(('Subject: ' . fill('=?utf-8?q?' . 'a' x 70, 59_000) . "\r\nTo: " . fill('=?utf-8?b?', 59_000) . "\r\n") x 100) },
	'encoded words of one charset' => sub { header(('To: ' . fill('=?koi8-r?q?=c1?= ', 59_000) . "<a\@b.example>\r\n") x 100) },
	# addresses
	'comments in comments in From' => sub { 'From: ' . '(' x 29_000 . ')' x 29_000 . " <invitations\@linkedin.com>\r\n" . $hello . "\r\nhello\r\n" },
	'groups in groups in From' => sub { 'From: ' . 'g:' x 29_000 . " <invitations\@linkedin.com>\r\n" . $hello . "\r\nhello\r\n" },
	'quotes in From' => sub { 'From: ' . '"\\"" ' x 10_000 . " <invitations\@linkedin.com>\r\n" . $hello . "\r\nhello\r\n" },
	'brackets in From' => sub { 'From: ' . '<' x 29_000 . '@' x 29_000 . " <invitations\@linkedin.com>\r\n" . $hello . "\r\nhello\r\n" },
	'commas in From' => sub { 'From: ' . ',' x 58_000 . " <invitations\@linkedin.com>\r\n" . $hello . "\r\nhello\r\n" },
	'a route of a thousand hosts in From' => sub { 'From: <' . join(',', map { "\@h$_.example" } 1 .. 3_000) . ":invitations\@linkedin.com>\r\n" . $hello . "\r\nhello\r\n" },
	'a From of one word' => sub { 'From: ' . 'a' x 59_000 . "\@linkedin.com\r\n" . $hello . "\r\nhello\r\n" },
	'a name of brackets' => sub { 'From: "' . '(' x 29_000 . '" <invitations@linkedin.com>' . "\r\nSubject: Jane wants to connect\r\n\r\nhello\r\n" },
	'a name of ands' => sub { 'From: "' . 'Jane Doe and ' x 4_000 . '" <invitations@linkedin.com>' . "\r\nSubject: " . 'Jane Doe and ' x 4_000 . "Jane Doe wants to connect\r\n\r\nhello\r\n" },
	'a name of letters that ICU compares' => sub { 'From: ' . "\xd0\xb0" x 29_000 . ' <noreply@' . "\xd0\xb0" x 60 . ".example>\r\n" . $hello . "\r\nhello\r\n" },
	'a domain of thirty thousand labels' => sub { 'From: Jane Doe <noreply@' . 'linkedln.' x 6_000 . "example>\r\n" . $inviting . "\r\nhello\r\n" },
	'a domain of A-labels' => sub { 'From: Jane Doe <noreply@' . 'xn--lnkedin-n8g.' x 3_000 . "example>\r\n" . $inviting . "\r\nhello\r\n" },
	# MIME
	'two hundred thousand parts' => sub { parts("--b\r\n\r\n" x 200_000) },
	'parts with headers' => sub { parts("--b\r\nContent-Type: text/plain\r\nContent-Disposition: inline\r\n\r\n\r\n" x 20_000) },
	'parts in parts' => sub { nested_parts(10_000) },
	'parts in parts that never end' => sub { my $m = nested_parts(100); $m . lines(fill("--b ", $MB)) },
	'lines that nearly are boundaries' => sub { plain(fill("--" . 'b' x 60 . "c\r\n", $MB), 'multipart/mixed; boundary=' . 'b' x 60) },
	'a boundary of sixty thousand bytes' => sub { plain(fill("--" . 'b' x 900 . "\r\n", $MB), 'multipart/mixed; boundary=' . 'b' x 59_000) },
	'a part with a header of a megabyte' => sub { parts("--b\r\n" . "Content-A: b\r\n" x 80_000 . "\r\nhello\r\n") },
	'a part with folds of a megabyte' => sub { parts("--b\r\nContent-Type: text/plain" . ";\r\n a=b" x 100_000 . "\r\n\r\nhello\r\n") },
	'ten thousand parameters' => sub { plain('hello', 'text/plain' . each_of(9_000, sub { ";a*$_[0]=b" })) },
	'parts of all charsets' => sub { parts(join('', map { "--b\r\nContent-Type: text/plain; charset=$charsets[$_ % @charsets]\r\n\r\nhello \xff\xfe\r\n" } 1 .. 499)) },
	'parts of invented charsets' => sub { parts(each_of(499, sub { "--b\r\nContent-Type: text/plain; charset=x-$_[0]\r\n\r\nhello\r\n" })) },
	'names of parts in encoded words' => sub { parts(each_of(499, sub { "--b\r\nContent-Type: text/x-a; name=\"" . changing(60) . "\"\r\n\r\nhello\r\n" })) },
	# transfer encodings and charsets
	'base64 of nothing' => sub { encoded('base64', '=' x $MB) },
	'base64 of zeros' => sub { encoded('base64', lines('A' x $MB)) },
	'quoted-printable of nothing' => sub { encoded('quoted-printable', '=' x $MB) },
	'uuencode of nothing' => sub { encoded('x-uuencode', "begin 644 a\r\n" x 80_000) },
	(map { my $c = $_; ("a megabyte of what is no $c" => sub { plain(lines("\xff\x81" x ($MB / 2)), "text/plain; charset=$c") }) } qw(utf-8 utf-7 utf-16 gb18030 iso-2022-jp iso-2022-cn euc-jp windows-1252)),
	'a megabyte that grows in UTF-8' => sub { encoded('8bit', lines("\xa4" x $MB), 'text/plain; charset=iso-8859-15') },
	'a megabyte of base64 that grows in UTF-8' => sub { encoded('base64', MIME::Base64::encode("\x88\x62" x ($MB * 3 / 8)), 'text/plain; charset=big5') },
	# HTML
	'elements in elements' => sub { html('<div>' x 200_000) },
	'elements that are closed' => sub { html('<b></b>' x 150_000) },
	'attributes without end' => sub { html('<a ' . each_of(100_000, sub { "a$_[0]=b " })) },
	'attributes of many tags' => sub { html(each_of(250, sub { '<b ' . join(' ', map { "a$_" } 1 .. 900) . ">\r\n" })) },
	'an attribute of a megabyte' => sub { html('<a href="https://a.example/' . 'a' x $MB . '">x</a>') },
	'entities' => sub { html(fill('&amp;&#x41;&#66;&lt;&unknown;', $MB)) },
	'entities of large numbers' => sub { html(fill('&#99999999999999999999;', $MB)) },
	'styles' => sub { html(fill('<p style="' . 'a:b;' x 900 . 'display:none">x</p>', $MB)) },
	'tables in tables' => sub { html('<table><tr><td>' x 60_000) },
	'forms and lists that never end' => sub { html(fill('<p><form><li><option><b><i><a href=x>', $MB)) },
	'comments without end' => sub { html('<!--' x 250_000) },
	'conditional comments' => sub { html('<![if' x 200_000) },
	'less-than signs' => sub { html('<' x $MB) },
	'scripts' => sub { html('<script>' x 100_000) },
	'images' => sub { html('<img src="https://a.example/b.png" alt="Jane">' x 20_000) },
	'anchors of one link' => sub { html('<a href="https://a.example/">' . 'accept invite ' x 70_000) },
	'NULs and controls' => sub { html(lines("\x01\x02<b\x03>" x ($MB / 8))) },
	# links
	(map { my $k = $_; (
		"a hundred thousand typed links of a $k" => sub { ($k eq 'network' ? $network : $service . $inviting) . "\r\n" . each_of(100_000, sub { $links{$k}->(shift) . "\r\n" }) },
		"twenty thousand hrefs of a $k" => sub { ($k eq 'network' ? $network : $service . $inviting) . "Content-Type: text/html\r\n\r\n" . hrefs(20_000, $links{$k}) },
	) } qw(network service)),
	'links of eight thousand bytes' => sub { $service . $inviting . "\r\n" . each_of(130, sub { "https://a$_[0].example/" . 'invite/' x 1_100 . "\r\n" }) },
	'links of percents' => sub { $service . $inviting . "\r\n" . each_of(130, sub { "https://a$_[0].example/?a=" . '%41%42' x 1_300 . "\r\n" }) },
	'links of dots' => sub { $service . $inviting . "\r\n" . each_of(500, sub { 'https://' . 'a.' x 1_000 . "example/accept\r\n" }) },
	'links of hosts that are not ASCII' => sub { $service . $inviting . "\r\n" . each_of(2_000, sub { "https://\xc3\xa4$_[0].example/accept\r\n" }) },
	'a link of a megabyte' => sub { plain('https://a.example/' . 'a' x $MB) },
	'links that nearly begin' => sub { plain(lines(fill('h w ww. http:/ https:/ www.', $MB))) },
	'links in angle brackets that never end' => sub { plain(fill("<http://a.example/\r\n", $MB)) },
	'brackets around links' => sub { plain(fill('https://a.example/' . '(' x 4_000 . ')' x 4_000 . "\r\n", $MB)) },
	'links in links in links' => sub { html(each_of(300, sub { '<a href="' . wrapped("https://a$_[0].example/", 6) . '">x</a>' })) },
	'wrapped links' => sub { html('<a href="https://urldefense.com/v3/__https://' . '*' x 7_000 . '__;' . 'QUJD' x 200 . '!!x">x</a>' x 1) x 10 },
	# cards, quotes, flowed text
	'a thousand cards' => sub { plain(fill("BEGIN:VCARD\r\nFN:Jane\r\nEMAIL:a\@b.example\r\nEND:VCARD\r\n", $MB), 'text/vcard') },
	'a card of folds' => sub { plain("BEGIN:VCARD\r\nFN:Jane" . "\r\n a" x 200_000, 'text/vcard') },
	'a card of charsets' => sub { plain("BEGIN:VCARD\r\n" . each_of(20_000, sub { "FN;ENCODING=QUOTED-PRINTABLE;CHARSET=$charsets[$_[0] % @charsets]:=41\r\n" }), 'text/vcard') },
	'a card of parameters' => sub { plain("BEGIN:VCARD\r\nFN" . ';A=B' x 200_000 . ':x', 'text/vcard') },
	'flowed lines' => sub { plain(fill("a \r\n", $MB), 'text/plain; format=flowed; delsp=yes') },
	'flowed quotes' => sub { plain(fill("> > > a \r\n>> b \r\n", $MB), 'text/plain; format=flowed') },
	'quote marks' => sub { plain(fill('>' x 900 . "\r\n", $MB)) },
	'lines that nearly are attributions' => sub { plain(fill("On 1 Jane wrote\r\n", $MB)) },
	'lines that nearly are fields of Outlook' => sub { plain(fill("From: a\r\nVon: b\r\n", $MB)) },
	'lines that nearly are forward marks' => sub { plain(fill("----- Original Messag -----\r\n", $MB)) },
	'lines that begin four fields of Outlook' => sub { plain(fill("De:\r\n", $MB)) },
	'empty lines' => sub { plain("\r\n" x ($MB / 2)) },
	# what costs a library much
	'sixteen parts with a tag of sixteen thousand attributes each' => sub {
		my $i = 0;
		my $tag = sub { '<b ' . each_of(16_000, sub { my $n = $_[0]; 'a' . join('', map { my $c = chr(97 + $n % 26); $n = int($n / 26); $c } 1 .. 3) . ($_[0] % 200 ? ' ' : "\r\n") }) . '>' };
		$network . $hello . "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" .
			join('', map { "--b\r\nContent-Type: text/html\r\n\r\n" . $tag->() . "\r\n" } 1 .. 16) . "--b--\r\n" },
	'a megabyte of ampersands' => sub { html(fill('&' x 900 . "\r\n", $MB)) },
	'ends of elements that are open nowhere' => sub { html('<xa>' x 240 . fill('</x>' x 200 . "\r\n", $MB)) },
	'ends of paragraphs in a tower' => sub { html('<div>' x 240 . fill('</p>' x 200 . "\r\n", $MB)) },
	'addresses without white space where Plaxo says who sent it' => sub {
		"From: Jane Doe <jane\@plaxo.com>\r\nSubject: Updating\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nhttps://www.plaxo.com/edit_contact_info?x\r\nThis message was sent to you by " . '@a' x 400_000 . "\r\n" },
	'addresses in a bracket before an invitation' => sub { $service . $inviting . "\r\nhttps://service.example/accept\r\n(" . '@a' x 400_000 . " invited you\r\n" },
	'brackets and addresses before an invitation' => sub { $service . $inviting . "\r\nhttps://service.example/accept\r\n" . '(@' x 400_000 . " invited you\r\n" },
	# rules
	(map { my ($name, $between) = @$_; (
		"all rule words in the text, $name" => sub { $service . $inviting . "\r\nhttps://service.example/accept\r\n" . rule_words($MB - 100, $between) },
		"all rule words in a network's text, $name" => sub { plain(rule_words($MB, $between)) },
	) } ['in one line', ' '], ['in lines', "\r\n"]),
	'the beginnings of all rule words in the text' => sub { $service . "Subject: invited you again\r\n\r\n" . rule_beginnings($MB - 100) },
	'the beginnings of all rule words in a network\'s text' => sub { plain(rule_beginnings($MB)) },
	'the beginnings of all rule words in the subject' => sub { $service . 'Subject: ' . rule_beginnings(59_000) =~ tr/\r\n/ /r . "\r\n\r\nhello\r\n" },
	'all rule words in HTML' => sub { html(rule_words($MB, '<br>')) },
	'all rule words in the subject' => sub { $service . 'Subject: ' . rule_words(59_000, ' ') . "\r\n\r\nhttps://service.example/accept\r\n" },
	'all rule words in fields that rules ask for' => sub { $network . join('', map { 'X-LinkedIn-Template: ' . rule_words(50_000, ' ') . "\r\nFeedback-ID: " . rule_words(50_000, ' ') . "\r\n" } 1 .. 10) . $hello . "\r\nhello\r\n" },
	'all rule words in From' => sub { 'From: "' . rule_words(59_000, ' ') =~ tr/"\\//dr . "\" <noreply\@service.example>\r\n" . $inviting . "\r\nhello https://a.example/accept\r\n" },
	'all rule words in anchors' => sub { $service . $inviting . "Content-Type: text/html\r\n\r\n" . each_of(1_000, sub { "<a href=\"https://a$_[0].example/x\">" . $words[$_[0] % @words] =~ tr/<>&//dr x 20 . '</a>' }) },
	'all rule words in links' => sub { $service . $inviting . "\r\n" . each_of(2_000, sub { "https://a$_[0].example/" . $words[$_[0] % @words] =~ tr/ /_/r . "\r\n" }) },
	'all rule words quoted' => sub { plain("On 1 Jane wrote:\r\n" . rule_words($MB, "\r\n> ")) },
	(map { my ($name, $bait) = @$_; (
		"bait of $name in the text" => sub { $service . $inviting . "\r\nhttps://service.example/accept\r\n" . fill($bait, $MB - 100) },
		"bait of $name in a network's text" => sub { plain(fill($bait, $MB)) },
		"bait of $name in the subject" => sub { $service . 'Subject: ' . fill($bait =~ tr/\r\n/ /r, 59_000) . "\r\n\r\nhttps://service.example/accept\r\n" },
	) } ['spaces', ' '], ['words', 'a '], ['letters', 'aaaaaaaa'], ['invitations', 'invited you to join invitation from '],
		['names', 'Jane Doe invited '], ['reminders', 'This is a reminder that on '], ['brackets', '(a@b (a@b '], ['lines', "Jane\r\n"]),
);

my %bombs = @bombs;
my @names = map { $bombs[2 * $_] } 0 .. @bombs / 2 - 1;
my ($verb, $what) = (@ARGV, '', '');
binmode STDOUT;
if ($verb eq 'list') {
	print "$_\n" for @names;
} elsif ($verb eq 'make' && $bombs{$what}) {
	print $bombs{$what}->();
} elsif ($verb eq 'recipients' && $what) {
	print "user$_\@example.org\n" for 1 .. $what;
} else {
	die "usage: bomb.pl list | make NAME | recipients N\n";
}
