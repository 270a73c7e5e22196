// Puts a header into every request and changes nothing else, not a blank: the suite sends no
// authorization, and what it sends in Host, Origin and the Mcp- headers is what it tests.

import net from "node:net";
import { Transform } from "node:stream";

/** Listens on loopback, passes all on to this port with the header, and gives its own port. */
export function listen(port, header) {
  const server = net.createServer((client) => {
    const upstream = net.connect(port, "127.0.0.1");
    const end = () => {
      client.destroy();
      upstream.destroy();
    };
    const requests = adding(header);
    for (const stream of [client, upstream, requests]) stream.on("error", end).on("close", end);
    client.pipe(requests).pipe(upstream);
    upstream.pipe(client);
  });
  return new Promise((resolve, reject) => {
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      resolve({ port: server.address().port, close: () => server.close() });
    });
  });
}

/** The requests of one connection, each head with one line more. Head and body leave together, as
    they came: a server that refuses by the head alone closes when the body is late. */
function adding(header) {
  let waiting = Buffer.alloc(0);
  let ofBody = 0;
  const take = (length) => {
    const part = waiting.subarray(0, length);
    waiting = waiting.subarray(part.length);
    return part;
  };
  const next = () => {
    if (ofBody > 0) {
      const part = take(ofBody);
      ofBody -= part.length;
      return part;
    }
    const end = waiting.indexOf("\r\n\r\n");
    if (end < 0) return undefined;
    const head = waiting.toString("latin1", 0, end);
    if (/^transfer-encoding:/im.test(head)) throw new Error("the suite never sent chunks before");
    ofBody = Number(/^content-length:\s*(\d+)/im.exec(head)?.[1] ?? 0);
    take(end + 4);
    return Buffer.from(`${head}\r\n${header}\r\n\r\n`, "latin1");
  };
  return new Transform({
    transform(chunk, _encoding, done) {
      waiting = Buffer.concat([waiting, chunk]);
      const ready = [];
      try {
        for (let part; waiting.length > 0 && (part = next()); ) ready.push(part);
      } catch (error) {
        return done(error);
      }
      return done(null, ready.length > 0 ? Buffer.concat(ready) : undefined);
    },
  });
}
