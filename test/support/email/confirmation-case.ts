import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import {
  type CampaignSettings,
  campaignSettingsSchema,
  type EmailKind,
  type EmailTemplate,
} from '../../../server/domain/campaign/campaign-settings.ts';
import type { Donor } from '../../../server/domain/donor.ts';
import type { ConfirmationRequest } from '../../../server/domain/email/confirmation.ts';
import { fictitiousDonor } from '../contact-file/fictitious-donor.ts';

const FOLDER = join(import.meta.dirname, '../../../server/campaigns/upgrade-fr');

/** The reference campaign as shipped. */
export function upgradeFr(): CampaignSettings {
  return campaignSettingsSchema.parse(parse(readFileSync(join(FOLDER, 'campaign.yaml'), 'utf8')));
}

/** A shipped template, assembled as `plateau campaign create` does. */
export function shippedTemplate(kind: EmailKind): EmailTemplate {
  const part = (name: string) => readFileSync(join(FOLDER, `emails/${kind}.${name}.liquid`), 'utf8');
  return { kind, subject: part('subject').trim(), text: part('txt'), html: part('html') };
}

const DISPOSITION: Record<EmailKind, string> = {
  agreement: 'AC_UP',
  'one-off': 'DP_LIEN',
  information: 'RA_CANAL',
  rectification: 'AC_UP',
};

/** A call of Monday 23 November 2026 at 17:20 that ended as `kind` says. */
export function confirmationCase(
  kind: EmailKind,
  change: {
    readonly donor?: Partial<Donor>;
    readonly call?: Partial<ConfirmationRequest['call']>;
    readonly settings?: Partial<CampaignSettings>;
    readonly template?: Partial<EmailTemplate>;
    readonly rectified?: ConfirmationRequest['rectified'];
  } = {},
): ConfirmationRequest {
  const isRegular = kind === 'agreement' || kind === 'rectification';
  const none = { oldMinor: null, newMinor: null, oldMonthlyMinor: null, newMonthlyMinor: null };
  const call = {
    callId: '00000000-0000-4000-8000-000000000001',
    disposition: DISPOSITION[kind],
    endedAtMs: Date.parse('2026-11-23T17:20:00+01:00'),
    currency: 'EUR' as const,
    ...none,
    ...(isRegular ? { oldMinor: 1000, newMinor: 1500, oldMonthlyMinor: 1000, newMonthlyMinor: 1500 } : {}),
    oneOffMinor: kind === 'one-off' ? 3000 : null,
    firstDebitOn: isRegular ? '2027-01-05' : null,
  };
  return {
    template: { ...shippedTemplate(kind), ...change.template },
    settings: { ...upgradeFr(), ...change.settings },
    donor: fictitiousDonor(1, change.donor),
    call: { ...call, ...change.call },
    today: '2026-11-23',
    ...(kind === 'rectification'
      ? { rectified: { announcedMinor: 5000, isCancelled: false, ...change.rectified } }
      : {}),
  };
}
