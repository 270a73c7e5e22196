"""Small models on loopback: they say what they were told to say, and remember what they were shown.

`Messages` speaks Anthropic's Messages API, `Responses` OpenAI's Responses API. Each follows a
script: a list of tool calls, one a turn, and then a closing word.
"""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Model:
    """A model with a script. `requests` are the bodies of the turns it was asked for."""

    def __init__(self, script):
        self.script = script
        self.requests = []
        self.elsewhere = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self.handler())
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def handler(self):
        model = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                length = int(self.headers.get("Content-Length") or 0)
                body = self.rfile.read(length)
                self.answer(*model.reply(self.path, body))

            def do_GET(self):
                self.answer(404, "application/json", "{}")

            def do_HEAD(self):
                self.answer(200, "application/json", "")

            def do_CONNECT(self):
                """Asked as a proxy: somebody wanted to leave loopback. Refused, and noted."""
                model.elsewhere.append(self.path)
                self.answer(403, "text/plain", "")

            def answer(self, status, kind, text):
                body = text.encode()
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        return Handler

    def reply(self, path, body):
        if self.turns not in path or "count_tokens" in path:
            return 200, "application/json", json.dumps({"input_tokens": 1})
        request = json.loads(body)
        said = self.results(request)
        if not request.get("tools"):
            events = self.says("ok")
        else:
            self.requests.append(request)
            done = len(said)
            events = self.calls(*self.script[done], done) if done < len(self.script) else self.says("Done.")
        stream = "".join(f"event: {event['type']}\ndata: {json.dumps(event)}\n\n" for event in events)
        return 200, "text/event-stream", stream

    def seen(self):
        """The results of all calls, as the model was shown them."""
        return self.results(self.requests[-1])


class Messages(Model):
    turns = "/v1/messages"

    def results(self, request):
        blocks = [block for message in request["messages"] if isinstance(message["content"], list) for block in message["content"]]
        return [plain(block.get("content")) for block in blocks if block.get("type") == "tool_result"]

    def calls(self, name, arguments, number):
        block = {"type": "tool_use", "id": f"toolu_{number:02}", "name": name, "input": {}}
        delta = {"type": "input_json_delta", "partial_json": json.dumps(arguments)}
        return self.stream(block, delta, "tool_use")

    def says(self, text):
        return self.stream({"type": "text", "text": ""}, {"type": "text_delta", "text": text}, "end_turn")

    def stream(self, block, delta, why):
        usage = {"input_tokens": 1, "output_tokens": 1}
        message = {"id": "msg_1", "type": "message", "role": "assistant", "model": "stub", "content": [], "usage": usage}
        return [
            {"type": "message_start", "message": {**message, "stop_reason": None, "stop_sequence": None}},
            {"type": "content_block_start", "index": 0, "content_block": block},
            {"type": "content_block_delta", "index": 0, "delta": delta},
            {"type": "content_block_stop", "index": 0},
            {"type": "message_delta", "delta": {"stop_reason": why, "stop_sequence": None}, "usage": usage},
            {"type": "message_stop"},
        ]


class Responses(Model):
    turns = "/responses"

    def results(self, request):
        return [plain(item.get("output")) for item in request["input"] if item.get("type") == "function_call_output"]

    def calls(self, name, arguments, number):
        namespace, _, short = name.rpartition("/")
        item = {"type": "function_call", "id": f"fc_{number}", "call_id": f"call_{number}", "name": short}
        if namespace:
            item["namespace"] = namespace
        return self.stream({**item, "arguments": json.dumps(arguments), "status": "completed"})

    def says(self, text):
        content = [{"type": "output_text", "text": text, "annotations": []}]
        return self.stream({"type": "message", "id": "msg_1", "role": "assistant", "status": "completed", "content": content})

    def stream(self, item):
        usage = {"input_tokens": 1, "output_tokens": 1, "total_tokens": 2}
        usage |= {"input_tokens_details": {"cached_tokens": 0}, "output_tokens_details": {"reasoning_tokens": 0}}
        response = {"id": "resp_1", "object": "response", "status": "in_progress", "model": "stub", "output": []}
        return [
            {"type": "response.created", "response": response},
            {"type": "response.output_item.added", "output_index": 0, "item": item},
            {"type": "response.output_item.done", "output_index": 0, "item": item},
            {"type": "response.completed", "response": {**response, "status": "completed", "output": [item], "usage": usage}},
        ]


def plain(content):
    """The text of a result, whether it came as text or as blocks of text."""
    if isinstance(content, list):
        return "".join(block.get("text", json.dumps(block)) for block in content)
    return content
