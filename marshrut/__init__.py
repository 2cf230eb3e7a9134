"""Marshrut: how the guide is built."""
