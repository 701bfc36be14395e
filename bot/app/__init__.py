"""The composition root: the only room that knows all parts, and puts each together once."""
