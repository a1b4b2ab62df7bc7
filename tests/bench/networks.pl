#!/usr/bin/perl
# networks.pl COUNT: rules of COUNT made-up networks, such as those of real ones are.
use strict;
use warnings;

my @heads = qw(zor quil bando mix fren lume tavi pingo wexa dral);
my @middles = qw(bra net pali cho rum vexi lor dami sku fe);
my @tails = qw(zle pad gram book ster ly kin dex moo well);

for my $number (0 .. shift(@ARGV) - 1) {
	my $name = $heads[$number % 10] . $middles[$number / 10 % 10] . $tails[$number / 100 % 10];
	$name .= int($number / 1000) if $number >= 1000;
	my $brand = ucfirst $name;

	print <<"END";
network $name "$brand"
    category     social
    from         $name.example mail-$name.example
    signs        yes
    member-links $name.example/join/
    brand        /\\b$name\\b/i
    ignore       subject /\\baccepted your $brand invitation\\b/i
    reminder     subject /^Reminder: (?<name>.+?) invited you to $brand\$/
    invitation   header X-$brand-Template /^invite_/
    invitation   subject /^(?<name>.+?) (?:invited you|wants to add you) (?:to|on) $brand\$/i
    invitation   text /\\bwould like you to join $brand\\b/
    invitation   by member  subject /^Join me on $brand\$/i
    inviter      link /^https:\\/\\/www\\.$name\\.example\\/u\\/(?<profile_id>\\d+)\$/
    inviter      from-name /^(?<name>.+?) via $brand\$/

END
}
