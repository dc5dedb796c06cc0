"""A model at home: a real HTTP server in a thread that answers chat completions well, badly, late or not at all."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What the server was asked."""

    path: str
    headers: Mapping[str, str]
    body: Mapping[str, Any]

    @property
    def report(self) -> str:
        """The words of the report."""
        return str(self.body["messages"][-1]["content"])


@dataclass(slots=True, kw_only=True)
class HomeModel:
    """The server: ``answers`` are given one after another, the last of them for ever."""

    port: int
    answers: list[Answer]
    questions: list[Question] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"


@contextmanager
def home_model(*answers: Answer) -> Iterator[HomeModel]:
    """Run a model for as long as the block lasts."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            headers = {name.lower(): value for name, value in self.headers.items()}
            model.questions.append(Question(path=self.path, headers=headers, body=body))
            answer = model.answers.pop(0) if len(model.answers) > 1 else model.answers[0]
            with suppress(OSError):  # who asked may have gone
                answer(self)

        def log_message(self, *_: Any) -> None:
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    model = HomeModel(port=server.server_port, answers=list(answers))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield model
    finally:
        server.shutdown()
        server.server_close()


def suggesting(*claims: object) -> Answer:
    """Answer with claims."""
    return saying(json.dumps({"claims": list(claims)}))


def saying(content: object, *, finished: str = "stop") -> Answer:
    """Answer with a completion of some content."""
    message = {"role": "assistant", "content": content}
    return sending(json.dumps({"choices": [{"message": message, "finish_reason": finished}]}).encode())


def sending(body: bytes, *, status: int = 200, headers: Sequence[tuple[str, str]] = ()) -> Answer:
    """Answer with a status and raw bytes."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers:
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def failing(status: int) -> Answer:
    """Answer with a status of failure, and let the next question come at once."""
    return sending(b'{"error": "no"}', status=status, headers=[("Retry-After", "0")])


def dripping(seconds: float) -> Answer:
    """Answer byte by byte, so slowly that it takes that long and yet no byte is late."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(int(seconds / 0.02)):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.02)

    return answer


def silent(seconds: float) -> Answer:
    """Answer nothing for that long, then hang up."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(seconds)
        handler.close_connection = True

    return answer


def hanging_up(handler: BaseHTTPRequestHandler) -> None:
    """Answer nothing and hang up."""
    handler.close_connection = True
