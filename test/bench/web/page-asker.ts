import { setTimeout as pause } from 'node:timers/promises';
import { answerParent } from '../child.ts';

/** In a child: browsers that ask for pages at a steady rate, whether the former answer is there or not. */
export interface PagesRequest {
  readonly url: string;
  readonly sessions: readonly string[];
  readonly paths: readonly string[];
  readonly perSecond: number;
  readonly seconds: number;
}

export interface AskedPages {
  /** From the instant at which it was to leave to the last byte. */
  readonly pageMs: readonly number[];
  readonly unanswered: number;
}

async function askPages(request: PagesRequest): Promise<AskedPages> {
  const { url, sessions, paths, perSecond, seconds } = request;
  const pageMs: number[] = [];
  let unanswered = 0;
  const startMs = performance.now() + 100;
  const one = async (at: number) => {
    const dueMs = startMs + (1000 * at) / perSecond;
    await pause(Math.max(0, dueMs - performance.now()));
    // A person is at one place: a proxy says which.
    const place = `203.0.${Math.floor(at / 200) % 200}.${1 + (at % 200)}`;
    const answer = await fetch(`${url}${paths[at % paths.length]}`, {
      headers: {
        cookie: `__Host-plateau=${sessions[at % sessions.length]}`,
        'x-forwarded-for': place,
      },
    }).then(
      async (got) => (await got.text()) !== '' && got.status === 200,
      () => false,
    );
    if (answer) pageMs.push(performance.now() - dueMs);
    else unanswered += 1;
  };
  await Promise.all(Array.from({ length: perSecond * seconds }, (_, at) => one(at)));
  return { pageMs, unanswered };
}

answerParent(askPages);
