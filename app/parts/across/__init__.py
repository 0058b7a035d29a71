"""Across: a patient's sessions side by side, as a clinician reads them; drawn from app/charts/trends."""
