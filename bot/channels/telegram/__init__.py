"""Telegram: raw updates become events and outbox rows become messages; what is said is decided elsewhere."""
