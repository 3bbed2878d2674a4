import {
  MAILING_KINDS,
  type MailingKind,
  type MailingWay,
  USUAL_WAY,
} from '../../domain/conversations/mailing-ways.ts';
import type { Store } from '../../ports/store.ts';
import type { WebBearer } from '../web-door/web-bearer.ts';

interface Deps {
  readonly store: Store;
}

export interface MailingChoice {
  readonly kind: MailingKind;
  readonly way: MailingWay;
}

/** How the person is told of each kind of thing. */
export async function readMailing({ store }: Deps, { person }: WebBearer): Promise<readonly MailingChoice[]> {
  const chosen = await store.read((rows) => rows.waitingMails.choices(person.id));
  return MAILING_KINDS.map((kind) => ({ kind, way: chosen[kind] ?? USUAL_WAY }));
}

/** From now on, also for what already waits. Twice is once. */
export async function chooseMailing(
  { store }: Deps,
  { person }: WebBearer,
  choices: readonly MailingChoice[],
): Promise<{ readonly chosen: number }> {
  await store.write(async (rows) => {
    for (const { kind, way } of choices) await rows.waitingMails.choose(person.id, kind, way);
  });
  return { chosen: choices.length };
}
