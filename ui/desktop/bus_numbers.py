"""Numbers as wide as an interface on the bus wants them.

PySide 6.11 sends every number of Python's that fits as a 32-bit one with a sign. What was sent
as an int64 or a uint32 can only be written by Qt's own functions, which it does not offer.
"""

import ctypes
from functools import cache
from typing import Any

from PySide6.QtDBus import QDBusArgument
from shiboken6 import getCppPointer

# `QDBusArgument::operator<<(qlonglong)` and `(uint)`, as GCC and Clang name them: they are of
# Qt 6's public interface, which keeps to its names. The library is the one PySide has loaded.
LIBRARY = "libQt6DBus.so.6"
_INT64, _UINT32 = "_ZN13QDBusArgumentlsEx", "_ZN13QDBusArgumentlsEj"


def int64(number: int) -> QDBusArgument:
    """Return a number that is sent as D-Bus's type "x". Raise OSError where Qt cannot do it."""
    return _written(_INT64, ctypes.c_int64(number))


def uint32(number: int) -> QDBusArgument:
    """Return a number that is sent as D-Bus's type "u". Raise OSError where Qt cannot do it."""
    return _written(_UINT32, ctypes.c_uint32(number))


def _written(function: str, number: Any) -> QDBusArgument:
    argument = QDBusArgument()
    (address,) = getCppPointer(argument)
    _function(function)(ctypes.c_void_p(address), number)
    return argument


@cache
def _function(name: str) -> Any:
    try:
        function = getattr(ctypes.CDLL(LIBRARY), name)
    except AttributeError as error:
        raise OSError(f"{LIBRARY} has no {name}") from error
    function.restype = ctypes.c_void_p
    return function
