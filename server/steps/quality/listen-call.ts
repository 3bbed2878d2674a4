import { AppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { HOUSE_ZONE, zoned } from '../../../shared/time.ts';
import { toldDebitOn } from '../../domain/agreement/first-debit.ts';
import { type ListeningSheet, listeningSheet } from '../../domain/quality/listening-sheet.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { CallRow } from '../../ports/rows/calls.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import { trail } from '../trail.ts';
import { gridOf } from './listening-grid.ts';

interface Deps {
  readonly store: Store;
  readonly clock: Clock;
}
type Listener = Pick<AccountRow, 'id' | 'campaigns'>;

/** The call, when it is of a campaign of that person and not their own. AppErrors `call-unknown`, `call-own`. */
export async function callToListen(rows: StoreReader, listener: Listener, callId: string): Promise<CallRow> {
  const call = await rows.calls.byId(callId);
  if (!call || !listener.campaigns.includes(call.campaign)) throw callUnknown();
  if (call.agent === listener.id) throw ownCall();
  return call;
}

/**
 * The listening sheet of a call beside a grid: no sealed value is opened, hence no donor in it; who asked is noted. AppErrors
 * `call-unknown`, `call-own`, `grid-invalid`.
 */
export async function readListeningSheet(
  { store, clock }: Deps,
  request: { readonly listener: Listener; readonly callId: string; readonly grid: string },
): Promise<ListeningSheet> {
  const { listener, callId } = request;
  const { grid } = gridOf(request.grid);
  return await store.write(async (rows) => {
    const call = await callToListen(rows, listener, callId);
    const { campaign } = call;
    await trail(rows, { actor: listener.id, atMs: clock.nowMs() })('quality.sheet', callId, {
      campaign,
      detail: { grid: grid.version },
    });
    const aids = await rows.aids.byVersion(campaign, (await rows.aids.currentVersion(campaign)) ?? '');
    return listeningSheet(
      {
        ...call,
        firstDebitOn: toldDebitOn(call),
        agentName: (await rows.accounts.byId(call.agent))?.displayName ?? '',
      },
      {
        script: await rows.campaigns.script(campaign, call.scriptVersion),
        objections: aids?.objections ?? [],
        grid,
        country: (await rows.campaigns.byCode(campaign))?.country ?? 'FR',
        when: zoned(call.startedAtMs, HOUSE_ZONE).toLocaleString('fr-FR', {
          dateStyle: 'long',
          timeStyle: 'short',
        }),
      },
    );
  });
}

/** A call that may be listened to. */
export interface CallLine {
  readonly callId: string;
  readonly campaign: string;
  /** Login. */
  readonly agent: string;
  readonly endedAtMs: number;
  readonly durationSeconds: number;
  readonly disposition: string;
  /** Already noted by the person who asks. */
  readonly noted: boolean;
}

const LATEST = 30;
const DAY_MS = 86_400_000;

/** The latest calls of the listener's campaigns, newest first: `days` back, thirty an agent at most. */
export async function listCalls(
  { store, clock }: Deps,
  request: { readonly listener: Listener; readonly agent?: string | undefined; readonly days: number },
): Promise<readonly CallLine[]> {
  const { listener, agent, days } = request;
  const fromMs = clock.nowMs() - days * DAY_MS;
  return await store.read(async (rows) =>
    (
      await inTurn.flatMap(
        (
          await rows.accounts.all()
        ).filter(
          (one) => one.role === 'agent' && one.id !== listener.id && (agent ?? one.login) === one.login,
        ),
        async ({ id, login }) =>
          await inTurn.map(
            (await rows.calls.latestOf(id, fromMs, LATEST)).filter((call) =>
              listener.campaigns.includes(call.campaign),
            ),
            async ({ callId, campaign, endedAtMs, durationSeconds, disposition }) => ({
              ...{ callId, campaign, agent: login, endedAtMs, durationSeconds, disposition },
              noted: (await rows.listening.noteOf(callId, listener.id)) !== undefined,
            }),
          ),
      )
    ).toSorted((a, b) => b.endedAtMs - a.endedAtMs),
  );
}

function callUnknown(): AppError {
  return new AppError({
    code: 'call-unknown',
    kind: 'not-found',
    message: 'Cet appel n’existe pas, ou n’est pas d’une de vos campagnes.',
    hint: 'Les appels à écouter et leur identifiant : « plateau quality calls ».',
  });
}

function ownCall(): AppError {
  return new AppError({
    code: 'call-own',
    kind: 'forbidden',
    message: 'Cet appel est le vôtre : une autre personne l’écoute et le note.',
    hint: 'Demandez à un autre chef d’équipe, ou au vérificateur.',
  });
}
