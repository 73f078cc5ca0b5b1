"""Persons: who they are, what their card says, where they live. The text of a card is read here and kept nowhere."""
