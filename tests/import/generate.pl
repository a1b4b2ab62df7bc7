#!/usr/bin/perl
# generate.pl COUNT: as many invented contacts, as our own CSV; the same each time.
use strict;
use warnings;
use utf8;
binmode STDOUT, ':encoding(UTF-8)';

my $count = shift // 10;
my @given = ('Jane', 'John', 'Zoë', 'Łukasz', 'Иван', 'Γιάννης', '太郎', 'محمد', 'Anne-Marie', 'O\'Hara');
my @family = ('Doe', 'Roe', 'Müller', 'Đoković', 'Петров', 'Παππάς', '山田', 'علي', 'van der Poe', 'Coe, Jr.');

# cell VALUE...: one cell with all of them
sub cell
{
	my $text = join "\n", @_;
	$text =~ s/"/""/g;
	return "\"$text\"";
}

print "Names,Addresses,Profiles,Learned,State,Network,Source,Since,Note\r\n";
for my $i (1 .. $count) {
	my ($given, $family) = ($given[$i % 10], $family[($i * 7 + int($i / 10)) % 10]);
	my $name = "$given $family " . ('A' .. 'Z')[$i % 26] . "x$i";
	my @names = ($name, $i % 3 ? () : "\"Nick; $i\\, x\" $given");
	my @emails = $i % 11 ? ("p$i\@example.net", $i % 5 ? () : "P.$i\@bücher.example") : ();
	my @profiles = $i % 4 ? () : ("linkedin:slug:p-$i", $i % 8 ? () : "github:login:P$i,;\\x");
	my $declined = $i % 13 == 0;
	my $alone = !@emails && !@profiles;
	my $source = ('manual', 'import', 'learned')[$i % 17 % 3];
	print join(',', cell(@names), cell(@emails), cell(@profiles),
		cell($i % 19 == 0 && $source ne 'learned' ? $names[0] : ()),
		cell($declined ? 'declined' : 'trusted'), cell($declined && $alone ? 'xing' : ()), cell($source),
		cell(sprintf '2026-%02d-%02dT12:%02d:00Z', $i % 12 + 1, $i % 28 + 1, $i % 60),
		cell($i % 6 ? () : "met, at \"the\" club; $i")), "\r\n";
}
