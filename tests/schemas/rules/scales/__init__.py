"""Tests of the scales."""
