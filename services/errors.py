"""What the product refuses, in a plain sentence a person can act on."""


class Refused(Exception):
    """A rule stands in the way; the message says what to do and is shown as it is."""
