"""Pictures of the clinic's own figures: figures become rows, rows become a chart and words."""
