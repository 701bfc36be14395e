"""The room that opens content/ and surveys/, and the only one that does; turns files into what others understand."""
