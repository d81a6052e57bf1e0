"""Reasons of denials and the time to appeal, as dated rows."""
