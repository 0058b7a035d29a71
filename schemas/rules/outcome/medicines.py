"""Medicines by their non-proprietary names: those that are given for a high pressure, and usual ones that are not.

Source: unverified, to be set by your medical director. What may be given for either, such as a benzodiazepine, is in
neither list.
"""

from typing import Final

FOR_PRESSURE: Final = frozenset(
    {
        "amlodipine", "atenolol", "azilsartan", "benazepril", "bisoprolol", "candesartan", "captopril", "carvedilol",
        "clevidipine", "clonidine", "dihydralazine", "diltiazem", "doxazosin", "enalapril", "enalaprilat", "esmolol",
        "felodipine", "fenoldopam", "furosemide", "glyceryl", "hydralazine", "hydrochlorothiazide", "irbesartan",
        "isosorbide", "isradipine", "labetalol", "landiolol", "lercanidipine", "lisinopril", "losartan", "methyldopa",
        "metoprolol", "minoxidil", "moxonidine", "nadolol", "nebivolol", "nicardipine", "nifedipine", "nitrendipine",
        "nitroglycerin", "nitroglycerine", "nitroprusside", "olmesartan", "perindopril", "phentolamine", "prazosin",
        "propranolol", "ramipril", "telmisartan", "terazosin", "torasemide", "urapidil", "valsartan", "verapamil",
    }
)  # fmt: skip
NOT_FOR_PRESSURE: Final = frozenset(
    {
        "acetaminophen", "adrenaline", "albuterol", "atropine", "caffeine", "cetirizine", "cyclizine", "dexamethasone",
        "dextrose", "dimenhydrinate", "diphenhydramine", "domperidone", "ephedrine", "epinephrine", "famotidine",
        "flumazenil", "glucose", "glycopyrrolate", "glycopyrronium", "granisetron", "ibuprofen", "ketorolac",
        "loratadine", "meclizine", "metamizole", "metoclopramide", "naloxone", "naproxen", "omeprazole", "ondansetron",
        "oxygen", "pantoprazole", "palonosetron", "paracetamol", "saline", "salbutamol", "scopolamine", "sumatriptan",
    }
)  # fmt: skip
