"""本机预览 (preview): the site over HTTP on this machine, to nobody else."""

from __future__ import annotations

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from hotline_lib.model.errors import UsageError

LOOPBACK = "127.0.0.1"


class _Handler(SimpleHTTPRequestHandler):
    """Files of the site only, never a listing; asked for under another name, the server is silent.

    A page elsewhere that points a name of its own at the loopback address would read the site otherwise.
    """

    def send_head(self) -> Any:
        host = self.headers.get("Host", "").rsplit(":", 1)[0]
        if host not in (LOOPBACK, "localhost"):
            self.send_error(403, "loopback only")
            return None
        return super().send_head()

    def list_directory(self, path: Any) -> None:
        self.send_error(404, "no listing")

    def end_headers(self) -> None:
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        return


def preview_server(folder: Path, port: int) -> ThreadingHTTPServer:
    """预览服务 of a site's folder on the loopback address; port 0 takes a free one. The caller runs it.

    Raises `UsageError` if the port is taken.
    """
    try:
        return ThreadingHTTPServer((LOOPBACK, port), partial(_Handler, directory=str(folder)))
    except OSError as error:
        raise UsageError(f"端口 {port} 用不了（{error.strerror}）。请换一个：--port 端口。") from error
