import { Option } from 'commander';

export interface CharityFlag {
  readonly charity?: string;
}

/** Whose directory; needed only by whoever enters several. */
export function charityOption(): Option {
  return new Option(
    '--charity <association>',
    'code de l’association, si plusieurs annuaires vous sont ouverts',
  );
}
