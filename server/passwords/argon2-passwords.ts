import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { AppError } from '../../shared/errors.ts';
import type { Passwords } from '../ports/passwords.ts';

const derive = promisify((parameters: Argon2Parameters, done: (error: Error | null, key: Buffer) => void) =>
  argon2('argon2id', parameters, done),
);

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. About 12 ms. */
interface Cost {
  readonly memoryKib: number;
  readonly passes: number;
  readonly lanes: number;
}
const COST: Cost = { memoryKib: 19 * 1024, passes: 2, lanes: 1 };
const TAG_BYTES = 32;
const SALT_BYTES = 16;
/** Longer ones are refused by the rules of passwords; the limit bounds the work of a stranger's request. */
const MAX_CHARACTERS = 256;

export interface PasswordQueue {
  readonly maxRunning: number;
  readonly maxWaiting: number;
}

/** At once: 4 × 19 MiB, on as many threads. Waiting: a shift of 350 agents that starts at the same minute. */
const QUEUE: PasswordQueue = { maxRunning: 4, maxWaiting: 500 };

interface Parsed {
  readonly cost: Cost;
  readonly salt: Buffer;
  readonly tag: Buffer;
}

const PHC =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;

function parsePhc(phc: string): Parsed {
  const match = PHC.exec(phc);
  if (!match) throw new Error('stored password hash is no argon2id PHC string');
  const [, memoryKib, passes, lanes, salt = '', tag = ''] = match;
  return {
    cost: { memoryKib: Number(memoryKib), passes: Number(passes), lanes: Number(lanes) },
    salt: Buffer.from(salt, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  };
}

function phcOf({ cost, salt, tag }: Parsed): string {
  const bare = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '');
  return `$argon2id$v=19$m=${cost.memoryKib},t=${cost.passes},p=${cost.lanes}$${bare(salt)}$${bare(tag)}`;
}

/** The same letters typed on two keyboards may arrive composed or not: one form before hashing. */
function bytesOf(password: string): Buffer {
  return Buffer.from(password.slice(0, MAX_CHARACTERS).normalize('NFC'), 'utf8');
}

async function tagOf(password: string, { cost, salt, tag }: Parsed): Promise<Buffer> {
  return derive({
    message: bytesOf(password),
    nonce: salt,
    parallelism: cost.lanes,
    tagLength: tag.length,
    memory: cost.memoryKib,
    passes: cost.passes,
  });
}

function busy(): AppError {
  return new AppError({
    code: 'login-busy',
    kind: 'too-many',
    message: 'Trop de connexions sont demandées en même temps.',
    hint: 'Attendez une minute, puis recommencez.',
  });
}

/** A turnstile: so many at work, so many in the queue, the others refused. */
class Turnstile {
  #running = 0;
  readonly #waiting: (() => void)[] = [];
  readonly #limits: PasswordQueue;

  constructor(limits: PasswordQueue) {
    this.#limits = limits;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running < this.#limits.maxRunning) this.#running += 1;
    else await this.#queue();
    try {
      return await work();
    } finally {
      // The place is handed to the next in the queue, or given up.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }

  #queue(): Promise<void> {
    if (this.#waiting.length >= this.#limits.maxWaiting) throw busy();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}

/** argon2id of node:crypto, on libuv's threads. Salts are drawn here: a test must not be able to fix them. */
export function argon2Passwords(queue: PasswordQueue = QUEUE): Passwords {
  const turnstile = new Turnstile(queue);
  const decoy: Parsed = { cost: COST, salt: randomBytes(SALT_BYTES), tag: Buffer.alloc(TAG_BYTES) };
  return {
    hash: (password) =>
      turnstile.run(async () => {
        const blank: Parsed = {
          cost: COST,
          salt: randomBytes(SALT_BYTES),
          tag: Buffer.alloc(TAG_BYTES),
        };
        return phcOf({ ...blank, tag: await tagOf(password, blank) });
      }),
    verify: (password, phc) =>
      turnstile.run(async () => {
        const stored = phc === undefined ? decoy : parsePhc(phc);
        const same = timingSafeEqual(await tagOf(password, stored), stored.tag);
        return same && phc !== undefined && password.length <= MAX_CHARACTERS;
      }),
  };
}
