"""Other systems, one folder each: the client, and beside it what the local stand-in answers."""
