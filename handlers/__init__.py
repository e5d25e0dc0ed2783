"""Telegram in, Telegram out: thin handlers, one module per subject."""
