import { AppError } from '../../../shared/errors.ts';
import type { Store } from '../../ports/store.ts';

/** Three beats missed (live/standing.ts): that one is dead. */
const ALIVE_MS = 15_000;

/**
 * A start mends what a crash left as if it were alone: half imports, e-mails under way, purges. Until each mends only its own, a
 * base that several could serve is served by one. AppError `server-elsewhere` while another name is at work; a later start of the
 * same name takes its place (live/standing.ts).
 */
export async function refuseSecondServer({ store }: { readonly store: Store }, name: string): Promise<void> {
  const other = await store.read(async ({ servers }) => {
    const nowMs = await servers.clockMs();
    const isAtWork = (seenAtMs: number) => nowMs - seenAtMs < ALIVE_MS;
    return (await servers.all()).find(
      (one) => one.name !== name && one.state !== 'stopped' && isAtWork(one.seenAtMs),
    );
  });
  if (!other) return;
  throw new AppError({
    code: 'server-elsewhere',
    kind: 'conflict',
    message: `Un autre serveur de cette maison est en marche (« ${other.name} ») : une base n’en a qu’un à la fois.`,
    hint: 'Arrêtez-le d’abord. S’il est mort sans s’arrêter, attendez quinze secondes et relancez.',
  });
}
