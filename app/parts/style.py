"""Style: the few rules that Streamlit's theme has no setting for."""

import streamlit as st

from app.charts.theme import Palette

_RULES = """<style>
[data-testid="stHeader"] { display: none; }
[data-testid="stMainBlockContainer"] { padding: 0 16px 16px; max-width: 1600px; }
[data-testid="stMain"] [data-testid="stVerticalBlock"] { gap: 10px; }
.bar { display: flex; gap: 0 20px; align-items: center; min-height: 44px; white-space: nowrap; }
.bar a { color: inherit; text-decoration: none; min-height: 44px; display: inline-flex; align-items: center; }
.bar a:hover, .bar a[aria-current] { text-decoration: underline; }
.shift { position: fixed; bottom: 0; left: 0; right: 0; z-index: 100; padding: 6px 16px; text-align: center;
  background: var(--card); border-top: 2px solid var(--accent); }
.shift button { min-height: 44px; padding: 0 16px; border: 1px solid var(--line); border-radius: 8px; background: none;
  color: inherit; font: inherit; }
.bar .end { margin-left: auto; }
[data-testid="stElementContainer"]:has(> [class*="st-key-lock"]), .st-key-lock, .st-key-sign-key {
  position: absolute; height: 0; }
.identity { display: flex; gap: 0 24px; align-items: baseline; flex-wrap: wrap;
  border: 1px solid var(--line); border-radius: 10px;
  padding: 4px 16px; background: var(--card); }
.identity b { font-size: 19px; }
.known { margin: -4px 16px 0; overflow-wrap: anywhere; font-size: 14px; line-height: 1.35; }
.known > :not(div) { margin-right: 8px; }
.known > div { display: flex; flex-wrap: wrap; column-gap: 28px; }
.known em { font-style: normal; color: var(--attention); }
.known small { font-size: inherit; color: var(--soft); }
/* Whose record it is stays in sight however far one scrolls. */
[data-testid="stElementContainer"]:has(.identity) { position: sticky; top: 0; z-index: 90; background: var(--page); }
[data-testid="stPageLink"] a { min-height: 44px; }
[data-testid="stPageLink"] * { white-space: normal; overflow: visible; }
[data-testid="stPageLink"] p { font-size: 16px; font-weight: 600; }
[data-testid="stMain"] button[data-testid^="stBaseButton"] { min-height: 44px; }
[data-testid="stForm"], [class*="st-key-row-"] { background: var(--card); }
[class*="st-key-row-"] { padding-top: 4px; padding-bottom: 4px; }
[class*="st-key-planned-"] { padding-top: 4px; padding-bottom: 4px; background: var(--card); gap: 4px 12px; }
[data-testid="stMain"] [data-testid="stHtml"] > a, [data-testid="stHtml"] > p > a { color: var(--accent); }
a.way { display: inline-flex; align-items: center; min-height: 44px; padding: 0 16px; border: 1px solid var(--line);
  border-radius: 8px; text-decoration: none; font-weight: 600; }
a.expected { display: flex; align-items: center; min-height: 44px; font-weight: 600; }
/* Streamlit's own ways to take a chart out would not be in the audit, and its "data" are the rows of marks. */
[data-testid="stElementContainer"]:has([data-testid="stVegaLiteChart"]) [data-testid="stElementToolbar"] {
  display: none; }
[class*="st-key-card-"] { background: var(--card); overflow-x: auto; }
/* Streamlit's own way to take a picture out would not be in the audit; where one may, there is a way that is. */
[data-testid="stFullScreenFrame"]:has([data-testid="stVegaLiteChart"]) [data-testid="stElementToolbar"] {
  display: none; }
.story { border: 1px solid var(--line); border-radius: 10px; padding: 8px 16px; background: var(--card); }
.story h2 { display: inline; margin: 0 12px 0 0; padding: 0; font-size: 13px; letter-spacing: 0.06em;
  text-transform: uppercase; color: var(--soft); }
.story > span, .story > p, .story details li { font-size: 14px; color: var(--soft); }
.story > p { margin: 0; }
.story > ul { list-style: none; margin: 0; padding: 0; }
.story > ul > li { display: flex; gap: 0 16px; align-items: baseline; margin: 0; }
.story details { flex: 1; overflow-wrap: anywhere; }
.story summary { min-height: 44px; padding: 11px 0; cursor: pointer; line-height: 22px; }
.story details ul { max-height: 240px; overflow-y: auto; margin: 0 0 8px; padding-left: 22px; }
.story a { color: var(--accent); white-space: nowrap; }
.story > ul > li > a { display: inline-flex; align-items: center; min-height: 44px; }
.handover h2, .handover h3 { margin: 8px 0 2px; font-size: 17px; }
.handover { overflow-wrap: anywhere; }
.handover article { border-top: 1px solid var(--line); break-inside: avoid; padding: 4px 0 8px; }
.told th { text-align: left; font-weight: 400; vertical-align: top; padding-right: 16px; white-space: nowrap; }
.told td { overflow-wrap: anywhere; }
@media print {
  .bar, [data-testid="stPageLink"], [data-testid="stCaptionContainer"] { display: none !important; }
  .handover { color: #000; font-size: 10px; line-height: 1.2; columns: 2; column-gap: 16px; }
  .handover h2, .handover h3 { font-size: 12px; }
  .handover.many { font-size: 8px; line-height: 1.15; columns: 3; column-gap: 10px; }
  .handover.many h2, .handover.many h3 { font-size: 9px; margin: 2px 0 0; }
  .handover.many th { padding-right: 6px; }
  .handover.many td, .handover.many th { padding-block: 0; }
  .handover p { font-size: inherit; margin: 0 0 4px; }
  .handover article { padding: 2px 0 4px; }
}
@media (max-width: 480px) {
  .bar { gap: 0 12px; font-size: 15px; flex-wrap: wrap; white-space: normal; }
  .bar span { font-size: 13px; }
  .bar a:has(b) { display: none; }
  .identity { gap: 0 14px; padding: 4px 12px; }
  .identity b { font-size: 17px; }
  .known { margin: -4px 12px 0; }
}
</style>"""


def apply(palette: Palette) -> None:
    """Draws the rules into the page, in the colours of its theme."""
    named = {"page": palette.page, "card": palette.card, "line": palette.line}
    named |= {"soft": palette.soft, "accent": palette.pressure_text, "attention": palette.attention}
    colours = " ".join(f"--{name}: {colour};" for name, colour in named.items())
    st.html(_RULES.replace("<style>", f"<style>\n:root {{ {colours} }}"))
