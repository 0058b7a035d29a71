"""Functions of facts and a given time; each answers for every input and never raises on what is unknown."""
