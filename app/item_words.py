"""Item words: the questions of the scales whose wording is free, as their publishers print them (NOTICE)."""

from collections.abc import Mapping
from typing import Final

from schemas.assessment import Behaviour, Scale

# The PHQ-9 and the GAD-7 need no permission to be shown. Of no other scale is a question part of the product.
ITEMS: Final[Mapping[Scale, tuple[str, ...]]] = {
    Scale.PHQ_9: (
        "Little interest or pleasure in doing things",
        "Feeling down, depressed, or hopeless",
        "Trouble falling or staying asleep, or sleeping too much",
        "Feeling tired or having little energy",
        "Poor appetite or overeating",
        "Feeling bad about yourself, or that you are a failure or have let yourself or your family down",
        "Trouble concentrating on things, such as reading the newspaper or watching television",
        (
            "Moving or speaking so slowly that other people could have noticed? Or the opposite, being so fidgety or "
            "restless that you have been moving around a lot more than usual"
        ),
        "Thoughts that you would be better off dead or of hurting yourself in some way",
    ),
    Scale.GAD_7: (
        "Feeling nervous, anxious or on edge",
        "Not being able to stop or control worrying",
        "Worrying too much about different things",
        "Trouble relaxing",
        "Being so restless that it is hard to sit still",
        "Becoming easily annoyed or irritable",
        "Feeling afraid as if something awful might happen",
    ),
}
ANSWERS: Final = "0 not at all · 1 several days · 2 more than half the days · 3 nearly every day, in the last two weeks"

# The levels of the C-SSRS, in words of the product's own.
IDEATION: Final = (
    "0 none",
    "1 wishes to be dead",
    "2 thinks of suicide, without a way, intent or plan",
    "3 has thought of a way, without intent",
    "4 has some intent, without a plan",
    "5 has a plan and intent",
)
BEHAVIOUR: Final[Mapping[Behaviour, str]] = {
    Behaviour.NONE: "none ever",
    Behaviour.EARLIER: "more than 3 months ago",
    Behaviour.RECENT: "within 3 months",
}
