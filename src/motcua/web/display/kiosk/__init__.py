"""The kiosk in the hall: a number, an answer, where a dossier stands, one touch to rate."""
