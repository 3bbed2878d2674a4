import type { Card } from '../../../shared/card.ts';
import type { ProfileClasses } from '../../../shared/profile-classes.ts';
import { HOUSE_ZONE } from '../../../shared/time.ts';
import { callingArea } from '../calling-rules/calling-area.ts';
import type { CallingRules } from '../calling-rules/calling-rules.ts';
import type { CampaignSettings } from '../campaign/campaign-settings.ts';
import { themeFor } from '../campaign/theme-choice.ts';
import { donorClasses } from '../contact-file/donor-classes.ts';
import type { Donor, RecordContent } from '../donor.ts';
import { cardForAgent } from '../next-card/card-for-agent.ts';
import { uncalledRecord } from '../next-card/uncalled-record.ts';

const NOTHING_IMPORTED: RecordContent['imported'] = {
  ADR_L2: '',
  ADR_L3: '',
  ADR_L4: '',
  ADR_L5: '',
  CP: '',
  VILLE: '',
  EMAIL: '',
  TEL_FIXE: '',
  TEL_MOBILE: '',
  TEL_AUTRE: '',
};

/** When a sample is called: the first evening that the campaign may call, so that the same files give the same text. */
function callInstant(settings: CampaignSettings, area: string, rules: CallingRules): number {
  const fromMs = Temporal.PlainDate.from(settings.starts).toZonedDateTime(HOUSE_ZONE).epochMilliseconds;
  return rules.nextAllowed({ area, fromMs, settings, parts: ['S'] })?.atMs ?? fromMs;
}

interface PreviewCardQuestion {
  readonly settings: CampaignSettings;
  readonly scriptVersion: string;
  readonly donor: Donor;
  readonly rules: CallingRules;
  /** Instead of those that the donor's values give. */
  readonly classes?: ProfileClasses;
  /** Default: an evening of the campaign, so that the same files give the same text. */
  readonly nowMs?: number;
}

/** The card that an agent would see of that donor, made by the rules of a real call. */
export function previewCard(question: PreviewCardQuestion): Card {
  const { settings, scriptVersion, donor, rules } = question;
  const { code, kind, country, name } = settings;
  const area = callingArea(donor);
  const nowMs = question.nowMs ?? callInstant(settings, area, rules);
  const classes = { ...donorClasses(donor, settings, settings.starts), ...question.classes };
  const theme = themeFor(settings.themes, new Map(), { recordId: 1, classes });
  return cardForAgent({
    row: {
      ...uncalledRecord({ id: 1, donor }, { campaign: code, dueAtMs: nowMs }),
      state: 'leased',
      classes,
    },
    content: { donor, imported: NOTHING_IMPORTED },
    campaign: { code, kind, country, name, settings, scriptVersion, charity: settings.charity.code },
    lease: { callId: '00000000-0000-4000-8000-000000000000', grantedAtMs: nowMs, expiresAtMs: nowMs, theme },
    history: [],
    why: 'Aperçu',
    rules,
    nowMs,
  });
}
