import { afterEach, beforeEach, expect, test } from 'vitest';
import { closeCampaign } from '../../../server/steps/campaign/close-campaign.ts';
import { deliverFinal } from '../../../server/steps/delivery/deliver-final.ts';
import type { PathStep } from '../../../shared/call-script.ts';
import { loadedCampaign } from '../../support/campaign/reference-campaigns.ts';
import { type MandateRoom, mandateRoom, REACTIVATION } from '../../support/delivery/mandate-room.ts';
import { cellsOf } from '../../support/lists/enrich-room.ts';
import { NOW_MS } from '../../support/store/store-campaign.ts';

let room: MandateRoom;
beforeEach(async () => {
  room = await mandateRoom(NOW_MS);
});
afterEach(() => room.close());

const path = (text: string): PathStep[] =>
  text.split(' ').map((step) => {
    const [node = '', answer] = step.split(':');
    return answer === undefined ? { node } : { node, answer };
  });
const WHY = 'accroche:o moment:o merci:s impact:s pourquoi_arret:m suite_budget:s defi:s';

test('R-06 the return says what each donor answered, by the script of the version that was read to them', async () => {
  const { script } = loadedCampaign('reactivation-fr');
  // The second version hears another brake behind the same key.
  const objection = script.nodes.objection;
  if (!objection) throw new Error('the script asks what holds back');
  const answers = objection.answers.map((one) =>
    one.key === 'm' ? { ...one, notes: ['FREIN_AUTRES' as const] } : one,
  );
  const second = {
    ...script,
    version: 'v2',
    nodes: { ...script.nodes, objection: { ...objection, answers } },
  };
  await room.deps.store.write(async (rows) => {
    for (const one of [{ ...script, version: 'v1-frein' }, second])
      await rows.campaigns.save({ ...room.campaign, scriptVersion: one.version }, one);
  });
  const refused = {
    ...{ askLevel: null, oldMinor: null, newMinor: null, oldMonthlyMinor: null, newMonthlyMinor: null },
    path: path(`${WHY} proposition:n objection:m reponse_moyens:n fin_refus:o`),
  };
  const call = (scriptVersion: string) => ({ ...refused, scriptVersion, firstDebitOn: null });
  await room.agree({ number: 1, disposition: 'RA_MOYENS', call: call('v1-frein') });
  await room.agree({ number: 2, disposition: 'RA_MOYENS', call: call('v2') });
  await room.agree({
    number: 3,
    disposition: 'AC_RE_SIGN',
    call: { scriptVersion: 'v2', path: path(`${WHY} proposition:o`) },
  });
  await closeCampaign(room.deps, {
    campaign: REACTIVATION,
    reason: 'Fin de campagne fictive',
    actor: 'ops-1',
  });
  const { fileName } = await deliverFinal(room.deps, { campaign: REACTIVATION, actor: 'ops-1' });
  const sheet = await room.reader.read(await room.openDelivered(`${fileName}.pgp`));
  expect(cellsOf(sheet, 'FREIN_REACTIVATION')).toEqual(['FREIN_BUDGET', 'FREIN_AUTRES', '']);
  expect(cellsOf(sheet, 'MOTIF_ARRET_ENTENDU')).toEqual(['ARRET_BUDGET', 'ARRET_BUDGET', 'ARRET_BUDGET']);
  expect(cellsOf(sheet, 'MOTIF_REFUS')).toEqual(['RA_MOYENS', 'RA_MOYENS', '']);
});
