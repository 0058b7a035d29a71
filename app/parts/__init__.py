"""What is drawn on two screens or more."""
