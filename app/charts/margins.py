"""The room beside the plot, for those who draw the chart and for those who only leave it its place."""

from typing import Final

LEFT: Final = 112  # pixels left of the plot: legend, scale and the effects' names
RIGHT: Final = 52  # pixels right of the plot, where the baseline is named
PADDING: Final = 4  # pixels around the whole view
AROUND: Final = LEFT + RIGHT + 2 * PADDING  # all of the view's width that is not plot
