"""Style: the few rules that Streamlit's theme has no setting for."""

import streamlit as st

from app.charts.theme import Palette

_RULES = """<style>
[data-testid="stHeader"] { display: none; }
[data-testid="stMainBlockContainer"] { padding: 0 16px 16px; max-width: 1600px; }
[data-testid="stMain"] [data-testid="stVerticalBlock"] { gap: 10px; }
.bar { display: flex; gap: 20px; align-items: center; min-height: 44px; }
.bar a { color: inherit; text-decoration: none; min-height: 44px; display: inline-flex; align-items: center; }
.bar a:hover, .bar a[aria-current] { text-decoration: underline; }
.bar .end { margin-left: auto; }
.identity { display: flex; gap: 24px; align-items: baseline; flex-wrap: wrap;
  border: 1px solid var(--line); border-radius: 10px;
  padding: 4px 16px; background: var(--card); }
.identity b { font-size: 19px; }
[data-testid="stMain"] [data-testid="stHtml"] > a { color: var(--accent); }
[class*="st-key-session-"] { background: var(--card); }
</style>"""


def apply(palette: Palette) -> None:
    """Draws the rules into the page, in the colours of its theme."""
    colours = f":root {{ --card: {palette.card}; --line: {palette.line}; --accent: {palette.pressure_text}; }}"
    st.html(_RULES.replace("<style>", f"<style>\n{colours}"))
