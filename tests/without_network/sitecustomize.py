"""Keeps a process, and those it starts, from the network, and notes who tried to reach it.

For processes with this folder in PYTHONPATH, while PHOTOAPP_WITHOUT_NETWORK names a file for the
notes. An audit hook hears of sockets before the system does, whoever's Python code opens them.
"""

import os
import sys

VARIABLE = "PHOTOAPP_WITHOUT_NETWORK"
_EVENTS = frozenset(
    ["socket.connect", "socket.sendto", "socket.sendmsg", "socket.bind"]
    + [f"socket.get{name}" for name in ("addrinfo", "hostbyname", "hostbyaddr", "nameinfo")]
)


def _hear(event: str, arguments: tuple[object, ...]) -> None:
    notes = os.environ.get(VARIABLE) if event in _EVENTS else None
    address = arguments[-1] if event.endswith(("connect", "sendto", "sendmsg", "bind")) else ()
    if notes is None or isinstance(address, str | bytes):  # within this machine
        return
    with open(notes, "a", encoding="utf-8") as file:  # noqa: PTH123 - pathlib is not loaded yet
        file.write(f"{sys.argv} {event} {arguments}\n")
    raise ConnectionRefusedError(f"no network in this test: {event}")


sys.addaudithook(_hear)
