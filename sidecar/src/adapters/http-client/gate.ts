// A gate that lets a fixed number of callers through at a time, first come first served; closing it turns the rest away.

export interface Gate {
  /** One caller's way through. */
  readonly openWay: () => Way;
  readonly close: () => void;
}

export interface Way {
  /** Resolves as soon as a place is free, at once where one is held; rejects with `turnedAway()` once the gate is closed. */
  readonly enter: () => Promise<void>;
  /** Gives the place to whoever waits longest; harmless where none is held. */
  readonly leave: () => void;
}

/** Opens a gate with the given number of places. */
export function openGate(places: number, turnedAway: () => Error): Gate {
  const waiting: { enter: () => void; refuse: (reason: Error) => void }[] = [];
  let free = places;
  let closed = false;

  const openWay = (): Way => {
    let isInside = false;
    return {
      enter: () => {
        if (closed) return Promise.reject(turnedAway());
        if (isInside || free > 0) {
          if (!isInside) free -= 1;
          isInside = true;
          return Promise.resolve();
        }
        return new Promise((resolve, refuse) => {
          const enter = () => {
            isInside = true;
            resolve();
          };
          waiting.push({ enter, refuse });
        });
      },
      leave: () => {
        if (!isInside) return;
        isInside = false;
        const next = waiting.shift();
        if (next === undefined) free += 1;
        else next.enter();
      },
    };
  };

  return {
    openWay,
    close: () => {
      closed = true;
      for (const one of waiting.splice(0)) one.refuse(turnedAway());
    },
  };
}
