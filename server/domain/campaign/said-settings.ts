import * as z from 'zod';
import { type CampaignSettings, campaignSettingsSchema } from './campaign-settings.ts';

/**
 * Parts of `campaign.yaml` whose words or amounts reach a donor: what the charity approves with the script. Every other
 * setting (hours, paces, targets…) is changed without its approval.
 */
export const SETTINGS_PARTS = ['themes', 'ladder', 'mentions'] as const;
export type SettingsPart = (typeof SETTINGS_PARTS)[number];

/** Settings of each part, with their French names. */
export const SAID_SETTINGS: Readonly<Record<SettingsPart, Readonly<Record<string, string>>>> = {
  // Whom a sentence is read to belongs to it: a class that gathers other values would bring it to others.
  themes: { themes: 'Thèmes', profiles: 'Profils' },
  ladder: {
    ladder: 'Échelle des propositions',
    maxRatio: 'Plafond, en fois le don actuel',
    reactivation: 'Propositions d’une réactivation',
    giftCeilingMinor: 'Plus grand montant accepté',
    'oneOff.enabled': 'Don ponctuel proposé',
    'oneOff.minUnits': 'Don ponctuel : le moins',
    'oneOff.disposition': 'Don ponctuel : qualification',
  },
  mentions: {
    'charity.name': 'Nom de l’association',
    'charity.shortName': 'Nom dit et écrit',
    'charity.donorContact': 'Contact donné aux personnes',
    'charity.privacyNotice': 'Mention sur les données',
    'charity.emailFrom': 'Expéditeur des e-mails',
    'charity.replyTo': 'Adresse de réponse',
    signature: 'Où un mandat se signe',
    'oneOff.link': 'Lien du don ponctuel',
    'oneOff.byPost': 'Don ponctuel par courrier',
    tax: 'Phrase fiscale',
    listening: 'Écoute annoncée',
  },
};

/** By path in the settings (`oneOff.link`); one that is not set is absent. */
export type SaidValues = Readonly<Record<string, z.core.util.JSONType>>;
export const saidValuesSchema: z.ZodType<SaidValues> = z.record(z.string(), z.json());

type Tree = Readonly<Record<string, unknown>>;

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function valueAt(settings: Tree, path: string): unknown {
  const [top = '', under] = path.split('.');
  const value = settings[top];
  if (under === undefined) return value;
  return isTree(value) ? value[under] : undefined;
}

function placed(settings: Tree, path: string, value: unknown): Tree {
  const [top = '', under] = path.split('.');
  const tree = settings[top];
  // A kind that asks nothing has no single gift: nothing is made of a value that is not set.
  if (under !== undefined && value === undefined && !isTree(tree)) return settings;
  const now = under === undefined ? value : { ...(isTree(tree) ? tree : {}), [under]: value };
  return { ...settings, [top]: now };
}

/** What a campaign says now under that part. Pure. */
export function saidValues(part: SettingsPart, settings: CampaignSettings): SaidValues {
  const found = Object.keys(SAID_SETTINGS[part]).flatMap((path) => {
    const value = valueAt(settings, path);
    return value === undefined ? [] : [[path, value] as const];
  });
  return saidValuesSchema.parse(Object.fromEntries(found));
}

/** The settings with that part and no other changed. Throws when the values do not fit the settings of this program. */
export function withSaidValues(
  settings: CampaignSettings,
  part: SettingsPart,
  values: SaidValues,
): CampaignSettings {
  const paths = Object.keys(SAID_SETTINGS[part]);
  const changed = paths.reduce((tree, path) => placed(tree, path, values[path]), settings as Tree);
  return campaignSettingsSchema.parse(changed);
}
