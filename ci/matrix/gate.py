"""A proxy before Dagster that lets nothing through without a header, as access proxies do.

Usage: gate.py URL NAME VALUE. Prints its own address; ends with its standard input.
"""

import http.client
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

target, name, value = urlsplit(sys.argv[1]), sys.argv[2], sys.argv[3]


class Gate(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.headers[name] != value:
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
sys.stdin.read()
