import { describe, expect, it } from 'vitest';
import { type ConfirmationRequest, confirmationMail } from '../../server/domain/confirmation.ts';
import { sampleDonors } from '../../server/domain/script-preview-samples.ts';
import { CAMPAIGN_FOLDERS, type CampaignFolder, loadedCampaign } from '../support/reference-campaigns.ts';

/** Confirmations of a call; the rectification of a correction has its own tests. */
const KINDS = ['agreement', 'one-off', 'information'] as const;
type Kind = (typeof KINDS)[number];

/** A call of Monday 23 November 2026 that ended on `disposition`, with the first sample of the campaign. */
function request(folder: CampaignFolder, kind: Kind, disposition: string): ConfirmationRequest {
  const { settings, emails } = loadedCampaign(folder);
  const agreed = kind === 'agreement';
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
      oneOffMinor: kind === 'one-off' ? 3000 : null,
      firstDebitOn: agreed ? '2027-01-05' : null,
    },
    today: '2026-11-23',
  };
}

const agreementOf = (folder: CampaignFolder) => (folder.startsWith('upgrade') ? 'AC_UP' : 'AC_RE');
/** The French upgrade has its own golden files (confirmation.test.ts). */
const FOLDERS = CAMPAIGN_FOLDERS.filter((folder) => folder !== 'upgrade-fr');
const CODES = { 'one-off': 'DP_LIEN', information: 'RA_CANAL' };

describe.each(FOLDERS)('e-mails of %s, to the last byte', (folder) => {
  it.each(KINDS)('%s', async (kind) => {
    const mail = confirmationMail(
      request(folder, kind, kind === 'agreement' ? agreementOf(folder) : CODES[kind]),
    );
    const golden = (part: string) => `../golden/emails/${folder}/${kind}.${part}`;
    await expect(`${mail.subject}\n\n${mail.text}`).toMatchFileSnapshot(golden('txt'));
    await expect(mail.html).toMatchFileSnapshot(golden('html'));
  });
});

describe('R-06 a resumed gift that needs a new mandate', () => {
  it.each(['reactivation-fr', 'reactivation-be'] as const)('%s', async (folder) => {
    const signing = request(folder, 'agreement', 'AC_RE_SIGN');
    const mail = confirmationMail(signing);
    await expect(mail.text).toMatchFileSnapshot(`../golden/emails/${folder}/agreement-to-sign.txt`);
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
    expect(body).toContain('quinze francs et cinquante centimes');
    expect(body).toContain('LSV+');
    expect(body).toContain('EXEMPLE-0001');
    expect(body).not.toMatch(/RUM|ICS|€|prélèvement/);
  }
});

it('a campaign that does not open the one-off gift sends no gift link', () => {
  const { text } = confirmationMail(request('reactivation-be', 'one-off', 'DP_LIEN'));
  expect(text).not.toContain('don.exemple.invalid');
});
