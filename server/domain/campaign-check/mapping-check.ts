import { PHONE_SLOTS } from '../../../shared/phone-slots.ts';
import type { Finding } from '../campaign/campaign-check-problem.ts';
import type { CampaignSettings } from '../campaign/campaign-settings.ts';
import type { ColumnMapping } from '../campaign/mapping-settings.ts';
import { columnForm } from '../charity-kit/form-text.ts';
import { COLUMN_NAMES, CONTACT_COLUMNS, type ColumnName, needOf } from '../contact-file/contact-columns.ts';
import { headerKey } from '../contact-file/contact-header.ts';
import { contactProfile } from '../contact-file/contact-profile.ts';
import { folded } from '../contact-file/contact-texts.ts';
import { columnOfHeader, theirName } from '../contact-file/mapping/their-names.ts';
import { returnedSheets } from '../delivery/returned-columns.ts';

const isColumn = (name: string): name is ColumnName => Object.hasOwn(CONTACT_COLUMNS, name);

/**
 * Whether that mapping loses nothing: our names exist, no two of ours have one of theirs, in what is sent as in each
 * sheet that comes back, every needed column has a name or a value, and values lead back to one.
 */
export function checkMapping(mapping: ColumnMapping, settings: CampaignSettings): readonly Finding[] {
  const unknown = unknownNames(mapping, settings);
  if (unknown.length > 0) return unknown;
  return [
    ...lostColumns(mapping, settings),
    ...twiceSent(mapping),
    ...twiceReturned(mapping, settings),
    ...valueFaults(mapping, settings),
    ...fixedFaults(mapping, settings),
  ];
}

const HINT_NAMES = 'les noms : a-lire.html du dossier de lancement, ou docs/rules/layouts.md';

function unknownNames(mapping: ColumnMapping, settings: CampaignSettings): Finding[] {
  const comesBack = new Set(returnedSheets(settings.country).flat());
  const rows = (['columns', 'values', 'fixed'] as const).flatMap((part) =>
    Object.keys(mapping[part])
      .filter((name) => !isColumn(name) && !(part === 'values' && comesBack.has(name)))
      .map((name) => ({ at: [part, name], name })),
  );
  const returned = Object.keys(mapping.returned)
    .filter((name) => !comesBack.has(name) || isColumn(columnOfHeader(name)))
    .map((name) => ({ at: ['returned', name], name }));
  return [...rows, ...returned].map(({ at, name }) => ({
    at,
    code: 'mapping-unknown-column',
    message:
      at[0] === 'returned' && isColumn(columnOfHeader(name))
        ? `La colonne ${name} prend son nom sous « columns ».`
        : `Nous n’avons pas de colonne ${name} ici.`,
    hint: HINT_NAMES,
  }));
}

/** What the file could not give any more: a needed column whose name was given to another. */
function lostColumns(mapping: ColumnMapping, settings: CampaignSettings): Finding[] {
  const profile = contactProfile(settings, settings.starts);
  const takenBy = new Map(Object.entries(mapping.columns).map(([ours, theirs]) => [headerKey(theirs), ours]));
  const isLost = (name: ColumnName) =>
    mapping.columns[name] === undefined && mapping.fixed[name] === undefined && takenBy.has(headerKey(name));
  const isNeeded = (name: ColumnName) => needOf(name, profile) !== 'optional';
  const lost = COLUMN_NAMES.filter((name) => isLost(name) && isNeeded(name));
  const phones = PHONE_SLOTS.every(isLost) ? [PHONE_SLOTS[0]] : [];
  return [...lost, ...phones].map((name) => ({
    at: ['columns', takenBy.get(headerKey(name)) ?? ''],
    code: 'mapping-loses-column',
    message: `La colonne obligatoire ${name} n’a plus de nom : le sien est donné à une autre.`,
    hint: `donnez un nom à ${name} sous « columns », ou sa valeur sous « fixed »`,
  }));
}

function twice(names: readonly string[], mapping: ColumnMapping): readonly string[] {
  const seen = new Set<string>();
  return names.filter((name) => {
    const key = headerKey(theirName(mapping, name));
    const isTwice = seen.has(key);
    seen.add(key);
    return isTwice;
  });
}

