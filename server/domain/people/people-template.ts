import { KIND_WORDS, LEVEL_WORDS, STATUS_WORDS } from '../../../shared/people/people-words.ts';
import type { CellCheck, CellValue, ColumnSpec, SheetSpec, WorkbookSpec } from '../files/sheets.ts';
import { FIELD_KIND_WORDS, type PeopleField } from './people-fields.ts';

export const PEOPLE_SHEET = 'PERSONNES';
const NARROWEST = 12;
const WIDEST = 40;

const EXAMPLES: Readonly<Record<PeopleField['kind'], string>> = {
  text: '',
  'long-text': '',
  date: '30/11/1990',
  choice: '',
  choices: '',
  'yes-no': 'oui',
  number: '3',
  email: 'elodie@exemple.invalid',
  phone: '06 39 98 00 12',
};

/** Of fields that are texts, by key: a person who does not exist. */
const FICTION: Readonly<Record<string, string>> = {
  nom: 'Fictive',
  prenom: 'Élodie',
  ville: 'Exempleville',
  'code-postal': '14000',
  departement: 'Calvados',
  opposition: 'non',
  bio: 'Aime les matins calmes et les tableaux bien rangés.',
};

function exampleOf(field: PeopleField): string {
  const { key, kind, choices } = field;
  if (kind === 'choice') return choices[0] ?? '';
  if (kind === 'choices') return choices.slice(0, 2).join(' ; ');
  return FICTION[key] ?? EXAMPLES[kind];
}

function checkOf({ kind, choices, help }: PeopleField): CellCheck {
  const prompt = [help, kind === 'choices' ? `Séparez par « ; » : ${choices.join(', ')}` : '']
    .filter(Boolean)
    .join('. ');
  const said = prompt === '' ? FIELD_KIND_WORDS[kind] : prompt;
  if (kind === 'choice') return { rule: 'list', values: choices, prompt: said };
  if (kind === 'yes-no') return { rule: 'list', values: ['oui', 'non'], prompt: said };
  if (kind === 'text') return { rule: 'length', max: 200, prompt: said };
  return { rule: 'any', prompt: said };
}

function columnOf(field: PeopleField): ColumnSpec {
  const width = Math.min(WIDEST, Math.max(NARROWEST, field.label.length + 3, exampleOf(field).length + 2));
  return { header: field.label, width, kind: 'text', check: checkOf(field) };
}

const OWN: readonly ColumnSpec[] = [
  {
    header: 'STATUT',
    width: 12,
    kind: 'text',
    check: { rule: 'list', values: Object.values(STATUS_WORDS), prompt: 'Obligatoire.' },
  },
  {
    header: 'TYPE',
    width: 12,
    kind: 'text',
    check: { rule: 'list', values: Object.values(KIND_WORDS), prompt: 'Obligatoire.' },
  },
  {
    header: 'GROUPES',
    width: 40,
    kind: 'text',
    check: { rule: 'any', prompt: 'Groupe (niveau : mission) ; autre groupe. Les groupes existent déjà.' },
  },
  { header: 'TAGS', width: 24, kind: 'text', check: { rule: 'any', prompt: 'Séparez par « ; ».' } },
];

/** The columns of a workbook of people, in the order of every file of ours: read back, it says the same. */
export function peopleColumns(fields: readonly PeopleField[]): readonly ColumnSpec[] {
  return [...OWN, ...fields.map(columnOf)];
}

const ADVICE: readonly (readonly string[])[] = [
  ['Une ligne par personne', 'Nom, STATUT et TYPE sont obligatoires ; le reste peut rester vide.'],
  ['Cellule vide', 'Pour une personne déjà connue, ce qui est sur sa fiche reste.'],
  ['Un tiret seul ( - )', 'Efface ce que dit la fiche.'],
  [
    'Qui est déjà connu ?',
    'Le numéro CRM, sinon l’e-mail, retrouve la fiche : elle est mise à jour. Les autres sont créées.',
  ],
  [
    'GROUPES',
    `Un groupe, ou plusieurs séparés par « ; ». Niveaux : ${Object.values(LEVEL_WORDS).join(', ')}. Exemple : GL Caen (référent : communication) ; Trailwalker 2026`,
  ],
  ['Vérifier sans rien écrire', 'plateau people import fichier.xlsx --check'],
  ['Un défaut ?', 'Rien n’est écrit tant qu’une ligne est en défaut : chacune est nommée.'],
  ['Après l’import', 'Effacez ce classeur : il est lisible par qui le trouve, la base ne l’est pas.'],
];

/**
 * The workbook that a team fills: columns of `personnes.yaml` with what each cell may hold, one fictitious person, and how
 * to. Read back as it is, it imports that person without a fault.
 */
export function peopleTemplate(fields: readonly PeopleField[], createdAtMs: number): WorkbookSpec {
  const example: readonly CellValue[] = [
    'confirmé',
    'bénévole',
    '',
    'climat ; traduction',
    ...fields.map(exampleOf),
  ];
  const guide: SheetSpec = {
    name: 'Mode d’emploi',
    columns: [
      { header: 'Question', width: 28, kind: 'text' },
      { header: 'Réponse', width: 110, kind: 'text' },
    ],
    rows: [
      ...ADVICE,
      ...fields.map(({ label, kind, choices, help }) => [
        label,
        [FIELD_KIND_WORDS[kind], choices.join(', '), help].filter((one) => one !== '').join(' — '),
      ]),
    ],
  };
  return {
    title: 'Modèle : personnes de l’annuaire',
    createdAtMs,
    sheets: [{ name: PEOPLE_SHEET, columns: peopleColumns(fields), rows: [example] }, guide],
  };
}
