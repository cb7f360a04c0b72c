// Headless Chromium. In: nothing but `CHROMIUM`, where it is elsewhere. Out: a browser, and the memory that a page
// and its workers hold after their garbage is collected.

import { chromium } from "playwright-core";

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** Bytes of a page's heap and of its workers', buffers and WebAssembly's memories with them. */
export async function memory(page) {
  const session = await page.context().newCDPSession(page);
  const heaps = [await heap((method, options) => session.send(method, options))];
  const attached = [];
  session.on("Target.attachedToTarget", ({ sessionId }) => attached.push(sessionId));
  await session.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  for (const sessionId of attached) heaps.push(await heap((method, options) => ask(session, { sessionId, method, options })));
  await session.detach();
  return { bytes: heaps.reduce((sum, bytes) => sum + bytes, 0), workers: attached.length };
}

async function heap(send) {
  await send("HeapProfiler.enable");
  await send("HeapProfiler.collectGarbage");
  const { usedSize, backingStorageSize = 0 } = await send("Runtime.getHeapUsage");
  return usedSize + backingStorageSize + (await webAssembly(send));
}

/** Bytes of the memories of WebAssembly, which the heap's figures leave out. */
async function webAssembly(send) {
  const { result } = await send("Runtime.evaluate", { expression: "WebAssembly.Memory.prototype" });
  const { objects } = await send("Runtime.queryObjects", { prototypeObjectId: result.objectId });
  const sum = "function () { return this.reduce((sum, memory) => sum + memory.buffer.byteLength, 0); }";
  const answer = await send("Runtime.callFunctionOn", { objectId: objects.objectId, functionDeclaration: sum, returnByValue: true });
  return answer.result.value;
}

let asked = 0;

/** One command to a worker, whose messages travel inside those of its page. */
function ask(session, { sessionId, method, options }) {
  asked += 1;
  const id = asked;
  return new Promise((resolve, reject) => {
    const hear = (event) => {
      const message = JSON.parse(event.message);
      if (event.sessionId !== sessionId || message.id !== id) return;
      session.off("Target.receivedMessageFromTarget", hear);
      if (message.error) reject(new Error(`${method}: ${message.error.message}`));
      else resolve(message.result);
    };
    session.on("Target.receivedMessageFromTarget", hear);
    const sent = session.send("Target.sendMessageToTarget", { sessionId, message: JSON.stringify({ id, method, params: options }) });
    sent.catch(reject);
  });
}
