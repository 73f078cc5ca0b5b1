"""The hospitals' signed birth and death certificates (NĐ 63/2024, article 25)."""
