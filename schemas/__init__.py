"""What the clinic's facts are and what they mean, without input, output or a clock."""
