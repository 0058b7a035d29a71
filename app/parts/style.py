"""Style: the few rules that Streamlit's theme has no setting for."""

import streamlit as st

_RULES = """<style>
[data-testid="stHeader"] { display: none; }
[data-testid="stMainBlockContainer"] { padding: 0 16px 16px; max-width: 1600px; }
[data-testid="stMain"] [data-testid="stVerticalBlock"] { gap: 10px; }
.bar { display: flex; gap: 20px; align-items: center; min-height: 44px; }
.bar a { color: inherit; text-decoration: none; min-height: 44px; display: inline-flex; align-items: center; }
.bar a:hover, .bar a[aria-current] { text-decoration: underline; }
.bar .end { margin-left: auto; }
.identity { display: flex; gap: 24px; align-items: baseline; flex-wrap: wrap; border: 1px solid var(--st-border-color, #8884);
  border-radius: 10px; padding: 8px 16px; background: var(--st-secondary-background-color, transparent); }
.identity b { font-size: 20px; }
table.plain { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
table.plain th, table.plain td { text-align: left; padding: 6px 10px; border-bottom: 1px solid var(--st-border-color, #8884); font-weight: 400; }
table.plain th { opacity: .75; font-size: 14px; }
</style>"""


def apply() -> None:
    """Draws the rules into the page."""
    st.html(_RULES)
