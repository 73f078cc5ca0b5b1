"""Organisation units with validity in time, their counters, and numbers without gaps."""
