#!/usr/bin/perl
# A name server on 127.0.0.1, port 53: dns.pl KEYS.  It knows the lines of the file KEYS, a name and
# its text, and does what the name of a domain says:
#
#	dead.*      says nothing         servfail.*  cannot tell
#	slow.*      after 2 s            refused.*   does not want to
#	lies.*      with another id, another name, then another type
#	junk.*      with octets that are no UTF-8, and a NUL
#	short.*     with a packet that ends in the middle
#	loop.*      with a CNAME that points to itself
#	many.*      with two hundred texts
#
# Prints each name it is asked for.
use strict;
use warnings;
use IO::Socket::INET;

my ($keys) = @ARGV;
my $socket = IO::Socket::INET->new(Proto => 'udp', LocalAddr => '127.0.0.1', LocalPort => 53)
	or die "dns.pl: $!\n";
my %text = map { /^(\S+)\s+(.*)$/ ? (lc $1, $2) : () } do { open my $file, '<', $keys or die; <$file> };
$SIG{CHLD} = 'IGNORE';
$| = 1;

use constant { NOERROR => 0, SERVFAIL => 2, NXDOMAIN => 3, REFUSED => 5 };

sub strings
{
	return join '', map { pack('C/a*', $_) } $_[0] =~ /.{1,255}/sg;
}

sub record
{
	my ($type, $data, $name) = @_;
	return ($name // "\xc0\x0c") . pack('n n N n/a*', $type, 1, 60, $data);
}

sub packet
{
	my ($id, $code, $question, @records) = @_;
	return pack('n n n n n n', $id, 0x8180 | $code, 1, scalar @records, 0, 0) . $question . join('', @records);
}

# The answers to one question, in their order.
sub answers
{
	my ($id, $name, $question) = @_;
	my $text = $text{$name} // ($name =~ /^[^.]+\._domainkey\.[a-z]+\.(.*)/ ? $text{"test._domainkey.$1"} : undef);
	my $genuine = defined $text ? record(16, strings($text)) : undef;
	my ($conduct) = $name =~ /\._domainkey\.([a-z]+)\./ ? $1 : '';

	return () if $conduct eq 'dead';
	return packet($id, SERVFAIL, $question) if $conduct eq 'servfail';
	return packet($id, REFUSED, $question) if $conduct eq 'refused';
	return packet($id, NOERROR, $question, record(16, strings("v=DKIM1; p=\xff\xfe\0\xc3"))) if $conduct eq 'junk';
	return substr(packet($id, NOERROR, $question, record(16, strings('v=DKIM1; p=AAAA'))), 0, -6) if $conduct eq 'short';
	return packet($id, NOERROR, $question, record(5, "\xc0\x0c")) if $conduct eq 'loop';
	return packet($id, NOERROR, $question, map { record(16, strings("v=DKIM1; p=$_")) } 1 .. 200) if $conduct eq 'many';
	return packet($id, NXDOMAIN, $question) if !defined $genuine;
	sleep 2 if $conduct eq 'slow';
	my $right = packet($id, NOERROR, $question, $genuine);
	return $right if $conduct ne 'lies';
	return (packet($id ^ 1, NOERROR, $question, $genuine),
		packet($id, NOERROR, $question, record(16, strings('v=DKIM1; p='), "\4evil\7example\0")),
		packet($id, NOERROR, $question, record(1, "\x7f\0\0\1")));
}

while (defined(my $from = $socket->recv(my $query, 4096))) {
	my ($id) = unpack 'n', $query;
	my @labels = unpack '(C/a*)*', substr($query, 12) =~ /\A((?:[^\0].*?)?\0)/s ? substr($query, 12, length($1) - 1) : '';
	my $question = substr($query, 12, length(join '', map { "x$_" } @labels) + 1 + 4);
	my $name = lc join '.', @labels;

	print "$name\n";
	next if fork;
	$socket->send($_, 0, $from) for answers($id, $name, $question);
	exit;
}
