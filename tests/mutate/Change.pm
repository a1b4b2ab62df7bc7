# Change - all single changes of one C file that a test should notice
#
# changes(PATH) returns a list of { file, line, at, length, text, kind, before, after }: TEXT takes the
# place of LENGTH characters from AT; LINE is the first line changed, BEFORE and AFTER are how the
# changed lines read.  Conditions are negated, boundaries moved, && and || swapped, statements and
# returns dropped, constants changed, and the comparisons of SQL turned.
#
# It reads the house style: a function's braces stand in the first column.  Giving memory back, closing
# and locking are left alone: sanitizers watch over those.
package Change;
use strict;
use warnings;
use Exporter 'import';
our @EXPORT_OK = qw(changes source_of);

my $name = qr/[A-Za-z_]\w*/;
my $number = qr/(?:0[xX][0-9a-fA-F]+|\d+(?:\.\d+)?)[uUlL]*/;
my $token = qr{$name|$number|'_+'|"_*"|->|\+\+|--|<<=|>>=|<<|>>|[-+*/%&|^<>=!]=|&&|\|\||\.\.\.|\S};
my $left_alone = qr/^(?:g_free|g_strfreev|free|close|va_start|va_end|g_clear_error|pthread_mutex_lock
	|g_return_if_fail|g_return_val_if_fail|g_assert\w*|$name(?:_free|_unref|_mutex_lock))$/x;

# The tokens of SOURCE: [text, offset].  What stands in comments and strings is not seen.
sub tokens
{
	my ($seen) = @_;
	my @tokens;
	while ($seen =~ /\G\s*($token)/gc) {
		push @tokens, [$1, $-[1]];
	}
	return @tokens;
}

