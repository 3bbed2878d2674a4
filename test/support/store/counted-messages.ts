import { Client } from 'pg';

/** What some work sent to PostgreSQL. */
export interface Sent {
  /** Texts, in order. */
  readonly texts: readonly string[];
  /** Times that something was sent while nothing was under way: each is a wait for the network that no other wait covers. */
  readonly roundTrips: number;
}

type Query = (this: Client, ...given: unknown[]) => Promise<unknown>;

/** Every message that this process's connections send while `work` runs. */
export async function sentBy(work: () => Promise<unknown>): Promise<Sent> {
  const prototype = Client.prototype as unknown as { query: Query };
  const { query } = prototype;
  const texts: string[] = [];
  let roundTrips = 0;
  let underWay = 0;
  prototype.query = async function counted(...given) {
    const [first] = given;
    texts.push(typeof first === 'string' ? first : (first as { readonly text: string }).text);
    if (underWay === 0) roundTrips += 1;
    underWay += 1;
    try {
      return await query.apply(this, given);
    } finally {
      underWay -= 1;
    }
  };
  try {
    await work();
  } finally {
    prototype.query = query;
  }
  return { texts, roundTrips };
}
