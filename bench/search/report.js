// The figures as one table. In: what was measured of each engine. Out: lines of text: what was measured, ours ÷
// Pagefind, ours, Pagefind.

const megabytes = (bytes) => `${(bytes / 1e6).toFixed(2)} MB`;
const kilobytes = (bytes) => `${(bytes / 1e3).toFixed(1)} kB`;
const milliseconds = (value) => `${value.toFixed(value < 100 ? 1 : 0)} ms`;
const seconds = (value) => `${value.toFixed(2)} s`;
const plain = (value) => String(value);
const share = (value) => value.toFixed(3);

const indexing = [
  ["index: CPU", (engine) => engine.indexing.cpuSeconds, seconds],
  ["index: peak memory", (engine) => engine.indexing.peakBytes, megabytes],
  ["index: bytes", (engine) => engine.indexing.bytes, kilobytes],
  ["index: files", (engine) => engine.indexing.files, plain],
];

const firsts = [
  ["correct", "first query"],
  ["mistyped", "first query, mistyped"],
].flatMap(([kind, name]) => [
  [`${name}: bytes`, (engine) => engine.first?.[kind].plain.bytes, kilobytes],
  [`${name}: bytes, gzip`, (engine) => engine.first?.[kind].compressed.bytes, kilobytes],
  [`${name}: requests`, (engine) => engine.first?.[kind].plain.requests, plain],
  [`${name}: time, loopback`, (engine) => engine.first?.[kind].plain.milliseconds, milliseconds],
  [`${name}: time, slow line`, (engine) => engine.first?.[kind].slow.milliseconds, milliseconds],
  [`${name}: time, slow line, gzip`, (engine) => engine.first?.[kind].slowCompressed.milliseconds, milliseconds],
]);

const later = [
  ["later query: p50", (engine) => engine.warm.p50, milliseconds],
  ["later query: p95", (engine) => engine.warm.p95, milliseconds],
  ["later query: slowest", (engine) => engine.warm.most, milliseconds],
  ["memory after 180 queries", (engine) => engine.memory.bytes, megabytes],
];

const ranks = ["heading", "sentence", "typo", "prefix"].map((kind) => [`MRR@10 ${kind}`, (engine) => engine.ranks[kind], share]);

/** `engines` is `[ours, Pagefind's]`, the second perhaps missing. */
export function table(engines) {
  const [ours, theirs] = engines;
  const rows = [...ranks, ...firsts, ...later, ...indexing].map(([name, read, write]) => {
    const values = [ours, theirs].map((engine) => (engine ? (read(engine) ?? null) : null));
    const ratio = values.every((value) => value !== null) && values[1] !== 0 ? (values[0] / values[1]).toFixed(3) : "–";
    return [name, ratio, ...values.map((value) => (value === null ? "–" : write(value)))];
  });
  return aligned([["", "ours ÷ Pagefind", "ours", "Pagefind 1.6"], ...rows]);
}

function aligned(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const cell = (text, column) => (column === 0 ? text.padEnd(widths[column]) : text.padStart(widths[column]));
  return rows.map((row) => row.map(cell).join("  ").trimEnd()).join("\n");
}
