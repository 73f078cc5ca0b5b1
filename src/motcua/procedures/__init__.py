"""The catalogue: what can be asked for, with which papers, fees, steps and time limits."""
