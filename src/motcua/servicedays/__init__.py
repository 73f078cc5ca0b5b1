"""Days on which an office promises more than the law asks: announced, staffed, promised, and held against the clock."""
