"""The heart: a visit at the counter, the dossiers that come of it, and everything an office does with them."""
