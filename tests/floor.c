/*
 * floor - a program that does nothing, linked with all of a floor and those
 * below it and without the foreign libraries of the floors above
 */
int
main(void)
{
	return 0;
}
