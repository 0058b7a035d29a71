"""What must answer in milliseconds: the panel, a Streamlit component with JavaScript of its own."""
