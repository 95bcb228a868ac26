"""What is found in a text, in short."""

from matching.extraction import find_skills


def codes(text, kind="has"):
    return [mention.code for mention in find_skills(text) if mention.kind == kind]


def years(text):
    return {mention.code: mention.years for mention in find_skills(text)}
