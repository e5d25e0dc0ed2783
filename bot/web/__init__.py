"""Starlette: the webhook route, health and metrics."""
