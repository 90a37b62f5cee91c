"""A proxy before Dagster that lets nothing through without its headers, as access proxies do.

Usage: gate.py URL [NAME VALUE]... Prints its own address. Ends with its standard input where that is a pipe.
"""

import http.client
import os
import signal
import stat
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

target, wanted = urlsplit(sys.argv[1]), dict(zip(sys.argv[2::2], sys.argv[3::2], strict=True))


class Gate(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        # One that is sent twice is as wrong as one that is missing.
        if any(self.headers.get_all(name) != [value] for name, value in wanted.items()):
            return self.answer(403, "text/html", b"<html>Who are you?</html>")
        connection = http.client.HTTPConnection(target.hostname, target.port, timeout=120)
        connection.request("POST", self.path, body, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        self.answer(answer.status, answer.getheader("Content-Type", "application/json"), answer.read())
        connection.close()

    def answer(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Gate)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(f"http://127.0.0.1:{server.server_port}{target.path}", flush=True)
if stat.S_ISFIFO(os.fstat(sys.stdin.fileno()).st_mode):
    sys.stdin.read()
else:
    signal.pause()
