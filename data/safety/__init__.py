"""The clinic's own figures: how a counted session lies in its row, and how rows are added up."""
