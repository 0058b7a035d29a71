"""The symbols of every chart: the anaesthesia record's own for the signs, and the stroke of what does not hold."""

from typing import Final

# A symbol's tip lies on its value.
SHAPES: Final = {
    "systolic": "M-1,-1.7L0,0L1,-1.7",
    "diastolic": "M-1,1.7L0,0L1,1.7",
    "pulse": "circle",
    "spo2": "square",
}
STRIKE: Final = "M-1.9,0L1.9,0"
