"""The demo clinic: invented people and sessions, the same for the same seed and day."""
