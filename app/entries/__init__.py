"""Entries: what came in from panel or screen becomes facts, or sentences that say why not."""
