"""Intake away from the office: devices, the numbers reserved for them, and what they took in without a line."""
