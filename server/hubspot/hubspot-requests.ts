import type * as z from 'zod';
import { parsedAs } from '../../shared/shape-of.ts';
import { crmRefusal } from './hubspot-refusals.ts';

export interface HubspotSetting {
  /** `https://api.hubapi.com`, without a slash at the end. */
  readonly url: string;
  /** « 2026-09 ». */
  readonly version: string;
  readonly key: () => string;
  /** Resolves after so many milliseconds. */
  readonly wait: (ms: number) => Promise<unknown>;
}

/** One question: a path of the dated API, and a body when it is a search. */
export interface HubspotQuestion<T> {
  readonly path: string;
  readonly body?: object;
  readonly answer: z.ZodType<T>;
}

const PATIENCE_MS = 30_000;
const MOST_TRIES = 5;
/** Of all the waits that one question may be asked for. */
const MOST_WAIT_MS = 120_000;
/** Four a second are admitted on every tier of account. */
const BETWEEN_MS = 260;
const MOST_BYTES = 20 * 1024 * 1024;

/** Seconds of `Retry-After`, or what the attempt is worth. */
function waitOf(answer: Response, attempt: number): number {
  const seconds = Number(answer.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : 1000 * 2 ** attempt;
}

async function textOf(answer: Response): Promise<string> {
  const text = await answer.text();
  if (text.length > MOST_BYTES) throw crmRefusal('crm-answer-odd');
  return text;
}

/**
 * Asks HubSpot, one question at a time and no faster than it admits. 429 is waited for as `Retry-After` says; a
 * server that fails or does not answer is asked again, five times at most. Redirections are refused: the key goes to no
 * other host.
 */
export function openHubspotRequests({ url, version, key, wait }: HubspotSetting) {
  let count = 0;
  let lastTicks = Number.NEGATIVE_INFINITY;

  const paced = async () => {
    const restMs = lastTicks + BETWEEN_MS - performance.now();
    if (restMs > 0) await wait(restMs);
    lastTicks = performance.now();
    count += 1;
  };

  const once = async ({ path, body }: Pick<HubspotQuestion<unknown>, 'path' | 'body'>) => {
    await paced();
    const address = `${url}${path.replace('{version}', version)}`;
    const headers = { authorization: `Bearer ${key()}`, accept: 'application/json' };
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const sent = body && { method: 'POST', body: JSON.stringify(body) };
    const json = body && { 'content-type': 'application/json' };
    return fetch(address, { ...sent, headers: { ...headers, ...json }, signal, redirect: 'error' });
  };

  /** The answer, or how long to wait before the next try. */
  const tried = async (question: Pick<HubspotQuestion<unknown>, 'path' | 'body'>, attempt: number) => {
    try {
      const answer = await once(question);
      if (answer.status !== 429 && answer.status < 500) return { answer };
      await answer.body?.cancel();
      return { waitMs: waitOf(answer, attempt), isBusy: answer.status === 429 };
    } catch (cause) {
      // What fetch throws is of the network; a key that cannot be read is ours to say.
      if (!(cause instanceof TypeError) && !(cause instanceof DOMException)) throw cause;
      return { waitMs: 1000 * 2 ** attempt, isBusy: false, cause };
    }
  };

  return {
    count: () => count,
    ask: async <T>(question: HubspotQuestion<T>): Promise<T> => {
      let waitedMs = 0;
      for (let attempt = 0; ; attempt += 1) {
        const { answer, waitMs = 0, isBusy = false, cause } = await tried(question, attempt);
        if (answer) return readAnswer(answer, question.answer);
        waitedMs += waitMs;
        if (attempt + 1 >= MOST_TRIES || waitedMs > MOST_WAIT_MS)
          throw crmRefusal(isBusy ? 'crm-busy' : 'crm-unavailable', cause);
        await wait(waitMs);
      }
    },
  };
}

async function readAnswer<T>(answer: Response, shape: z.ZodType<T>): Promise<T> {
  const text = await textOf(answer);
  if (answer.status === 401) throw crmRefusal('crm-key-refused');
  if (answer.status === 403) throw crmRefusal('crm-scope-missing');
  const read = answer.ok ? parsedAs(text, shape) : undefined;
  if (read === undefined) throw crmRefusal('crm-answer-odd');
  return read;
}
