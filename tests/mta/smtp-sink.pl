#!/usr/bin/perl
# A listener that takes mail and keeps it, or says what it is told to say.
#
#   smtp-sink.pl --port PORT --folder DIR [--answer VERB=CODE]... [--delay SECONDS]
#       [--without KEYWORD]...
#
# Listens on 127.0.0.1 (port 0: any that is free) and prints "ready PORT".  The Nth mail that it took
# is DIR/N.mail, byte by byte as it was before dots were doubled, and DIR/N.envelope, the lines of
# XFORWARD, MAIL and RCPT in the order in which they came.
#
# VERB is CONNECT, EHLO, XFORWARD, MAIL, RCPT, DATA, END (the final dot), RSET or QUIT; CODE three
# digits, or "hang-up": no answer, and the connection is closed.  A mail answered with 2xx is kept, and
# one whose END hangs up: the other side cannot know.  --delay waits before END is answered.  --without
# takes a keyword out of what EHLO offers.  Needs no more than perl-base; ends by SIGTERM.
use strict;
use warnings;
use Errno;
use Fcntl;
use IO::Socket::INET;

my %answers = (CONNECT => 220, EHLO => 250, XFORWARD => 250, MAIL => 250, RCPT => 250, DATA => 354,
	       END => 250, RSET => 250, QUIT => 221);
my @offered = ('PIPELINING', 'SIZE 100000000', '8BITMIME', 'SMTPUTF8', 'DSN',
	       'XFORWARD NAME ADDR PROTO HELO');
my %option = (delay => 0);
while (@ARGV) {
	my $word = shift;
	if ($word =~ /^--(port|folder|delay)$/) { $option{$1} = shift }
	elsif ($word eq '--without') { my $gone = shift; @offered = grep { !/^\Q$gone\E\b/ } @offered }
	elsif ($word eq '--answer' && $ARGV[0] =~ /^([A-Z]+)=(\d{3}|hang-up)$/ && $answers{$1}) {
		$answers{$1} = $2;
		shift;
	} else { die "expected an option as the head of this file tells, found $word\n" }
}
die "--port and --folder are needed\n" unless defined $option{port} && defined $option{folder};

# What is said to VERB; false if the connection is over.
sub answer
{
	my ($client, $verb, @more) = @_;
	my $code = $answers{$verb};
	return 0 if $code eq 'hang-up';
	my @lines = ($verb eq 'CONNECT' || $verb eq 'EHLO' ? 'sink.example.org' : "$verb answered", @more);
	my $last = pop @lines;
	print $client map({ "$code-$_\r\n" } @lines), "$code $last\r\n";
	return $code < 400 && $code != 221;
}

# Under the next number: two connections may end a mail at once.
sub keep
{
	my ($envelope, $mail) = @_;
	my ($number, $file) = (1);
	until (sysopen($file, "$option{folder}/$number.envelope", O_WRONLY | O_CREAT | O_EXCL)) {
		die "$option{folder}: $!\n" unless $!{EEXIST};
		$number++;
	}
	print $file $envelope;
	close($file) or die "$option{folder}: $!\n";
	open($file, '>:raw', "$option{folder}/$number.part") or die "$option{folder}: $!\n";
	print $file $mail;
	close($file) or die "$option{folder}: $!\n";
	rename("$option{folder}/$number.part", "$option{folder}/$number.mail");
}

# The lines up to the final dot; undef where the client hung up before.
sub take_mail
{
	my ($client) = @_;
	my $mail = '';
	while (defined(my $line = $client->getline)) {
		return $mail if $line eq ".\r\n";
		$line =~ s/^\.//;
		$mail .= $line;
	}
	return undef;
}

sub end_of_mail
{
	my ($client, $envelope) = @_;
	my $mail = take_mail($client);
	return 0 unless defined $mail;
	keep($envelope, $mail) if $answers{END} eq 'hang-up' || $answers{END} < 300;
	select(undef, undef, undef, $option{delay}) if $option{delay};
	answer($client, 'END');
	return $answers{END} ne 'hang-up';
}

# One connection.
sub serve
{
	my ($client) = @_;
	my ($xforward, $envelope, $recipients) = ('', '', 0);
	$client->autoflush(1);
	answer($client, 'CONNECT') or return;
	while (defined(my $line = $client->getline)) {
		$line =~ s/\r?\n\z//;
		my ($verb) = $line =~ /^([A-Za-z]+)/;
		$verb = uc($verb // '');
		if ($verb eq 'EHLO') {
			answer($client, 'EHLO', @offered) or return;
		} elsif ($verb eq 'XFORWARD') {
			$xforward .= "$line\n" if answer($client, $verb);
		} elsif ($verb eq 'MAIL') {
			($envelope, $recipients) = ("$xforward$line\n", 0) if answer($client, $verb);
		} elsif ($verb eq 'RCPT') {
			if (answer($client, $verb)) { $envelope .= "$line\n"; $recipients++ }
		} elsif ($verb eq 'DATA' && !$recipients) {
			print $client "503 no recipient\r\n";
		} elsif ($verb eq 'DATA') {
			if (answer($client, $verb)) { end_of_mail($client, $envelope) or return }
			($xforward, $envelope, $recipients) = ('', '', 0);
		} elsif ($verb eq 'RSET') {
			answer($client, $verb);
			($xforward, $envelope, $recipients) = ('', '', 0);
		} elsif ($verb eq 'QUIT') {
			answer($client, $verb);
			return;
		} else {
			print $client "502 no such command\r\n";
		}
		return if ($answers{$verb} // '') eq 'hang-up';
	}
}

my $listener = IO::Socket::INET->new(LocalAddr => '127.0.0.1', LocalPort => $option{port},
				     Listen => 20, ReuseAddr => 1)
	or die "port $option{port}: $!\n";
$SIG{CHLD} = 'IGNORE';
$SIG{PIPE} = 'IGNORE';
$| = 1;
print 'ready ', $listener->sockport, "\n";
while (1) {
	my $client = $listener->accept or next;
	my $child = fork;
	die "fork: $!\n" unless defined $child;
	if ($child == 0) {
		close($listener);
		serve($client);
		exit 0;
	}
	close($client);
}
