"""Charts: from the facts of a session to an Altair chart, for the screen and for print alike. No Streamlit here."""
