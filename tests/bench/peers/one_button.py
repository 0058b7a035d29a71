"""The smallest Streamlit page there is: one button."""

import streamlit as st

st.button("Press")
