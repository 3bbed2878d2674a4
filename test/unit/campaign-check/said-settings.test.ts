import { expect, test } from 'vitest';
import { campaignSettingsSchema } from '../../../server/domain/campaign/campaign-settings.ts';
import { SAID_SETTINGS } from '../../../server/domain/campaign/said-settings.ts';

/** Settings that no word or amount said to a donor is made of: changed without the charity's approval. */
const STEERED =
  `code name kind country language starts ends targets indicativeEurPerChf callerNumber doNotCallList enrichment
callingProfile windows appointmentUntil holidays cadence exclusions workbooks firstDebit verification wrapUpSeconds staff
provisionalReturn rates profiles smallestClass review finalFile mapping emailHoldMinutes definitions retentionDays contract
charity.code charity.legalBasis charity.representative`.split(/\s+/);

test('R-64 each setting is said or steered: no new one is forgotten', () => {
  const { shape } = campaignSettingsSchema;
  const said = Object.values(SAID_SETTINGS).flatMap((one) => Object.keys(one));
  const charity = Object.keys(shape.charity.shape).map((name) => `charity.${name}`);
  const oneOff = Object.keys(shape.oneOff.unwrap().shape).map((name) => `oneOff.${name}`);
  const top = Object.keys(shape).filter((name) => name !== 'charity' && name !== 'oneOff');
  const all = [...top, ...charity, ...oneOff];
  expect(all.filter((path) => !said.includes(path) && !STEERED.includes(path))).toEqual([]);
  expect([...said, ...STEERED].filter((path) => !all.includes(path))).toEqual([]);
});
