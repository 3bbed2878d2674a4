import {
  type CampaignSettings,
  campaignSettingsSchema,
} from '../../../server/domain/campaign/campaign-settings.ts';
import type { CampaignRow } from '../../../server/ports/rows/campaigns.ts';
import type { CallScript } from '../../../shared/call-script.ts';

/** A Monday, 17:05 in Paris. */
export const NOW_MS = Date.parse('2026-11-23T17:05:00+01:00');
export const CAMPAIGN = 'TEST-UP-FR';
export const CHARITY = 'TESTORG';

export function settings(change: Partial<CampaignSettings> = {}): CampaignSettings {
  const defaults = campaignSettingsSchema.parse({
    code: CAMPAIGN,
    name: 'Campagne fictive',
    kind: 'upgrade',
    country: 'FR',
    charity: {
      code: CHARITY,
      name: 'Association Fictive',
      shortName: 'Fictive',
      donorContact: 'contact@exemple.invalid',
      privacyNotice: 'https://exemple.invalid/donnees',
      emailFrom: 'merci@exemple.invalid',
      replyTo: 'contact@exemple.invalid',
    },
    starts: '2026-11-01',
    ends: '2026-12-31',
    targets: { processed: 75, useful: 50, agreements: 30, averageMinor: 400 },
    themes: [{ code: 'T1', impact: 'Impact fictif.', challenge: 'Défi fictif.' }],
    ladder: [
      { below: 8, first: 4, second: 2 },
      { first: 5, second: 3 },
    ],
    oneOff: { link: 'https://exemple.invalid/don' },
    windows: [{ days: [1, 2, 3, 4, 5], from: '10:00', to: '20:00' }],
    // Agreements reach the weekly file by themselves, but where a test is about their verification.
    verification: { mode: 'none' },
  });
  return { ...defaults, ...change };
}

export function callScript(change: Partial<CallScript> = {}): CallScript {
  return {
    version: 'v1',
    kind: 'upgrade',
    start: 'accroche',
    nodes: {
      accroche: {
        title: 'Accroche',
        say: 'Bonjour.',
        marks: ['thanks'],
        answers: [{ key: '1', label: 'Fin', ends: ['RS_ENTRETIEN'] }],
      },
    },
    ...change,
  };
}

export function campaignRow(change: Partial<CampaignRow> = {}): CampaignRow {
  return {
    code: CAMPAIGN,
    charity: CHARITY,
    kind: 'upgrade',
    country: 'FR',
    name: 'Campagne fictive',
    state: 'open',
    settings: settings(),
    emails: [{ kind: 'agreement', subject: 'Merci', text: 'Merci.', html: '<p>Merci.</p>' }],
    scriptVersion: 'v1',
    keyFingerprint: 'F'.repeat(40),
    createdAtMs: NOW_MS,
    closedAtMs: null,
    ...change,
  };
}
