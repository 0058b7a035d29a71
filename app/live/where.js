// Read in the page's head: where the server is, so that Streamlit's page need not look for it below its own address.

window.__streamlit = { BACKEND_BASE_URL: location.origin };
