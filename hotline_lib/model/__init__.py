"""Frozen models and pure values shared by every layer; imports nothing else of the library."""
