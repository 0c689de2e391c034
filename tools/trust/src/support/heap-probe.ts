/**
 * Loaded into a process with `node --expose-gc --import`: to each message it answers the bytes of the heap in use after a collection. The
 * program itself knows nothing of it, and can end while its parent may still ask.
 */
process.on('message', () => {
  void collect().then((bytes) => process.send?.(bytes));
});
process.channel?.unref();

async function collect(): Promise<number> {
  for (let round = 0; round < 4; round++) {
    globalThis.gc?.();
    // Finalisers run between two collections.
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return process.memoryUsage().heapUsed;
}
