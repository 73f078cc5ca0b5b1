"""The screen of the waiting room: who is called where, and what the house has to say."""
