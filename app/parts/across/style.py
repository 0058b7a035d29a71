"""The few rules of the patient's view that Streamlit's theme has no setting for."""

import streamlit as st

from app.charts.trends import courses

_RULES = """<style>
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(190px, 1fr)); gap: 8px 14px;
  border: 1px solid var(--line); border-radius: 10px; background: var(--card); padding: 10px 16px; }
.figures > div { display: flex; flex-direction: column; border-left: 3px solid var(--accent); padding-left: 10px; }
.figures h3, [class*="st-key-view-"] h3 { margin: 0; padding: 0; font-size: 13px; font-weight: 400; line-height: 1.4; }
[class*="st-key-view-"] h3 { font-weight: 600; }
.figures b { font-size: 20px; line-height: 1.3; font-variant-numeric: tabular-nums; }
.figures span { font-size: 13px; line-height: 1.35; opacity: .8; }
[class*="st-key-view-"] { background: var(--card); padding: 8px 14px 10px; }
[class*="st-key-view-"] [data-testid="stVegaLiteChart"] svg { max-width: 100%; height: auto; }
/* On a telephone these two would shrink until nobody reads them: they are scrolled to the side. */
@media (max-width: 640px) {
  :is(.st-key-view-overlaid, .st-key-view-between) [data-testid="stVegaLiteChart"] { overflow-x: auto;
    max-width: calc(100vw - 64px); }
  :is(.st-key-view-overlaid, .st-key-view-between) [data-testid="stVegaLiteChart"] svg { max-width: 520px; }
}
.st-key-filters [data-testid="stText"] { white-space: normal; }
.points, .sessions { overflow: auto; font-variant-numeric: tabular-nums; font-size: 13px; }
.points { max-height: 320px; }
.points table, .sessions table { border-collapse: collapse; width: 100%; }
.points th, .sessions th { text-align: left; font-weight: 600; white-space: nowrap; }
.points th, .points td { padding: 2px 12px 2px 0; border-bottom: 1px solid var(--line); }
.points td.number { text-align: right; }
.points thead th { position: sticky; top: 0; background: var(--card); }
.sessions { font-size: 12.5px; line-height: 16px; }
.sessions thead tr { height: 19px; }
/* As high as a panel of the picture beside it; it begins under the table's head. */
.sessions tbody tr { height: PITCHpx; }
@media (min-width: 641px) { .st-key-view-sessions [data-testid="stVegaLiteChart"] { margin-top: 28px; } }
.sessions tbody th { font-weight: 400; }
.sessions a { font-weight: 600; color: var(--accent); }
.sessions th, .sessions td { padding: 0 10px 0 0; white-space: nowrap; vertical-align: middle; line-height: 16px;
  border-bottom: 1px solid var(--line); }
/* What is said breaks into a row's five lines, so that each row stands beside its panel. A row with more of them grows:
   nothing of what is known of a session is cut. */
.sessions :is(td.dose, td.baseline, td.peak, td.return, td.extremes, td.effects, td.record) { white-space: normal; }
.sessions td.dose { min-width: 138px; }
.sessions td.peak { min-width: 126px; }
.sessions td.return { min-width: 70px; }
.sessions td.extremes { min-width: 98px; }
.sessions td.effects { min-width: 118px; }
.sessions td.record { min-width: 146px; }
[class*="st-key-view-"] [data-testid="stBaseButton-segmented_controlActive"] { color: var(--accent);
  border-color: var(--accent); font-weight: 600; }
.pair td, .pair th { vertical-align: top; }
</style>"""


def draw() -> None:
    """Draws the rules into the page."""
    st.html(_RULES.replace("PITCH", str(courses.PITCH)))
