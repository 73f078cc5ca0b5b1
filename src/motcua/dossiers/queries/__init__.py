"""Lists and sums over visits and dossiers."""
