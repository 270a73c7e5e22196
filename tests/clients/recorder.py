#!/usr/bin/env python3
"""Stands between a client and a server, and notes what the client says.

    recorder.py FILE COMMAND [ARGUMENT…]

does so over standard input and output; `HttpRecorder` does it over HTTP.
"""

import http.client
import json
import socket
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

REVISION = "io.modelcontextprotocol/protocolVersion"
OF_ONE_HOP = {"connection", "content-length", "transfer-encoding", "keep-alive", "date", "server"}


def main():
    file, *command = sys.argv[1:]
    server = subprocess.Popen(command, stdin=subprocess.PIPE)
    threading.Thread(target=passes_on, args=(file, server), daemon=True).start()
    return server.wait()


def passes_on(file, server):
    with open(file, "ab", buffering=0) as notes:
        for line in sys.stdin.buffer:
            notes.write(line)
            server.stdin.write(line)
            server.stdin.flush()
    server.stdin.close()


class HttpRecorder:
    """A reverse proxy on loopback for the server at `url`."""

    def __init__(self, url, file):
        self.target = urlsplit(url)
        self.file = file
        self.lock = threading.Lock()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self.handler())
        self.url = f"http://127.0.0.1:{self.server.server_port}{self.target.path}"

    def __enter__(self):
        Path(self.file).touch()
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()

    def note(self, body):
        with self.lock, open(self.file, "ab") as notes:
            notes.write(body.replace(b"\n", b" ") + b"\n")

    def handler(self):
        recorder = self

        class Handler(BaseHTTPRequestHandler):
            def pass_on(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                if body:
                    recorder.note(body)
                server = http.client.HTTPConnection(recorder.target.hostname, recorder.target.port)
                headers = {name: value for name, value in self.headers.items() if name.lower() not in OF_ONE_HOP}
                server.request(self.command, self.path, body or None, headers)
                threading.Thread(target=hang_up, args=(self.connection, server.sock), daemon=True).start()
                answer = server.getresponse()
                self.send_response(answer.status)
                for name, value in answer.getheaders():
                    if name.lower() not in OF_ONE_HOP:
                        self.send_header(name, value)
                self.send_header("Connection", "close")
                self.end_headers()
                try:
                    while part := answer.read1():
                        self.wfile.write(part)
                        self.wfile.flush()
                except (OSError, http.client.HTTPException):
                    pass  # one of the two has gone
                finally:
                    server.close()

            do_GET = do_POST = do_DELETE = pass_on

            def log_message(self, *_):
                pass

        Handler.protocol_version = "HTTP/1.0"
        return Handler


def hang_up(client, server):
    """Ends the connection to the server as soon as the client ends its own."""
    try:
        client.recv(1)
        server.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass  # already over


def era(file):
    """The protocol revision in which the client spoke last."""
    for message in reversed(messages(file)):
        params = message.get("params", {})
        if message.get("method") == "initialize":
            return params["protocolVersion"]
        if revision := params.get("_meta", {}).get(REVISION):
            return revision
    return None


def called(file):
    """The tools that the client called, in order."""
    return [message["params"]["name"] for message in messages(file) if message.get("method") == "tools/call"]


def messages(file):
    return [json.loads(line) for line in Path(file).read_text().splitlines()]


if __name__ == "__main__":
    sys.exit(main())
