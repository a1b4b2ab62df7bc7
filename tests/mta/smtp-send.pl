#!/usr/bin/perl
# Send mail by SMTP and print each answer: "MAIL 250 2.1.0 Ok", "END 250 2.0.0 Ok: queued as ...".
#
#   smtp-send.pl --port PORT [--helo NAME] [--xclient "NAME=... ADDR=... LOGIN=..."]
#       --from "ADDRESS [PARAMETERS]" --to "ADDRESS [PARAMETERS]"... [--rcpt PATH]...
#       [--midway COMMAND] FILE...
#
# --rcpt sends PATH behind "RCPT TO:" as it stands, behind the other recipients.  With --each FILE each line of
# that is such a path, and the mail is sent to each alone, the number of the line in X-Spelling.
# All files go over one connection, with the same envelope.  --midway runs COMMAND when the header
# and half of the body have been sent.  Where the server offers pipelining, envelopes are pipelined.
# Needs no more than perl-base.  Exits 0 if every mail was accepted.
use strict;
use warnings;
use IO::Socket::INET;

my %option = (helo => 'client.example.net');
my (@recipients, @paths, @files);
while (@ARGV) {
	my $word = shift;
	if ($word eq '--to') { push @recipients, shift }
	elsif ($word eq '--rcpt') { push @paths, shift }
	elsif ($word =~ /^--(port|helo|xclient|from|midway|each)$/) { $option{$1} = shift }
	elsif ($word =~ /^--/) { die "unknown option $word\n" }
	else { push @files, $word }
}

$SIG{ALRM} = sub { print "TIMEOUT 000 the server did not answer\n"; exit 2 };
alarm(defined $option{each} ? 600 : 60);
$| = 1;
my $smtp = IO::Socket::INET->new(PeerAddr => "127.0.0.1:$option{port}", Timeout => 10)
	or die "no server at port $option{port}: $!\n";
$smtp->autoflush(1);

my $lines; # the last answer, all of it
sub answer
{
	my ($step) = @_;
	$lines = '';
	while (defined(my $line = $smtp->getline)) {
		$lines .= $line;
		next unless $line =~ /^(\d{3})(?: |\r?$)(.*?)\r?$/;
		print "$step $1 $2\n";
		return $1;
	}
	print "$step 000 the server hung up\n";
	exit 2;
}

sub say_to { print $smtp "$_[0]\r\n" }

sub path
{
	my ($verb, $address) = @_;
	my ($mailbox, $parameters) = $address =~ /^(\S*)(.*)$/;
	return "$verb:<$mailbox>$parameters";
}

answer('GREETING');
say_to("EHLO $option{helo}");
answer('EHLO');
if ($option{xclient}) {
	say_to("XCLIENT $option{xclient}");
	answer('XCLIENT');
	say_to("EHLO $option{helo}");
	answer('EHLO');
}
my $pipelining = $lines =~ /PIPELINING/;

# What is to be sent: a file, a field for it, the paths of RCPT.
my @jobs = map { [$_, '', \@paths] } @files;
if (defined $option{each}) {
	open(my $lines, '<:raw', $option{each}) or die "$option{each}: $!\n";
	chomp(my @all = <$lines>);
	@jobs = map { [$files[0], "X-Spelling: $_\n", [$all[$_ - 1]]] } 1 .. @all;
}

my $refused = 0;
for my $job (@jobs) {
	my ($file, $field, $rcpts) = @$job;
	open(my $mail, '<:raw', $file) or die "$file: $!\n";
	my $text = do { local $/; <$mail> };
	my @steps = (['MAIL', path('MAIL FROM', $option{from} // '')],
		     (map { ['RCPT', path('RCPT TO', $_)] } @recipients),
		     map { ['RCPT', "RCPT TO:$_"] } @$rcpts);
	if ($pipelining) {
		print $smtp join('', map { "$_->[1]\r\n" } @steps, ['', 'DATA']);
		answer($_->[0]) for @steps;
	} else {
		for (@steps) { say_to($_->[1]); answer($_->[0]) }
		say_to('DATA');
	}
	if (answer('DATA') ne '354') {
		$refused = 1;
		say_to('RSET');
		answer('RSET');
		next;
	}
	$text = $field . $text;
	$text =~ s/\r?\n/\r\n/g;
	$text =~ s/^\./../mg;
	$text .= "\r\n" unless $text =~ /\r\n\z/;
	my $half = length($text) - int((length($text) - (index($text, "\r\n\r\n") + 4)) / 2);
	print $smtp substr($text, 0, $half);
	system($option{midway}) if $option{midway};
	print $smtp substr($text, $half), ".\r\n";
	$refused = 1 unless answer('END') =~ /^2/;
}
say_to('QUIT');
answer('QUIT');
exit $refused;
