"""What a service day achieved: one reckoning for page, list, spreadsheet, wall and replay."""
