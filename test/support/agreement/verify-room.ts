import type { CampaignSettings } from '../../../server/domain/campaign/campaign-settings.ts';
import type { AccountRow } from '../../../server/ports/rows/accounts.ts';
import type { CheckState } from '../../../server/ports/rows/checks.ts';
import {
  type Decided,
  type DecideRequest,
  decideCheck,
} from '../../../server/steps/agreement/decide-check.ts';
import { recordCall } from '../../../server/steps/call/record-call.ts';
import { serveNextCard } from '../../../server/steps/next-card/serve-next-card.ts';
import type { CallScript } from '../../../shared/call-script.ts';
import { outcomeFor, testScript } from '../campaign/centre-script.ts';
import { fictitiousDonor } from '../contact-file/fictitious-donor.ts';
import { type CorrectionRoom, correctionRoom } from '../delivery/correction-room.ts';
import { accountRow, settings } from '../store/store-rows.ts';

const { merci, demande, accord, fin, refus } = testScript.nodes;
if (!merci || !demande || !accord || !fin || !refus) throw new Error('the nodes of the test script');

/** The shortest script, with a read-back that names the donor: a consent keeps everything of it but the name. */
const READ_BACK_SCRIPT: CallScript = {
  ...testScript,
  nodes: {
    ...{ merci, demande, fin, refus },
    accord: {
      ...accord,
      say: '{{ civilite_nom }}, votre don passe de {{ montant_actuel }} à {{ montant_retenu }}, {{ montant_retenu_lettres }}, {{ periodicite }}, à partir du {{ date_premiere_echeance }}. Oui ?',
    },
  },
};

export interface VerifyRoom extends CorrectionRoom {
  readonly agent: AccountRow;
  readonly verifier: AccountRow;
  readonly lead: AccountRow;
  /** A new donor is served to the agent, who records their agreement now, by the product's own steps; a second passes. */
  readonly agree: (change?: Record<string, unknown>, code?: string) => Promise<string>;
  readonly decide: (
    callId: string,
    decision: DecideRequest['decision'],
    more?: Partial<Pick<DecideRequest, 'reason' | 'change' | 'account'>>,
  ) => Promise<Decided>;
  readonly standing: (callId: string) => Promise<CheckState | undefined>;
}

/** A correction room whose campaign verifies its agreements, with an agent, a verifier and a lead. */
export async function verifyRoom(
  nowMs: number,
  verification: CampaignSettings['verification'],
): Promise<VerifyRoom> {
  const room = await correctionRoom(nowMs, { settings: settings({ verification }) });
  const { store } = room.deps;
  const person = (id: string, role: AccountRow['role']) => accountRow({ id, login: `testeur.${id}`, role });
  const [agent, verifier, lead] = [
    person('agent-1', 'agent'),
    person('verif', 'verifier'),
    person('chef', 'lead'),
  ];
  await store.write(async (rows) => {
    for (const one of [agent, verifier, lead]) await rows.accounts.insert(one);
    await rows.campaigns.save(
      { ...room.campaign, scriptVersion: 'v2' },
      { ...READ_BACK_SCRIPT, version: 'v2' },
    );
  });
  let donors = 100;
  return {
    ...room,
    ...{ agent, verifier, lead },
    agree: async (change = {}, code = 'AC_UP') => {
      donors += 1;
      const gift = { amountMinor: 1200, currency: 'EUR', frequency: 'M', debitDay: 10 } as const;
      const row = { giftMinor: 1200, monthlyMinor: 1200, rowNumber: donors };
      await room.addRecords(room.campaign, [{ donor: fictitiousDonor(donors, { gift }), row }]);
      const next = await serveNextCard({ ...room.deps, training: { elsewhere: true } }, agent);
      if (next.kind === 'none') throw new Error(`no card: ${next.why}`);
      const outcome = outcomeFor(next.card, code, { scriptVersion: 'v2', ...change });
      const { callId } = await recordCall(room.deps, { agent, outcome });
      room.clock.nowMs += 1000;
      return callId;
    },
    decide: (callId, decision, more = {}) =>
      decideCheck(room.deps, {
        ...{ callId, decision, reason: 'relu avec la trace', change: false, account: verifier },
        ...more,
      }),
    standing: (callId) => store.read(async (rows) => (await rows.checks.lastOf(callId))?.state),
  };
}
