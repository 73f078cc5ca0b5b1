"""People who do not exist, for the demo and for tests: numbers that were never given out, telephones long retired."""

from motcua.people.demo.cards import DemoCard, demo_cards, qr_text
from motcua.people.demo.population import DemoPerson, everyone, find, standing

__all__ = ["DemoCard", "DemoPerson", "demo_cards", "everyone", "find", "qr_text", "standing"]
