import { cardNumber } from '../../../shared/card-number.ts';
import { foldedText } from '../../../shared/folded-text.ts';
import { holdsUnseen, UNSEEN_CLAUSE } from '../../../shared/unseen-characters.ts';
import { columnOf, type ListFault, listedLines } from '../files/listed-lines.ts';

/** Somebody of a list of volunteers, with the line it stands on. */
export interface ListedPerson {
  readonly line: number;
  readonly person: string;
  /** As they were written; empty: none. */
  readonly skills: string;
}

const MOST_LINES = 2000;
const MAX_NAME = 60;
const YES = new Set(['oui', 'o', 'x', '1', 'vrai']);
const NO = new Set(['', 'non', 'n', '0', 'faux']);

/** Columns by the words of their heading, folded. */
const COLUMNS = {
  person: ['nom', 'benevole', 'prenom et nom', 'personne'],
  minor: ['moins de 16 ans', 'mineur'],
  skills: ['competences', 'competence', 'langues', 'langue'],
  consent: ['accord des parents', 'autorisation parentale', 'accord parental'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
type Column = keyof typeof COLUMNS;

/** Why that name is nobody's, in French; undefined for one that is. The same for a list and for one person. */
export function nameProblem(person: string): string | undefined {
  if (person === '') return 'le nom est absent';
  if (person.length > MAX_NAME) return `le nom dépasse ${MAX_NAME} signes`;
  if (holdsUnseen(person)) return UNSEEN_CLAUSE;
  if (cardNumber(person)) return 'cela ressemble à un numéro de carte';
  if (/[@\d]/.test(person)) return 'un nom n’a ni chiffre ni arobase : ni téléphone ni adresse ici';
  return /\p{L}/u.test(person) ? undefined : 'ce n’est pas un nom';
}

/**
 * A list of volunteers, as a spreadsheet saves it (CSV): a heading with « nom », and where somebody may be under sixteen
 * « moins de 16 ans » and « accord des parents » (oui or non); « compétences » as `readSkills` reads them. Every line is either a
 * person or a fault; a name twice is a fault.
 */
export function readSignupList(text: string): {
  readonly people: readonly ListedPerson[];
  readonly faults: readonly ListFault[];
} {
  const list = listedLines(text);
  const at = (column: Column) => columnOf(list, COLUMNS[column]);
  const where = { person: at('person'), minor: at('minor'), consent: at('consent'), skills: at('skills') };
  if (where.person < 0)
    return { people: [], faults: [{ line: 1, problem: 'la colonne « nom » est absente' }] };
  const seen = new Set<string>();
  const people: ListedPerson[] = [];
  const faults: ListFault[] = [];
  for (const { line, cells } of list.lines) {
    const person = (cells[where.person] ?? '').replace(/\s+/g, ' ');
    const key = foldedText(person);
    const problem =
      line - 2 >= MOST_LINES
        ? `la liste dépasse ${MOST_LINES} lignes`
        : (nameProblem(person) ??
          ageProblem(cells[where.minor] ?? '', cells[where.consent] ?? '') ??
          (seen.has(key) ? 'ce nom est déjà plus haut dans la liste' : undefined));
    seen.add(key);
    if (problem === undefined) people.push({ line, person, skills: cells[where.skills] ?? '' });
    else faults.push({ line, problem });
  }
  return { people, faults };
}

function ageProblem(minor: string, consent: string): string | undefined {
  const [isMinor, hasConsent] = [foldedText(minor), foldedText(consent)];
  if (![isMinor, hasConsent].every((cell) => YES.has(cell) || NO.has(cell))) return 'écrivez oui ou non';
  return YES.has(isMinor) && !YES.has(hasConsent)
    ? 'moins de 16 ans sans l’accord écrit des parents'
    : undefined;
}
