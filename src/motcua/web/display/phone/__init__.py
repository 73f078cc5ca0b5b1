"""A citizen's own phone: the ticket, an appointment, a confirmation, one touch to rate."""
