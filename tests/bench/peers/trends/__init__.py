"""The patient's screen as a Dash page in production: its own queries on plain tables, its figures as plain data.

It is as quick as Dash can be made without leaving Dash. Figures are dictionaries, so that nothing is checked or
copied; every axis has its range and its ticks, so that none is worked out; signs that look alike share a trace; the
first figures lie in the layout, so that no callback stands before them; Plotly is loaded with the page, not after it.
"""
