"""The bar above every screen: where one can go, and who one is."""

from html import escape
from urllib.parse import quote, urlencode, urlsplit

import streamlit as st

from data.safety import counts
from schemas.staff import Staff


def draw(staff: Staff, corrected: int, opened: int, *, demo: bool) -> None:
    """Links to the screens, and the person's name as the way to lock the page or to change to another person.

    `corrected` is how many of her entries others corrected that she has not seen; `opened` how often a record that is
    for her was opened by somebody else, or is for others now.
    """
    path = urlsplit(st.context.url or "/").path or "/"
    here = quote(f"{path}?{urlencode(st.query_params.to_dict())}".rstrip("?"), safe="")
    invented = "<span>invented clinic</span>" if demo else ""
    told = f'<a href="/corrected" target="_self">▲ {corrected} of your entries corrected</a>' if corrected > 0 else ""
    if opened > 0:
        told += f'<a href="/opened" target="_self">▲ {opened} about restricted records</a>'
    safety = "" if counts.READS.isdisjoint(staff.roles) else '<a href="/safety" target="_self">Safety</a>'
    name = escape(staff.name, quote=True)
    role = ", ".join(role.value for role in staff.roles)
    st.html(
        f'<nav class="bar"><a href="/" target="_self"><b>Chairside</b></a><a href="/" target="_self">Today</a>'
        f'<a href="/patients" target="_self">Patients</a><a href="/review" target="_self">Review</a>{safety}'
        f'<a href="/settings" target="_self">Settings</a>'
        f'{told}{invented}<a class="end" role="button" href="/login?who={staff.id}&amp;next={here}" target="_self" '
        f'aria-label="{name}">{name}, {escape(role)} · lock</a></nav>'
    )
