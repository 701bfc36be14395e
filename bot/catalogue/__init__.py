"""What there is to play, sing and join, and how to find it."""
