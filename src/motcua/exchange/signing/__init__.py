"""The officer's own digital signature: one interface, a local stand-in, and what a signature is worth."""
