# Reach - which test runs which line, known from one run of each with gcov's counters
#
# What came out is kept in the build folder, a file for each test, until the sources or the test change.
package Reach;
use strict;
use warnings;
use Cwd 'abs_path';
use Digest::MD5 'md5_hex';
use File::Find;
use File::Path qw(make_path remove_tree);
use Time::HiRes 'time';

# new(WORKSHOP): a Workshop whose objects count the lines that run
sub new
{
	my ($class, $workshop) = @_;
	my $self = bless { workshop => $workshop, folder => "$workshop->{build}/reach", tests => {} }, $class;
	make_path($self->{folder});
	$self->{sources} = digest(glob('milter/*/*.[ch] milter/*/*/*.[ch]'));
	return $self;
}

sub digest
{
	my $digest = Digest::MD5->new;
	for my $path (@_) {
		open my $file, '<', $path or next;
		$digest->add("$path\n");
		$digest->addfile($file);
	}
	return $digest->hexdigest;
}

# learn(TEST...): run those whose lines are not known.  A test that fails as it is says nothing of
# changes: it is left out and told.
sub learn
{
	my ($self, @tests) = @_;
	for my $test (@tests) {
		my $stamp = $self->{sources} . ' ' . digest($test->{source}, @{ $test->{helpers} });
		$self->read_known($test, $stamp) or $self->run_once($test, $stamp);
	}
}

sub path_of
{
	my ($self, $test) = @_;
	return "$self->{folder}/$test->{name}";
}

sub read_known
{
	my ($self, $test, $stamp) = @_;
	open my $file, '<', $self->path_of($test) or return 0;
	chomp(my $first = <$file> // '');
	return 0 unless $first =~ /^\Q$stamp\E ([\d.]+)$/;
	$self->{tests}{ $test->{name} } = { test => $test, seconds => $1, lines => {} };
	while (<$file>) {
		my ($path, @spans) = split;
		for (@spans) {
			my ($from, $to) = split /-/;
			$self->{tests}{ $test->{name} }{lines}{$path}{$_} = 1 for $from .. $to // $from;
		}
	}
	return 1;
}

sub run_once
{
	my ($self, $test, $stamp) = @_;
	my $counts = "$self->{workshop}{folder}/counts";
	remove_tree($counts);
	mkdir $counts;
	local $ENV{GCOV_PREFIX} = $counts;
	my $begin = time;
	print STDERR "reach: $test->{name}\n";
	my $said = $self->{workshop}->try($test, 600);
	my $seconds = time - $begin;
	if ($said ne '') {
		print STDERR "reach: $test->{name} fails as it is, and is left out: $said\n";
		return;
	}
	my $lines = executed($counts);
	open my $file, '>', $self->path_of($test) or die "$self->{folder}: $!\n";
	printf $file "%s %.2f\n", $stamp, $seconds;
	print $file join(' ', $_, spans(keys %{ $lines->{$_} })), "\n" for sort keys %$lines;
	close $file;
	$self->read_known($test, $stamp);
	remove_tree($counts);
}

sub spans
{
	my @spans;
	for my $line (sort { $a <=> $b } @_) {
		if (@spans && $spans[-1][1] == $line - 1) {
			$spans[-1][1] = $line;
		} else {
			push @spans, [$line, $line];
		}
	}
	return map { "$_->[0]-$_->[1]" } @spans;
}

# The lines that ran, by file, of all counters below COUNTS; those that are counted, by "?" and file.
sub executed
{
	my ($counts) = @_;
	my (@counters, %lines);
	find({ no_chdir => 1, wanted => sub { push @counters, $_ if /\.gcda$/ } }, $counts);
	for my $counter (@counters) {
		(my $notes = $counter) =~ s/\.gcda$/.gcno/;
		symlink substr($notes, length $counts), $notes;
	}
	while (my @some = splice @counters, 0, 100) {
		open my $said, '-|', 'gcov', '-t', @some or die "gcov: $!\n";
		my $path = '';
		while (<$said>) {
			$path = $1 if /^\s*-:\s+0:Source:(.*)/;
			next unless $path =~ /^milter\// && /^\s*(\d+\*?|#####):\s*(\d+):/;
			$lines{"?$path"}{$2} = 1;
			$lines{$path}{$2} = 1 if $1 ne '#####';
		}
		close $said;
	}
	return \%lines;
}

sub runs
{
	my ($known, $path, $line) = @_;
	return $known->{lines}{$path} && $known->{lines}{$path}{$line};
}

# The counted line at or next above LINE of PATH, from where on a change in LINE is run.
sub counted
{
	my ($self, $path, $line) = @_;
	for (my $at = $line; $at > 0 && $at > $line - 30; $at--) {
		return $at if grep { runs($_, "?$path", $at) } values %{ $self->{tests} };
	}
	return $line;
}

# The tests for a change, the one called OWN first, then those that run the line, the quick ones before.
# What is in no function (a table, a constant) is reached by all that reach its file.
sub tests_for
{
	my ($self, $change, $own, $scripts) = @_;
	my @known = grep { $scripts || $_->{test}{kind} eq 'unit' } values %{ $self->{tests} };
	my $path = $change->{file};
	my $line = $self->counted($path, $change->{line});
	my @reach = grep { $change->{inside} ? runs($_, $path, $line) : $_->{lines}{$path} } @known;

	return sort {
		($b->{test}{name} eq $own) <=> ($a->{test}{name} eq $own) ||
			$a->{seconds} <=> $b->{seconds} || $a->{test}{name} cmp $b->{test}{name}
	} @reach;
}

1;
