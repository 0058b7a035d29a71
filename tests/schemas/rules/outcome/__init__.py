"""Tests of the schedule, with its worked sessions in words."""
