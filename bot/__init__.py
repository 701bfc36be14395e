"""Earshot: a chat bot for UK music education hubs."""
