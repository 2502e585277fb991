// Starts a thread whose modules had their types taken away before, here.
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { Worker } from 'node:worker_threads';

/** By the address of the entry; files do not change while a process runs. */
const prepared = new Map<string, ReadonlyMap<string, string>>();

/**
 * Starts `entry`, a TypeScript module, as a thread with `data` as its `workerData`. Node strips types with WebAssembly, and
 * where two threads run some (the main one parses HTTP with it), V8 can end the process: "jit_page.has_value()", or a
 * segmentation fault; seen with Node 24.21. So the main thread strips for both, and a module it did not find fails aloud.
 */
export function startThread(entry: URL, data: object): Worker {
  const modules = prepared.get(entry.href) ?? stripModules(entry.href);
  prepared.set(entry.href, modules);
  const workerData = { ...data, entry: entry.href, modules };
  // No flags of the process: what they load for the main thread may be TypeScript.
  return new Worker(new URL('./start.mjs', import.meta.url), { workerData, execArgv: [] });
}

/** The sources of a module and of every module of ours that it imports, as JavaScript, by their addresses. */
function stripModules(entry: string): ReadonlyMap<string, string> {
  const modules = new Map<string, string>();
  const wanted = [entry];
  for (const address of wanted) {
    if (modules.has(address)) continue;
    const source = stripTypeScriptTypes(readFileSync(new URL(address), 'utf8'));
    modules.set(address, source);
    // As the formatter writes them; imports of types alone are blank by now.
    for (const [, name = ''] of source.matchAll(/^(?:import|export|\}).*\bfrom '(\.[^']+)';/gm)) {
      wanted.push(new URL(name, address).href);
    }
  }
  return modules;
}
