"""The room beside the plot, for those who draw the chart and for those who only leave it its place."""

from typing import Final

LEFT: Final = 112  # pixels left of the plot: legend, scale and the effects' names
RIGHT: Final = 52  # pixels right of the plot, where the baseline is named
