"""Arrays and small dataclasses in, arrays out: text, skills, gates, features, ranking, reasons."""
