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
.identity { display: flex; gap: 24px; align-items: baseline; flex-wrap: wrap;
  border: 1px solid var(--st-border-color, #8884); border-radius: 10px;
  padding: 4px 16px; background: var(--st-secondary-background-color, transparent); }
.identity b { font-size: 19px; }
[class*="st-key-session-"] { background: var(--st-secondary-background-color, transparent); }
</style>"""


def apply() -> None:
    """Draws the rules into the page."""
    st.html(_RULES)