# SOURCE as long as it was, without comments and the insides of strings.
sub mask
{
	my ($source) = @_;
	$source =~ s{(/\*.*?\*/|//[^\n]*)|"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'}{
		defined $1 ? blank($1) : defined $2 ? '"' . '_' x length($2) . '"' : "'" . '_' x length($3) . "'"
	}gse;
	return $source;
}

sub blank
{
	my ($text) = @_;
	$text =~ s/[^\n]/ /g;
	return $text;
}

sub source_of
{
	my ($path) = @_;
	open my $file, '<', $path or die "$path: $!\n";
	local $/;
	return scalar <$file>;
}

# For each character of SEEN: undef outside of functions, else the type that the function returns.
sub functions
{
	my ($seen) = @_;
	my @functions;
	while ($seen =~ /^((?:[^\n]*\n){0,6}?)\{\n(.*?)^\}/gms) {
		my ($from, $to) = ($-[2], $+[2]);
		my $heading = substr($seen, 0, $-[2] - 2);
		$heading =~ s/.*(?:;|^\}|^\s*$|^#[^\n]*$)//ms;
		my ($type) = $heading =~ /^\s*(.*?)$name\s*\(/s;
		next unless defined $type;
		$type =~ s/\b(?:static|inline|const|G_GNUC\w*(?:\([^)]*\))?)\b|^\s+|\s+$//g;
		$type =~ s/^\s+|\s+$//g;
		push @functions, { from => $from, to => $to, type => $type };
	}
	return @functions;
}

sub changes
{
	my ($path) = @_;
	my $source = source_of($path);
	my $seen = mask($source);
	my $self = { path => $path, source => $source, seen => $seen, found => [] };
	(my $code = $seen) =~ s/^(#(?:[^\n]*\\\n)*[^\n]*)/blank($1)/gme;
	$self->{tokens} = [tokens($code)];
	$self->{functions} = [functions($seen)];
	constants($self);
	defines($self);
	statements($self);
	for my $at (0 .. $#{ $self->{tokens} }) {
		next unless function_at($self, $self->{tokens}[$at][1]);
		operator($self, $at);
		condition($self, $at);
	}
	sql($self);
	return sort { $a->{at} <=> $b->{at} || $a->{text} cmp $b->{text} } @{ $self->{found} };
}

sub function_at
{
	my ($self, $offset) = @_;
	for my $function (@{ $self->{functions} }) {
		return $function if $offset >= $function->{from} && $offset < $function->{to};
	}
	return undef;
}

# Of the lines from FROM to TO (offsets), blanks made one.
sub lines_of
{
	my ($text, $from, $to) = @_;
	my $start = rindex($text, "\n", $from - 1) + 1;
	my $end = index($text, "\n", $to);
	my $lines = substr($text, $start, ($end < 0 ? length $text : $end) - $start);
	$lines =~ s/\s+/ /g;
	$lines =~ s/^ | $//g;
	return $lines;
}

sub add
{
	my ($self, $kind, $at, $length, $text) = @_;
	my $changed = $self->{source};
	substr($changed, $at, $length) = $text;
	push @{ $self->{found} }, {
		file => $self->{path}, kind => $kind, at => $at, length => $length, text => $text,
		line => 1 + (substr($self->{source}, 0, $at) =~ tr/\n//),
		inside => defined function_at($self, $at),
		before => lines_of($self->{source}, $at, $at + $length),
		after => lines_of($changed, $at, $at + length $text),
	};
}

# The index of the token that closes what the token AT opens.
sub closing
{
	my ($tokens, $at) = @_;
	my $depth = 0;
	for (; $at < @$tokens; $at++) {
		my $text = $tokens->[$at][0];
		$depth++ if $text =~ /^[(\[{]$/;
		$depth-- if $text =~ /^[)\]}]$/;
		return $at if $depth == 0;
	}
	return undef;
}

my %turned = (
	'<' => '<=', '<=' => '<', '>' => '>=', '>=' => '>', '==' => '!=', '!=' => '==',
	'&&' => '||', '||' => '&&', '++' => '--', '--' => '++', '+=' => '-=', '-=' => '+=',
	'|=' => '&=', '&=' => '|=', '<<' => '>>', '>>' => '<<', '/' => '*', '%' => '*',
);
my %kind_of = (
	'<' => 'boundary', '<=' => 'boundary', '>' => 'boundary', '>=' => 'boundary',
	'==' => 'negated', '!=' => 'negated', '&&' => 'logic', '||' => 'logic',
);

sub operator
{
	my ($self, $at) = @_;
	my ($text, $offset) = @{ $self->{tokens}[$at] };
	my $last = $at > 0 ? $self->{tokens}[$at - 1][0] : '';
	my $binary = $last =~ /^(?:\w+|\)|\]|'_+')$/ && $last !~ /^(?:return|case|sizeof)$/;

	if (exists $turned{$text}) {
		add($self, $kind_of{$text} // 'arithmetic', $offset, length $text, $turned{$text});
	} elsif ($text =~ /^[-+]$/ && $binary) {
		add($self, 'arithmetic', $offset, 1, $text eq '+' ? '-' : '+');
	} elsif ($text =~ /^[&|]$/ && $binary && $last ne ')') {
		add($self, 'arithmetic', $offset, 1, $text eq '&' ? '|' : '&');
	} elsif ($text eq '!') {
		add($self, 'negated', $offset, 1, '');
	} elsif ($text eq '?' && !compares(@{ $self->{tokens} }[operand($self->{tokens}, $at) .. $at - 1])) {
		add($self, 'negated', $offset, 1, '== 0 ?');
	}
}

# Where the condition before the "?" at AT begins.
sub operand
{
	my ($tokens, $at) = @_;
	my $depth = 0;
	while ($at > 0) {
		my $text = $tokens->[$at - 1][0];
		$depth++ if $text =~ /^[)\]]$/;
		last if $depth == 0 && $text =~ /^(?:[([{,;?:]|return|[-+*\/|&]?=)$/;
		$depth-- if $text =~ /^[(\[]$/;
		$at--;
	}
	return $at;
}

# Whether one comparison or "!" is all that these tokens ask: its own change negates them already.
sub compares
{
	my @words = map { $_->[0] } @_;
	return 0 if grep { /^(?:&&|\|\|)$/ } @words;
	return 1 == grep { /^(?:[=!]=|!)$/ } @words;
}

# The conditions of if, while and for.
sub condition
{
	my ($self, $at) = @_;
	my $tokens = $self->{tokens};
	return unless $tokens->[$at][0] =~ /^(?:if|while|for)$/ && $tokens->[$at + 1][0] eq '(';
	my $end = closing($tokens, $at + 1) // return;
	my ($first, $last) = ($at + 2, $end - 1);
	if ($tokens->[$at][0] eq 'for') {
		my @halves = grep { $tokens->[$_][0] eq ';' } $at + 1 .. $end;
		return unless @halves == 2;
		($first, $last) = ($halves[0] + 1, $halves[1] - 1);
	}
	return if $last < $first || compares(@$tokens[$first .. $last]);
	my ($from, $to) = ($tokens->[$first][1], $tokens->[$last + 1][1]);
	my $condition = substr($self->{source}, $from, $to - $from);
	return if $condition eq 'TRUE';
	add($self, 'negated', $from, $to - $from, "!($condition)");
}

# Where a statement begins, and where the ";" is that ends it.
sub statements
{
	my ($self) = @_;
	my $tokens = $self->{tokens};
	for my $at (1 .. $#$tokens) {
		next unless function_at($self, $tokens->[$at][1]);
		next unless $tokens->[$at - 1][0] =~ /^(?:;|\{|\}|else|:|\))$/;
		next if $tokens->[$at - 1][0] eq ')' && !ends_condition($tokens, $at - 1);
		my $end = $at;
		while ($end < @$tokens && $tokens->[$end][0] ne ';') {
			$end = closing($tokens, $end) // @$tokens if $tokens->[$end][0] =~ /^[(\[{]$/;
			$end++;
		}
		statement($self, $at, $end) if $end < @$tokens;
	}
}

sub ends_condition
{
	my ($tokens, $at) = @_;
	my $depth = 0;
	for (; $at >= 0; $at--) {
		$depth++ if $tokens->[$at][0] eq ')';
		$depth-- if $tokens->[$at][0] eq '(';
		return $at > 0 && $tokens->[$at - 1][0] =~ /^(?:if|while|for)$/ if $depth == 0;
	}
	return 0;
}

sub statement
{
	my ($self, $at, $end) = @_;
	my $tokens = $self->{tokens};
	my @words = map { $_->[0] } @$tokens[$at .. $end - 1];
	my ($from, $to) = ($tokens->[$at][1], $tokens->[$end][1]);

	if (@words && $words[0] eq 'return') {
		return_value($self, $from, $to);
	} elsif (@words == 1 && $words[0] =~ /^(?:break|continue)$/) {
		add($self, 'dropped', $from, $to - $from, '');
	} elsif (is_call($tokens, $at, $end) && $words[0] !~ $left_alone) {
		add($self, 'dropped', $from, $to - $from, '');
	} elsif (is_assignment(@words)) {
		add($self, 'dropped', $from, $to - $from, '');
	}
}

sub is_call
{
	my ($tokens, $at, $end) = @_;
	return $tokens->[$at][0] =~ /^$name$/ && $tokens->[$at][0] !~ /^(?:if|for|while|switch|do|case)$/ &&
		$tokens->[$at + 1][0] eq '(' && closing($tokens, $at + 1) == $end - 1;
}

sub is_assignment
{
	my @words = @_;
	shift @words while @words && $words[0] eq '*';
	return 0 unless @words > 2 && $words[0] =~ /^$name$/ && $words[1] !~ /^(?:$name|\*|\()$/;
	my $depth = 0;
	for my $word (@words) {
		$depth++ if $word =~ /^[(\[]$/;
		$depth-- if $word =~ /^[)\]]$/;
		return 1 if $depth == 0 && $word =~ /^(?:=|[-+*\/|&]=)$/;
	}
	return 0;
}

# In the depth of a function what leaves it early is dropped; anywhere another value is returned.
sub return_value
{
	my ($self, $from, $to) = @_;
	my $function = function_at($self, $from);
	my $value = substr($self->{source}, $from + 6, $to - $from - 6);
	my $indent = substr($self->{source}, rindex($self->{source}, "\n", $from) + 1, 2);
	my $type = $function->{type};

	add($self, 'dropped', $from, $to - $from, '') if $indent eq "\t\t";
	$value =~ s/^\s+|\s+$//g;
	return if $value eq '' || $value eq 'NULL';
	if ($value =~ /^(?:TRUE|FALSE)$/) {
		add($self, 'returned', $from, $to - $from, 'return ' . ($value eq 'TRUE' ? 'FALSE' : 'TRUE'));
	} elsif ($type =~ /\*$|^(?:gpointer|gconstpointer)$/) {
		add($self, 'returned', $from, $to - $from, 'return NULL');
	} elsif ($type =~ /^(?:gboolean|bool)$/) {
		add($self, 'returned', $from, $to - $from, "return !($value)");
	} elsif ($type =~ /^(?:int|guint\d*|gint\d*|gsize|gssize|goffset|gunichar|unsigned|char|guchar)$/) {
		add($self, 'returned', $from, $to - $from, "return ($value) + 1") unless $value =~ /^\d+$/;
	}
}

# Numbers, characters and truth, in functions, tables and enumerations.
sub constants
{
	my ($self) = @_;
	my $tokens = $self->{tokens};
	for my $at (1 .. $#$tokens) {
		my ($text, $offset) = @{ $tokens->[$at] };
		if ($text =~ /^$number$/) {
			next if is_room($tokens, $at);
			add($self, 'constant', $offset, length $text, $text eq '0' ? '1' : "($text + 1)");
		} elsif ($text =~ /^'/) {
			my $constant = substr($self->{source}, $offset, length $text);
			add($self, 'constant', $offset, length $text, "($constant + 1)");
		} elsif ($text =~ /^(?:TRUE|FALSE)$/ && $tokens->[$at - 1][0] ne 'return') {
			add($self, 'constant', $offset, length $text, $text eq 'TRUE' ? 'FALSE' : 'TRUE');
		}
	}
}

# Whether the number AT only says how much room there is, clears a structure, or stands for "to the end".
sub is_room
{
	my ($tokens, $at) = @_;
	my ($third, $second, $first) = map { $at >= $_ ? $tokens->[$at - $_][0] : '' } 3, 2, 1;
	return 1 if $first eq '{' && $tokens->[$at + 1][0] eq '}';
	return 1 if $first eq '-' && $second eq ','; # a length: up to the end
	return 1 if $first eq '[' && $third =~ /^(?:$name|\*)$/ && $third !~ /^(?:return|case)$/;
	for (my $back = $at - 1; $back > 0 && $tokens->[$back][0] !~ /^[;{}()]$/; $back--) {
		return 1 if $tokens->[$back - 2][0] =~ /^g_(?:new|new0|renew)$/;
	}
	return 0;
}

sub defines
{
	my ($self) = @_;
	while ($self->{seen} =~ /^#\s*define\s+$name[ \t]+\(?($number)\)?[ \t]*$/gm) {
		add($self, 'constant', $-[1], $+[1] - $-[1], "($1 + 1)");
	}
}

my %sql = ('=' => '<>', '<>' => '=', '<' => '<=', '<=' => '<', '>' => '>=', '>=' => '>',
	AND => 'OR', OR => 'AND', 'IS NULL' => 'IS NOT NULL', 'IS NOT NULL' => 'IS NULL',
	DESC => 'ASC', UNION => 'UNION ALL');

# In strings that are SQL: they name a parameter or have a word of it in capitals.
sub sql
{
	my ($self) = @_;
	my $source = $self->{source};
	while ($self->{seen} =~ /"(_+)"/g) {
		my ($from, $length) = ($-[1], length $1);
		my $text = substr($source, $from, $length);
		next unless $text =~ /\b(?:SELECT|WHERE|AND|OR|ON|SET|FROM|ORDER BY|WHEN|JOIN|VALUES)\b/;
		while ($text =~ /(?<= )(=|<>|<=|>=|<|>|AND|OR|IS NULL|IS NOT NULL|DESC|UNION)(?= |$)/g) {
			next if $1 eq '=' && substr($text, 0, $-[1]) =~ /\bSET\b/;
			add($self, 'sql', $from + $-[1], length $1, $sql{$1});
		}
	}
}

1;
