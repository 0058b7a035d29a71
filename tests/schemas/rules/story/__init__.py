"""Tests of the story, with the sessions that it is told of."""
