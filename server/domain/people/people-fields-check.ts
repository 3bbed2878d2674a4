import * as z from 'zod';
import { findingIssue } from '../campaign/campaign-check-problem.ts';
import { type CheckedFile, checkFile, placeFindings } from '../campaign-check/checked-file.ts';
import {
  AUDIENCE_WORDS,
  AUDIENCES,
  EDITORS,
  FIELD_KIND_WORDS,
  FIELD_KINDS,
  HOUSE_FIELDS,
  type PeopleField,
} from './people-fields.ts';
import { KEPT_BY_ITSELF, type PeopleKept } from './retention-plan.ts';

const FIELDS_FILE = 'personnes.yaml';
const MODEL = 'server/campaigns/personnes.yaml';
const MOST_FIELDS = 80;

/** A value among French words, given as the code of ours that each of them means. */
function word<T extends string>(codes: readonly T[], words: Readonly<Record<T, string>>) {
  return z.string().transform((text, ctx): T => {
    const code = codes.find((one) => words[one] === text);
    if (code !== undefined) return code;
    ctx.addIssue({
      ...findingIssue({
        code: 'unknown-word',
        message: `« ${text} » n’est pas un mot permis ici.`,
        hint: `écrivez l’un de ceux-ci : ${codes.map((one) => words[one]).join(', ')}`,
      }),
    });
    return z.NEVER;
  });
}

const KEY = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,30}$/, 'minuscules sans accent, chiffres et tirets, comme « code-postal »');

/** Of keeping. */
const MONTHS = z.int().min(1).max(120);

const FIELD = z.strictObject({
  clé: KEY,
  libellé: z.string().trim().min(1).max(60),
  sorte: word(FIELD_KINDS, FIELD_KIND_WORDS),
  choix: z.array(z.string().trim().min(1).max(60)).max(100).optional(),
  'vu-par': word(AUDIENCES, AUDIENCE_WORDS),
  'modifiable-par': word(EDITORS, { self: 'soi', mobilisation: 'mobilisation' }),
  crm: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,99}$/, 'nom interne de la propriété dans le CRM, en minuscules')
    .optional(),
  durée: MONTHS.optional(),
  aide: z.string().trim().max(200).optional(),
});

const FIELDS_SHAPE = z.strictObject({
  champs: z.array(FIELD).min(1).max(MOST_FIELDS),
  conservation: z.strictObject({ prospect: MONTHS.optional(), ancien: MONTHS.optional() }).optional(),
});

function fieldOf(one: z.output<typeof FIELD>): PeopleField {
  return {
    key: one.clé,
    label: one.libellé,
    kind: one.sorte,
    choices: one.choix ?? [],
    seenBy: one['vu-par'],
    editableBy: one['modifiable-par'],
    crm: one.crm ?? '',
    months: one.durée ?? 0,
    help: one.aide ?? '',
  };
}

/** Columns that the workbook has beside the fields, which no label may take. */
export const OWN_COLUMNS = ['STATUT', 'TYPE', 'GROUPES', 'TAGS'] as const;

function faultsOf(fields: readonly PeopleField[]) {
  const keys = fields.map(({ key }) => key);
  const labels = fields.map(({ label }) => label.toLocaleUpperCase('fr'));
  return [
    ...fields.flatMap(({ kind, choices, key }, rank) => {
      const at = ['champs', rank];
      const isChoice = kind === 'choice' || kind === 'choices';
      return [
        ...(isChoice && choices.length < 2
          ? [
              {
                at,
                code: 'field-choices',
                message: `Le champ « ${key} » n’a pas de choix.`,
                hint: 'donnez-en au moins deux sous « choix »',
              },
            ]
          : []),
        ...(!isChoice && choices.length > 0
          ? [
              {
                at: [...at, 'choix'],
                code: 'field-choices',
                message: `Le champ « ${key} » n’est pas un choix.`,
                hint: 'ôtez « choix », ou écrivez « sorte: choix »',
              },
            ]
          : []),
        ...(new Set(choices).size < choices.length || choices.some((one) => one.includes(';'))
          ? [
              {
                at: [...at, 'choix'],
                code: 'field-choices',
                message: 'Un choix est écrit deux fois, ou contient un point-virgule.',
                hint: 'gardez-en un seul, sans « ; », qui sépare les réponses d’un classeur',
              },
            ]
          : []),
        ...(keys.indexOf(key) < rank
          ? [
              {
                at: [...at, 'clé'],
                code: 'field-twice',
                message: `La clé « ${key} » est prise par un autre champ.`,
                hint: 'donnez une clé à chaque champ',
              },
            ]
          : []),
        ...(labels.indexOf(labels[rank] ?? '') < rank ||
        (OWN_COLUMNS as readonly string[]).includes(labels[rank] ?? '')
          ? [
              {
                at: [...at, 'libellé'],
                code: 'field-label',
                message: 'Ce libellé est déjà celui d’une colonne.',
                hint: `changez-le ; ${OWN_COLUMNS.join(', ')} sont pris d’avance`,
              },
            ]
          : []),
        ...houseFaults(fields[rank], [...at, 'sorte']),
      ];
    }),
    ...Object.keys(HOUSE_FIELDS)
      .filter((key) => !keys.includes(key))
      .map((key) => ({
        at: ['champs'],
        code: 'field-absent',
        message: `Il manque le champ « ${key} », que Plateau lit lui-même.`,
        hint: `recopiez-le de ${MODEL}`,
      })),
  ];
}

function houseFaults(field: PeopleField | undefined, at: readonly (string | number)[]) {
  const wanted = (HOUSE_FIELDS as Readonly<Record<string, PeopleField['kind']>>)[field?.key ?? ''];
  if (field === undefined || wanted === undefined || wanted === field.kind) return [];
  const hint = `écrivez « sorte: ${FIELD_KIND_WORDS[wanted]} »`;
  return [
    {
      at,
      code: 'field-kind',
      message: `Le champ « ${field.key} » est lu par Plateau : sa sorte est fixée.`,
      hint,
    },
  ];
}

interface CheckedPeople extends Pick<CheckedFile<readonly PeopleField[]>, 'value' | 'problems'> {
  /** There with the fields. */
  readonly kept?: PeopleKept;
}

/** The fields of a `personnes.yaml` and how long people are kept, or every fault with its line and column. */
export function checkPeopleFields(text: string): CheckedPeople {
  const read = checkFile(new Map([[FIELDS_FILE, text]]), FIELDS_FILE, FIELDS_SHAPE);
  if (read.value === undefined)
    return {
      problems: read.problems.map((one) =>
        one.hint.includes('upgrade-fr') || one.hint.includes('README')
          ? { ...one, hint: `comparez avec ${MODEL}` }
          : one,
      ),
    };
  const fields = read.value.champs.map(fieldOf);
  const problems = placeFindings(FIELDS_FILE, read, faultsOf(fields));
  if (problems.length > 0) return { problems };
  const { prospect, ancien } = read.value.conservation ?? {};
  const kept = { prospect: prospect ?? KEPT_BY_ITSELF.prospect, former: ancien ?? KEPT_BY_ITSELF.former };
  return { value: fields, kept, problems };
}
