"""One window a library: a command hands over to the window that is open; the window listens.

What the two say to each other, and where they meet, is `reader.handover`'s.
"""

import logging
from collections.abc import Mapping

from PySide6.QtCore import QEventLoop, QObject, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from reader.handover import (
    LONGEST,
    TAKEN,
    Handover,
    handover_of,
    is_own,
    meeting_place,
    parsed,
    written,
)
from reader.window import WindowRequest
from ui.application import the_application

ANSWER_WITHIN_MS = 2000
LISTENED_WITHIN_MS = 200  # that somebody listens is known at once, long before the answer
log = logging.getLogger(__name__)


def hand_over(
    request: WindowRequest, environ: Mapping[str, str], *, within_ms: int = ANSWER_WITHIN_MS
) -> bool:
    """Hand a request over to the window that is open on its library; return whether it took it.

    Wait for its answer no longer than `within_ms`: a window that hangs takes nothing.
    """
    handover = handover_of(request, environ)
    place = meeting_place(request.library.folder, environ)
    if handover is None or not is_own(place):
        return False
    the_application()  # Qt's sockets want one, and the window to come is to have no other
    return _answer(place, written(handover), within_ms) == TAKEN


def _answer(place: str, message: bytes, within_ms: int) -> bytes:
    """Return what is answered to a message within a time; less than an answer: nothing is.

    Events are waited for, not the socket: PySide 6.11 would keep all other threads waiting too.
    """
    socket, waiting, answer = QLocalSocket(), QEventLoop(), bytearray()

    def take() -> None:
        answer.extend(socket.readAll().data())
        if len(answer) >= len(TAKEN):
            waiting.quit()

    socket.connected.connect(lambda: socket.write(message))
    socket.readyRead.connect(take)
    socket.errorOccurred.connect(waiting.quit)
    socket.connectToServer(place)
    if socket.state() is not QLocalSocket.LocalSocketState.UnconnectedState:
        patience = QTimer(waiting, singleShot=True, interval=within_ms)
        patience.timeout.connect(waiting.quit)
        patience.start()
        waiting.exec()
        patience.stop()
    socket.abort()
    return bytes(answer)


class TakingOver(QObject):
    """Listens for what other commands hand over to this window. Lives on the GUI thread.

    Signals: `asked(Handover)`; it counts as taken when those who listen to it have returned.
    """

    asked = Signal(object)

    def __init__(self, place: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connected)

    def listen(self) -> bool:
        """Listen from now on; return False where another window does, or none can.

        What a window that was killed left behind is removed. Qt 6.11 takes the place of whoever
        listens there, so that this has to be asked first.
        """
        if _is_listened_to(self._place):
            return False
        QLocalServer.removeServer(self._place)
        listens = self._server.listen(self._place)
        if not listens:
            log.debug("no window can take over: %s", self._server.errorString())
        return listens

    def close(self) -> None:
        """Listen no more; who waits for an answer gets none."""
        self._server.close()
        for socket in self._server.findChildren(QLocalSocket):
            socket.abort()

    def _on_connected(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            _Caller(socket, self)


class _Caller(QObject):
    """One who has connected: heard until the line or the patience ends."""

    def __init__(self, socket: QLocalSocket, window: TakingOver) -> None:
        super().__init__(socket)
        self._socket = socket
        self._window = window
        self._received = b""
        socket.setReadBufferSize(LONGEST + 1)
        socket.disconnected.connect(socket.deleteLater)
        socket.readyRead.connect(self._on_received)
        self._patience = QTimer(self, singleShot=True, interval=ANSWER_WITHIN_MS)
        self._patience.timeout.connect(self._on_patience_ended)
        self._patience.start()
        self._on_received()

    def _on_received(self) -> None:
        self._received += self._socket.readAll().data()
        line, end, _ = self._received.partition(b"\n")
        if end:
            self._answer(parsed(line))
        elif len(self._received) >= LONGEST:
            self._socket.abort()

    def _on_patience_ended(self) -> None:
        self._socket.abort()

    def _answer(self, handover: Handover | None) -> None:
        if handover is None:
            self._socket.abort()
            return
        self._socket.readyRead.disconnect(self._on_received)
        # A window that hung hears only now of one who has helped himself meanwhile.
        self._socket.waitForReadyRead(0)
        if self._socket.state() is not QLocalSocket.LocalSocketState.ConnectedState:
            return
        self._window.asked.emit(handover)
        self._socket.write(TAKEN)
        self._socket.disconnectFromServer()


def _is_listened_to(place: str) -> bool:
    if not is_own(place):
        return False
    socket = QLocalSocket()
    socket.connectToServer(place)
    return socket.waitForConnected(LISTENED_WITHIN_MS)
