import { describe, expect, it } from 'vitest';
import type { Mandate } from '../../../server/domain/donor.ts';
import { type ConfirmationRequest, confirmationMail } from '../../../server/domain/email/confirmation.ts';
import { sampleDonors } from '../../../server/domain/script/script-preview-samples.ts';
import {
  CAMPAIGN_FOLDERS,
  type CampaignFolder,
  loadedCampaign,
} from '../../support/campaign/reference-campaigns.ts';

const KINDS = ['agreement', 'one-off', 'information', 'rectification'] as const;
type Kind = (typeof KINDS)[number];

/** A call of Monday 23 November 2026 that ended on `disposition`, with the first sample of the campaign. */
function request(folder: CampaignFolder, kind: Kind, disposition: string): ConfirmationRequest {
  const { settings, emails } = loadedCampaign(folder);
  const agreed = kind === 'agreement' || (kind === 'rectification' && disposition !== 'DP_LIEN');
  const newMinor = settings.kind === 'upgrade' ? 1550 : 1000;
  return {
    template: emails.find((one) => one.kind === kind)!,
    settings,
    donor: sampleDonors(settings)[0]!.donor,
    call: {
      callId: '00000000-0000-4000-8000-000000000001',
      disposition,
      endedAtMs: Date.parse('2026-11-23T17:20:00+01:00'),
      currency: settings.country === 'CH' ? 'CHF' : 'EUR',
      oldMinor: agreed ? 1000 : null,
      newMinor: agreed ? newMinor : null,
      oldMonthlyMinor: agreed ? 1000 : null,
      newMonthlyMinor: agreed ? newMinor : null,
      oneOffMinor: disposition === 'DP_LIEN' ? 3000 : null,
      firstDebitOn: agreed ? '2027-01-05' : null,
    },
    today: '2026-11-23',
    ...(kind === 'rectification' ? { rectified: { announcedMinor: 5000, isCancelled: false } } : {}),
  };
}

const agreementOf = (folder: CampaignFolder) => (folder.startsWith('upgrade') ? 'AC_UP' : 'AC_RE');
/** The French upgrade has its own golden files (confirmation.test.ts). */
const FOLDERS = CAMPAIGN_FOLDERS.filter((folder) => folder !== 'upgrade-fr');
const CODES = { 'one-off': 'DP_LIEN', information: 'RA_CANAL' };

describe.each(FOLDERS)('e-mails of %s, to the last byte', (folder) => {
  const golden = (name: string) => `../../golden/emails/${folder}/${name}`;

  it.each(KINDS)('%s', async (kind) => {
    const code = kind === 'one-off' || kind === 'information' ? CODES[kind] : agreementOf(folder);
    const mail = confirmationMail(request(folder, kind, code));
    await expect(`${mail.subject}\n\n${mail.text}`).toMatchFileSnapshot(golden(`${kind}.txt`));
    await expect(mail.html).toMatchFileSnapshot(golden(`${kind}.html`));
  });

  it.each([
    ['an agreement cancelled', agreementOf(folder), 'rectification-cancelled.txt'],
    ['a one-off gift cancelled', 'DP_LIEN', 'rectification-one-off-cancelled.txt'],
  ])('%s', async (_, code, name) => {
    const rectified = { announcedMinor: 5000, isCancelled: true };
    const { text } = confirmationMail({ ...request(folder, 'rectification', code), rectified });
    await expect(text).toMatchFileSnapshot(golden(name));
  });
});

describe('R-06 a resumed gift that needs a new mandate', () => {
  it.each(['reactivation-fr', 'reactivation-be'] as const)('%s', async (folder) => {
    const signing = request(folder, 'agreement', 'AC_RE_SIGN');
    const mail = confirmationMail(signing);
    await expect(mail.text).toMatchFileSnapshot(`../../golden/emails/${folder}/agreement-to-sign.txt`);
    for (const body of [mail.text, mail.html]) {
      expect(body).toContain('https://mandat.exemple.invalid/signer');
      expect(body).not.toContain('5 janvier 2027');
    }
    const { signature: _, ...settings } = signing.settings;
    const byPost = confirmationMail({ ...signing, settings });
    expect(byPost.text).toContain('par la poste');
    expect(byPost.html).not.toContain('Signer mon mandat');
  });
});

it('R-08 Switzerland: francs with a decimal point, system and reference, no SEPA word', () => {
  const { text, html } = confirmationMail(request('upgrade-ch', 'agreement', 'AC_UP'));
  for (const body of [text, html]) {
    expect(body).toContain('15.50\u00a0CHF');
    expect(body).toContain('quinze francs cinquante');
    expect(body).toContain('LSV+');
    expect(body).toContain('EXEMPLE-0001');
    expect(body).not.toMatch(/RUM|ICS|€|prélèvement/);
  }
});

describe.each([
  ['EBILL', 'facture eBill'],
  ['QR', 'QR-facture'],
] as const)('R-08 Switzerland, a gift paid by %s', (scheme, bill) => {
  it.each(['agreement', 'rectification'] as const)('%s announces a bill, never a debit', async (kind) => {
    const base = request('upgrade-ch', kind, 'AC_UP');
    const mandate: Mandate = { ...base.donor.mandate, scheme };
    const mail = confirmationMail({ ...base, donor: { ...base.donor, mandate } });
    const golden = `../../golden/emails/upgrade-ch/${kind}-${scheme.toLowerCase()}.txt`;
    await expect(mail.text).toMatchFileSnapshot(golden);
    for (const body of [mail.text, mail.html]) {
      expect(body).toContain(`Vous recevrez votre ${bill} à ce montant`);
      expect(body).not.toMatch(/recouvrement|autorisation|rien à signer/);
    }
  });
});

it('a campaign that does not open the one-off gift sends no gift link', () => {
  const { text } = confirmationMail(request('reactivation-be', 'one-off', 'DP_LIEN'));
  expect(text).not.toContain('don.exemple.invalid');
});
