import { randomBytes, randomUUID } from 'node:crypto';
import fastify from 'fastify';
import { sha256 } from '../../../server/domain/files/sha256.ts';
import { createEvent, publishEvent } from '../../../server/steps/agenda/keep-events.ts';
import { planShifts } from '../../../server/steps/agenda/plan-shifts.ts';
import { fiction } from '../../support/people/people-house.ts';
import { type DoorHouse, openDoorHouse } from '../../support/web/door-house.ts';
import { answerParent } from '../child.ts';

/** In a child: a house with a directory and its web door open, whose people have come in; beside it a page that asks nothing. */
export interface DoorHouseRequest {
  readonly people: number;
}

export interface OpenDoor {
  readonly url: string;
  /** The same server program, which answers the bytes of a page of the door from memory. */
  readonly fixedUrl: string;
  readonly sessions: readonly string[];
}

const HOUR_MS = 3_600_000;
const SLOTS = 7;

/** An event with as many slots as a page of the prototype had. */
async function announce({ app, team, clock }: DoorHouse): Promise<void> {
  const fromMs = clock.nowMs() + 96 * HOUR_MS;
  const said = { kind: 'line', title: 'Soirée des promesses', body: 'On répond.', place: 'Caen' } as const;
  const text = {
    ...said,
    privacy: 'groups',
    fromMs,
    toMs: fromMs + 20 * HOUR_MS,
    groups: ['GL Caen'],
  } as const;
  const { id: event } = await createEvent(app, { account: team, text });
  for (let at = 0; at < SLOTS; at += 1) {
    const hours = { fromMs: fromMs + 2 * at * HOUR_MS, toMs: fromMs + 2 * (at + 1) * HOUR_MS };
    const plan = { ...hours, role: 'accueil', needs: '', capacity: 10, longestHours: 0, days: [] };
    await planShifts(app, { account: team, event, plan });
  }
  await publishEvent(app, { account: team, event });
}

/** As if each had pressed « Entrer ». */
async function comeIn({ app, charity, clock }: DoorHouse): Promise<readonly string[]> {
  const atMs = clock.nowMs();
  return await app.store.write(async (rows) => {
    const tokens: string[] = [];
    for (const participant of await rows.people.ids(charity)) {
      const token = randomBytes(32).toString('base64url');
      const session = { id: randomUUID(), participant, openedAtMs: atMs, seenAtMs: atMs };
      await rows.webDoor.addSession({ ...session, tokenHash: sha256(token) });
      tokens.push(token);
    }
    return tokens;
  });
}

async function openDoor({ people }: DoorHouseRequest): Promise<OpenDoor> {
  const house = await openDoorHouse();
  await house.newGroup('GL Caen');
  await house.importLines(Array.from({ length: people }, (_, at) => fiction(at + 1, { GROUPES: 'GL Caen' })));
  await announce(house);
  const sessions = await comeIn(house);
  const { text, headers } = await house.get('/b/creneaux', sessions[0]);
  const fixed = fastify();
  fixed.get('/*', (_request, reply) => reply.headers(Object.fromEntries(headers)).send(text));
  const fixedUrl = await fixed.listen({ host: '127.0.0.1', port: 0 });
  process.once('disconnect', () => void Promise.all([fixed.close(), house.close()]));
  return { url: house.url, fixedUrl, sessions };
}

answerParent(openDoor);
