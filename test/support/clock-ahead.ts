// Preloaded into a process (`node --import`): its clock is as far ahead of the machine's as CLOCK_AHEAD_MS says.
const aheadMs = Number(process.env.CLOCK_AHEAD_MS);

globalThis.Date = new Proxy(Date, {
  construct: (machine, given, made) => Reflect.construct(machine, given.length === 0 ? [now(machine)] : given, made),
  get: (machine, key, receiver) => (key === 'now' ? () => now(machine) : Reflect.get(machine, key, receiver)),
});

function now(machine: DateConstructor): number {
  return machine.now() + aheadMs;
}
