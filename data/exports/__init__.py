"""What leaves the record as files for other programs: one package a format, all from the same facts and rules.

Corrected, withdrawn and moved values stay in every format and say so. No name of a file carries a patient.
"""
