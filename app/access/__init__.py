"""Access: who comes in, by which secret, and until when."""
