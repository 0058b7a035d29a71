"""What of a scale has to be seen at once: suicidal thoughts or recent suicidal behaviour, until somebody closes it.

Source: item 9 of the PHQ-9 asks for thoughts of being better off dead or of self-harm, and any answer but "not at all"
is looked at by a clinician (Kroenke, 2001; the instruction manual of the PHQ). That the C-SSRS is treated alike is
Chairside's own: ideation of any level, or behaviour within three months.
"""

from typing import Final

from schemas.assessment import Assessment, Behaviour, Scale
from schemas.rules.scales.stands import Standing

_ITEM_9: Final = 8  # its place


def tells(said: Assessment) -> str | None:
    """What the scale tells in a few words, or None. An answer that was left blank tells nothing, neither yes nor no."""
    if said.withdrawn:
        return None
    if said.scale is Scale.PHQ_9:
        item = said.items[_ITEM_9]
        return f"PHQ-9 item 9: {item}" if item else None
    if said.scale is Scale.C_SSRS:
        parts = [f"ideation {said.ideation} of 5"] if said.ideation else []
        parts += ["behaviour within 3 months"] if said.behaviour is Behaviour.RECENT else []
        return f"C-SSRS: {', '.join(parts)}" if parts else None
    return None


def is_open(one: Standing) -> bool:
    """Whether somebody has still to close it: what was said of an earlier statement closes no later one."""
    return tells(one.said) is not None and one.closing is None
