// One plain host for both sites, on loopback. In: folders by their name in the address. Out: an address, what was
// sent (bytes with headers, requests), and two switches: a slow line (every request waits, all share one bandwidth,
// as on a phone) and compression of text as hosts do it. The line is slowed here and not in the browser, because
// that slows workers too, and both engines alike.

import { readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";

const types = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
};

/** What is sent at once on a slow line. */
const piece = 1460;

/** Timers run late by a little; so many milliseconds are made good by the next piece. */
const lateness = 10;

export const slowLine = { milliseconds: 150, bitsPerSecond: 1_600_000 };

/** Serves `/NAME/…` from `folders[NAME]`, and an empty page at `/`. */
export async function serve(folders) {
  const host = { line: null, compresses: false, requests: 0, paths: [] };
  const sockets = new Set();
  const bucket = { freeAt: 0 };
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://host").pathname);
    host.requests += 1;
    host.paths.push(path);
    answer(path, { folders, host, bucket, response }).catch((error) => response.destroy(error));
  });
  server.on("connection", (socket) => sockets.add(socket));
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const sent = () => [...sockets].reduce((sum, socket) => sum + socket.bytesWritten, 0);
  const close = () => new Promise((done) => (server.closeAllConnections(), server.close(done)));
  return Object.assign(host, { address: `http://127.0.0.1:${server.address().port}/`, sent, close });
}

async function answer(path, { folders, host, bucket, response }) {
  const { line, compresses } = host;
  const file = fileOf(path, folders);
  let body = path === "/" ? Buffer.from("<!doctype html><link rel=icon href=data:,><title>Empty</title>") : null;
  if (file) body = readFileSync(file);
  const type = path === "/" ? types[".html"] : (types[extname(path)] ?? "application/octet-stream");
  if (body && compresses && type in byText) {
    body = gzipSync(body);
    response.setHeader("Content-Encoding", "gzip");
  }
  response.statusCode = body ? 200 : 404;
  response.setHeader("Content-Type", type);
  response.setHeader("Content-Length", body?.length ?? 0);
  response.setHeader("Cache-Control", "max-age=600");
  if (!line || !body) return void response.end(body ?? "");
  await pause(line.milliseconds);
  for (let at = 0; at < body.length; at += piece) {
    const part = body.subarray(at, at + piece);
    const now = performance.now();
    bucket.freeAt = Math.max(bucket.freeAt, now - lateness) + (part.length * 8000) / line.bitsPerSecond;
    await pause(bucket.freeAt - now);
    response.write(part);
  }
  response.end();
}

const byText = Object.fromEntries(Object.values(types).map((type) => [type, true]));

function fileOf(path, folders) {
  const [, name, ...rest] = path.split("/");
  const below = normalize(rest.join("/"));
  if (!(name in folders) || below.startsWith("..")) return null;
  const file = join(folders[name], below);
  return statSync(file, { throwIfNoEntry: false })?.isFile() ? file : null;
}

/** Waits; what is too short for a timer isn't waited for, since the bucket remembers it. */
function pause(milliseconds) {
  return milliseconds < 1 ? undefined : new Promise((later) => setTimeout(later, milliseconds));
}
