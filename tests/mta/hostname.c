/*
 * hostname - preloaded into the private Sendmail: where the machine's own name has no dot, it
 * would sleep for a minute at each start, and a container may not change its name
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/utsname.h>
#include <unistd.h>

#define NAME "mx.example.org"

int
gethostname(char *name, size_t size)
{
	snprintf(name, size, "%s", NAME);
	return 0;
}
