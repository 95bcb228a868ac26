"""What an occupation code means, in words of our own vocabulary."""

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from matching import vocab

MOST_EXAMPLES = 3
CODE_LENGTH = 4


@lru_cache(maxsize=1)
def occupation_names() -> Mapping[str, str]:
    """Return each four-digit code that our skills know, with those skills as its name."""
    names: dict[str, list[str]] = defaultdict(list)
    for skill in vocab.load().skills.values():
        if len(skill.isco08) == CODE_LENGTH:
            names[skill.isco08].append(skill.name_vi)
    return {code: ", ".join(names[code][:MOST_EXAMPLES]) for code in sorted(names)}


def occupation_examples(prefix: str) -> str:
    """Return a few kinds of work a code, or all codes that begin with it, stands for."""
    found = [name for code, name in occupation_names().items() if code.startswith(prefix)]
    return "; ".join(found[:MOST_EXAMPLES])
