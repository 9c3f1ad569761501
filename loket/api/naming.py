"""Names as the API writes them (camelCase) and as Python does (snake_case); pure."""

import re
from functools import lru_cache
from typing import Any

_HUMP = re.compile(r"(?<!^)(?=[A-Z])")


@lru_cache(maxsize=4096)
def camel(name: str) -> str:
    """``target_group`` and ``target-group`` become ``targetGroup``."""
    first, *others = name.replace("-", "_").split("_")
    return first + "".join(word[:1].upper() + word[1:] for word in others)


@lru_cache(maxsize=4096)
def snake(name: str) -> str:
    """``targetGroup`` becomes ``target_group``."""
    return _HUMP.sub("_", name).lower()


def with_keys(value: Any, rename) -> Any:
    """The same value with every key of every object in it renamed."""
    if isinstance(value, dict):
        return {rename(key): with_keys(found, rename) for key, found in value.items()}
    if isinstance(value, list | tuple):
        return [with_keys(found, rename) for found in value]
    return value
