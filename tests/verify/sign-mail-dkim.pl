#!/usr/bin/perl
# Sign the mail on stdin (lines end in CRLF) with Mail::DKIM, and print its DKIM-Signature field.  That
# of Debian 12 knows no Ed25519.
#
#	sign-mail-dkim.pl DOMAIN SELECTOR KEY.pem CANON/CANON
use strict;
use warnings;
use Mail::DKIM::Signer;
use Mail::DKIM::PrivateKey;

binmode $_ for *STDIN, *STDOUT;
my ($domain, $selector, $file, $method) = @ARGV;
my $signer = Mail::DKIM::Signer->new(
	Algorithm => 'rsa-sha256', Method => $method, Domain => $domain, Selector => $selector,
	Key => Mail::DKIM::PrivateKey->load(File => $file));
my $mail = do { local $/; <STDIN> };
$signer->PRINT($mail);
$signer->CLOSE;
my $text = $signer->signature->as_string;
$text =~ s/\r?\n/\r\n/g;
print "$text\r\n";
