"""Faults through the whole server: kills, cuts, stalls, storms; nothing acknowledged is lost."""
