"""Stands between a client and Dagster, counts the requests, and tells how long the server took for them."""

import http.client
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit


class Proxy:
    def __init__(self, url: str):
        self.requests: list[tuple[str, float, float]] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self.handler(urlsplit(url)))
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    @property
    def seconds(self) -> float:
        """How long at least one request was with the server."""
        total, end = 0.0, 0.0
        for _, start, stop in sorted(self.requests, key=lambda request: request[1]):
            total += max(0.0, stop - max(start, end))
            end = max(end, stop)
        return total

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def handler(proxy, target):
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            # Otherwise an answer's end waits for the acknowledgement of its beginning, 40 ms.
            disable_nagle_algorithm = True

            def do_POST(self):
                start = time.monotonic()
                body = self.rfile.read(int(self.headers["Content-Length"]))
                connection = http.client.HTTPConnection(target.hostname, target.port)
                headers = {name: self.headers[name] for name in ("Content-Type", "Accept") if self.headers[name]}
                connection.request("POST", self.path, body, headers)
                answer = connection.getresponse()
                text = answer.read()
                connection.close()
                try:
                    self.send_response(answer.status)
                    self.send_header("Content-Type", answer.getheader("Content-Type", "application/json"))
                    self.send_header("Content-Length", str(len(text)))
                    self.end_headers()
                    self.wfile.write(text)
                except BrokenPipeError:
                    # A runner that was sent away doesn't wait for its answers.
                    self.close_connection = True
                proxy.requests.append((operation(body), start, time.monotonic()))

            def do_GET(self):
                self.send_error(405)

            def log_message(self, *arguments):
                pass

        return Handler


def operation(body: bytes) -> str:
    request = json.loads(body)
    return request.get("operationName") or request["query"].strip()[:60]
