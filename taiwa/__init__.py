"""Taiwa: a system of record for diplomatic dialogues."""
