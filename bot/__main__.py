"""`python -m bot` is the same as `earshot`."""

from bot.cli import main

main()
