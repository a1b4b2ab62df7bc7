#!/usr/bin/perl
# Say to an SMTP server exactly what is asked for, and print each answer: "MAIL 250 ...", "END 250 ...".
#
#   smtp-raw.pl PORT PATH-AND-PARAMETERS-OF-MAIL PATH-AND-PARAMETERS-OF-RCPT... -- FILE
#
# Nothing is added but the words of the commands, and nothing mended: FILE goes over the wire byte by byte, the
# final dot behind it.  Needs no more than perl-base.
use strict;
use warnings;
use IO::Socket::INET;

my ($port, $from, @recipients) = @ARGV;
my $file = pop @recipients;
pop @recipients;
$SIG{ALRM} = sub { print "TIMEOUT 000 the server did not answer\n"; exit 2 };
alarm 60;
my $smtp = IO::Socket::INET->new(PeerAddr => "127.0.0.1:$port", Timeout => 10) or die "no server: $!\n";
$smtp->autoflush(1);

sub answer
{
	my ($step) = @_;
	while (defined(my $line = $smtp->getline)) {
		next unless $line =~ /^(\d{3})(?: |\r?$)(.*?)\r?$/;
		print "$step $1 $2\n";
		return $1;
	}
	print "$step 000 the server hung up\n";
	exit 2;
}

sub ask
{
	my ($step, $line) = @_;
	print $smtp "$line\r\n";
	return answer($step);
}

open(my $mail, '<:raw', $file) or die "$file: $!\n";
my $text = do { local $/; <$mail> };
answer('GREETING');
ask('EHLO', 'EHLO client.example.net');
ask('MAIL', "MAIL FROM:$from");
ask('RCPT', "RCPT TO:$_") for @recipients;
if (ask('DATA', 'DATA') eq '354') {
	print $smtp $text, "\r\n.\r\n";
	answer('END');
}
ask('QUIT', 'QUIT');
