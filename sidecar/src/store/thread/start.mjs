// Where a thread begins: the modules it was handed run as they are, and the entry among them starts.
import { registerHooks } from 'node:module';
import { workerData } from 'node:worker_threads';

registerHooks({
  load(url, context, nextLoad) {
    const source = workerData.modules.get(url);
    if (source !== undefined) return { format: 'module', shortCircuit: true, source };
    if (url.endsWith('.ts')) throw new Error(`The thread was started without ${url}, and must not strip types itself.`);
    return nextLoad(url, context);
  },
});

await import(workerData.entry);
