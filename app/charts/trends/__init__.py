"""Trends: pictures of one patient's sessions side by side, each made from the frames that data/frames.py lays out."""
