// A gate that lets a fixed number of callers through at a time, first come first served; closing it turns the rest away.

export interface Gate {
  /** Runs the work as soon as a place is free; rejects with `turnedAway()` once the gate is closed. */
  readonly pass: <Result>(work: () => Promise<Result>) => Promise<Result>;
  readonly close: () => void;
}

/** Opens a gate with the given number of places. */
export function openGate(places: number, turnedAway: () => Error): Gate {
  const waiting: { enter: () => void; refuse: (reason: Error) => void }[] = [];
  let free = places;
  let closed = false;

  const leave = () => {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next.enter();
  };

  return {
    pass: async (work) => {
      if (closed) throw turnedAway();
      if (free > 0) free -= 1;
      else await new Promise<void>((enter, refuse) => waiting.push({ enter, refuse }));
      try {
        return await work();
      } finally {
        leave();
      }
    },
    close: () => {
      closed = true;
      for (const one of waiting.splice(0)) one.refuse(turnedAway());
    },
  };
}
