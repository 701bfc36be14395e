"""The terminal: a talk on the screen, or one line of JSON each way; what is said is decided elsewhere."""
