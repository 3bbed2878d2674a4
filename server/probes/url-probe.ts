import { readFileSync } from 'node:fs';
import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { AppError } from '../../shared/errors.ts';
import { unwellCodes } from '../domain/watch/health-answer.ts';
import type { Probe } from '../domain/watch/watch-settings.ts';
import type { ProbeOutcome } from '../domain/watch/watch-state.ts';

type UrlProbe = Extract<Probe, { kind: 'url' }>;
type Verdict = ProbeOutcome | 'good';

/** A word is looked for in so much of a page; the rest is not waited for. */
const MOST_BYTES = 256 * 1024;

interface Asked {
  readonly signal: AbortSignal;
  readonly ca: readonly string[] | undefined;
}

function tokenOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw new AppError({
      code: 'watch-token-unreadable',
      kind: 'invalid',
      message: 'Le fichier du jeton d’une cible est illisible.',
      hint: 'Vérifiez « tokenFile » dans le fichier de la veille, et les droits de ce compte.',
      cause,
    });
  }
}

async function bodyOf(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= MOST_BYTES) break;
  }
  return Buffer.concat(chunks).toString('utf8').slice(0, MOST_BYTES);
}

function judge({ status, word, tokenFile }: UrlProbe, answered: number, body: string): Verdict {
  const codes = tokenFile === undefined ? undefined : unwellCodes(body);
  if (codes !== undefined) return { ok: false, why: 'health', detail: codes };
  if (answered !== status) return { ok: false, why: 'status', detail: String(answered) };
  if (word !== undefined && !body.includes(word)) return { ok: false, why: 'word', detail: '' };
  return 'good';
}

/** One request on a connection of its own, redirections not followed. Rejects as Node does when nothing comes back. */
export async function askUrl(probe: UrlProbe, { signal, ca }: Asked): Promise<Verdict> {
  const { url, tokenFile } = probe;
  const headers = {
    'user-agent': 'plateau-veille',
    ...(tokenFile === undefined ? {} : { authorization: `Bearer ${tokenOf(tokenFile)}` }),
  };
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const ask = url.startsWith('https:') ? tlsRequest : plainRequest;
    ask(url, { agent: false, headers, signal, ...(ca && { ca: [...ca] }) })
      .once('response', resolve)
      .once('error', reject)
      .end();
  });
  return judge(probe, answer.statusCode ?? 0, await bodyOf(answer));
}
