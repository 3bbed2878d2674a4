import type { CallAids, Objection } from '../../../shared/call-aids.ts';
import type { TrainingModule } from '../../../shared/training-module.ts';
import type { EmailTemplate } from '../campaign/campaign-settings.ts';
import { SAID_SETTINGS, type SaidValues, type SettingsPart } from '../campaign/said-settings.ts';
import { EMAIL_KIND_SAID } from '../email/state-words.ts';
import { frenchDate } from '../wording/french-figures.ts';
import { lineTexts } from './line-part-texts.ts';
import { isOfLine, type ScriptBody } from './script-parts.ts';

/** One text or amount as a person reads it before approving: what it is, and its words. */
export type PartText = readonly [title: string, text: string];

const NEXT: Record<Objection['next'], string> = { continue: 'l’appel continue', stop: 'l’appel s’arrête' };

function aidsTexts({ notes, objections, modules = [] }: CallAids): readonly PartText[] {
  return [
    ...notes.map(({ title, text }) => [`Note « ${title} »`, text] as const),
    ...objections.map((one) => {
      const lines = [`intitulé : ${one.label}`, `écoute : ${one.listen}`, `réponse : ${one.answer}`];
      return [`Objection « ${one.id} »`, [...lines, `suite : ${NEXT[one.next]}`].join('\n')] as const;
    }),
    ...modules.map(moduleText),
  ];
}

/** A module as whoever approves it reads it: what is taught, what is asked, which answer is right. */
function moduleText({ title, read, questions }: TrainingModule): PartText {
  const asked = questions.flatMap(({ asks, choices, right, why, note }) => [
    `question : ${asks}`,
    ...choices.map((one, at) => `${at + 1 === right ? '✓' : '·'} ${one}`),
    `pourquoi : ${why} (note « ${note} »)`,
  ]);
  return [`Module « ${title} »`, [read.trim(), ...asked].join('\n')];
}

function emailTexts(emails: readonly EmailTemplate[]): readonly PartText[] {
  return emails.flatMap(({ kind, subject, text, html }): readonly PartText[] => {
    const title = `E-mail « ${EMAIL_KIND_SAID[kind]} »`;
    return [
      [`${title}, objet`, subject],
      [`${title}, texte`, text],
      [`${title}, version HTML`, html],
    ];
  });
}

type Json = SaidValues[string];

const KEYS: Readonly<Record<string, string>> = {
  for: 'pour',
  impact: 'impact',
  challenge: 'défi',
  below: 'don de moins de',
  first: 'd’abord',
  second: 'puis',
  leastFirst: 'd’abord, au moins',
  leastSecond: 'puis, au moins',
  secondShare: 'puis, en part du dernier don',
  maxRatio: 'jamais plus de, en fois le dernier don',
  enabled: 'dite',
  sentence: 'phrase',
  validFrom: 'du',
  validTo: 'au',
  minYearlyMinor: 'à partir de, par an',
  source: 'source',
  link: 'lien',
};

const CIVIL_DATE = /^\d{4}-\d{2}-\d{2}$/;

function said(value: Json): string {
  if (typeof value === 'boolean') return value ? 'oui' : 'non';
  if (typeof value === 'number') return String(value).replace('.', ',');
  if (typeof value === 'string') return CIVIL_DATE.test(value) ? frenchDate(value) : value;
  if (Array.isArray(value)) return value.map(said).join('\n');
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([key, one]) => `${KEYS[key] ?? key} : ${saidUnder(key, one)}`)
      .join(' ; ');
  return '';
}

/** Amounts in cents are said in whole units. */
function saidUnder(key: string, value: Json): string {
  return said(key.endsWith('Minor') && typeof value === 'number' ? value / 100 : value);
}

/** « canal RUE ou PORTE, age 65_ET_PLUS », as the file names them. */
function forWhom(classes: Json): string {
  const each = typeof classes === 'object' && classes !== null ? Object.entries(classes) : [];
  return each.map(([name, codes]) => `${name} ${[codes].flat().map(said).join(' ou ')}`).join(', ');
}

/** One theme a text. Their order is steering, not words. */
function themeTexts(themes: Json): readonly PartText[] {
  if (!Array.isArray(themes)) return [];
  return themes.map((one) => {
    const { code = '', ...rest } = typeof one === 'object' && one !== null && !Array.isArray(one) ? one : {};
    const lines = Object.entries(rest).map(
      ([key, value]) => `${KEYS[key] ?? key} : ${key === 'for' ? forWhom(value) : said(value)}`,
    );
    return [`Thème « ${String(code)} »`, lines.join('\n')];
  });
}

const LINES_OF_PROFILE: Readonly<Record<string, string>> = { label: 'dit', column: 'colonne', bands: 'âges' };

/** One profile a text: its column or its ages, and the values of each class, since sentences are read by class. */
function profileTexts(profiles: Json): readonly PartText[] {
  if (typeof profiles !== 'object' || profiles === null) return [];
  return Object.entries(profiles).map(([name, one]) => {
    const { classes = {}, ...rest } =
      typeof one === 'object' && one !== null && !Array.isArray(one) ? one : {};
    const all = [
      ...Object.entries(rest).map(([key, value]) => [LINES_OF_PROFILE[key] ?? key, value] as const),
      ...(typeof classes === 'object' && classes !== null ? Object.entries(classes) : []),
    ];
    const lines = all.map(([key, value]) => `${key} : ${[value].flat().map(said).join(', ')}`);
    return [`Profil « ${name} »`, lines.join('\n')];
  });
}

const TEXTS_OF: Readonly<Record<string, (value: Json) => readonly PartText[]>> = {
  themes: themeTexts,
  profiles: profileTexts,
};

function settingTexts(kind: SettingsPart, values: SaidValues): readonly PartText[] {
  return Object.entries(SAID_SETTINGS[kind]).flatMap(([path, label]): readonly PartText[] => {
    const value = values[path];
    if (value === undefined || (Array.isArray(value) && value.length === 0)) return [];
    return TEXTS_OF[path]?.(value) ?? [[label, saidUnder(path, value)]];
  });
}

/** Everything of a part but a script, in the order of its files. Pure. */
export function partTexts(body: Exclude<ScriptBody, { kind: 'script' }>): readonly PartText[] {
  if (isOfLine(body)) return lineTexts(body);
  if (body.kind === 'notes') return aidsTexts(body.aids);
  return body.kind === 'emails' ? emailTexts(body.emails) : settingTexts(body.kind, body.values);
}
