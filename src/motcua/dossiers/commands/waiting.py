"""From the visit to a dossier that waits before acceptance, and back: asked for more, refused, taken up again.

Whoever comes back goes on where they were: the form and the papers stand there, and acceptance keeps the code.
"""
