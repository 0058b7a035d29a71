"""The sentences of plausibility, said once: the rules in JavaScript receive them as data."""

from typing import Final

from schemas.rules.line.sentences import fill

SENTENCES: Final = {
    "bounds": "{label} {amount} is not accepted: {low} to {high}. Correct it, or give the reason it was not measured.",
    "fahrenheit": "{label} {amount} is not accepted: {low} to {high}. "
    "If it was °F, write t{value}f for {celsius} °C; else correct it.",
    "whole": "{label} {amount} is not accepted: only whole numbers. Correct it.",
    "decimals": "{label} {amount} is not accepted: one decimal at most. Correct it.",
    "order": "Blood pressure {systolic}/{diastolic} is not accepted: the systolic must be above the diastolic. "
    "Correct it, or give half of it with a reason, as in {systolic}/-n.",
    "low": "Check {label} {amount}: under {limit} is unlikely. Confirm it if it was measured so, or edit it.",
    "possible": "Check {label} {amount}: under {limit} is possible and is called out at once. "
    "Confirm it if it was measured so, or edit it.",
    "high": "Check {label} {amount}: over {limit} is unlikely. Confirm it if it was measured so, or edit it.",
    "change": "Check {label} {amount}: it was {previous} before, more than {limit} apart. "
    "Confirm it if it was measured so, or edit it.",
    "narrow": "Check Blood pressure {systolic}/{diastolic}: less than {limit} mmHg apart is unlikely. "
    "Confirm it if it was measured so, or edit it.",
    "wide": "Check Blood pressure {systolic}/{diastolic}: more than {limit} mmHg apart is unlikely. "
    "Confirm it if it was measured so, or edit it.",
    "same_number": "Check Pulse {amount}: the systolic is {systolic} too, the same number twice? "
    "Confirm it if both were measured so, or edit it.",
    "swapped": "Check Respirations {amount} with a pulse of {pulse}: over {high} with a pulse under {low}, swapped? "
    "Confirm it if both were measured so, or edit it.",
    "weight_change": "Check Weight {amount}: it was {previous} before, more than {limit} % apart. "
    "Confirm it if it was measured so, or edit it.",
    "pounds": "Check Weight {amount}: it was {previous} before, {low} to {high} times apart: pounds? "
    "Confirm it if it is in kg, or edit it.",
    "same_as_spo2": "Pulse and SpO2 are both {value}.",
    "future": "{time} is more than {limit} minutes after now, {now}. Correct the time.",
    "before_arrival": "{time} is before the arrival, {arrival}. Correct the time, or set the arrival back.",
    "after_end": "Check the time {time}: the session ended at {end}. Confirm it if it was taken after the end, "
    "or edit it.",
    "long_after": "Check the time {time}: more than {limit} hours after the arrival, {arrival}. "
    "Confirm it if it was taken then, or correct the time.",
    "no_window": "Check the time {time}: no reading was due then. "
    "Confirm it if it was taken then, or correct the time.",
    "same_minute": "Check the time {time}: there is a reading of the same minute. "
    "Confirm it if this is another one, or edit it.",
    "same_values": "Check the values: somebody else entered the same ones for {other}, within {limit} minutes. "
    "Confirm it if this is another reading, or edit it.",
}


def say(code: str, **values: str) -> str:
    """The sentence of this code, which is what follows its last dot, with its gaps filled."""
    return fill(SENTENCES[code.rsplit(".", maxsplit=1)[-1]], values)
