"""The server's socket: an answer leaves at once."""

import socket

import pytest
from streamlit.web.server.starlette import starlette_server

from app import server


def test_what_the_server_accepts_does_not_wait_for_acknowledgements(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starlette_server, "_bind_socket", starlette_server._bind_socket)
    server.answer_at_once()
    with starlette_server._bind_server_socket("127.0.0.1", "127.0.0.1", 0, 5)[0] as listening:
        listening.listen()
        with socket.create_connection(listening.getsockname()), listening.accept()[0] as accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) == 1
