type Awaitable<T> = T | Promise<T>;

/**
 * Array methods whose callback awaits: one element after the other, in order, as the store's rows answer. What one callback
 * throws ends the walk.
 */
export const inTurn = {
  async map<T, R>(all: Iterable<T>, act: (one: T, at: number) => Awaitable<R>): Promise<R[]> {
    const results: R[] = [];
    for (const one of all) results.push(await act(one, results.length));
    return results;
  },

  async flatMap<T, R>(
    all: Iterable<T>,
    act: (one: T, at: number) => Awaitable<R | readonly R[]>,
  ): Promise<R[]> {
    return (await inTurn.map(all, act)).flat() as R[];
  },

  async filter<T>(all: Iterable<T>, holds: (one: T, at: number) => Awaitable<unknown>): Promise<T[]> {
    const kept: T[] = [];
    let at = 0;
    for (const one of all) if (await holds(one, at++)) kept.push(one);
    return kept;
  },

  async some<T>(all: Iterable<T>, holds: (one: T) => Awaitable<unknown>): Promise<boolean> {
    for (const one of all) if (await holds(one)) return true;
    return false;
  },

  async every<T>(all: Iterable<T>, holds: (one: T) => Awaitable<unknown>): Promise<boolean> {
    for (const one of all) if (!(await holds(one))) return false;
    return true;
  },

  async find<T>(all: Iterable<T>, holds: (one: T) => Awaitable<unknown>): Promise<T | undefined> {
    for (const one of all) if (await holds(one)) return one;
    return undefined;
  },

  async forEach<T>(all: Iterable<T>, act: (one: T, at: number) => Awaitable<unknown>): Promise<void> {
    await inTurn.map(all, act);
  },

  async reduce<T, R>(all: Iterable<T>, add: (sum: R, one: T) => Awaitable<R>, first: R): Promise<R> {
    let sum = first;
    for (const one of all) sum = await add(sum, one);
    return sum;
  },

  async from<T, R>(all: ArrayLike<T>, act: (one: T, at: number) => Awaitable<R>): Promise<R[]> {
    return await inTurn.map(Array.from(all), act);
  },
};
