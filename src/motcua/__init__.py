"""Một cửa điện tử: the electronic one-stop office."""
