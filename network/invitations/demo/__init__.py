"""Rounds of invitations with their answers: invented people, played through the functions that people use."""
