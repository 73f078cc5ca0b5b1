"""Registers and reports: read everything, written by no one."""
