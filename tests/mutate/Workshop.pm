# Workshop - where a changed file is compiled, linked and tested: a folder in the build folder
#
# All floors are one shared library here, so that a change costs one compilation and one link, not one
# for each test.  The file is changed in a copy.
package Workshop;
use strict;
use warnings;
use File::Basename qw(basename dirname);
use File::Path qw(make_path remove_tree);
use IO::Select;
use POSIX ':sys_wait_h';
use Time::HiRes 'time';

my $root = $ENV{ROOT};

# new(BUILD, NAME): the folder NAME in BUILD; objects, and what tests share, lie where BUILD/parts says
sub new
{
	my ($class, $build, $name) = @_;
	my $self = bless { build => $build, folder => "$build/$name", parts => parts_of("$build/parts") }, $class;
	$self->{programs} = [split ' ', $self->{parts}{programs}];
	make_path($self->{folder});
	return $self;
}

# What the Makefile wrote down: a word and its values on each line.
sub parts_of
{
	my ($path) = @_;
	my %parts;
	open my $file, '<', $path or die "$path: $!\n";
	while (<$file>) {
		chomp;
		my ($word, $values) = split / /, $_, 2;
		$parts{$word} = $values // '';
	}
	return \%parts;
}

# shell(COMMAND): nothing, or what went wrong
sub shell
{
	my ($command) = @_;
	my $said = `$command 2>&1`;
	return $? == 0 ? '' : $said || "$command fails";
}

# link_tests(): the unit tests, once for all workshops: they find the library where they are run
sub link_tests
{
	my ($self) = @_;
	my ($folder, $parts) = @$self{qw(folder parts)};
	make_path("$self->{build}/unit");
	for my $object (split ' ', $parts->{unit}) {
		my $program = "$self->{build}/unit/" . basename($object, '.o');
		next if -e $program && -M $program < -M $object;
		my $wrong = shell("$parts->{cc} -o $program $object -L$folder -lfloors $parts->{libs}");
		die "$program: $wrong\n" if $wrong;
	}
}

# link_changed(PATH, OBJECT): what has to be linked anew where PATH became OBJECT; without them, all.
# Nothing, or what went wrong.
sub link_changed
{
	my ($self, $path, $object) = @_;
	my ($folder, $parts) = @$self{qw(folder parts)};
	for my $made ('floors', grep { $parts->{$_} } @{ $self->{programs} }) {
		my @objects = split ' ', $parts->{$made};
		if (defined $path) {
			(my $old = $path) =~ s/\.c$/.o/;
			next unless grep { /\/\Q$old\E$/ } @objects;
			$_ =~ /\/\Q$old\E$/ and $_ = $object for @objects;
		}
		my $as = $made eq 'floors' ? "-shared -o $folder/libfloors.so" : "-o $folder/$made";
		my $with = $made eq 'floors' ? '' : "-L$folder -Wl,-rpath,$folder -lfloors $parts->{libs} $parts->{daemon_libs}";
		my $wrong = shell("$parts->{cc} $as @objects $with");
		return $wrong if $wrong;
	}
	return '';
}

# whole(): everything as it is
sub whole
{
	my ($self) = @_;
	my $wrong = $self->link_changed();
	die "$self->{folder}: $wrong\n" if $wrong;
	$self->link_tests();
}

# restore(PATH): what PATH goes into, as it is
sub restore
{
	my ($self, $path) = @_;
	my ($object) = grep { /\/\Q$path\E$/ } map { s/\.o$/.c/r } map { split ' ' } @{ $self->{parts} }{ 'floors', @{ $self->{programs} } };
	$object =~ s/\.c$/.o/;
	$self->link_changed($path, $object);
}

# compile(CHANGE): the object of the changed file; undef where it does not compile
sub compile
{
	my ($self, $change, $flags) = @_;
	my $copy = "$self->{folder}/" . basename($change->{file});
	my $source = Change::source_of($change->{file});
	substr($source, $change->{at}, $change->{length}) = $change->{text};
	open my $file, '>', $copy or die "$copy: $!\n";
	print $file $source;
	close $file;
	return $self->object_of($copy, dirname($change->{file}), $flags // '');
}

sub object_of
{
	my ($self, $path, $beside, $flags) = @_;
	my $object = "$self->{folder}/" . basename($path, '.c') . ($flags ? '.optimized.o' : '.o');
	my $wrong = shell("$self->{parts}{compile} -w -iquote $beside $flags -c -o $object $path");
	return $wrong ? undef : $object;
}

# whether CHANGE leaves the code as it is, once it is optimized
sub is_same
{
	my ($self, $change) = @_;
	my $was = $self->object_of($change->{file}, dirname($change->{file}), '-O2') // return 0;
	my $code = code_of($was);
	my $is = $self->compile($change, '-O2') // return 0;
	return $code eq code_of($is);
}

sub code_of
{
	my ($object) = @_;
	my $code = `objdump -d -r -s -j .text -j .rodata -j .data $object 2>/dev/null`;
	$code =~ s/^.*file format.*$//m;
	return $code;
}

# try(TEST, SECONDS): run it up to its first failure.  Nothing where all is well, else what failed.
sub try
{
	my ($self, $test, $seconds) = @_;
	my $room = "$self->{folder}/room";
	make_path($room);
	chmod 01777, $room; # as /tmp is
	my $pid = open my $said, '-|';
	die "fork: $!\n" unless defined $pid;
	if ($pid == 0) {
		setpgrp;
		open STDERR, '>&', \*STDOUT;
		open STDIN, '<', '/dev/null';
		$self->environment($room);
		exec "$root/tests/mutate/box", $self->{folder}, int($seconds) + 1, $self->command($test);
		exit 125;
	}
	my $failure = listen_to($said, $pid, $seconds);
	remove_tree($room, { error => \my $ignored });
	return $failure;
}

sub environment
{
	my ($self, $room) = @_;
	$ENV{TMPDIR} = $room;
	$ENV{LD_LIBRARY_PATH} = $self->{folder};
	$ENV{BUILD} = $self->{parts}{tests};
	$ENV{INVITE_MILTER} = "$self->{folder}/invite-milter";
	$ENV{INVITECTL} = "$self->{folder}/invitectl";
}

sub command
{
	my ($self, $test) = @_;
	return ('bash', $test->{source}) if $test->{kind} eq 'script';
	return ("$self->{build}/unit/$test->{name}", '--tap') if $test->{kind} eq 'unit';
	return ("$self->{parts}{tests}/protocol/$test->{name}", '--tap');
}

# Read what the test says; end it at its first failure, and when it takes longer than three times SECONDS.
sub listen_to
{
	my ($said, $pid, $seconds) = @_;
	my ($failure, $text, $end) = ('', '', time + 3 * $seconds);
	my $select = IO::Select->new($said);
	while ($failure eq '') {
		my $left = $end - time;
		$failure = 'no end', last if $left <= 0 || !$select->can_read($left);
		last unless sysread $said, $text, 65536, length $text;
		$failure = $1 if $text =~ /^(not ok[^\n]*|Bail out[^\n]*|[^\n]*ERROR:[^\n]*)/m;
		$text =~ s/.*\n//s;
	}
	kill 'KILL', -$pid, $pid if $failure ne '';
	waitpid $pid, 0;
	my $status = $?;
	close $said;
	return $failure if $failure ne '';
	return $status & 127 ? 'signal ' . ($status & 127) : $status ? 'status ' . ($status >> 8) : '';
}

1;
