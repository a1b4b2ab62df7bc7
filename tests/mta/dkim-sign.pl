#!/usr/bin/perl
# Sign a mail as a network does: dkim-sign.pl DOMAIN SELECTOR KEY.pem [IDENTITY] <mail >signed (RFC
# 6376, rsa-sha256, relaxed/relaxed, signing what stands in the header of From, To, Subject and
# others; IDENTITY is the i= as it stands in the field).
use strict;
use warnings;
use Digest::SHA;
use IPC::Open2;
use MIME::Base64;

my ($domain, $selector, $key, $identity) = @ARGV;
my $mail = do { local $/; <STDIN> };
$mail =~ s/\r?\n/\r\n/g;
my ($header, $body) = $mail =~ /\A(.*?\r\n)\r\n(.*)\z/s or die "no header and body\n";

sub relaxed
{
	my ($name, $value) = $_[0] =~ /^([^:]+?)\s*:(.*)$/s;
	$value =~ s/\r\n//g;
	$value =~ s/[ \t]+/ /g;
	$value =~ s/^ | $//g;
	return lc($name) . ":$value";
}

$body =~ s/[ \t]+/ /g;
$body =~ s/ \r\n/\r\n/g;
$body =~ s/(\r\n)+\z/\r\n/;

my %signed = map { $_ => 1 } qw(from to subject date message-id reply-to list-unsubscribe x-linkedin-template
	mime-version content-type content-transfer-encoding);
my @fields = grep { /^([^:]+?)\s*:/ && $signed{lc $1} } split /\r\n(?![ \t])/, $header;
my @names = map { /^([^:]+?)\s*:/ } @fields;
my $signature = "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=$domain; s=$selector;\r\n" .
	(defined $identity ? "\ti=$identity;\r\n" : '') .
	"\th=" . join(':', @names) . ";\r\n\tbh=" . encode_base64(Digest::SHA::sha256($body), '') . ";\r\n\tb=";

my $pid = open2(my $out, my $in, 'openssl', 'dgst', '-sha256', '-sign', $key);
# Of fields with the same name the last is signed first; here each stands once.
print $in join('', map { relaxed($_) . "\r\n" } @fields), relaxed($signature);
close $in;
my $raw = do { local $/; <$out> };
waitpid $pid, 0;
$? == 0 or die "openssl cannot sign\n";
(my $b = encode_base64($raw, '')) =~ s/(.{70})/$1\r\n\t /g;
($mail = "$signature$b\r\n$mail") =~ s/\r\n/\n/g;
print $mail;
