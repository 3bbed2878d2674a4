import { describe, expect, it } from 'vitest';
import { decideCall } from '../../../server/domain/call/call-result.ts';
import { callingRules } from '../../../server/domain/calling-rules/calling-rules.ts';
import { PREVIEW_PATHS, pathTo } from '../../../server/domain/script/script-preview-paths.ts';
import { callOutcomeSchema } from '../../../shared/call-outcome.ts';
import { DISPOSITIONS } from '../../../shared/dispositions.ts';
import { paris } from '../../support/call/centre.ts';
import { loadedCampaign, THANKS_FOLDER } from '../../support/campaign/reference-campaigns.ts';
import { fictitiousContent, fictitiousDonor } from '../../support/contact-file/fictitious-donor.ts';
import { campaignRow, newRecord } from '../../support/store/store-rows.ts';

const { settings, script } = loadedCampaign(THANKS_FOLDER);
const campaign = campaignRow({ kind: settings.kind, settings, scriptVersion: script.version });
const nowMs = paris('2026-11-23T17:05');
const thanked = pathTo(script, PREVIEW_PATHS.find(({ name }) => name === 'merci')!)!.path;

function decide(change: Record<string, unknown>) {
  const outcome = callOutcomeSchema.parse({
    callId: '11111111-1111-4111-8111-111111111111',
    form: 'plain',
    disposition: 'ME_FAIT',
    path: thanked,
    scriptVersion: script.version,
    note: '',
    corrections: {},
    coordinates: 'oui',
    durationSeconds: 120,
    phoneSlot: 'TEL_MOBILE',
    ...change,
  });
  return decideCall({
    row: { ...newRecord({ contactFileId: 1, giftMinor: 1000, monthlyMinor: 1000 }), id: 7 },
    content: fictitiousContent(fictitiousDonor(1)),
    campaign,
    script,
    history: [],
    outcome,
    agent: 'agent-1',
    startedAtMs: nowMs,
    nowMs,
    rules: callingRules(),
  });
}

const money = { minor: 1500, currency: 'EUR' };
const FORMS = {
  agreement: { form: 'agreement', agreement: { askLevel: 'LIBRE', newAmount: money, readBackYes: true } },
  'one-off': { form: 'one-off', oneOff: { amount: money, readBackYes: true } },
  plain: { form: 'plain' },
  callback: { form: 'callback', callback: { atMs: paris('2026-11-24T18:00') } },
};
const OF_ASKS = DISPOSITIONS.filter(({ agreement, oneOff, pitched }) => agreement || oneOff || pitched);

describe('R-60 what the server takes from a thank-you campaign, whatever the workstation sends', () => {
  it('takes a thank-you, with no amount and no e-mail owed', () => {
    const decision = decide({});
    expect(decision).toMatchObject({
      kind: 'accepted',
      effect: {
        email: undefined,
        call: { newMinor: null, oneOffMinor: null, askLevel: null, firstDebitOn: null },
      },
    });
  });

  it.each(OF_ASKS.map(({ code, form }) => ({ code, form })))('refuses $code', ({ code, form }) => {
    expect(decide({ disposition: code, ...FORMS[form] })).toEqual({
      kind: 'refused',
      problems: ['Cette qualification ne se choisit pas dans cette campagne.'],
    });
  });

  it('refuses a thank-you that bears an amount, as a form or in its note', () => {
    expect(decide(FORMS.agreement)).toMatchObject({ kind: 'refused' });
    expect(decide(FORMS['one-off'])).toMatchObject({ kind: 'refused' });
    expect(decide({ note: 'voudrait passer à 20 €' })).toEqual({
      kind: 'refused',
      problems: [
        'Rien n’est demandé dans cette campagne : la note ne dit aucun montant. Écrivez seulement quand rappeler.',
      ],
    });
  });

  it('refuses a thank-you whose call did not say the impact or check the coordinates', () => {
    for (const gone of ['impact', 'coordonnees']) {
      const path = thanked.filter(({ node }) => node !== gone);
      expect(decide({ path }), gone).toMatchObject({ kind: 'refused' });
    }
    expect(decide({ coordinates: undefined })).toMatchObject({ kind: 'refused' });
  });
});