const twoToOne = (part: 'columns' | 'returned', name: string, theirs: string): Finding => ({
  at: [part, name],
  code: 'mapping-two-to-one',
  message: `« ${theirs} » nommerait deux colonnes : ${name} et une autre.`,
  hint: 'un nom ne vaut que pour une colonne, accents, casse et signes mis à part',
});

function twiceSent(mapping: ColumnMapping): Finding[] {
  return twice(Object.keys(mapping.columns), mapping).map((name) =>
    twoToOne('columns', name, theirName(mapping, name)),
  );
}

/** In one sheet that comes back, names of what was sent and of what was not stand side by side. */
function twiceReturned(mapping: ColumnMapping, { country }: CampaignSettings): Finding[] {
  const found = new Map<string, Finding>();
  for (const headers of returnedSheets(country)) {
    // Those renamed come last: it is their name that is one too many.
    const isNamed = (name: string) => theirName(mapping, name) !== name;
    const sorted = [...headers.filter((name) => !isNamed(name)), ...headers.filter(isNamed)];
    for (const name of twice(sorted, mapping)) {
      const ours = mapping.returned[name] === undefined ? columnOfHeader(name) : name;
      const part = mapping.returned[name] === undefined ? 'columns' : 'returned';
      if (mapping[part][ours] !== undefined)
        found.set(`${part} ${ours}`, twoToOne(part, ours, theirName(mapping, ours)));
    }
  }
  const sent = new Set(twice(Object.keys(mapping.columns), mapping));
  return [...found.values()].filter(({ at }) => at[0] !== 'columns' || !sent.has(String(at[1])));
}

function valueFaults(mapping: ColumnMapping, settings: CampaignSettings): Finding[] {
  return Object.entries(mapping.values).flatMap(([name, values]): Finding[] => {
    if (!isColumn(name)) return [];
    const form = columnForm(name, settings);
    if (form.kind !== 'choice')
      return [
        {
          at: ['values', name],
          code: 'mapping-values-not-a-choice',
          message: `${name} n’est pas un choix entre des valeurs.`,
          hint: 'les jours et les montants se règlent sous « formats »',
        },
      ];
    return oneColumnFaults(name, values, form.values);
  });
}

function oneColumnFaults(
  name: string,
  values: ColumnMapping['values'][string],
  ours: readonly string[],
): Finding[] {
  const meaning = new Map<string, string>();
  const faults: Finding[] = [];
  for (const [value, theirs] of Object.entries(values)) {
    const at = ['values', name, value];
    if (!ours.includes(value))
      faults.push({
        at,
        code: 'mapping-unknown-value',
        message: `${name} n’a pas de valeur ${value}.`,
        hint: `au choix : ${ours.join(', ')}`,
      });
    for (const spelling of [theirs].flat()) {
      const key = folded(spelling);
      const other = meaning.get(key) ?? (ours.includes(key) && values[key] === undefined ? key : value);
      if (other !== value)
        faults.push({
          at,
          code: 'mapping-two-to-one',
          message: `« ${spelling} » voudrait dire ${other} et ${value}.`,
          hint: `donnez aussi le nom que ${other} a chez l’association, un autre`,
        });
      meaning.set(key, value);
    }
  }
  return faults;
}

function fixedFaults(mapping: ColumnMapping, settings: CampaignSettings): Finding[] {
  return Object.entries(mapping.fixed).flatMap(([name, value]): Finding[] => {
    const at = ['fixed', name];
    if (mapping.columns[name] !== undefined)
      return [
        {
          at,
          code: 'mapping-two-to-one',
          message: `${name} a une colonne et une valeur.`,
          hint: 'gardez l’une des deux',
        },
      ];
    const form = isColumn(name) ? columnForm(name, settings) : undefined;
    if (form?.kind === 'choice' && !form.values.includes(value))
      return [
        {
          at,
          code: 'mapping-unknown-value',
          message: `${name} n’a pas de valeur ${value}.`,
          hint: `au choix : ${form.values.join(', ')}`,
        },
      ];
    if (name === 'ID_DONATEUR')
      return [
        {
          at,
          code: 'mapping-loses-column',
          message: 'ID_DONATEUR est propre à chaque personne.',
          hint: 'nommez sa colonne sous « columns »',
        },
      ];
    return [];
  });
}
